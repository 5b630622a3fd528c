"""Dots: figures that documents state, a dot for each; nothing is known between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from governance.charts.frames import Drawing, Parts, Rows, amounts, meanings
from governance.charts.labels import ROOM, sides
from governance.charts.theme import INK, Headings, Words, blank, coloured, kept, read, room
from governance.words import say

_TALL = 430  # pixels: room for the labels of dots that lie close
_ENDS = 60  # pixels at both ends, so that the first and the last label are whole
_SIDES: dict[str, dict[str, Any]] = {
    "above": {"dy": -13},
    "below": {"dy": 13},
    "right": {"align": "left", "dx": 8},
    "left": {"align": "right", "dx": -8},
}


def years_apart() -> alt.X:
    """Years as a distance: a gap of ten years is ten times as wide as one year."""
    axis = alt.Axis(format="d", tickMinStep=1, labelOverlap=True, grid=False)
    return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=18))


def dots(
    rows: Rows,
    *,
    axis: str,
    y: str,
    series: str,
    parts: Parts,
    day: str | None = None,
    label: str | None = None,
    hedged: str | None = None,
    tips: Mapping[str, str],
) -> Drawing:
    """A dot for each figure, with a shape and a colour for each part.

    Along `day`, a column of dates, each dot has the words of `label` beside it where there is room. Along the column
    year, dashes only join the dots, and one is open where the column `hedged` says so.
    """
    keep = [name for name in (day or "year", label, hedged, *tips) if name]
    frame = amounts(rows, keep, parts, y, series)
    words, colours = meanings(parts)
    headings = tuple(tips.items())
    if day is None or label is None:
        return Drawing(_by_year(axis, y, words, colours, hedged, headings), frame)
    across = [float(on.toordinal()) for on in frame[day]]
    frame["side"] = sides(across, [float(figure) for figure in frame[y]], list(frame[label]))
    return Drawing(_by_day(axis, day, y, words, colours, label, headings), frame)


def _shapes(words: Words) -> alt.Shape:
    return alt.Shape("part:N", title=None, sort=list(words), scale=alt.Scale(domain=list(words)))


@kept
def _by_day(axis: str, day: str, y: str, words: Words, colours: Words, label: str, tips: Headings) -> alt.TopLevelMixin:
    time = alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelBound=True, grid=False)
    upright = alt.Axis(tickCount=5, format=",.0f", grid=False)
    base = blank().encode(
        x=alt.X(f"{day}:T", title=None, scale=alt.Scale(padding=_ENDS), axis=time),
        y=alt.Y(f"{y}:Q", title=axis, scale=alt.Scale(zero=True), axis=upright),
        tooltip=[alt.Tooltip("part:N", title=" "), *read(tips)],
    )
    drawn = base.mark_point(filled=True, size=90, opacity=1)
    drawn = drawn.encode(color=coloured(words, colours), shape=_shapes(words))
    shown = alt.ExprRef(f"width < {ROOM} ? 0 : 1")
    labels = [
        base.encode(text=f"{label}:N")
        .mark_text(color=INK, opacity=shown, **place)
        .transform_filter(alt.datum.side == side)
        for side, place in _SIDES.items()
    ]
    return alt.layer(drawn, *labels).properties(height=_TALL)


@kept
def _by_year(axis: str, y: str, words: Words, colours: Words, hedged: str | None, tips: Headings) -> alt.TopLevelMixin:
    colour = coloured(words, colours)
    base = blank().encode(x=years_apart(), y=alt.Y(f"{y}:Q", title=axis, axis=alt.Axis(tickCount=6)), color=colour)
    dashes = base.mark_line(strokeDash=[2, 4], strokeWidth=1.5, opacity=0.8)
    drawn = base.mark_point(size=70, opacity=1, strokeWidth=2).encode(
        shape=_shapes(words),
        fill=alt.condition(f"datum.{hedged}", alt.value("transparent"), colour),
        tooltip=[
            alt.Tooltip("year:Q", title=say("Year"), format="d"),
            alt.Tooltip("part:N", title=" "),
            *read(tips),
            alt.Tooltip(f"{y}:Q", title=axis, format=",.0f"),
        ],
    )
    return alt.layer(dashes, drawn).properties(height=room(words))
