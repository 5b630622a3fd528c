"""The one place where exact decimals become floats: at the edge of a drawing, which is no place to add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pandas as pd
from pandas.api.types import is_object_dtype


def points(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Columns of plain values as a browser draws them, made at once: decimals as floats."""
    return pd.DataFrame(
        {name: [float(v) if isinstance(v, Decimal) else v for v in cells] for name, cells in columns.items()}
    )


def as_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` as a browser can draw it: decimals as floats, dates as timestamps, the rest as it is."""
    if not any(map(is_object_dtype, frame.dtypes)):
        return frame
    columns = {name: frame[name] for name in frame.columns}
    drawn = {name: _drawable(column) if column.dtype == object else column for name, column in columns.items()}
    return pd.DataFrame(drawn, index=frame.index, copy=False)


def _drawable(column: pd.Series) -> pd.Series:
    first = next((value for value in column.array if value is not None and not pd.isna(value)), None)
    if first is None:
        return pd.Series([None] * len(column), index=column.index, dtype="float64")
    if isinstance(first, Decimal):
        return column.astype("float64")
    if isinstance(first, date):
        return pd.to_datetime(column)
    return column.infer_objects()
