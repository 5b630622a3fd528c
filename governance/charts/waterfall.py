"""A waterfall: what made a change, each part beginning where the one before it ended, and the whole at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing
from governance.charts.theme import ASSESSED, INK, LESS, MORE, blank, in_lines, kept, money_axis, names, row_of, under

_STEP = 34  # pixels of a part, at least
_INNER = 60  # pixels that the bars have at least, on a telephone
_LETTER, _GAP = 6.0, 10.0  # pixels of a letter at the end of a bar, and from the bar to it


def waterfall(
    parts: Iterable[tuple[str, Decimal, str]], *, axis: str, whole: tuple[str, str], colour: str = ASSESSED
) -> Drawing:
    """Parts in their order, each with its name, its amount and the words at its end; `whole`: name and words of their
    sum, which is drawn from zero in its `colour`."""
    rows: list[dict[str, object]] = []
    at = Decimal(0)
    for name, amount, label in parts:
        rows.append({"name": in_lines(name), "start": at, "end": at + amount, "label": label, "kind": _kind(amount)})
        at += amount
    rows.append({"name": in_lines(whole[0]), "start": Decimal(0), "end": at, "label": whole[1], "kind": "whole"})
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        row["below"] = below["name"] if below else None
    frame = pd.DataFrame(rows, dtype=object)
    return Drawing({**_waterfall(axis, colour, row_of(frame["name"], _STEP)), "params": _bounds(frame)}, frame)


def _bounds(frame: pd.DataFrame) -> list[dict[str, object]]:
    """How far the axis goes: to the ends of the bars, and as many pixels beyond as the words there need."""
    least, most = (float(end) for end in (min(0, *frame["end"]), max(0, *frame["end"])))
    span = (most - least) or 1.0
    beside = {False: 0.0, True: 0.0}
    for start, end, label in zip(frame["start"], frame["end"], frame["label"], strict=True):
        falls = end < start
        within = _INNER * ((float(end) - least) if falls else (most - float(end))) / span
        beside[falls] = max(beside[falls], _GAP + _LETTER * len(label) - within)
    bars = f"max(width - {sum(beside.values()):.0f}, {_INNER})"
    return [
        {"name": "axis_begins", "expr": f"{least} - {span} * {beside[True]:.0f} / {bars}"},
        {"name": "axis_ends", "expr": f"{most} + {span} * {beside[False]:.0f} / {bars}"},
    ]


def _kind(amount: Decimal) -> str:
    return "more" if amount > 0 else "less"


@kept
def _waterfall(axis: str, whole: str, tall: int) -> alt.TopLevelMixin:
    base = blank().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=names(front=False)),
        tooltip=[alt.Tooltip("name:N", title=" "), alt.Tooltip("label:N", title=axis)],
    )
    along = alt.X(
        "start:Q",
        title=under(axis),
        scale=alt.Scale(domainMin=alt.ExprRef("axis_begins"), domainMax=alt.ExprRef("axis_ends"), nice=False),
        axis=money_axis(under(axis)),
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
    ).properties(height=alt.Step(tall))
