"""A sheet as the file holds it, before anything is made of it: every row from the first, every cell of its own type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, Union, overload

if TYPE_CHECKING:  # the process that reads files makes grids too, and is not to load Arrow
    import pyarrow as pa

Cells: TypeAlias = Union[Sequence[Any], "pa.ChunkedArray"]
"""One column of a sheet from its row 1: a list of cells, or for csv an Arrow array of texts."""

EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""The day 0 of the dates that a workbook keeps as numbers, by whether it counts from 1904.

Counting from 1900, Excel has a 29 February 1900, which never was. So the day 0 holds for the numbers from 61 on, and
the readers of each format set the dates of those two months right where cells are typed as dates.
"""

_AT_ONCE = 1_000  # rows made from Arrow columns at a time, so that a long file is never all in Python


@dataclass(frozen=True)
class ErrorCell:
    """A cell in which a spreadsheet's formula failed, such as #REF! or #N/A."""

    text: str


ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
     "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!")
)  # fmt: skip
"""The words with which spreadsheet programs say that a formula failed."""

NOT_CALCULATED = ErrorCell("#NOT CALCULATED")
"""A cell whose formula no program has calculated yet, so that the file holds no value of it.

Where it is written out as this text (in a file given back), it is read as the same again.
"""


class Rows(Sequence[tuple[object, ...]]):
    """The rows of a sheet that is kept by columns, each made when it is looked at."""

    def __init__(self, columns: Sequence[Cells], count: int) -> None:
        self.columns = tuple(columns)
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> tuple[object, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[tuple[object, ...], ...]: ...
    def __getitem__(self, place: int | slice) -> tuple[object, ...] | tuple[tuple[object, ...], ...]:
        if isinstance(place, slice):
            first, last, step = place.indices(self._count)
            found = tuple(zip(*(_part(column, first, max(first, last)) for column in self.columns), strict=True))
            return found[::step] if step > 0 else tuple(self[row] for row in range(first, last, step))
        row = range(self._count)[place]
        return tuple(_part(column, row, row + 1)[0] for column in self.columns)

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        for first in range(0, self._count, _AT_ONCE):
            yield from self[first : first + _AT_ONCE]


RAISED, STRUCK, MIXED = "raised", "struck", "mixed"
"""How a part of a cell's text differs from the rest: a footnote's mark, a figure struck through, a part in bold."""


@dataclass(frozen=True)
class Looks:
    """What a sheet shows of its cells beside their values; rows and columns are counted from 0.

    Rows and columns that are hidden (rows that are filtered out too), cells that are struck through, by column, and
    by column and row the cells of which a part differs from the rest, with how.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: Mapping[int, frozenset[int]] = field(default_factory=dict)
    parts: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """One sheet of a file. `rows[0]` is the sheet's row 1; rows may differ in length.

    A cell is None (blank), str, int, float, Decimal, bool, date, datetime, time, timedelta or ErrorCell, as the
    file's format types it; cells of a csv file are str or None. `shown` holds, by column and row (both from 0), how
    the format shows a number where that changes what it says: "%", or a currency. `epoch` is the day 0 of dates
    that were left as numbers; `how` says in words how a csv file was read, `separator` what stands between its
    cells, and `plain` whether that is as our own templates and exports write it (UTF-8, commas). `bank` says that it is
    made of a bank's statement: no table of the user's, but columns that its reader names.
    """

    file: str
    name: str | None  # None: the file has no sheets (csv)
    rows: Sequence[tuple[object, ...]]
    hidden: bool = False
    shown: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    epoch: date = EPOCHS[False]
    how: str = ""
    plain: bool = False
    separator: str = ""
    looks: Looks = field(default_factory=Looks)
    bank: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        if isinstance(self.rows, Rows):
            return len(self.rows.columns)
        return max(map(len, self.rows), default=0)

    def column(self, place: int) -> Cells:
        """The cells of one column (from 0), as many as there are rows."""
        if isinstance(self.rows, Rows):
            return self.rows.columns[place]
        return [row[place] if place < len(row) else None for row in self.rows]


def letter(place: int) -> str:
    """The name of a column (from 0) in a spreadsheet program: A, B, ..., Z, AA."""
    name, left = "", place + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def place(letters: str) -> int:
    """The column (from 0) of that name: A is 0."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number - 1


def whole(column: pa.ChunkedArray) -> pa.Array:
    """The column in one piece; not copied where it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _part(column: Cells, first: int, last: int) -> list[object]:
    found: Any = column[first:last]
    return list(found if isinstance(found, list | tuple) else found.to_pylist())
