"""A plain sheet: a table's own column names over rows of text, whatever the user's sheet looked like."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

import pyarrow as pa

from governance.intake.reading.grid import Grid, Rows
from governance.words import say

Row = tuple[int, tuple[str | None, ...]]
"""The row's number in the user's sheet, from 1, and its cells."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its header cells and its rows of text cells, each with the row number that the user sees.

    `letters` names, for each column of the header, its letter in the user's workbook, and `headers` what stands above
    it there; a column that is not there (a currency that the header of the amounts states) has none. `grid` is the
    user's own sheet.
    """

    file: str
    name: str | None  # None: the file has no sheets (csv)
    header: tuple[str, ...]
    rows: Sequence[Row]
    letters: Mapping[str, str] = field(default_factory=dict)
    grid: Grid | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def called(self, column: str) -> str:
        """A column in a sentence: as the user's own header calls it, which may be our name."""
        return say("“{header}”", header=self.headers.get(column, column))

    def cell(self, row: int, column: str) -> str | None:
        """The cell of a column in the row of that number in the user's sheet; None where there is none."""
        if column not in self.header:
            return None
        place = bisect_left(self._numbers, row)
        if place == len(self._numbers) or self._numbers[place] != row:
            return None
        if isinstance(self.rows, PlainRows):
            return self.rows.table.column(column)[place].as_py()  # type: ignore[no-any-return]
        cells = self.rows[place][1]
        at = self.header.index(column)
        return cells[at] if at < len(cells) else None

    @cached_property
    def _numbers(self) -> list[int]:
        if isinstance(self.rows, PlainRows):
            return list(self.rows.table.column(0).to_pylist())
        return [row for row, _ in self.rows]

    def arrow(self) -> pa.Table:
        """The rows as columns: sheet_row, and one of text for each cell of the header."""
        if isinstance(self.rows, PlainRows):
            return self.rows.table
        columns = [pa.array([row for row, _ in self.rows], pa.int32())]
        for place in range(len(self.header)):
            cells = [cells[place] if place < len(cells) else None for _, cells in self.rows]
            columns.append(pa.array(cells, pa.string()))
        return pa.table(columns, names=["sheet_row", *self.header])


class PlainRows(Sequence[Row]):
    """Rows kept as Arrow columns (sheet_row first), each made when it is looked at."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table
        self._rows = Rows(table.columns, table.num_rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(map(_row, self._rows[place]))
        return _row(self._rows[place])

    def __iter__(self) -> Iterator[Row]:
        return map(_row, self._rows)


def _row(cells: tuple[object, ...]) -> Row:
    number, *texts = cells
    return number, tuple(texts)  # type: ignore[return-value,arg-type]
