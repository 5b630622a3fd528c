"""Lines: figures of years with a dot for each, and courses along a scale of days or numbers, one of them in front."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from governance.charts.frames import AMOUNT, Drawing, Parts, Rows, amounts, meanings
from governance.charts.theme import (
    DASHED,
    GREY,
    IN_VIEW,
    INK,
    OTHERS,
    YEARS,
    Headings,
    Words,
    blank,
    coloured,
    edge,
    kept,
    read,
    room,
)
from governance.words import say

_SHORT = "abs(datum.value) >= 1e6 ? replace(format(datum.value, '~s'), 'G', ' bn') : datum.label"
"""Labels of an axis that shows rates as well as amounts: millions and billions short, small figures as they are."""


def lines(
    rows: Rows,
    *,
    axis: str,
    parts: Parts,
    x: str = "year",
    y: str | None = None,
    series: str | None = None,
    number: str = ",.4~f",
    assumed: bool = False,
) -> Drawing:
    """A few named lines with a dot for each figure; a year without a figure is a gap.

    `assumed`: no document states the figures, so every line is dashed, and what is told is how they part: the axis
    need not begin at zero.
    """
    words, colours = meanings(parts)
    frame = amounts(rows, (x,), parts, y, series)
    return Drawing(_lines(axis, x, y or AMOUNT, words, colours, number, assumed=assumed), frame)


@kept
def _lines(axis: str, x: str, y: str, words: Words, colours: Words, number: str, *, assumed: bool) -> alt.TopLevelMixin:
    named: dict[str, Any] = {"sort": list(words), "legend": None}
    scale = alt.Scale(zero=False, padding=16) if assumed else alt.Undefined
    dashes: dict[str, Any] = {"strokeDash": DASHED} if assumed else {}
    drawn = (
        blank()
        .mark_line(point=alt.OverlayMarkDef(size=45, filled=True), strokeWidth=2, **dashes)
        .encode(
            x=alt.X(f"{x}:O", title=None, axis=YEARS),
            y=alt.Y(f"{y}:Q", title=axis, axis=alt.Axis(tickCount=5, labelExpr=_SHORT), scale=scale),
            color=coloured(words, colours),
            shape=alt.Shape("part:N", **named),
            tooltip=[
                alt.Tooltip(f"{x}:O", title=say("Year")),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip(f"{y}:Q", title=axis, format=number),
            ],
        )
    )
    if not assumed:
        drawn = drawn.encode(strokeDash=alt.StrokeDash("part:N", **named))
    return drawn.properties(height=room(words))


def curves(
    rows: Rows,
    *,
    axis: str,
    x: str,
    across: str | None = None,
    parts: Parts,
    y: str | None = None,
    series: str | None = None,
    front: str | None = None,
    marked: str | None = None,
    label: str | None = None,
    days: bool = False,
    share: bool = False,
    number: str = ",.4~f",
    tips: Mapping[str, str] | None = None,
) -> Drawing:
    """Courses along numbers, or along the `days` of one year, on which a course keeps its height until the next.

    `front` are the words of the one course that is told of, named at its end, before the grey ones of the others.
    `marked` is the column that says where a dot stands with its figure, or with the words of `label`; without
    `label` a line goes up there, too. `share`: the axis goes from 0 to 100 per cent, and what lies below a single
    course is filled.
    """
    tips = tips or {}
    words, colours = meanings(parts)
    keep = [name for name in (x, marked, label, *tips) if name]
    spec = _curves(axis, x, y or AMOUNT, across, words, colours, front, marked, label, number, tuple(tips.items()),
                   days=days, share=share)  # fmt: skip
    return Drawing(spec, amounts(rows, keep, parts, y, series))


@kept
def _curves(
    axis: str, x: str, y: str, across: str | None, words: Words, colours: Words, front: str | None,
    marked: str | None, label: str | None, number: str, tips: Headings, *, days: bool, share: bool,
) -> alt.TopLevelMixin:  # fmt: skip
    months = alt.Axis(format="%b", tickCount="month", labelOverlap=True)
    places = alt.Axis(tickCount=6, tickMinStep=1)
    along = alt.X(f"{x}:Q", title=across, axis=places, scale=alt.Scale(zero=share, nice=False))
    if days:
        along = alt.X(f"{x}:T", title=None, axis=months)
    bounds = alt.Scale(domain=[0, 100]) if share else alt.Scale(zero=True)
    base = blank().encode(
        x=along,
        y=alt.Y(f"{y}:Q", title=axis, scale=bounds, axis=alt.Axis(tickCount=5)),
        tooltip=[
            *([] if days else [alt.Tooltip(f"{x}:Q", title=across or " ")]),
            *([alt.Tooltip("part:N", title=" ")] if len(words) > 1 else []),
            *read(tips),
            alt.Tooltip(f"{y}:Q", title=axis, format=number),
        ],
    )
    steps: dict[str, Any] = {"interpolate": "step-after"} if days else {}
    told = base.encode(color=coloured(words, colours, symbolType="stroke", symbolStrokeWidth=3))
    layers = [told.mark_line(strokeWidth=2, **steps).encode(
        strokeDash=alt.StrokeDash("part:N", sort=list(words), legend=None))]  # fmt: skip
    if front is not None:
        is_front = alt.datum.part == front
        each = base.encode(detail="part:N")
        told = base.encode(color=alt.value(IN_VIEW)).transform_filter(is_front)
        grey = each.mark_line(strokeWidth=1.2, color=edge(OTHERS), **steps).transform_filter(~is_front)
        layers = [grey, told.mark_line(strokeWidth=3, **steps)]
    elif share and len(words) == 1:
        layers.insert(0, base.mark_area(color=colours[0], opacity=0.15, **steps))
    if marked:
        there = told.transform_filter(f"datum.{marked}")
        if label is None:
            layers.append(there.mark_rule(strokeDash=[4, 3]).encode(y=alt.Y(), color=alt.value(GREY)))
        if front is None:
            layers.append(there.mark_point(size=90, filled=True, opacity=1))
        figure = there.mark_text(align="right", dx=-8, dy=-9, fontSize=13, fontWeight="bold")
        if share and front is None:  # a single course bends away to the right of what is told of it
            figure = base.transform_filter(f"datum.{marked}").mark_text(align="left", dx=6, dy=14, color=INK)
        layers.append(figure.encode(text=f"{label or y}:N"))
    return alt.layer(*layers).properties(height=room(words if front is None else ()))
