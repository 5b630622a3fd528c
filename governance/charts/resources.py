"""Charts of staff, offices and money beside the assessed budget."""

from __future__ import annotations

from typing import Any

import altair as alt

from governance.charts.labels import ROOM
from governance.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    HEIGHT,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    blank,
    kept,
    money_axis,
    room,
)

SERIES = (BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY, GREY)
"""Colours of series in their order; a chart has at most so many."""

_TALL = 430  # pixels: room for the labels of dots that lie close
_BAR = 22  # pixels for each bar, so that no name is dropped
_SHORT = 14  # letters of words of which two fit beside each other on a telephone
_ENDS = 60  # pixels at both ends, so that the first and the last label are whole


@kept
def stated_dots(axis: str, words: tuple[str, ...], day: str, said: str, source: str) -> alt.TopLevelMixin:
    """Figures that documents state, a dot for each, never joined: nothing is known between them.

    Rows: on (a date), number, part (one of `words`), said (the figure with its qualifier in words), side (where the
    label stands, see labels), about, document, quote.
    """
    base = blank().encode(
        x=alt.X(
            "on:T",
            title=None,
            scale=alt.Scale(padding=_ENDS),
            axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelBound=True, grid=False),
        ),
        y=alt.Y(
            "number:Q", title=axis, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5, format=",.0f", grid=False)
        ),
        tooltip=[
            alt.Tooltip("part:N", title=" "),
            alt.Tooltip("said:N", title=said),
            alt.Tooltip("about:N", title=day),
            alt.Tooltip("document:N", title=source),
            alt.Tooltip("quote:N", title="“"),
        ],
    )
    scale = alt.Scale(domain=list(words), range=list(SERIES[: len(words)]))
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        color=alt.Color("part:N", title=None, scale=scale, legend=_legend(words)),
        shape=alt.Shape("part:N", title=None, sort=list(words), scale=alt.Scale(domain=list(words))),
    )
    text = base.encode(text="said:N")
    shown = alt.ExprRef(f"width < {ROOM} ? 0 : 1")
    places: dict[str, dict[str, Any]] = {
        "above": {"dy": -13},
        "below": {"dy": 13},
        "right": {"align": "left", "dx": 8},
        "left": {"align": "right", "dx": -8},
    }
    labels = [
        text.mark_text(color=GREY, opacity=shown, **place).transform_filter(alt.datum.side == side)
        for side, place in places.items()
    ]
    return alt.layer(dots, *labels).properties(height=_TALL)


@kept
def stacked_by_year(
    axis: str, words: tuple[str, ...], number: str, colours: tuple[str, ...] = SERIES, *, persons: bool = False
) -> alt.TopLevelMixin:
    """The parts of each year on each other, the first at the bottom; negative amounts stand below zero.

    Rows: label (the year or day, in order), part (one of `words`), order, amount. `number` formats the amounts,
    `colours` are those of the `words`. `persons` are counted in whole numbers, not in thousands.
    """
    scale = alt.Scale(domain=list(words), range=list(colours[: len(words)]))
    upright = alt.Axis(title=axis, format=",.0f", tickCount=5) if persons else money_axis(axis)
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("label:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("amount:Q", axis=upright),
            color=alt.Color("part:N", title=None, sort=list(words), scale=scale, legend=_legend(words)),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("label:O", title=" "),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("amount:Q", title=axis, format=number),
            ],
        )
        .properties(height=room(words))
    )


@kept
def ranked(axis: str, share: str, number: str, colour: str = BLUE) -> alt.TopLevelMixin:
    """Named bars, the largest first, each with its share at its end. Rows: name, amount, label."""
    base = blank().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=190)),
        x=alt.X("amount:Q", axis=money_axis(axis)),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("amount:Q", title=axis, format=number),
            alt.Tooltip("label:N", title=share),
        ],
    )
    bars = base.mark_bar(color=colour, cornerRadiusEnd=2)
    shares = base.mark_text(align="left", dx=4, color=GREY).encode(text="label:N")
    return alt.layer(bars, shares).properties(height=alt.Step(_BAR))


@kept
def cumulative(axis: str, places: str, colour: str = BLUE) -> alt.TopLevelMixin:
    """The share of the largest contributors together, by how many they are: a straight line from each place to the
    next, so that above a place it is at that place's share. Rows: place, name, together, label."""
    base = blank().encode(
        x=alt.X("place:Q", title=places, axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("together:Q", title=axis, scale=alt.Scale(domain=[0, 100])),
        tooltip=[
            alt.Tooltip("place:Q", title=places),
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("together:Q", title=axis, format=".1f"),
        ],
    )
    area = base.mark_area(color=colour, opacity=0.15)
    line = base.mark_line(color=colour, strokeWidth=2)
    dots = base.mark_point(color=colour, filled=True, size=60, opacity=1).transform_filter("datum.label")
    names = base.mark_text(align="left", dx=6, dy=14, color=GREY).encode(text="label:N")
    return alt.layer(area, line, dots, names.transform_filter("datum.label")).properties(height=HEIGHT)


def _legend(words: tuple[str, ...]) -> alt.Legend:
    """Above the chart; long words stand below each other, so that they have room on a telephone too."""
    return alt.Legend(orient="top", columns=_beside(words), labelLimit=260)


def _beside(words: tuple[str, ...]) -> int:
    return 2 if max(map(len, words), default=0) <= _SHORT else 1
