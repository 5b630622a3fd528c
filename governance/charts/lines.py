"""Lines: figures of years with a dot for each, and courses along a scale of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from governance.charts.frames import AMOUNT, Drawing, Parts, Rows, amounts, meanings
from governance.charts.theme import (
    DASHED,
    GREY,
    HEIGHT,
    INK,
    YEARS,
    Headings,
    Words,
    blank,
    coloured,
    kept,
    large,
    on_ground,
    painted,
    read,
    room,
    under,
)
from governance.words import say


def lines(
    rows: Rows,
    *,
    axis: str,
    parts: Parts,
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
    frame = amounts(rows, ("year",), parts, y, series)
    return Drawing(_lines(axis, y or AMOUNT, words, colours, number, assumed=assumed), frame)


@kept
def _lines(axis: str, y: str, words: Words, colours: Words, number: str, *, assumed: bool) -> alt.TopLevelMixin:
    named: dict[str, Any] = {"sort": list(words), "legend": None}
    scale = alt.Scale(zero=False, padding=16) if assumed else alt.Undefined
    dashes: dict[str, Any] = {"strokeDash": DASHED} if assumed else {}
    drawn = (
        blank()
        .mark_line(point=alt.OverlayMarkDef(size=45, filled=True), strokeWidth=2, **dashes)
        .encode(
            x=alt.X("year:O", title=None, axis=YEARS),
            y=alt.Y(f"{y}:Q", title=axis, axis=alt.Axis(tickCount=5, labelExpr=_short()), scale=scale),
            color=coloured(words, colours),
            shape=alt.Shape("part:N", **named),
            tooltip=[
                alt.Tooltip("year:O", title=say("Year")),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip(f"{y}:Q", title=axis, format=number),
            ],
        )
    )
    if not assumed:
        drawn = drawn.encode(strokeDash=alt.StrokeDash("part:N", **named))
    return drawn.properties(height=room(words))


def _short() -> str:
    """Labels of an axis that shows rates as well as amounts: millions and billions short, small figures as they are."""
    shortened = large("format(datum.value, '~s')")
    return f"abs(datum.value) >= 1e6 ? {shortened} : datum.label"


def curves(
    rows: Rows,
    *,
    axis: str,
    x: str,
    across: str | None = None,
    parts: Parts,
    marked: str | None = None,
    label: str | None = None,
    share: bool = False,
    number: str = ",.4~f",
    tips: Mapping[str, str] | None = None,
) -> Drawing:
    """Courses along numbers.

    `marked` is the column that says where a dot stands with its figure, or with the words of `label`; without
    `label` a line goes up there, too. `share`: the axis goes from 0 to 100 per cent, and what lies below a single
    course is filled.
    """
    tips = tips or {}
    words, colours = meanings(parts)
    keep = [name for name in (x, marked, label, *tips) if name]
    told = tuple(tips.items())
    spec = _curves(axis, x, across, words, colours, marked, label, number, told, share=share)
    frame = amounts(rows, keep, parts)
    if len(frame):
        frame["late"] = frame[x] * 2 > frame[x].min() + frame[x].max()
    return Drawing(spec, frame)


@kept
def _curves(
    axis: str, x: str, across: str | None, words: Words, colours: Words, marked: str | None,
    label: str | None, number: str, tips: Headings, *, share: bool,
) -> alt.TopLevelMixin:  # fmt: skip
    places = alt.Axis(tickCount=6, tickMinStep=1)
    bounds = alt.Scale(domain=[0, 100]) if share else alt.Scale(zero=True)
    base = blank().encode(
        x=alt.X(f"{x}:Q", title=under(across), axis=places, scale=alt.Scale(zero=share, nice=False)),
        y=alt.Y(f"{AMOUNT}:Q", title=axis, scale=bounds, axis=alt.Axis(tickCount=5)),
        tooltip=[
            alt.Tooltip(f"{x}:Q", title=across or " "),
            *([alt.Tooltip("part:N", title=" ")] if len(words) > 1 else []),
            *read(tips),
            alt.Tooltip(f"{AMOUNT}:Q", title=axis, format=number),
        ],
    )
    named = bool(marked) and label is None and not share  # each course has its name at its dot, and needs no legend
    own = painted(words, colours, legend=False)["color"]
    legend = coloured(words, colours, symbolType="stroke", symbolStrokeWidth=3)
    told = base.encode(color=own if named else legend)  # type: ignore[arg-type]
    dashes = alt.StrokeDash("part:N", sort=list(words), legend=None)
    layers = [told.mark_line(strokeWidth=2).encode(strokeDash=dashes)]
    if share and len(words) == 1:
        layers.insert(0, base.mark_area(color=colours[0], opacity=0.15))
    if marked:
        there = told.transform_filter(f"datum.{marked}")
        if label is None:
            layers.append(there.mark_rule(strokeDash=[4, 3]).encode(y=alt.Y(), color=alt.ColorValue(GREY)))
        layers.append(there.mark_point(size=90, filled=True, opacity=1))
        figure = there.mark_text(align="right", dx=-8, dy=-9, fontSize=13, fontWeight="bold")
        if named:
            layers += _named(there)
            return alt.layer(*layers).properties(height=HEIGHT)
        if share:  # a single course bends away to the right of what is told of it
            figure = base.transform_filter(f"datum.{marked}").mark_text(align="left", dx=6, dy=14, color=INK)
        layers.append(figure.encode(text=alt.Text(f"{label or AMOUNT}:N")))
    return alt.layer(*layers).properties(height=room(words))


def _named(there: alt.Chart) -> list[alt.Chart]:
    """The figure and the name of each course at its dot, where the rising courses leave room."""
    style: dict[str, Any] = {"fontSize": 13, "fontWeight": "bold"}
    sides: tuple[tuple[str, dict[str, Any]], ...] = (
        ("datum.late", {"align": "right", "dx": -8, "dy": -9}),
        ("!datum.late", {"align": "left", "dx": 8, "dy": 13}),
    )
    told = there.transform_calculate(told=f"datum.{AMOUNT} + ' ' + datum.part")
    return [
        words
        for side, place in sides
        for words in on_ground(told.transform_filter(side), {**style, **place}, text=alt.Text("told:N"))
    ]
