"""How Members and observers grew: the counts with their band, and what documents state."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from governance.charts.membership import counts_over_time
from governance.questions.rows import Row
from governance.rules.membership.stated_counts import days_of
from governance.ui.parts import choices, show
from governance.ui.parts.numbers import day_words, number, period_words
from governance.ui.parts.words import count, mark, say
from governance.ui.shell.here import Here

FINDINGS = {
    "agrees": mark("✓ agrees"),
    "inside": mark("○ may agree"),
    "outside": mark("✗ does not agree"),
}
"""Each finding with a sign that differs in shape, never in colour alone."""
COUNTED = {
    "members": mark("Members"),
    "observers": mark("Observer States"),
    "observer_organizations": mark("Observer organizations"),
}
STATUS = {"member": mark("Member"), "observer": mark("Observer State")}
_DOCUMENTS = ("period", "finding", "count_of", "stated", "reconstructed", "count_difference", "because", "qualifier",
              "document")  # fmt: skip
_EVER = date(2199, 12, 31)
_LABELS_APART = 9  # parts into which the time is divided: at most one label in each, so that none covers another


def first_day(where: Here) -> date | None:
    """The first day on record of any spell; None where no membership is held."""
    days = [day for day in where.ask("member_bands", _EVER).column("day") if isinstance(day, date)]
    return min(days, default=None)


def founded(where: Here) -> date | None:
    """The day of the first constitution among the ledger's events; None where none is told."""
    events = where.ask("membership_events", _EVER).dicts()
    days = [days_of(str(row["period"]))[0] for row in events if row["event"] == "constitution"]
    return min(days, default=None)


def between(where: Here, what: str, on: date | None = None) -> str:
    """How many there are on the date, as a number or, where days are known by their year only, as a range."""
    rows = [row for row in where.ask("member_bands", on).dicts() if row["count_of"] == what]
    low, high = (rows[-1]["low"], rows[-1]["high"]) if rows else (0, 0)
    if low == high:
        return number(low)
    return say("between {low} and {high}", low=number(low), high=number(high))


def sentence(where: Here) -> str:
    """How many there are on the date, as a range where days known by their year only leave one, and since when the
    numbers are carried on."""
    begun = founded(where)
    if begun and where.as_of < begun:
        return say("The Organization was founded on {day}: before that day it had no Members.", day=day_words(begun))
    counts = where.ask("member_counts").dicts()[0]
    members = between(where, "members")
    parts = [
        count(
            "On {day} there is **{members} Member**; observer States: **{observers}**.",
            "On {day} there are **{members} Members** and **{observers} observer States**.",
            1 if members == "1" else 2,
            day=day_words(where.as_of),
            members=members,
            observers=between(where, "observers"),
        )
    ]
    if members != number(counts["members"]):
        parts.append(
            say("Of some States only the year of joining or leaving is known; {members} are written down as Members.",
                members=number(counts["members"]))
        )  # fmt: skip
    parts.append(_carried_on(where))
    if where.books.to_come(where.as_of):
        parts.append(say("This day is still to come: what is recorded by now is carried on to it."))
    return " ".join(filter(None, parts))


def _carried_on(where: Here) -> str:
    """The last document of the ledger that counts Members, where the date lies after it."""
    rows = [row for row in where.ask("member_counts_stated", _EVER).dicts() if row["count_of"] == "members"]
    last = max((str(row["period"]) for row in rows), key=lambda period: days_of(period)[1], default=None)
    if last is None or days_of(last)[1] >= where.as_of:
        return ""
    return say(
        "The last document that counts the Members is of {period}: since then the numbers are carried on.",
        period=period_words(last),
    )


def slider(where: Here, first: date) -> None:
    """The date that all pages share, as a slider."""
    choices.on_the_way(first, where.books.last_day(), where.as_of)


def growth(where: Here) -> None:
    """The counts over time, and each document's count held against them."""
    bands, stated = where.ask("member_bands"), where.ask("member_counts_stated")
    words = (say(COUNTED["members"]), say(COUNTED["observers"]))
    tips = (say("Date of the document"), say("States"), say("Document"), say("Against the reconstruction"))
    show.chart(
        where,
        bands,
        counts_over_time(say("States"), words, tips),
        pd.concat([_lines(bands.dicts()), _dots(stated.dicts())], ignore_index=True),
        title=_growth_title(where),
        key="growth",
        note=say(
            "Line: counted from what is recorded. Pale band: where the true number may lie, since of many States only "
            "the year is known. Dots: numbers that documents state; a document of a year stands in its middle."
        ),
    )
    st.subheader(_stated_title(stated.dicts()), anchor=False)
    if not stated.rows:
        st.caption(say("No document's count is held here by this date."))
        return
    frame = stated.frame()
    frame = frame.assign(
        count_of=[say(COUNTED[name]) for name in frame["count_of"]],
        finding=[say(FINDINGS[name]) for name in frame["finding"]],
    )
    show.table(where, stated, _DOCUMENTS, rows=frame, key="stated", height=560)


def _growth_title(where: Here) -> str:
    years = [int(str(row["year"])) for row in where.ask("membership_by_year").dicts() if row["members"]]
    if not years or years[0] == where.as_of.year:
        return say("Members and observers over time")
    return say(
        "From {first} Members at the end of {year} to {last} in {now}",
        first=between(where, "members", date(years[0], 12, 31)),
        year=years[0],
        last=between(where, "members"),
        now=where.as_of.year,
    )


def _stated_title(rows: list[Row]) -> str:
    found = Counter(str(row["finding"]) for row in rows)
    return say(
        "What documents state against what is recorded: {agree} agree, {may} may agree, {not_} do not",
        agree=found["agrees"],
        may=found["inside"],
        not_=found["outside"],
    )


def _lines(rows: list[Row]) -> pd.DataFrame:
    drawn = [
        {
            "part": say(COUNTED[str(row["count_of"])]),
            "day": row["day"],
            "value": row["reconstructed"],
            "low": row["low"],
            "high": row["high"],
        }
        for row in rows
        if row["count_of"] in ("members", "observers")
    ]
    return pd.DataFrame(drawn, columns=["part", "day", "value", "low", "high"])


def _dots(rows: list[Row]) -> pd.DataFrame:
    """The documents' numbers, each in the middle of its period; a few landmarks have a label."""
    drawn = [
        {
            "part": say(COUNTED[str(row["count_of"])]),
            "day": _middle(str(row["period"])),
            "stated": row["stated"],
            "period": row["period"],
            "document": row["document"],
            "finding": say(FINDINGS[str(row["finding"])]),
            "label": "",
            "above": row["count_of"] == "members",
        }
        for row in rows
        if row["count_of"] in ("members", "observers")
    ]
    for word in (say(COUNTED["members"]), say(COUNTED["observers"])):
        for dot in _landmarks([dot for dot in drawn if dot["part"] == word]):
            dot["label"] = str(dot["stated"])
    return pd.DataFrame(drawn, columns=["part", "day", "stated", "period", "document", "finding", "label", "above"])


def _landmarks(dots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last dot and, going back from it, each one that is far enough from the one after it."""
    if not dots:
        return []
    days = [dot["day"] for dot in dots]
    span = (max(days) - min(days)) / _LABELS_APART
    kept: list[dict[str, Any]] = []
    for dot in sorted(dots, key=lambda dot: str(dot["day"]), reverse=True):
        if not kept or kept[-1]["day"] - dot["day"] >= span:
            kept.append(dot)
    return kept


def _middle(period: str) -> date:
    first, last = days_of(period)
    return first + (last - first) / 2
