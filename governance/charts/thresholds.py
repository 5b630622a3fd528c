"""Dots along a threshold: how near each is to it, and what lies far beyond it cut, with the true value written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import (
    BAR,
    INK,
    Headings,
    blank,
    in_lines,
    kept,
    names,
    on_ground,
    read,
    row_of,
    under,
    with_front,
)

CUT = Decimal(3)
"""Beyond so many times the threshold a dot stands at the edge: how far beyond, its words say."""

Kind = tuple[str, str, str]
"""What a dot means: its words, its colour and its shape."""


def against_threshold(
    rows: Rows,
    *,
    axis: str,
    kinds: Mapping[str, Kind],
    at: str,
    front: str | None = None,
    tips: Mapping[str, str] | None = None,
) -> Drawing:
    """A dot for each row in the order of the rows: its ratio to the threshold, which is 1 and has a line.

    Rows: name, kind, ratio, and label, the words beside a dot. `kinds` are the kinds with what they mean; those that
    occur are in the legend. `at` is written at the threshold's line. `front` is the name in view.
    """
    tips = tips or {}
    told = list(rows)
    frame = pd.DataFrame(
        {
            "name": [in_lines(row["name"]) for row in told],
            "ratio": [min(row["ratio"], CUT) for row in told],
            "label": [row["label"] for row in told],
            "part": [kinds[row["kind"]][0] for row in told],
            **{column: [row[column] for row in told] for column in tips},
        },
        dtype=object,
    )
    there = tuple(kinds[one] for one in kinds if any(row["kind"] == one for row in told))
    front = in_lines(front) if front and in_lines(front) in set(frame["name"]) else None
    tall = row_of(frame["name"], BAR)
    spec = _dots(axis, there, at, tuple(tips.items()), tall, front=front is not None)
    return Drawing(with_front(spec, front), frame)


@kept
def _dots(axis: str, kinds: tuple[Kind, ...], at: str, tips: Headings, tall: int, *, front: bool) -> alt.TopLevelMixin:
    words, colours, shapes = (list(column) for column in zip(*kinds, strict=True)) if kinds else ([], [], [])
    legend = alt.Legend(orient="top", direction="vertical", labelLimit=320)
    shown: dict[str, Any] = {"title": None, "sort": words, "legend": legend}
    along = alt.X(
        "ratio:Q",
        title=under(axis),
        scale=alt.Scale(domain=[0, float(CUT)], nice=False, padding=4),
        axis=alt.Axis(values=[0, 1, 2, float(CUT)], format="d"),
    )
    base = blank().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=names(front=front)),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("part:N", title=" "), *read((("label", axis), *tips))],
    )
    stems = base.mark_rule(color=INK, opacity=0.35, strokeWidth=1).encode(x=along, x2=alt.X2Datum(0))
    dots = base.mark_point(size=110, filled=True, opacity=1).encode(
        x=along,
        color=alt.Color("part:N", scale=alt.Scale(domain=words, range=colours), **shown),
        shape=alt.Shape("part:N", scale=alt.Scale(domain=words, range=shapes), **shown),
    )
    written = on_ground(base, {"align": "left", "dx": 10, "color": INK}, x=along, text=alt.Text("label:N"))
    once = alt.Chart(alt.InlineData(values=[{}]))  # and not for each row
    line = once.mark_rule(color=INK, strokeWidth=2).encode(x=alt.XDatum(1))
    head = once.mark_text(color=INK, align="left", dx=5, dy=-7, baseline="bottom", text=at)
    return alt.layer(stems, line, head.encode(x=alt.XDatum(1), y=alt.YValue(0)), *written, dots).properties(  # type: ignore[no-untyped-call]
        height=alt.Step(tall)
    )
