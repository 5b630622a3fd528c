"""One State's line of life, and what became of the States of a list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from governance.charts.membership import lives
from governance.names import printed, short, states
from governance.questions.rows import Row
from governance.rules.membership.spells import Held, linked
from governance.ui.membership.members import STATUS
from governance.ui.parts import choices, show
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

TURNS = {
    "became_member": mark("became a Member"),
    "from_observer": mark("observer became a Member"),
    "returned": mark("Member again"),
    "became_observer": mark("became an observer"),
    "left": mark("left"),
    "observer_ended": mark("no longer an observer"),
    "application": mark("applied"),
    "admission_vote": mark("admitted by a vote"),
    "membership": mark("told of as a Member"),
    "observer_status": mark("told of as an observer"),
    "observer_at_session": mark("observer at a session"),
    "withdrawal_notice": mark("gave notice"),
    "withdrawal": mark("told of as leaving"),
}
_NEITHER = mark("neither")


def one_state(where: Here) -> None:
    """The line of life of the State in view: a bar for each spell, and each turn with its evidence."""
    if where.state is None:
        st.caption(say("Choose a State in the menu to see its line of life."))
        return
    answer = where.ask("membership_history", state=where.state)
    words = tuple(say(word) for word in STATUS.values())
    frame = _bars(where, [where.state])
    frame = frame.assign(name=frame["part"])
    show.chart(
        where,
        answer,
        lives(words, _tips(), one=True),
        frame,
        title=_life_title(where),
        key="life",
        note=say("Pale: a year within which a first or last day lies that is not known more closely."),
        columns=("period", "turn", "words", "document", "note"),
    )
    if answer.rows:
        turns = answer.frame()
        turns = turns.assign(turn=[say(TURNS[str(turn)]) for turn in turns["turn"]])
        columns = ("period", "turn", "words", "document", "note")
        show.table(where, answer, columns, rows=turns, key="turns", source=False)


def followed(where: Here) -> None:
    """A list of States, picked here or handed in: what became of each, and when."""
    st.subheader(say("Follow a list of States"), anchor=False)
    lists = _lists(where)
    left, right = st.columns(2)
    with left:
        name = link.choose(
            "list",
            say("List"),
            {each: each for each in lists},
            lists[0] if lists else None,
            placeholder=say("No list is held here"),
        )
    with right:
        picked = choices.several(
            "states", say("Or pick States"), all_states(where, ended=True), placeholder=say("Choose States")
        )
    if not picked and name is None:
        st.caption(say("Pick States, or hand in a list with the table of lists of States."))
        return
    answer = where.ask("states_followed", states=",".join(picked) or None, list=None if picked else name)
    rows = answer.dicts()
    codes = [str(row["state"]) for row in rows]
    words = (*(say(word) for word in STATUS.values()),)
    show.chart(
        where,
        answer,
        lives(words, _tips()),
        _bars(where, codes),
        title=_list_title(rows),
        key="lives",
        note=_never(rows),
    )
    frame = answer.frame()
    frame = frame.assign(
        then=[_status(value) for value in frame["then"]], status=[_status(value) for value in frame["status"]]
    )
    columns = ("state", "words", "then", "status", "document") if not picked else ("state", "words", "status")
    show.table(where, answer, columns, rows=frame, key="followed", source=False)


def all_states(where: Here, *, ended: bool = False) -> dict[str, str]:
    """Every State of the ledger's world, code to printed name: fictional ones in the demonstration, real ones else."""
    found = [state for state in states() if state.fictional == where.demonstration and (ended or state.ended is None)]
    return {state.code: state.name for state in sorted(found, key=lambda state: state.name)}


def _lists(where: Here) -> list[str]:
    return sorted({str(row["list"]) for row in where.ask("states_followed").dicts()})


def _status(value: object) -> object:
    return say(STATUS.get(str(value), _NEITHER)) if value is not None else None


def _tips() -> tuple[str, str, str]:
    return say("State"), say("Status"), say("Time")


def _life_title(where: Here) -> str:
    state = printed(str(where.state))
    rows = where.ask("members", state=where.state).dicts()
    if not rows:
        return say("{state} is neither a Member nor an observer on {day}", state=state, day=day_words(where.as_of))
    since = rows[0]["since"]
    assert isinstance(since, date)
    by_year = rows[0]["since_precision"] == "year"
    when = str(since.year) if by_year else day_words(since)
    if rows[0]["status"] == "member":
        return say("{state} has been a Member since {when}", state=state, when=when)
    return say("{state} has been an observer since {when}", state=state, when=when)


def _list_title(rows: list[Row]) -> str:
    members = sum(row["status"] == "member" for row in rows)
    return say("Members on the date: {members} of {all}", members=members, all=len(rows))


def _never(rows: list[Row]) -> str | None:
    names = [short(str(row["state"])) for row in rows if row["status"] == "neither" and row["since"] is None]
    if not names:
        return None
    return say("Neither Member nor observer on the date: {names}.", names=joined(", ", names))


def _bars(where: Here, codes: list[str]) -> pd.DataFrame:
    """The pieces of each State's spells by the date: sure times, and years within which an end lies."""
    rows = [row for row in where.ask("spells").dicts() if row["state"] in codes]
    spells = linked(
        Held(
            str(row["state"]),
            str(row["status"]),
            row["first_day"],
            row["last_day"],
            str(row["from_precision"]),
            str(row["to_precision"] or "day"),
        )
        for row in rows
    )
    drawn = [piece for code in codes for spell in spells if spell.party == code for piece in _pieces(where, spell)]
    return pd.DataFrame(drawn, columns=["name", "part", "begins", "ends", "sure", "said"])


def _pieces(where: Here, spell: Held) -> list[dict[str, Any]]:
    (first, begun), (ending, last) = spell.first_days, spell.last_days
    until = where.as_of
    pieces = [(first, begun, False), (begun, ending, True), (max(ending, begun), last, False)]
    said = say(
        "{first} to {last}",
        first=str(spell.first.year) if first != begun else day_words(spell.first),
        last=say("today") if spell.last is None else str(spell.last.year) if ending != last else day_words(spell.last),
    )
    return [
        {
            "name": short(spell.party),
            "part": say(STATUS[spell.status]),
            "begins": begins,
            "ends": min(ends, until),
            "sure": sure,
            "said": said,
        }
        for begins, ends, sure in pieces
        if begins < min(ends, until)
    ]
