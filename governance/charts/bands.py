"""Bands: a course within what it may have been, and bars that go from one day to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Parts, Rows, amounts, meanings
from governance.charts.theme import (
    BAR,
    GREY,
    HEIGHT,
    PAPER,
    Headings,
    Words,
    blank,
    coloured,
    in_lines,
    kept,
    names,
    painted,
    read,
    row_of,
)

_HEADROOM = 1.1  # above the highest figure, for its words


def band(
    rows: Rows,
    stated: Rows,
    *,
    axis: str,
    series: str,
    parts: Parts,
    y: str,
    low: str,
    high: str,
    tips: Mapping[str, str],
) -> Drawing:
    """A line by the column day, the band from `low` to `high` around it, and a dot for each figure that is `stated`.

    The rows of what is stated have day, stated, label where there is room for one, above (whether that stands above
    the dot), the column of the series, and the columns of `tips`.
    """
    words, colours = meanings(parts)
    line = amounts(rows, ("day", low, high), parts, y, series)
    dots = amounts(stated, ("day", "label", "above", *tips), parts, "stated", series)
    frame = pd.concat([line, dots], ignore_index=True)
    top = max((float(figure) for name in (high, "stated") for figure in frame[name].dropna()), default=0.0)
    params = [{"name": "top", "value": top * _HEADROOM}]
    return Drawing({**_band(axis, words, colours, y, low, high, tuple(tips.items())), "params": params}, frame)


@kept
def _band(axis: str, words: Words, colours: Words, y: str, low: str, high: str, tips: Headings) -> alt.TopLevelMixin:
    base = blank().encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
        color=coloured(words, colours, symbolType="square", symbolOpacity=1),
    )
    around = base.mark_area(interpolate="step-after", opacity=0.3, line=False).encode(
        y=alt.Y(f"{low}:Q", title=axis, axis=alt.Axis(tickCount=5), scale=alt.Scale(domainMax=alt.ExprRef("top"))),
        y2=alt.Y2(f"{high}:Q"),
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(y=alt.Y(f"{y}:Q"))
    shapes = alt.Scale(domain=list(words), range=["circle", "diamond"])
    dots = base.mark_point(size=70, filled=True, opacity=1, stroke=PAPER, strokeWidth=1).encode(
        y=alt.Y("stated:Q"),
        shape=alt.Shape("part:N", sort=list(words), scale=shapes, legend=None),
        tooltip=[*read(tips[:1]), alt.Tooltip("stated:Q", title=axis), *read(tips[1:])],
    )
    written = base.encode(y=alt.Y("stated:Q"), text=alt.Text("label:N"))
    above = written.mark_text(align="right", baseline="bottom", dx=-5, dy=-4, fontSize=13, fontWeight="bold")
    below = written.mark_text(align="left", baseline="top", dx=4, dy=7, fontSize=13, fontWeight="bold")
    return alt.layer(
        *(layer.transform_filter(f"isValid(datum.{y})") for layer in (around, line)),
        dots.transform_filter("isValid(datum.stated)"),
        above.transform_filter("datum.label && datum.above"),
        below.transform_filter("datum.label && !datum.above"),
    ).properties(height=HEIGHT)


def spans(
    rows: Rows,
    *,
    parts: Parts,
    begins: str,
    faint: str | None = None,
    now: date | None = None,
    tall: int = BAR,
    tips: Mapping[str, str],
) -> Drawing:
    """A bar along time from the column `begins` to `ends` in the row of its name, of what its part means.

    `faint` is the column that says which bars are only known to lie within a time. A line stands at the day `now`.
    `tall` is the pixels of each row, at least.
    """
    words, colours = meanings(parts)
    keep = [column for column in ("name", begins, faint, *tips) if column]
    frame = amounts(rows, keep, parts, "ends", "part")
    frame["name"] = [in_lines(name) for name in frame["name"]]
    if now:
        frame["now"] = now
    told = tuple(tips.items())
    return Drawing(_spans(words, colours, begins, faint, row_of(frame["name"], tall), told, now=now is not None), frame)


@kept
def _spans(
    words: Words, colours: Words, begins: str, faint: str | None, tall: int, tips: Headings, *, now: bool
) -> alt.TopLevelMixin:
    bars = (
        blank()
        .mark_bar(cornerRadius=1)
        .encode(
            y=alt.Y("name:N", sort=None, title=None, axis=names(front=False)),
            x=alt.X(f"{begins}:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
            x2=alt.X2("ends:T"),
            **painted(words, colours),
            tooltip=[alt.Tooltip("name:N", title=" "), *read(tips)],
        )
        .properties(height=alt.Step(tall))
    )
    if faint:
        bars = bars.encode(opacity=alt.OpacityValue(1, condition={"test": f"datum.{faint}", "value": 0.4}))
    if not now:
        return bars
    line = blank().mark_rule(color=GREY, strokeDash=[4, 3], strokeWidth=2).encode(x=alt.X("max(now):T", title=None))
    return alt.layer(bars, line).properties(height=alt.Step(tall))
