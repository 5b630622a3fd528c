"""An answer: rows with exact decimals, and all that is needed to say where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from governance.questions import Question
from governance.questions.rows import Row
from governance.words import Spoken, again

if TYPE_CHECKING:  # only charts need it, and the shell answers half a second sooner without
    import pandas as pd


def given(values: Mapping[str, object]) -> tuple[tuple[str, object], ...]:
    """Of the values of a question's parameters those that were given."""
    return tuple((name, value) for name, value in values.items() if value is not None)


@dataclass(frozen=True)
class Answer:
    """What the books answered.

    `rows` hold Decimals, dates, whole numbers and text, None where a figure is not known; sentences in them are said
    in the language of whoever reads them by `dicts`, `column` or `frame`. `evidence` says which
    kinds of batches the figures rest on, `tables` which uploaded tables were read for them; `version` and `head` name
    the state of the ledger. `foreseen_from`: of money on a day that has not come, the last known day, after which
    nothing more is supposed to be paid. `given` are the parameters that were named, with their values.
    """

    question: Question
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    as_of: date
    version: int
    head: str
    evidence: tuple[str, ...]
    foreseen_from: date | None = None
    tables: frozenset[str] = frozenset()
    given: tuple[tuple[str, object], ...] = ()

    def dicts(self) -> list[Row]:
        """The rows by column name, each cell to be read by its type."""
        return [self._row(row) for row in self.rows]

    def first(self) -> Row | None:
        """The first row; None where there is none."""
        return self._row(self.rows[0]) if self.rows else None

    def column(self, name: str) -> list[object]:
        """One column's cells."""
        place = self.columns.index(name)
        cells = [row[place] for row in self.rows]
        return list(map(again, cells)) if name in self._said else cells

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows (or these columns of them) as a frame of Python objects: Decimals stay exact. Only charts turn
        them into floats."""
        import pandas as pd

        return pd.DataFrame({name: self.column(name) for name in columns or self.columns}, dtype=object)

    @cached_property
    def _said(self) -> frozenset[str]:
        """The columns in which sentences are said: all others read the same in every language."""
        cells = zip(self.columns, zip(*self.rows, strict=True), strict=bool(self.rows))
        return frozenset(name for name, column in cells if Spoken in set(map(type, column)))

    def _row(self, cells: tuple[object, ...]) -> Row:
        row = Row(zip(self.columns, cells, strict=True))
        for name in self._said:
            row[name] = again(row[name])
        return row
