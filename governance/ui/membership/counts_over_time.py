"""How Members and observers grew: the counts with their band, and what documents state."""

from __future__ import annotations

from collections import Counter
from datetime import date

import streamlit as st

from governance.charts import band
from governance.headings import choice
from governance.questions.rows import Row
from governance.sources import title_of
from governance.tables.known_years import LAST_DAY
from governance.ui.parts import choices, show
from governance.ui.parts.numbers import day_words, number, period_words
from governance.ui.parts.words import count, mark, say
from governance.ui.shell.here import Here

_DRAWN = {"members": mark("Members"), "observers": mark("Observer States")}
STATUS = {"member": mark("Member"), "observer": mark("Observer State")}
_DOCUMENTS = ("period", "finding", "count_of", "stated", "reconstructed", "count_difference", "because", "document")
_LABELS_APART = 9  # parts into which the time is divided: at most one label in each, so that none covers another


def first_day(where: Here) -> date | None:
    """The first day on record of any spell; None where no membership is held."""
    return min((row.day("day") for row in where.ask("member_bands", LAST_DAY).dicts()), default=None)


def founded(where: Here) -> date | None:
    """The day of the first constitution among the ledger's events; None where none is told."""
    events = where.ask("membership_events", LAST_DAY).dicts()
    return min((row.day("first_day") for row in events if row["event"] == "constitution"), default=None)


def between(where: Here, what: str, on: date | None = None) -> str:
    """How many there are on the date, as a number or, where days are known by their year only, as a range."""
    rows = [row for row in where.ask("member_bands", on).dicts() if row["count_of"] == what]
    low, high = (rows[-1].whole("low"), rows[-1].whole("high")) if rows else (0, 0)
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
    rows = [row for row in where.ask("member_counts_stated", LAST_DAY).dicts() if row["count_of"] == "members"]
    last = max(rows, key=lambda row: row.day("last_day"), default=None)
    if last is None or last.day("last_day") >= where.as_of:
        return ""
    return say(
        "The last document that counts the Members is of {period}: since then the numbers are carried on.",
        period=period_words(last.text("period")),
    )


def slider(where: Here, first: date) -> None:
    """The date that all pages share, as a slider."""
    choices.on_the_way(first, where.books.last_day(), where.as_of)


def growth(where: Here) -> None:
    """The counts over time, and each document's count held against them."""
    bands, stated = where.ask("member_bands"), where.ask("member_counts_stated")
    show.chart(
        where,
        bands,
        band(
            bands.dicts(),
            _dots(stated.dicts()),
            axis=say("States"),
            series="count_of",
            parts={what: say(words) for what, words in _DRAWN.items()},
            y="reconstructed",
            low="low",
            high="high",
            tips={
                "period": say("Date of the document"),
                "document": say("Document"),
                "finding": say("Against what is recorded"),
            },
        ),
        title=_growth_title(where),
        subtitle=say("Number of States that are Members, and that are observers, on each day."),
        key="growth",
        happened=("constitution", "rule"),
        note=say(
            "Line: counted from what is recorded. Pale band: where the true number may lie, since of many States only "
            "the year is known. Dots: numbers that documents state; a document of a year stands in its middle."
        ),
    )
    st.header(_stated_title(stated.dicts()), anchor=False)
    if not stated.rows:
        st.caption(say("No document's count is held here by this date."))
        return
    show.table(where, stated, _DOCUMENTS, key="stated")


def _growth_title(where: Here) -> str:
    years = [row.whole("year") for row in where.ask("membership_by_year").dicts() if row["members"]]
    if not years or years[0] == where.as_of.year:
        return say("Members and observers over time")
    first = between(where, "members", date(years[0], 12, 31))
    return count(
        "From {first} Member at the end of {year} to {last} in {now}",
        "From {first} Members at the end of {year} to {last} in {now}",
        1 if first == number(1) else 2,
        first=first,
        year=years[0],
        last=between(where, "members"),
        now=where.as_of.year,
    )


def _stated_title(rows: list[Row]) -> str:
    findings = Counter(row.text("finding") for row in rows)
    return say(
        "What documents state against what is recorded: {agree} agree, {may} may agree, {not_} do not",
        agree=findings["agrees"],
        may=findings["inside"],
        not_=findings["outside"],
    )


def _dots(rows: list[Row]) -> list[Row]:
    """The documents' numbers, each in the middle of its period; a few landmarks have a label."""
    dots = [
        Row(
            row,
            day=_middle(row),
            period=period_words(row.text("period")),
            document=title_of(row.text_or_none("document") or ""),
            finding=choice("finding", row.text("finding")),
            label="",
            above=row["count_of"] == "members",
        )
        for row in rows
    ]
    for what in _DRAWN:
        for dot in _landmarks([dot for dot in dots if dot["count_of"] == what]):
            dot["label"] = str(dot["stated"])
    return dots


def _landmarks(dots: list[Row]) -> list[Row]:
    """The last dot and, going back from it, each one that is far enough from the one after it."""
    if not dots:
        return []
    days = [dot.day("day") for dot in dots]
    span = (max(days) - min(days)) / _LABELS_APART
    kept: list[Row] = []
    for dot in sorted(dots, key=lambda dot: dot.day("day"), reverse=True):
        if not kept or kept[-1].day("day") - dot.day("day") >= span:
            kept.append(dot)
    return kept


def _middle(row: Row) -> date:
    first, last = row.day("first_day"), row.day("last_day")
    return first + (last - first) / 2
