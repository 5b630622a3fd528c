"""Who joined, came back and left, year by year; and how long observers waited."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pandas as pd
import streamlit as st

from governance.charts.membership import comings_and_goings, waited
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import Here

_STEP = 5  # years


def changes(where: Here) -> None:
    """Joins, returns and departures year by year, and how long observers waited."""
    answer = where.ask("joins_and_departures")
    words = (
        say("joined directly"),
        say("were observers before"),
        say("joined again"),
        say("left"),
    )
    show.chart(
        where,
        answer,
        comings_and_goings(say("States"), words),
        _moves(answer.dicts(), words),
        title=_moves_title(answer.dicts()),
        key="moves",
        note=say("States that began or ceased to observe are in the table."),
    )
    _waits(where)
    events = where.ask("membership_events")
    with st.expander(say("What documents say happened, event by event"), icon=":material/history_edu:"):
        frame = events.frame().iloc[::-1]
        show.table(where, events, rows=frame.assign(event=[str(e).replace("_", " ") for e in frame["event"]]), key="ev")


def _moves(rows: list[Row], words: tuple[str, ...]) -> pd.DataFrame:
    names = ("became_members", "from_observers", "returned", "left")
    drawn = [
        {
            "year": row["year"],
            "part": word,
            "order": order,
            "number": -int(str(row[name])) if name == "left" else row[name],
            "states": row[name],
        }
        for row in rows
        for order, (word, name) in enumerate(zip(words, names, strict=True))
    ]
    return pd.DataFrame(drawn, columns=["year", "part", "order", "number", "states"])


def _moves_title(rows: list[Row]) -> str:
    joined = sum(int(str(row[name])) for row in rows for name in ("became_members", "from_observers", "returned"))
    left = sum(int(str(row["left"])) for row in rows)
    return say("{joined} joined or came back, {left} left", joined=joined, left=left)


def _waits(where: Here) -> None:
    answer = where.ask("time_as_observer")
    words = {"member": say("became Members"), "observer": say("still observers"), "ended": say("no longer recorded")}
    found = Counter((int(str(row["years_at_least"])) // _STEP, str(row["outcome"])) for row in answer.dicts())
    drawn = [
        {
            "step": say("{low}-{high}", low=place * _STEP, high=place * _STEP + _STEP - 1),
            "part": word,
            "number": found[place, outcome],
        }
        for place in range(max((place for place, _ in found), default=-1) + 1)
        for outcome, word in words.items()
    ]
    became = [int(str(row["years_at_least"])) for row in answer.dicts() if row["outcome"] == "member"]
    title = (
        say("Half of those that joined had been observers for {years} years or less", years=int(median(became)))
        if became
        else say("How long observers have waited")
    )
    show.chart(
        where,
        answer,
        waited(say("States"), say("Whole years as an observer, at least"), tuple(words.values())),
        pd.DataFrame(drawn, columns=["step", "part", "number"]),
        title=title,
        key="waits",
        note=say("A time may have begun earlier than the first source that tells of it."),
    )
