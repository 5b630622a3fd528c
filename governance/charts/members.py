"""Charts with a bar for each State."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import AGES, BLUE, GREY, blank, kept, money_axis

_BAR = 22  # pixels for each State, so that no name is dropped


@kept
def largest(axis: str, share: str) -> alt.TopLevelMixin:
    """The largest contributors, each with its share at the end of its bar. Rows: name, assessed, share_pct."""
    base = blank().encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("assessed:Q", axis=money_axis(axis)),
        tooltip=[
            alt.Tooltip("name:N", title="State"),
            alt.Tooltip("assessed:Q", title=axis, format=",.2f"),
            alt.Tooltip("share_pct:Q", title=share, format=".2f"),
        ],
    )
    bars = base.mark_bar(color=BLUE, cornerRadiusEnd=2)
    shares = base.mark_text(align="left", dx=4, color=GREY).encode(text=alt.Text("label:N"))
    return alt.layer(bars, shares).properties(height=alt.Step(_BAR))


@kept
def ageing(axis: str, buckets: tuple[str, ...]) -> alt.TopLevelMixin:
    """What each State owes by year of debt, the oldest darkest, with the sum at the end of its bar.

    Rows: name, bucket, order, amount, total, label; `label` is filled in one row of each State only.
    """
    base = blank().encode(y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220)))
    bars = base.mark_bar().encode(
        x=alt.X("amount:Q", axis=money_axis(axis)),
        color=alt.Color(
            "bucket:N",
            title=None,
            sort=list(buckets),
            scale=alt.Scale(domain=list(buckets), range=list(AGES)),
            legend=alt.Legend(orient="top", columns=2, labelLimit=220),
        ),
        order=alt.Order("order:Q", sort="descending"),
        tooltip=[
            alt.Tooltip("name:N", title="State"),
            alt.Tooltip("bucket:N", title=" "),
            alt.Tooltip("amount:Q", title=axis, format=",.2f"),
        ],
    )
    sums = base.mark_text(align="left", dx=4, color=GREY).encode(x="total:Q", text="label:N")
    sums = sums.transform_filter("datum.label")
    return alt.layer(bars, sums).properties(height=alt.Step(_BAR))
