"""An answer: rows with exact decimals, and all that is needed to say where they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from governance.questions import Question
from governance.questions.rows import Row
from governance.words import again

if TYPE_CHECKING:  # only charts need it, and the shell answers half a second sooner without
    import pandas as pd


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
        return [Row(zip(self.columns, map(again, row), strict=True)) for row in self.rows]

    def first(self) -> Row | None:
        """The first row; None where there is none."""
        return Row(zip(self.columns, map(again, self.rows[0]), strict=True)) if self.rows else None

    def column(self, name: str) -> list[object]:
        """One column's cells."""
        place = self.columns.index(name)
        return [again(row[place]) for row in self.rows]

    def frame(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows (or these columns of them) as a frame of Python objects: Decimals stay exact. Only charts turn
        them into floats."""
        import pandas as pd

        return pd.DataFrame({name: self.column(name) for name in columns or self.columns}, dtype=object)
