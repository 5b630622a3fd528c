"""A budget against prices, the one chart of its form: dots are figures, a gap is a gap, dashes are assumed."""

from __future__ import annotations

import altair as alt
import pandas as pd

from governance.charts.dots import years_apart
from governance.charts.frames import Drawing, Rows
from governance.charts.theme import BLUE, DASHED, GREEN, GREY, HEIGHT, ORANGE, PURPLE, SKY, VERMILION, blank, kept
from governance.words import say

_FIGURE = 90  # square pixels of a dot
_DASH = "M-1,-0.2H1V0.2H-1Z"  # the sign of a dashed line in a legend: a bar
_BOTTOM = alt.expr("height - 8")
"""Just above the axis of years, however much of the height the legends take."""


_COLUMNS = ("year", "part", "value", "line", "run", "what", "source", "label", "policy", "stated_policy")


def budget_against_prices(
    rows: Rows, *, axis: str, words: tuple[str, str, str, str], policy: tuple[str, str, str] | None, recovered: bool
) -> Drawing:
    """The budget as stated and as recovered, in prices of the base year, and what would keep its worth.

    Rows: year, part (one of `words`, in that order), value, line ("nominal", "real" or none), run (rows that may be
    joined: years without a gap), label (text above the dot, or none), policy (one of `policy`'s last two, or none),
    what and source for the tooltip. `policy` is the legend's title, then the words for zero nominal growth and for any
    other documented policy; None where no document states one. `recovered` says whether there are such figures.
    """
    return Drawing(_specified(axis, words, policy, recovered), pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object))


@kept
def _specified(
    axis: str, words: tuple[str, str, str, str], policy: tuple[str, str, str] | None, recovered: bool
) -> alt.TopLevelMixin:
    real, keeps = words[2:]
    signs = {
        words[0]: (BLUE, "circle"),
        words[1]: (SKY, "diamond"),
        real: (ORANGE, "triangle-up"),
        keeps: (GREEN, _DASH),
    }
    if not recovered:
        del signs[words[1]]
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(words),
        scale=alt.Scale(domain=list(signs), range=[colour for colour, _ in signs.values()]),
        legend=alt.Legend(orient="top", direction="vertical", labelLimit=300),
    )
    shape = alt.Shape(
        "part:N",
        sort=list(words),
        scale=alt.Scale(domain=list(signs), range=[sign for _, sign in signs.values()]),
    )
    y = alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=5), scale=alt.Scale(zero=False, padding=24))
    base = blank().encode(x=years_apart(), y=y)
    joined = [
        base.mark_line(strokeWidth=1.5, opacity=0.7, color=line)
        .encode(detail="run:N")
        .transform_filter(f"datum.line == {_quoted(name)}")
        for name, line in (("real", ORANGE), ("nominal", BLUE))
    ]
    kept_up = (
        base.mark_line(strokeDash=DASHED, strokeWidth=2, color=GREEN)
        .encode(tooltip=_tip(axis))
        .transform_filter(f"datum.part == {_quoted(keeps)}")
    )
    dots = [
        base.mark_point(filled=True, size=size, opacity=1)
        .encode(color=colour, shape=shape, tooltip=_tip(axis))
        .transform_filter(f"datum.line == {_quoted(name)}")
        for name, size in (("real", _FIGURE * 0.7), ("nominal", _FIGURE))
    ]
    labels = (
        base.mark_text(align="right", dx=-8, dy=-8, fontWeight="bold", fontSize=13, color=VERMILION)
        .encode(text="label:N")
        .transform_filter("datum.label")
    )
    figures = alt.layer(*joined, kept_up, *dots, labels).properties(height=HEIGHT + 40)
    if policy is None:
        return figures
    strip = (
        blank()
        .mark_point(size=55, filled=True, opacity=1)
        .encode(
            x=years_apart(),
            y=alt.value(_BOTTOM),
            color=alt.Color(
                "policy:N",
                title=policy[0],
                scale=alt.Scale(domain=list(policy[1:]), range=[GREY, PURPLE]),
                legend=alt.Legend(orient="bottom", direction="vertical", labelLimit=300, titleLimit=300),
            ),
            shape=alt.Shape(
                "policy:N",
                title=policy[0],
                scale=alt.Scale(domain=list(policy[1:]), range=["square", "triangle-right"]),
            ),
            tooltip=[
                alt.Tooltip("year:Q", title=say("Year"), format="d"),
                alt.Tooltip("stated_policy:N", title=policy[0]),
            ],
        )
        .transform_filter("datum.policy")
    )
    return (
        alt.layer(figures, strip)
        .resolve_scale(color="independent", shape="independent")
        .properties(height=HEIGHT + 110)
    )


def _tip(axis: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title=say("Year"), format="d"),
        alt.Tooltip("part:N", title=" "),
        alt.Tooltip("value:Q", title=axis, format=",.3f"),
        alt.Tooltip("what:N", title=say("What")),
        alt.Tooltip("source:N", title=say("Source")),
    ]


def _quoted(text: str) -> str:
    """A text in an expression of the chart's own language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
