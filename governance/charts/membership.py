"""Charts about who belongs: counts with their band, lines of life, joins and departures, regions, seats and votes."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import BLUE, GREEN, GREY, HEIGHT, ORANGE, PURPLE, SKY, VERMILION, blank, kept

_ROW = 22  # pixels for each State, so that no name is dropped
_TALL_ROW = 34  # pixels for each status of one State


@kept
def counts_over_time(axis: str, words: tuple[str, str], tips: tuple[str, str, str, str]) -> alt.TopLevelMixin:
    """Members and observers over time: a line, the band around it, and a dot for each number that a document states.

    Rows: part (one of `words`), day, value, low, high; a dot has `stated` in place of value, with period, document,
    finding, label where there is room for one, and above (whether that stands above the dot). `tips` head the
    tooltip: day, number, document, finding.
    """
    day, number, document, finding = tips
    colour = alt.Color(
        "part:N",
        title=None,
        sort=list(words),
        scale=alt.Scale(domain=list(words), range=[BLUE, ORANGE]),
        legend=alt.Legend(orient="top", symbolType="square", symbolOpacity=1),
    )
    base = blank().encode(x=alt.X("day:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)), color=colour)
    band = base.mark_area(interpolate="step-after", opacity=0.3, line=False).encode(
        y=alt.Y("low:Q", title=axis, axis=alt.Axis(tickCount=5)), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2).encode(y="value:Q")
    dots = base.mark_point(size=70, filled=True, opacity=1, stroke="white", strokeWidth=1).encode(
        y="stated:Q",
        shape=alt.Shape("part:N", sort=list(words), scale=alt.Scale(domain=list(words), range=["circle", "diamond"]),
                        legend=None),
        tooltip=[
            alt.Tooltip("period:N", title=day),
            alt.Tooltip("stated:Q", title=number),
            alt.Tooltip("document:N", title=document),
            alt.Tooltip("finding:N", title=finding),
        ],
    )  # fmt: skip
    above = base.mark_text(align="right", baseline="bottom", dx=-5, dy=-4, fontSize=13, fontWeight="bold")
    below = base.mark_text(align="left", baseline="top", dx=4, dy=7, fontSize=13, fontWeight="bold")
    of_lines = [band.transform_filter("isValid(datum.value)"), line.transform_filter("isValid(datum.value)")]
    of_dots = [
        dots.transform_filter("isValid(datum.stated)"),
        above.encode(y="stated:Q", text="label:N").transform_filter("datum.label && datum.above"),
        below.encode(y="stated:Q", text="label:N").transform_filter("datum.label && !datum.above"),
    ]
    return alt.layer(*of_lines, *of_dots).properties(height=HEIGHT)


@kept
def lives(
    words: tuple[str, ...], tips: tuple[str, str, str], *, one: bool = False, in_view: bool = False
) -> alt.TopLevelMixin:
    """A bar for each spell along the years, one row for each name. Rows: name, part (one of `words`), begins, ends,
    sure (false: a time within which a first or last day lies that is known by its year only), said.

    `one`: two tall rows, for one State. `in_view`: a line stands at the day in view, which each
    row has as `now`. `tips` head the tooltip: name, status, time.
    """
    name, status, time = tips
    bars = (
        blank()
        .mark_bar(cornerRadius=1)
        .encode(
            y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
            x=alt.X("begins:T", title=None, axis=alt.Axis(format="%Y", tickCount=8)),
            x2="ends:T",
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(words),
                scale=alt.Scale(domain=list(words), range=[BLUE, ORANGE, GREY][: len(words)]),
                legend=alt.Legend(orient="top", symbolType="square"),
            ),
            opacity=alt.condition("datum.sure", alt.value(1), alt.value(0.4)),
            tooltip=[
                alt.Tooltip("name:N", title=name),
                alt.Tooltip("part:N", title=status),
                alt.Tooltip("said:N", title=time),
            ],
        )
    )
    height = alt.Step(_TALL_ROW if one else _ROW)
    if not in_view:
        return bars.properties(height=height)
    line = blank().mark_rule(color=GREY, strokeDash=[4, 3], strokeWidth=2).encode(x=alt.X("max(now):T", title=None))
    return alt.layer(bars, line).properties(height=height)


@kept
def comings_and_goings(axis: str, words: tuple[str, ...]) -> alt.TopLevelMixin:
    """Joins above the line and departures below it, year by year. Rows: year, part (one of `words`, the last one for
    departures), order, number (below zero for departures), states (the number as it is said)."""
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("number:Q", title=axis, axis=alt.Axis(labelExpr="abs(datum.value)", tickCount=5)),
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(words),
                scale=alt.Scale(domain=list(words), range=[BLUE, SKY, PURPLE, VERMILION]),
                legend=alt.Legend(orient="top", columns=2, labelLimit=320, symbolType="square"),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("states:Q", title=axis),
            ],
        )
        .properties(height=HEIGHT)
    )


@kept
def waited(axis: str, years: str, words: tuple[str, ...]) -> alt.TopLevelMixin:
    """How many States were observers for how long, in steps of years. Rows: step (in order), part, number."""
    return (
        blank()
        .mark_bar()
        .encode(
            x=alt.X("step:O", title=years, sort=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("number:Q", title=axis, axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "part:N",
                title=None,
                sort=list(words),
                scale=alt.Scale(domain=list(words), range=[BLUE, ORANGE, GREY]),
                legend=alt.Legend(orient="top", columns=2, labelLimit=320, symbolType="square"),
            ),
            tooltip=[
                alt.Tooltip("step:O", title=years),
                alt.Tooltip("part:N", title=" "),
                alt.Tooltip("number:Q", title=axis),
            ],
        )
        .properties(height=HEIGHT)
    )


@kept
def by_region(axis: str, words: tuple[str, str]) -> alt.TopLevelMixin:
    """Two bars for each region, each with its figure at the end. Rows: region, part (one of `words`), value, label."""
    base = blank().encode(
        y=alt.Y("region:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
        yOffset=alt.YOffset("part:N", sort=list(words)),
        x=alt.X("value:Q", title=axis, axis=alt.Axis(tickCount=5)),
        tooltip=[
            alt.Tooltip("region:N", title=" "),
            alt.Tooltip("part:N", title=" "),
            alt.Tooltip("label:N", title=axis),
        ],
    )
    bars = base.mark_bar(cornerRadiusEnd=2).encode(
        color=alt.Color(
            "part:N",
            title=None,
            sort=list(words),
            scale=alt.Scale(domain=list(words), range=[BLUE, ORANGE]),
            legend=alt.Legend(orient="top", symbolType="square"),
        )
    )
    figures = base.mark_text(align="left", dx=4, color=GREY).encode(text="label:N")
    return alt.layer(bars, figures).properties(height=alt.Step(20))


@kept
def votes_by_attendance(axis: str, present: str, words: tuple[str, str, str]) -> alt.TopLevelMixin:
    """How many votes carry or block a decision, by the number of Members present; a line marks the one in view.

    Rows: present, part (one of `words`), votes, here (whether this attendance is in view), label.
    """
    base = blank().encode(
        x=alt.X("present:Q", title=present, scale=alt.Scale(zero=False, nice=False), axis=alt.Axis(tickCount=6)),
        y=alt.Y("votes:Q", title=axis, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5)),
        color=alt.Color(
            "part:N",
            title=None,
            sort=list(words),
            scale=alt.Scale(domain=list(words), range=[BLUE, GREEN, VERMILION]),
            legend=alt.Legend(orient="top", columns=1, labelLimit=320, symbolType="stroke", symbolStrokeWidth=3),
        ),
        tooltip=[
            alt.Tooltip("present:Q", title=present),
            alt.Tooltip("part:N", title=" "),
            alt.Tooltip("votes:Q", title=axis),
        ],
    )
    lines = base.mark_line(strokeWidth=2).encode(strokeDash=alt.StrokeDash("part:N", sort=list(words), legend=None))
    chosen = base.transform_filter("datum.here")
    marker = chosen.mark_rule(color=GREY, strokeDash=[4, 3]).encode(y=alt.Y(), color=alt.value(GREY))
    dots = chosen.mark_point(size=90, filled=True, opacity=1)
    figures = chosen.mark_text(align="right", dx=-8, dy=-8, fontSize=13, fontWeight="bold").encode(text="votes:Q")
    return alt.layer(lines, marker, dots, figures).properties(height=HEIGHT)
