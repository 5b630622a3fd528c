"""Charts of a budget against prices, and of what it has to carry: dots are figures, a gap is a gap, dashes assume."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, SKY, VERMILION, blank, kept

_FIGURE = 90  # square pixels of a dot
_DASH = "M-1,-0.2H1V0.2H-1Z"  # the sign of a dashed line in a legend: a bar
_BOTTOM = alt.expr("height - 8")
"""Just above the axis of years, however much of the height the legends take."""


def _years() -> alt.X:
    """Years as a distance: a gap of ten years is ten times as wide as one year."""
    axis = alt.Axis(format="d", tickMinStep=1, labelOverlap=True, grid=False)
    return alt.X("year:Q", title=None, axis=axis, scale=alt.Scale(zero=False, nice=False, padding=18))


@kept
def budget_against_prices(
    axis: str, words: tuple[str, str, str, str], policy: tuple[str, str, str] | None, *, recovered: bool
) -> alt.TopLevelMixin:
    """The budget as stated and as recovered, in prices of the base year, and what would keep its worth.

    Rows: year, part (one of `words`, in that order), value, line ("nominal", "real" or none), run (rows that may be
    joined: years without a gap), label
    (text above the dot, or none), policy (one of `policy`'s last two, or none), what and source for the tooltip.
    `policy` is the legend's title, then the words for zero nominal growth and for any other documented policy; None
    where no document states one. `recovered` says whether there are such figures.
    """
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
    base = blank().encode(x=_years(), y=y)
    joined = [
        base.mark_line(strokeWidth=1.5, opacity=0.7, color=line)
        .encode(detail="run:N")
        .transform_filter(f"datum.line == {_quoted(name)}")
        for name, line in (("real", ORANGE), ("nominal", BLUE))
    ]
    kept_up = (
        base.mark_line(strokeDash=[6, 4], strokeWidth=2, color=GREEN)
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
            x=_years(),
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
            tooltip=[alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("stated_policy:N", title=policy[0])],
        )
        .transform_filter("datum.policy")
    )
    return (
        alt.layer(figures, strip)
        .resolve_scale(color="independent", shape="independent")
        .properties(height=HEIGHT + 110)
    )


@kept
def carried(axis: str, words: tuple[str, ...]) -> alt.TopLevelMixin:
    """What the budget carries, as an index: a dot for each figure, and dashes that only join them.

    Rows: year, part (one of `words`), value, figure and source for the tooltip, hedged (whether the document says
    "about" or "more than").
    """
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(words),
        scale=alt.Scale(domain=list(words), range=[BLUE, ORANGE, GREEN, VERMILION, SKY, PURPLE, GREY][: len(words)]),
        legend=alt.Legend(orient="top", columns=2, labelLimit=160),
    )
    base = blank().encode(
        x=_years(),
        y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=6), scale=alt.Scale(zero=True)),
        color=colour,
    )
    dashes = base.mark_line(strokeDash=[2, 4], strokeWidth=1.5, opacity=0.8)
    dots = base.mark_point(size=70, opacity=1, strokeWidth=2).encode(
        shape=alt.Shape("part:N", sort=list(words), scale=alt.Scale(domain=list(words))),
        fill=alt.condition("datum.hedged", alt.value("transparent"), colour),
        tooltip=[
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("part:N", title=" "),
            alt.Tooltip("figure:N", title="Figure"),
            alt.Tooltip("value:Q", title=axis, format=",.0f"),
            alt.Tooltip("source:N", title="Source"),
        ],
    )
    return alt.layer(dashes, dots).properties(height=HEIGHT)


@kept
def waterfall(axis: str, kinds: tuple[str, str, str]) -> alt.TopLevelMixin:
    """A change, cause by cause, from nothing to the whole of it.

    Rows: step (its words and its amount, with a bar between them), start, end, kind (one of `kinds`: more, less, the
    whole).
    """
    labels = alt.Axis(labelExpr="split(datum.label, '|')", labelLimit=200, labelFontSize=12, labelLineHeight=15)
    return (
        blank()
        .mark_bar(size=24)
        .encode(
            y=alt.Y("step:N", sort=None, title=None, axis=labels),
            x=alt.X("start:Q", title=axis, axis=alt.Axis(format="~s", tickCount=5, labelOverlap=True)),
            x2="end:Q",
            color=alt.Color(
                "kind:N",
                title=None,
                sort=list(kinds),
                scale=alt.Scale(domain=list(kinds), range=[VERMILION, BLUE, GREY]),
                legend=alt.Legend(orient="top", columns=2),
            ),
            tooltip=[alt.Tooltip("step:N", title=" ")],
        )
        .properties(height=alt.Step(42))
    )


@kept
def changes_of_all(axis: str, across: str, words: tuple[str, str]) -> alt.TopLevelMixin:
    """Every Member's change, the largest rise first: a column each. Rows: place, name, value, direction."""
    base = blank().encode(
        x=alt.X("place:O", sort=None, axis=alt.Axis(title=across, labels=False, ticks=False, grid=False)),
        y=alt.Y("value:Q", title=axis, axis=alt.Axis(format="~s", tickCount=6)),
    )
    return (
        base.mark_bar()
        .encode(
            color=alt.Color(
                "direction:N",
                title=None,
                scale=alt.Scale(domain=list(words), range=[VERMILION, BLUE]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="State"),
                alt.Tooltip("value:Q", title=axis, format="+,.2f"),
            ],
        )
        .properties(height=HEIGHT)
    )


@kept
def two_paths(axis: str) -> alt.TopLevelMixin:
    """One or two assumed paths by year, dashed since they are assumed. Rows: year, part (its name), value.

    The names come with the rows, the first path's first: somebody writes them, and the specification is kept.
    """
    base = blank().encode(
        x=_years(),
        y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=5), scale=alt.Scale(zero=False, padding=16)),
        color=alt.Color(
            "part:N",
            title=None,
            sort=None,
            scale=alt.Scale(range=[BLUE, ORANGE]),
            legend=alt.Legend(orient="top", labelLimit=320),
        ),
        shape=alt.Shape("part:N", sort=None, legend=None),
    )
    lines = base.mark_line(strokeDash=[6, 3], strokeWidth=2)
    dots = base.mark_point(filled=True, size=50, opacity=1).encode(
        tooltip=[
            alt.Tooltip("year:Q", title="Year", format="d"),
            alt.Tooltip("part:N", title=" "),
            alt.Tooltip("value:Q", title=axis, format=",.2f"),
        ]
    )
    return alt.layer(lines, dots).properties(height=HEIGHT - 60)


def _tip(axis: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("part:N", title=" "),
        alt.Tooltip("value:Q", title=axis, format=",.3f"),
        alt.Tooltip("what:N", title="What"),
        alt.Tooltip("source:N", title="Source"),
    ]


def _quoted(text: str) -> str:
    """A text in an expression of the chart's own language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
