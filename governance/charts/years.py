"""Charts along the years."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import (
    BLUE,
    GREEN,
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
