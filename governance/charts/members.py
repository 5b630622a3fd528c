"""Charts with a bar for each State."""

from __future__ import annotations

import altair as alt

from governance.charts.theme import BLUE, GREY, blank, kept, money_axis

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
