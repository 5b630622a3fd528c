"""The one place where exact decimals become floats: at the edge of a drawing, which is no place to add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd


def as_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `frame` that a browser can draw: decimals as floats, dates as timestamps, the rest as it is."""
    return frame.assign(**{str(name): _drawable(frame[name]) for name in frame.columns})


def _drawable(column: pd.Series) -> pd.Series:
    filled = column.dropna()
    if filled.empty:
        return pd.Series([None] * len(column), index=column.index, dtype="float64")
    first = filled.iloc[0]
    if isinstance(first, Decimal):
        return column.astype("float64")
    if isinstance(first, date):
        return pd.to_datetime(column)
    return column.infer_objects()
