"""Small multiples: what one level has to carry, one thing in each, with the level's own line in every one of them."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import ASSESSED, INK, MORE, PAPER, blank, kept, years_apart
from governance.words import say

_TALL = 190  # pixels of each
_APART = 12  # pixels from the last figure of a line to its words
_COLUMNS = ("year", "core", "other", "hedged", "figure", "source", "end")


def beside_core(rows: Rows, *, axis: str, core: str, top: float) -> Drawing:
    """Indices by year, from zero to `top`, which is the same for all that stand side by side.

    Rows: year, core or other (an index), figure and source (read at a dot), hedged (an open dot), and end: the name or
    the index in words at the last figure of each line. `core` is the name of the level.
    """
    frame = pd.DataFrame([{name: row.get(name) for name in _COLUMNS} for row in rows], columns=list(_COLUMNS))
    levels, others = (frame[name].dropna() for name in ("core", "other"))
    above = levels.empty or others.empty or others.iloc[-1] >= levels.iloc[-1]
    return Drawing(_specified(axis, core, top, above=bool(above)), frame.astype(object))


@kept
def _specified(axis: str, core: str, top: float, *, above: bool) -> alt.TopLevelMixin:
    scale = alt.Scale(domain=[0, top], nice=False)
    base = blank().encode(x=years_apart())
    level = base.transform_filter("isValid(datum.core)").encode(
        y=alt.Y("core:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4)),
        tooltip=_tips(core, "core", axis),
    )
    other = base.transform_filter("isValid(datum.other)").encode(
        y=alt.Y("other:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4)), tooltip=_tips(" ", "other", axis)
    )
    return alt.layer(
        level.mark_line(color=ASSESSED, strokeWidth=2),
        level.mark_point(color=ASSESSED, filled=True, opacity=1, size=25),
        other.mark_line(color=MORE, strokeDash=[2, 4], strokeWidth=1.5),
        other.mark_point(color=MORE, opacity=1, size=45, strokeWidth=2).encode(
            fill=alt.FillValue(MORE, condition={"test": "datum.hedged", "value": "transparent"})
        ),
        *_words(level, ASSESSED, _APART if above else -_APART),
        *_words(other, INK, -_APART if above else _APART),
    ).properties(height=_TALL)


def _words(line: alt.Chart, colour: str, below: int) -> list[alt.Chart]:
    """What stands at the last figure of a line, on a ground that keeps the lines out of it."""
    style: dict[str, Any] = {"align": "right", "dx": -8, "dy": below, "fontSize": 12, "fontWeight": "bold"}
    ground: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round", "aria": False}
    last = line.transform_filter("datum.end")
    return [
        last.mark_text(**style, **more, color=color).encode(text=alt.Text("end:N"))
        for color, more in ((PAPER, ground), (colour, {}))
    ]


def _tips(name: str, column: str, axis: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title=say("Year"), format="d"),
        alt.Tooltip("figure:N", title=name),
        alt.Tooltip(f"{column}:Q", title=axis, format=",.0f"),
        alt.Tooltip("source:N", title=say("Source")),
    ]
