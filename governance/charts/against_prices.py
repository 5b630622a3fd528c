"""A budget against prices, the one chart of its form: two lines and the gap between them, on bands of growth policy."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from governance.charts.frames import Drawing, Rows
from governance.charts.theme import ASSESSED, DASHED, GREY, HEIGHT, INK, blank, edge, kept, on_ground, years_apart
from governance.words import say

_FIGURE = 80  # square pixels of a dot
_ROOMY = alt.ExprRef("width < 500 ? 0 : 1")
"""On a telephone only the gap has words: the others would cover each other, and stand below the chart."""
_COLUMNS = ("year", "amount", "keeps", "part", "run", "what", "source", "rise", "gap", "keeping", "begins", "ends",
            "policy")  # fmt: skip


def budget_against_prices(rows: Rows, *, axis: str, words: tuple[str, str, str]) -> Drawing:
    """The budget of each year and what would have kept its worth: the level as it is, dashes where it is assumed.

    Rows of figures: year, amount and keeps (either may be None), part (one of the first two of `words`: as stated, as
    recovered), run (years in a row have one, and are joined), what and source for the tooltip, and texts or None: rise
    (at a steep one), gap (between the two lines, in words) and keeping (the name of the assumed line) where both stand.
    Rows of bands: begins and ends (years), policy (its name). `words` end with the name of the assumed line.
    """
    frame = pd.DataFrame([{name: row.get(name) for name in _COLUMNS} for row in rows], columns=list(_COLUMNS))
    parts = set(frame["part"].dropna())
    return Drawing(
        _specified(axis, words, both=len(parts) > 1, zero=bool(frame["keeps"].isna().all())), frame.astype(object)
    )


@kept
def _specified(axis: str, words: tuple[str, str, str], *, both: bool, zero: bool) -> alt.TopLevelMixin:
    base = blank().encode(x=years_apart(), y=alt.Y("amount:Q", title=axis, **_upright(zero)))
    amounts = base.transform_filter("isValid(datum.amount)")
    keeps = base.transform_filter("isValid(datum.keeps)").encode(y=alt.Y("keeps:Q", title=axis, **_upright(zero)))
    gaps = amounts.transform_filter("isValid(datum.keeps)")
    told = gaps.transform_filter("datum.gap")
    tips = [alt.Tooltip("year:Q", title=say("Year"), format="d"), alt.Tooltip("what:N", title=say("What"))]
    figure = [alt.Tooltip("amount:Q", title=axis, format=",.3f"), alt.Tooltip("source:N", title=say("Source"))]
    assumed = alt.Tooltip("keeps:Q", title=words[2], format=",.3f")
    shape = alt.Shape(
        "part:N",
        title=None,
        sort=list(words[:2]),
        scale=alt.Scale(domain=list(words[:2]), range=["circle", "diamond"]),
        legend=alt.Legend(orient="top", columns=1, labelLimit=320) if both else None,
    )
    name: dict[str, Any] = {"fontSize": 13, "fontWeight": "bold", "align": "right", "dx": -10}
    small: dict[str, Any] = {"color": INK, "opacity": _ROOMY}
    plain: dict[str, Any] = {**name, **small, "fontWeight": "normal"}
    named, outgrown = keeps.transform_filter("datum.keeping"), "datum.amount >= datum.keeps"
    return alt.layer(
        *_bands(),
        gaps.mark_area(color=ASSESSED, opacity=0.18).encode(y2=alt.Y2("keeps:Q"), detail=alt.Detail("run:N")),
        told.mark_rule(color=ASSESSED, strokeWidth=5, opacity=0.35).encode(y2=alt.Y2("keeps:Q")),
        keeps.mark_line(color=ASSESSED, strokeDash=list(DASHED), strokeWidth=2).encode(tooltip=[tips[0], assumed]),
        amounts.mark_line(color=ASSESSED, strokeWidth=2).encode(detail=alt.Detail("run:N")),
        amounts.mark_point(filled=True, opacity=1, size=_FIGURE, color=ASSESSED).encode(
            shape=shape, tooltip=[*tips, *figure]
        ),
        *on_ground(amounts.transform_filter("datum.rise"), {**name, **small, "dy": -10}, text=alt.Text("rise:N")),
        *on_ground(
            told.transform_calculate(within=f"datum.keeps + (datum.amount - datum.keeps) * ({outgrown} ? 0.15 : 0.6)"),
            {**name, "color": ASSESSED},
            y=alt.Y("within:Q", title=axis, **_upright(zero)),
            text=alt.Text("gap:N"),
        ),
        *on_ground(named.transform_filter(outgrown), {**plain, "dy": 28}, text=alt.Text("keeping:N")),
        *on_ground(named.transform_filter(f"!({outgrown})"), {**plain, "dy": -12}, text=alt.Text("keeping:N")),
    ).properties(height=HEIGHT + 40)  # fmt: skip


def _upright(zero: bool) -> dict[str, Any]:
    """The axis of amounts: it need not begin at zero where what is told is the gap, which is shaded."""
    return {"axis": alt.Axis(tickCount=5), "scale": alt.Scale(zero=zero, padding=24)}


def _bands() -> list[alt.Chart]:
    """Years under one growth policy, with its name at their foot."""
    bands = blank().transform_filter("isValid(datum.begins)")
    along = alt.X("begins:Q", title=None)
    said = bands.transform_filter("datum.policy").mark_text(
        align="left", baseline="bottom", dx=3, dy=-4, color=INK, opacity=_ROOMY
    )
    return [
        bands.mark_rect(color=GREY, opacity=0.14, stroke=edge(GREY), strokeOpacity=0.5).encode(
            x=along, x2=alt.X2("ends:Q")
        ),
        said.encode(x=along, y=alt.YValue(alt.expr("height")), text=alt.Text("policy:N")),  # type: ignore[no-untyped-call]
    ]
