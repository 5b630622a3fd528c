"""Columns that make a value only when it is looked at: for facts of as many rows as there are receipts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
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


class Days(Column):
    """A column of days, none of them blank: searched by halves, where Arrow's own cells cost ten times more."""

    def __init__(self, array: pa.Array) -> None:
        super().__init__(array)
        held = array.buffers()[1]
        numbers = memoryview(held if held is not None else b"").cast("i")  # days since 1970
        self._numbers = numbers[array.offset : array.offset + len(array)]

    def __getitem__(self, place: Any) -> Any:
        return column(self._array[place]) if isinstance(place, slice) else _FIRST + timedelta(self._numbers[place])


_FIRST = date(1970, 1, 1)


def column(array: pa.Array) -> Column:
    """The column that holds an array's values."""
    return Days(array) if array.type == pa.date32() and not array.null_count else Column(array)


def columns_of(table: pa.Table) -> dict[str, Column]:
    """Each column of a table by its name."""
    return {name: column(table[name].combine_chunks()) for name in table.column_names}
