"""What the page on the assessed budget says and draws."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts import Drawing, lines, ranked, stacked
from governance.charts.theme import BLUE, ORANGE, VERMILION
from governance.charts.world import DISCLAIMER, NEUTRAL_AREAS, on_map
from governance.names import printed, short
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.numbers import money, money_short, percent
from governance.ui.parts.words import say
from governance.ui.shell.here import Here

CHANGES = ("state", "currency", "assessed_before", "assessed", "change", "change_pct")
_SHOWN = 12


def years(where: Here) -> list[int]:
    """The years with assessments by the date."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [row.whole("year") for row in rows if row["assessed"]]


def sentence(where: Here, year: str) -> str:
    """The year in one sentence: how much, from how many, and how concentrated."""
    rows = where.ask("largest_contributors", year=year, currency=where.currency).dicts()
    whole = sum((row.amount("assessed") for row in rows), Decimal(0))
    tenth = rows[min(len(rows), 10) - 1]
    return say(
        "For {year}, **{states} States** are assessed **{amount}**; the ten largest contribute **{share}** of it.",
        year=year,
        states=len(rows),
        amount=money_short(whole, rows[0].text("currency")),
        share=percent(tenth["cumulative_share_pct"]),
    )


def largest_title(answer: Answer) -> str:
    """The finding of the chart of the largest contributors."""
    rows = answer.dicts()
    return say(
        "{state} is assessed the most: {share} of {year}",
        state=printed(rows[0].text("state")),
        share=percent(rows[0]["share_pct"]),
        year=rows[0]["year"],
    )


def largest_bars(answer: Answer, axis: str) -> Drawing:
    """The largest contributors with their names, and the share in words at the end of each bar."""
    rows = [Row(row, name=short(row.text("state")), label=percent(row["share_pct"])) for row in answer.dicts()[:_SHOWN]]
    return ranked(rows, axis=axis, y="assessed", tips={"label": say("Share (%)")})


def by_change(answer: Answer) -> pd.DataFrame:
    """The changes, the largest amounts first; States in only one of the two years at the end."""
    rows = answer.dicts()
    order = sorted(
        range(len(rows)), key=lambda place: -abs(rows[place]["change"]) if rows[place]["change"] is not None else 1
    )
    return answer.frame().iloc[order]


def one_state(where: Here) -> None:
    """One State's amounts, and its rates beside the United Nations scale."""
    state = where.state or ""
    history = where.ask("state_history", state=state, currency=where.currency)
    left, right = st.columns(2)
    with left:
        show.chart(
            where,
            history,
            stacked(history.dicts(), axis=say("Assessed ({currency})", currency=where.currency or ""), y="assessed"),
            title=say("{state}: assessed contributions", state=printed(state)),
            key="state_amounts",
        )
    with right:
        rates = {
            "share_pct": (say("Share of all assessments"), BLUE),
            "rate_pct": (say("Rate in the Organization's scale"), ORANGE),
            "un_rate_pct": (say("United Nations rate"), VERMILION),
        }
        show.chart(
            where,
            history,
            lines(history.dicts(), axis=say("Per cent"), parts=rates),
            title=say("{state}: share and rates", state=printed(state)),
            key="state_rates",
            note=say("The United Nations scale of a year is used for assessments one year later."),
        )


def on_the_map(where: Here, answer: Answer, year: str) -> None:
    """The year's assessments on the map, with the disclaimer; fictional States have none, and the page says so."""
    title = say("Assessed contributions of {year} on the map", year=year)
    if where.demonstration:
        st.subheader(title, anchor=False)
        st.caption(say("Fictional States have no map: the same figures are in the table of the largest contributors."))
        return
    currency = where.currency or ""
    show.chart(
        where,
        answer,
        on_map(
            answer.dicts(),
            value="assessed",
            legend=say("Assessed ({currency})", currency=currency),
            scale="threshold",
            said=lambda amount: money(amount, currency),
        ),
        title=title,
        key="map",
        note=f"{say(DISCLAIMER)} {say(NEUTRAL_AREAS)}",
    )
