"""Who changes most: a dot for each of the first and the last names, the one in view always, the rest as one span."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing
from governance.charts.theme import (
    BAR,
    IN_VIEW,
    INK,
    LESS,
    MORE,
    OTHERS,
    blank,
    edge,
    in_lines,
    kept,
    names,
    row_of,
    under,
    with_front,
)

_NAMED = 10
_MARGIN = 56  # pixels on both sides of the axis, for the words of the outermost dots


def ends(
    rows: Sequence[Mapping[str, Any]],
    *,
    axis: str,
    y: str,
    others: Callable[[int], str],
    front: str | None = None,
) -> Drawing:
    """Changes along a scale with its zero, in the order of the rows, each with the words of its label beside its dot.

    The first and the last ten rows stand by name, and that of `front` wherever it is; `others` says how many there are
    in each place between, whose least and greatest change are joined by a bar.
    """
    drawn: list[dict[str, Any]] = []
    between: list[Mapping[str, Any]] = []
    for place, row in enumerate(rows):
        if _NAMED <= place < len(rows) - _NAMED and row["name"] != front:
            between.append(row)
            continue
        _close(drawn, between, y, others)
        side = "front" if row["name"] == front else "more" if row[y] > 0 else "less"
        drawn.append({"name": row["name"], "change": row[y], "label": row["label"], "side": side})
    _close(drawn, between, y, others)
    columns = ["name", "change", "label", "side", "least", "most"]
    told = in_lines(str(front)) if any(row["name"] == front for row in drawn) else None
    frame = pd.DataFrame(drawn, columns=columns, dtype=object)
    frame["name"] = [in_lines(name) for name in frame["name"]]
    return Drawing(with_front(_ends(axis, row_of(frame["name"], BAR), front=told is not None), told), frame)


def _close(drawn: list[dict[str, Any]], between: list[Mapping[str, Any]], y: str, others: Callable[[int], str]) -> None:
    """One row for all that lie between two that are named."""
    if between:
        words = others(len(between))
        again = sum(row["name"].strip("\u200b") == words for row in drawn)  # as many may lie in another place
        values = [row[y] for row in between]
        drawn.append({"name": words + "\u200b" * again, "least": min(values), "most": max(values)})
        between.clear()


@kept
def _ends(axis: str, tall: int, *, front: bool) -> alt.TopLevelMixin:
    base = blank().encode(y=alt.Y("name:N", sort=None, title=None, axis=names(front=front)))
    along = alt.X(
        "change:Q", title=under(axis), scale=alt.Scale(zero=True, padding=_MARGIN), axis=alt.Axis(tickCount=6)
    )
    dots = base.transform_filter("isValid(datum.change)").encode(
        x=along, tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=axis)]
    )
    sides = alt.Scale(domain=["front", "more", "less"], range=[IN_VIEW, MORE, LESS])
    rises = alt.Color("side:N", legend=None, scale=sides)
    stems = dots.mark_rule(strokeWidth=2).encode(x=alt.X("zero:Q"), x2=alt.X2("change:Q"), color=rises)
    words = dots.encode(text=alt.Text("label:N"))
    return alt.layer(
        base.mark_point(opacity=0),  # all names in their order, before a layer that has some of them
        base.transform_filter("isValid(datum.least)")
        .mark_bar(height=7, color=OTHERS, stroke=edge(OTHERS), cornerRadius=3)
        .encode(x=alt.X("least:Q", title=under(axis)), x2=alt.X2("most:Q"), tooltip=[alt.Tooltip("name:N", title=" ")]),
        stems.transform_calculate(zero="0"),
        dots.mark_circle(size=90, opacity=1).encode(color=rises),
        words.transform_filter("datum.change >= 0").mark_text(align="left", dx=9, color=INK),
        words.transform_filter("datum.change < 0").mark_text(align="right", dx=-9, color=INK),
        blank().mark_rule(color=INK).encode(x=alt.XDatum(0)),
    ).properties(height=alt.Step(tall))
