"""What the page on the assessed budget says and draws."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.charts.world import DISCLAIMER, NEUTRAL_AREAS, on_map
from governance.charts.years import bars_by_year, lines_by_year
from governance.names import printed, short
from governance.ui.parts import show
from governance.ui.parts.numbers import money, money_short, percent
from governance.ui.parts.words import say
from governance.ui.shell.here import Here

CHANGES = ("state", "currency", "assessed_before", "assessed", "change", "change_pct")
_SHOWN = 12


def years(where: Here) -> list[int]:
    """The years with assessments by the date."""
    rows = where.ask("assessed_by_year", currency=where.currency).dicts()
    return [int(str(row["year"])) for row in rows if row["assessed"]]


def sentence(where: Here, year: str) -> str:
    """The year in one sentence: how much, from how many, and how concentrated."""
    rows = where.ask("largest_contributors", year=year, currency=where.currency).dicts()
    whole = sum((Decimal(str(row["assessed"])) for row in rows), Decimal(0))
    tenth = rows[min(len(rows), 10) - 1]
    return say(
        "For {year}, **{states} States** are assessed **{amount}**; the ten largest contribute **{share}** of it.",
        year=year,
        states=len(rows),
        amount=money_short(whole, str(rows[0]["currency"])),
        share=percent(tenth["cumulative_share_pct"]),
    )


def largest_title(answer: Answer) -> str:
    """The finding of the chart of the largest contributors."""
    rows = answer.dicts()
    return say(
        "{state} is assessed the most: {share} of {year}",
        state=printed(str(rows[0]["state"])),
        share=percent(rows[0]["share_pct"]),
        year=rows[0]["year"],
    )


def largest_bars(answer: Answer) -> pd.DataFrame:
    """The largest contributors with their names, and the share in words at the end of each bar."""
    frame = answer.frame().head(_SHOWN)
    return frame.assign(
        name=[short(str(code)) for code in frame["state"]],
        label=[percent(share) for share in frame["share_pct"]],
    )


def by_change(answer: Answer) -> pd.DataFrame:
    """The changes, the largest amounts first; States in only one of the two years at the end."""
    frame = answer.frame()
    order = sorted(range(len(frame)), key=lambda place: _size(frame["change"].iloc[place]))
    return frame.iloc[order]


def _size(change: object) -> tuple[bool, Decimal]:
    return (change is None, Decimal(0)) if change is None else (False, -abs(Decimal(str(change))))


def one_state(where: Here) -> None:
    """One State's amounts, and its rates beside the United Nations scale."""
    state = str(where.state)
    history = where.ask("state_history", state=state, currency=where.currency)
    left, right = st.columns(2)
    with left:
        show.chart(
            where,
            history,
            bars_by_year("assessed", say("Assessed ({currency})", currency=where.currency or "")),
            history.frame(),
            title=say("{state}: assessed contributions", state=printed(state)),
            key="state_amounts",
        )
    with right:
        words = (say("Share of all assessments"), say("Rate in the Organization's scale"), say("United Nations rate"))
        show.chart(
            where,
            history,
            lines_by_year(say("Per cent"), words),
            _rates(history, words),
            title=say("{state}: share and rates", state=printed(state)),
            key="state_rates",
            note=say("The United Nations scale of a year is used for assessments one year later."),
        )


def _rates(history: Answer, words: tuple[str, str, str]) -> pd.DataFrame:
    rows = [
        {"year": row["year"], "part": word, "value": row[name]}
        for row in history.dicts()
        for word, name in zip(words, ("share_pct", "rate_pct", "un_rate_pct"), strict=True)
        if row[name] is not None
    ]
    return pd.DataFrame(rows, columns=["year", "part", "value"])


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
