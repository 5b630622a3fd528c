"""The one place where exact decimals become floats: at the edge of a drawing, which is no place to add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd


def as_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` that a browser can draw: decimals as floats, dates as timestamps, the rest as it is."""
    drawn = frame.copy(deep=False)
    for name in frame.columns:
        if frame[name].dtype == object:
            drawn[name] = _drawable(frame[name])
    return drawn


def _drawable(column: pd.Series) -> pd.Series:
    first = next((value for value in column.array if not pd.isna(value)), None)
    if first is None:
        return pd.Series([None] * len(column), index=column.index, dtype="float64")
    if isinstance(first, Decimal):
        return column.astype("float64")
    if isinstance(first, date):
        return pd.to_datetime(column)
    return column.infer_objects()
