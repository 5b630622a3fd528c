"""Bars that stand: the parts of each year on each other or beside each other, or one bar a year."""

from __future__ import annotations

from typing import Any

import altair as alt

from governance.charts.frames import AMOUNT, Drawing, Parts, Rows, amounts, meanings
from governance.charts.theme import BLUE, YEARS, Words, blank, kept, money_axis, painted, room, under
from governance.words import say

_UNSIGNED = "format(abs(datum.value), ',.0f')"


def stacked(
    rows: Rows,
    *,
    axis: str,
    x: str = "year",
    parts: Parts | None = None,
    y: str | None = None,
    series: str | None = None,
    colour: str = BLUE,
    number: str = ",.2f",
    counted: bool = False,
    below: str | None = None,
    beside: bool = False,
    across: str | None = None,
    tall: int | None = None,
) -> Drawing:
    """The parts of each `x` on each other, the first at the bottom; negative amounts stand below zero.

    `counted`: whole numbers, not amounts in thousands. `below`: the part that went away, drawn below zero and
    written without a sign. `beside`: parts beside each other. `across` heads the steps. `tall`: another
    height than the usual, in pixels.
    """
    frame = amounts(rows, (x,), parts, y, series)
    words, colours = meanings(parts)
    if below and parts:
        gone = list(parts).index(below)
        signs = [-1 if place == gone else 1 for place in frame["order"]]
        frame["drawn"] = [sign * amount for sign, amount in zip(signs, frame[y or AMOUNT], strict=True)]
    return Drawing(
        _stacked(axis, x, y or AMOUNT, words, colours or (colour,), number, across,
                 counted=counted, signed=below is None, beside=beside, tall=tall),
        frame,
    )  # fmt: skip


@kept
def _stacked(
    axis: str, x: str, y: str, words: Words, colours: Words, number: str, across: str | None,
    *, counted: bool, signed: bool, beside: bool, tall: int | None,
) -> alt.TopLevelMixin:  # fmt: skip
    whole: dict[str, Any] = {"format": ",.0f"} if signed else {"labelExpr": _UNSIGNED}
    upright = alt.Axis(title=axis, tickCount=5, tickMinStep=1, **whole) if counted else money_axis(axis)
    step = alt.Tooltip(f"{x}:O", title=say("Year") if x == "year" else across or " ")
    part = [alt.Tooltip("part:N", title=" ")] if words else []
    bars = blank().encode(
        x=alt.X(f"{x}:O", title=under(across), sort=None, axis=YEARS),
        y=alt.Y(f"{y if signed else 'drawn'}:Q", axis=upright),
        tooltip=[step, *part, alt.Tooltip(f"{y}:Q", title=axis, format=number)],
    )
    if not words:
        return bars.mark_bar(color=colours[0], cornerRadiusEnd=2).properties(height=tall or room(words))
    placed: dict[str, Any] = (
        {"xOffset": alt.XOffset("part:N", sort=list(words))} if beside else {"order": alt.Order("order:Q")}
    )
    return bars.mark_bar().encode(**painted(words, colours), **placed).properties(height=tall or room(words))
