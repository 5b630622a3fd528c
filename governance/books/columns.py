"""Columns that make a value only when it is looked at: for facts of as many rows as there are receipts."""

from __future__ import annotations

from collections.abc import Sequence
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
            return Column(self._array[place])
        cell = self._array[place]
        return Column(cell.values) if isinstance(cell, pa.ListScalar) and cell.is_valid else cell.as_py()


def columns_of(table: pa.Table) -> dict[str, Column]:
    """Each column of a table by its name."""
    return {name: Column(table[name].combine_chunks()) for name in table.column_names}
