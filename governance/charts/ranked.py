"""Bars that lie, by name in the order of the rows, with words at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from governance.charts.frames import AMOUNT, Drawing, Parts, Rows, amounts, meanings
from governance.charts.theme import (
    ASSESSED,
    BAR,
    IN_VIEW,
    INK,
    OTHERS,
    Headings,
    Words,
    blank,
    edge,
    in_lines,
    is_front,
    kept,
    money_axis,
    names,
    painted,
    read,
    row_of,
    under,
    with_front,
)


def ranked(
    rows: Rows,
    *,
    axis: str,
    name: str = "name",
    parts: Parts | None = None,
    y: str | None = None,
    series: str | None = None,
    label: str | Callable[[Any], str] = "label",
    colour: str = ASSESSED,
    number: str = ",.2f",
    counted: bool = False,
    beside: bool = False,
    front: str | None = None,
    tall: int = BAR,
    legend: bool = True,
    tips: Mapping[str, str] | None = None,
) -> Drawing:
    """A bar for each name, its parts after each other or, `beside`, below each other; a part of zero has no room.

    `label` is the column of the words at the end of a bar, or what says each of the amounts. `counted`: whole numbers
    or shares, not amounts in thousands. `front` is the name in view: it is bold, and the bars of one colour that are
    not its own are grey. `tall` is the pixels of each row; without `legend` the names say what the colours do.
    """
    tips, measure = tips or {}, y or AMOUNT
    written = (label,) if isinstance(label, str) else ()
    frame = amounts(rows, (name, *written, *tips), parts, y, series)
    if parts and not beside:
        frame = frame[frame[measure] != 0]
    frame["label"] = frame[label] if isinstance(label, str) else [label(amount) for amount in frame[measure]]
    frame["end"] = frame[measure]
    if parts and not beside:
        frame["end"] = frame[name].map(frame.groupby(name, sort=False)[measure].agg("sum"))
        frame.loc[frame.duplicated(name), "label"] = ""
    words, colours = meanings(parts)
    kinds = {"counted": counted, "beside": beside, "legend": legend}
    frame[name] = [in_lines(one) for one in frame[name]]
    front = in_lines(front) if front else None
    front = front if front in set(frame[name]) else None
    kinds["front"] = front is not None
    tall = row_of(frame[name], tall)
    spec = _ranked(axis, name, measure, words, colours or (colour,), number, tuple(tips.items()), tall, **kinds)
    return Drawing(with_front(spec, front), frame)


@kept
def _ranked(
    axis: str, name: str, measure: str, words: Words, colours: Words, number: str, tips: Headings, tall: int,
    *, counted: bool, beside: bool, legend: bool, front: bool,
) -> alt.TopLevelMixin:  # fmt: skip
    part = [alt.Tooltip("part:N", title=" ")] if words else []
    figure = alt.Tooltip("label:N", title=axis) if beside else alt.Tooltip(f"{measure}:Q", title=axis, format=number)
    base = blank().encode(
        y=alt.Y(f"{name}:N", sort=None, title=None, axis=names(front=front)),
        tooltip=[alt.Tooltip(f"{name}:N", title=" "), *part, figure, *read(tips)],
    )
    if beside:
        base = base.encode(yOffset=alt.YOffset("part:N", sort=list(words)))
    along = alt.Axis(title=under(axis), tickCount=5) if counted else money_axis(under(axis))
    bars = base.mark_bar(color=colours[0], cornerRadiusEnd=0 if words and not beside else 2)
    bars = bars.encode(x=alt.X(f"{measure}:Q", axis=along))
    if words:
        bars = bars.encode(**painted(words, colours, legend=legend), order=alt.Order("order:Q", sort="descending"))
    elif front:
        told = is_front(name)
        bars = bars.encode(
            color=alt.ColorValue(OTHERS, condition={"test": told, "value": IN_VIEW}),
            stroke=alt.StrokeValue(edge(OTHERS), condition={"test": told, "value": IN_VIEW}),
        )
    ends = base.mark_text(align="left", dx=4, color=INK).encode(x=alt.X("end:Q"), text=alt.Text("label:N"))
    return alt.layer(bars, ends.transform_filter("datum.label")).properties(height=alt.Step(tall - 2 * beside))
