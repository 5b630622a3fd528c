"""Columns that make a value only when it is looked at: for facts of as many rows as there are receipts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, overload

import pyarrow as pa


class Column(Sequence[Any]):
    """Values of a column in order. A cell that holds a list is a column itself."""

    def __init__(self, array: pa.Array) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> Column: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return column(self._array[place])
        cell = self._array[place]
        return column(cell.values) if isinstance(cell, pa.ListScalar) and cell.is_valid else cell.as_py()

    def __iter__(self) -> Iterator[Any]:
        return super().__iter__() if pa.types.is_list(self._array.type) else iter(self._array.to_pylist())


class Days(Column):
    """A column of days, none of them blank: gone through in a fifth of the time that Arrow's own cells take."""

    def __iter__(self) -> Iterator[date]:
        held = self._array.buffers()[1]
        numbers = memoryview(held if held is not None else b"").cast("i")  # days since 1970
        first = self._array.offset
        return (date.fromordinal(_DAY_0 + number) for number in numbers[first : first + len(self)])


_DAY_0 = date(1970, 1, 1).toordinal()


def column(array: pa.Array) -> Column:
    """The column that holds an array's values."""
    return Days(array) if array.type == pa.date32() and not array.null_count else Column(array)


def columns_of(table: pa.Table) -> dict[str, Column]:
    """Each column of a table by its name."""
    return {name: column(table[name].combine_chunks()) for name in table.column_names}
