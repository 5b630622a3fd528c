"""What a form draws: an answer's rows as one row for each amount; and the one place where decimals become floats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
from pandas.api.types import is_object_dtype

from governance.charts.theme import SERIES, Spec

Rows = Iterable[Mapping[str, Any]]
Parts = Mapping[Any, str | tuple[str, str]]
"""What each colour means: a column, or a value of the series' column, with its words, or its words and colour."""

AMOUNT = "amount"
"""The drawn column in which the cells of several columns stand below each other."""


class Drawing(NamedTuple):
    """A specification without data, and the rows to draw with it."""

    spec: Spec
    frame: pd.DataFrame


class Picture(NamedTuple):
    """What a picture shows: one chart, or small ones under their words, and what is written around them.

    `foot` are the lines below: what numbers on the chart stand for, the source, the kind of figures, the day.
    """

    title: str
    subtitle: str
    drawings: Mapping[str, Drawing]
    foot: Sequence[str]


def meanings(parts: Parts | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the parts in their order, and their colours; those of the series where none is named."""
    told = [(part, SERIES[place % len(SERIES)]) if isinstance(part, str) else part
            for place, part in enumerate((parts or {}).values())]  # fmt: skip
    return tuple(words for words, _ in told), tuple(colour for _, colour in told)


def amounts(
    rows: Rows, keep: Sequence[str], parts: Parts | None = None, y: str | None = None, series: str | None = None
) -> pd.DataFrame:
    """One row for each amount that is known, with the columns to keep, and the words and the place of its part.

    `parts` are columns of amounts, or the values of the column `series`, the amounts then being the column `y`;
    without parts the column `y` is drawn alone. A value of `series` that is no part is not drawn.
    """
    words, _ = meanings(parts)
    places = {key: place for place, key in enumerate(parts or {})}
    found: list[tuple[Mapping[str, Any], int | None, object]]
    if series and y:
        found = [(row, places[row[series]], row[y]) for row in rows if row[series] in places]
    elif y:
        found = [(row, None, row[y]) for row in rows]
    else:
        found = [(row, place, row[name]) for row in rows for name, place in places.items()]
    found = [each for each in found if each[2] is not None]
    columns: dict[str, list[Any]] = {name: [row[name] for row, _, _ in found] for name in dict.fromkeys(keep)}
    if parts is not None:
        columns["part"] = [words[place] for _, place, _ in found if place is not None]
        columns["order"] = [place for _, place, _ in found]
    columns[y or AMOUNT] = [amount for _, _, amount in found]
    return pd.DataFrame(columns, dtype=object)


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
