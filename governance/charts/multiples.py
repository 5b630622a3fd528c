"""Small multiples: what one level has to carry, one thing in each, with the level's own line in every one of them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import ASSESSED, INK, MORE, blank, kept, on_ground, years_apart
from governance.words import say

_TALL, _DRAWN = 190, 150  # pixels of each, and of them those within its axes
_LINE = 14  # pixels of a line of words: nearer to each other they are moved apart
_ROOM = 36  # pixels beside the last dot for its words
_COLUMNS = ("year", "core", "other", "hedged", "figure", "source", "end")


def beside_core(rows: Rows, *, axis: str, core: str, top: float) -> Drawing:
    """Indices by year, from zero to `top`, which is the same for all that stand side by side.

    Rows: year, core or other (an index), figure and source (read at a dot), hedged (an open dot), and end: the index in
    words, which stands beside the last figure of each line. `core` is the name of the level.
    """
    frame = pd.DataFrame([{name: row.get(name) for name in _COLUMNS} for row in rows], columns=list(_COLUMNS))
    frame["below"] = 0.0
    ends = [frame.index[frame[name].notna()] for name in ("core", "other")]
    if all(map(len, ends)):
        level, other = (found[-1] for found in ends)
        apart = (float(frame["other"][other]) - float(frame["core"][level])) * _DRAWN / top
        if (
            abs(apart) < _LINE
        ):  # the words of the upper line go up and those of the lower down, until none covers another
            move = (_LINE - abs(apart)) / 2 * (1 if apart >= 0 else -1)
            frame.loc[level, "below"], frame.loc[other, "below"] = move, -move
    return Drawing(_specified(axis, core, top), frame.astype(object))


@kept
def _specified(axis: str, core: str, top: float) -> alt.TopLevelMixin:
    scale = alt.Scale(domain=[0, top], nice=False)
    base = blank().encode(x=years_apart(_ROOM))
    level = base.transform_filter("isValid(datum.core)").encode(
        y=alt.Y("core:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4)),
        tooltip=_tips(core, "core", axis),
    )
    other = base.transform_filter("isValid(datum.other)").encode(
        y=alt.Y("other:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4)), tooltip=_tips(" ", "other", axis)
    )
    words = {"align": "left", "dx": 7, "dy": alt.ExprRef("datum.below"), "fontSize": 12, "fontWeight": "bold"}
    end = alt.Text("end:N")
    return alt.layer(
        level.mark_line(color=ASSESSED, strokeWidth=2),
        level.mark_point(color=ASSESSED, filled=True, opacity=1, size=25),
        other.mark_line(color=MORE, strokeDash=[2, 4], strokeWidth=1.5),
        other.mark_point(color=MORE, opacity=1, size=45, strokeWidth=2).encode(
            fill=alt.FillValue(MORE, condition={"test": "datum.hedged", "value": "transparent"})
        ),
        *on_ground(level.transform_filter("datum.end"), {**words, "color": ASSESSED}, text=end),
        *on_ground(other.transform_filter("datum.end"), {**words, "color": INK}, text=end),
    ).properties(height=_TALL)


def _tips(name: str, column: str, axis: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title=say("Year"), format="d"),
        alt.Tooltip("figure:N", title=name),
        alt.Tooltip(f"{column}:Q", title=axis, format=",.0f"),
        alt.Tooltip("source:N", title=say("Source")),
    ]
