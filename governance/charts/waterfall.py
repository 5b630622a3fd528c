"""A waterfall: what made a change, each part beginning where the one before it ended, and the whole at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing
from governance.charts.theme import ASSESSED, INK, LESS, MORE, blank, kept, money_axis

_STEP = 34  # pixels of a part
_MARGIN = 90  # pixels on both sides of the axis, for the words at the ends of the bars


def waterfall(
    parts: Iterable[tuple[str, Decimal, str]], *, axis: str, whole: tuple[str, str], colour: str = ASSESSED
) -> Drawing:
    """Parts in their order, each with its name, its amount and the words at its end; `whole`: name and words of their
    sum, which is drawn from zero in its `colour`."""
    rows, at = [], Decimal(0)
    for name, amount, label in parts:
        rows.append({"name": name, "start": at, "end": at + amount, "label": label, "kind": _kind(amount)})
        at += amount
    rows.append({"name": whole[0], "start": Decimal(0), "end": at, "label": whole[1], "kind": "whole"})
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        row["below"] = below["name"] if below else None
    return Drawing(_waterfall(axis, colour), pd.DataFrame(rows, dtype=object))


def _kind(amount: Decimal) -> str:
    return "more" if amount > 0 else "less"


@kept
def _waterfall(axis: str, whole: str) -> alt.TopLevelMixin:
    base = blank().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=240)),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=axis)],
    )
    along = alt.X(
        "start:Q",
        title=axis,
        scale=alt.Scale(zero=True, padding=alt.ExprRef(f"min({_MARGIN}, width / 3)")),
        axis=money_axis(axis),
    )
    kinds = alt.Scale(domain=["more", "less", "whole"], range=[MORE, LESS, whole])
    colour = alt.Color("kind:N", legend=None, scale=kinds)
    ends = base.encode(x=alt.X("end:Q"), text=alt.Text("label:N"))
    joined = blank().transform_filter("datum.below").mark_rule(color=INK, strokeDash=[2, 2])
    joined = joined.encode(x=alt.X("end:Q"), y=alt.Y("name:N", sort=None), y2=alt.Y2("below:N"))
    falls = "datum.end < datum.start"
    return alt.layer(
        base.mark_bar(height=18).encode(x=along, x2=alt.X2("end:Q"), color=colour),
        joined,
        ends.transform_filter(f"!({falls})").mark_text(align="left", dx=6, color=INK),
        ends.transform_filter(falls).mark_text(align="right", dx=-6, color=INK),
        blank().mark_rule(color=INK).encode(x=alt.XDatum(0)),
    ).properties(height=alt.Step(_STEP))
