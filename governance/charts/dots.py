"""Dots: figures that documents state, a dot for each; nothing is known between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from governance.charts.frames import Drawing, Parts, Rows, amounts, meanings
from governance.charts.labels import ROOM, sides
from governance.charts.theme import INK, Headings, Words, blank, coloured, kept, on_ground, read

_TALL = 430  # pixels: room for the labels of dots that lie close
_ENDS = 60  # pixels at both ends, so that the first and the last label are whole
_SIDES: dict[str, dict[str, Any]] = {
    "above": {"dy": -13},
    "below": {"dy": 13},
    "right": {"align": "left", "dx": 8},
    "left": {"align": "right", "dx": -8},
}


def dots(
    rows: Rows,
    *,
    axis: str,
    y: str,
    series: str,
    parts: Parts,
    day: str,
    label: str,
    tips: Mapping[str, str],
) -> Drawing:
    """A dot for each figure along `day`, a column of dates, with a shape and a colour for each part, and the words of
    `label` beside it where there is room."""
    frame = amounts(rows, (day, label, *tips), parts, y, series)
    words, colours = meanings(parts)
    across = [float(on.toordinal()) for on in frame[day]]
    frame["side"] = sides(across, [float(figure) for figure in frame[y]], list(frame[label]))
    return Drawing(_dots(axis, day, y, words, colours, label, tuple(tips.items())), frame)


@kept
def _dots(axis: str, day: str, y: str, words: Words, colours: Words, label: str, tips: Headings) -> alt.TopLevelMixin:
    time = alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelBound=True, grid=False)
    upright = alt.Axis(tickCount=5, format=",.0f", grid=False)
    base = blank().encode(
        x=alt.X(f"{day}:T", title=None, scale=alt.Scale(padding=_ENDS), axis=time),
        y=alt.Y(f"{y}:Q", title=axis, scale=alt.Scale(zero=True), axis=upright),
        tooltip=[alt.Tooltip("part:N", title=" "), *read(tips)],
    )
    drawn = base.mark_point(filled=True, size=90, opacity=1)
    shapes = alt.Shape("part:N", title=None, sort=list(words), scale=alt.Scale(domain=list(words)))
    drawn = drawn.encode(color=coloured(words, colours), shape=shapes)
    shown = alt.ExprRef(f"width < {ROOM} ? 0 : 1")
    labels = [
        words
        for side, place in _SIDES.items()
        for words in on_ground(
            base.transform_filter(alt.datum.side == side), {"color": INK, "opacity": shown, **place},
            text=alt.Text(f"{label}:N"),
        )
    ]  # fmt: skip
    return alt.layer(drawn, *labels).properties(height=_TALL)
