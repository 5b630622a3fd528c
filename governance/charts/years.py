"""Charts along the years."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    HEIGHT,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    blank,
    kept,
    money_axis,
    room,
)

_SHORT = "abs(datum.value) >= 1e6 ? replace(format(datum.value, '~s'), 'G', ' bn') : datum.label"
"""Labels of an axis that shows rates as well as amounts: millions and billions short, small figures as they are."""

_SHORT_WORD = 14  # letters of words of which two fit beside each other on a telephone


@kept
def bars_by_year(value: str, axis: str, colour: str = BLUE) -> alt.TopLevelMixin:
    """One bar a year. Rows: year, and `value` an amount."""
    return (
        blank()
        .mark_bar(color=colour, cornerRadiusEnd=2)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y(f"{value}:Q", axis=money_axis(axis)),
            tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip(f"{value}:Q", title=axis, format=",.2f")],
        )
        .properties(height=HEIGHT)
    )


@kept
def owed_over_time(axis: str, arrears: str, current: str) -> alt.TopLevelMixin:
    """Arrears and what is due of the current year, stacked, on each day. Rows: day, part, amount."""
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("label:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("amount:Q", axis=money_axis(axis)),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=[arrears, current], range=[VERMILION, "#9ecae1"]),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("order:Q"),
            tooltip=[alt.Tooltip("label:O", title=" "), "part:N", alt.Tooltip("amount:Q", title=axis, format=",.2f")],
        )
        .properties(height=HEIGHT)
    )


@kept
def collection_curves(axis: str) -> alt.TopLevelMixin:
    """The share collected by day of the year, this year's line in front of earlier ones.

    Rows: year (text), on (a date in one common year), rate, current (whether it is the year in front).
    """
    base = blank().encode(
        x=alt.X("on:T", title=None, axis=alt.Axis(format="%b", tickCount="month", labelOverlap=True)),
        y=alt.Y("collection_rate_pct:Q", title=axis, scale=alt.Scale(domain=[0, 100])),
        detail="year:N",
        tooltip=[
            alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("day:T", title="Day", format="%Y-%m-%d"),
            alt.Tooltip("collection_rate_pct:Q", title=axis, format=".1f"),
        ],
    )
    earlier = base.mark_line(interpolate="step-after", strokeWidth=1.2, color=GREY, opacity=0.7).transform_filter(
        "!datum.current"
    )
    now = base.mark_line(interpolate="step-after", strokeWidth=3, color=BLUE).transform_filter("datum.current")
    names = (
        base.mark_text(align="right", dx=-6, dy=-10, fontSize=13, fontWeight="bold", color=BLUE)
        .encode(text="year:N")
        .transform_filter("datum.current && datum.last")
    )
    return alt.layer(earlier, now, names).properties(height=HEIGHT)


@kept
def state_by_year(axis: str, words: tuple[str, ...]) -> alt.TopLevelMixin:
    """One State's assessed, received and outstanding amounts side by side, or the last alone. Rows: year, part,
    amount."""
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            xOffset=alt.XOffset("part:N", sort=list(words)),
            y=alt.Y("amount:Q", axis=money_axis(axis)),
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(words),
                scale=alt.Scale(domain=list(words), range=[GREY, BLUE, VERMILION][-len(words) :]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("amount:Q", title=axis, format=",.2f"),
            ],
        )
        .properties(height=HEIGHT)
    )


@kept
def lines_by_year(
    axis: str,
    words: tuple[str, ...],
    colours: tuple[str, ...] = (BLUE, ORANGE, VERMILION, GREEN, PURPLE, SKY),
) -> alt.TopLevelMixin:
    """A few named lines with a dot for each figure; a year without a figure is a gap. Rows: year, part, value.

    A single line needs no legend: the axis names it.
    """
    legend = alt.Legend(orient="top", columns=_beside(words), labelLimit=260) if len(words) > 1 else None
    return (
        blank()
        .mark_line(point=alt.OverlayMarkDef(size=45, filled=True), strokeWidth=2)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("value:Q", title=axis, axis=alt.Axis(tickCount=5, labelExpr=_SHORT)),
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(words),
                scale=alt.Scale(domain=list(words), range=list(colours[: len(words)])),
                legend=legend,
            ),
            strokeDash=alt.StrokeDash("part:N", sort=list(words), legend=None),
            shape=alt.Shape("part:N", sort=list(words), legend=None),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("value:Q", title=axis, format=",.4~f"),
            ],
        )
        .properties(height=room(words))
    )


def _beside(words: tuple[str, ...]) -> int:
    """How many words of a legend stand beside each other, so that they are whole on a telephone too."""
    return 1 if max(map(len, words)) > _SHORT_WORD else min(len(words), 2)


@kept
def agreement_by_year(axis: str, words: tuple[str, str]) -> alt.TopLevelMixin:
    """How many rows of each year agree and how many do not. Rows: year, part, order, number."""
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("number:Q", title=axis),
            color=alt.Color(
                "part:N",
                title=None,
                scale=alt.Scale(domain=list(words), range=["#9ecae1", VERMILION]),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("number:Q", title=axis),
            ],
        )
        .properties(height=HEIGHT)
    )
