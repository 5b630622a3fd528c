"""One State's line of life, and what became of the States of a list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import streamlit as st

from governance.charts import Drawing, spans
from governance.charts.theme import BAR
from governance.names import by_name, short, states
from governance.questions.rows import Row
from governance.ui.membership.counts_over_time import STATUS
from governance.ui.parts import choices, show
from governance.ui.parts.named import named
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_TURNS = ("period", "turn", "words", "document", "note")
_NEITHER = mark("neither")
_TALL = 34  # pixels for each status of one State

Bar = dict[str, object]


def one_state(where: Here) -> None:
    """The line of life of the State in view: a bar for each spell, and each turn with its evidence."""
    if where.state is None:
        st.caption(say("Choose a State above to see its line of life."))
        return
    answer = where.ask("membership_history", state=where.state)
    bars = [bar | {"name": bar["part"]} for bar in _bars(where, [where.state])]
    show.chart(
        where,
        answer,
        _drawing(bars, tall=_TALL),
        title=_life_title(where),
        key="life",
        note=say("Pale: a year within which a first or last day lies that is not known more closely."),
        columns=_TURNS,
    )
    if answer.rows:
        show.table(where, answer, _TURNS, key="turns")


def followed(where: Here) -> None:
    """A list of States, picked here or handed in: what became of each, and when."""
    st.header(say("Follow a list of States"), anchor=False)
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
    show.chart(
        where,
        answer,
        _drawing(_bars(where, [row.text("state") for row in rows])),
        title=_list_title(rows),
        key="lives",
        note=_never(rows),
    )
    frame = answer.frame()
    frame = frame.assign(
        then=[_status(value) for value in frame["then"]], status=[_status(value) for value in frame["status"]]
    )
    columns = ("state", "words", "then", "status", "document") if not picked else ("state", "words", "status")
    show.table(where, answer, columns, rows=frame, key="followed")


def all_states(where: Here, *, ended: bool = False) -> dict[str, str]:
    """Every State of the ledger's world, code to printed name: fictional ones in the demonstration, real ones else."""
    return by_name(
        state.code for state in states() if state.fictional == where.demonstration and (ended or state.ended is None)
    )


def _lists(where: Here) -> list[str]:
    return sorted({row.text("list") for row in where.ask("states_followed").dicts()})


def _status(value: object) -> object:
    return say(STATUS.get(str(value), _NEITHER)) if value is not None else None


def _drawing(bars: list[Bar], tall: int = BAR) -> Drawing:
    return spans(
        bars,
        parts={word: word for word in map(say, STATUS.values())},
        begins="begins",
        faint="faint",
        tall=tall,
        tips={"part": say("Status"), "said": say("Time")},
    )


def _life_title(where: Here) -> str:
    state = named(where.state or "")
    rows = where.ask("members", state=where.state).dicts()
    if not rows:
        return say("{state} is neither a Member nor an observer on {day}", state=state, day=day_words(where.as_of))
    when = _when(rows[0].day("since"), by_year=rows[0]["since_precision"] == "year")
    if rows[0]["status"] == "member":
        return say("{state} has been a Member since {when}", state=state, when=when)
    return say("{state} has been an observer since {when}", state=state, when=when)


def _list_title(rows: list[Row]) -> str:
    members = sum(row["status"] == "member" for row in rows)
    return say("Members on the date: {members} of {all}", members=members, all=len(rows))


def _never(rows: list[Row]) -> str | None:
    names = [
        named(state, short(state))
        for state in (row.text("state") for row in rows if row["status"] == "neither" and row["since"] is None)
    ]
    if not names:
        return None
    return say("Neither Member nor observer on the date: {names}.", names=joined(", ", names))


def _when(day: date, *, by_year: bool) -> str:
    return str(day.year) if by_year else day_words(day)


def _bars(where: Here, codes: list[str]) -> list[Bar]:
    """The pieces of each State's spells by the date: sure times, and years within which an end lies."""
    spells = where.ask("spells").dicts()
    return [bar for code in codes for spell in spells if spell["state"] == code for bar in _pieces(where, spell)]


def _pieces(where: Here, spell: Row) -> Iterator[Bar]:
    first, begun = spell.day("earliest_first_day"), spell.day("latest_first_day")
    ending, last = spell.day_or_none("earliest_last_day"), spell.day_or_none("latest_last_day")
    until, ended = where.as_of, spell.day_or_none("last_day")
    told = {"first": _when(spell.day("first_day"), by_year=first != begun)}
    if ended is not None:
        told["last"] = _when(ended, by_year=ending != last)
    pieces = (first, begun, True), (begun, ending or until, False), (max(ending or until, begun), last or until, True)
    for begins, ends, faint in pieces:
        if begins < min(ends, until):
            yield {
                "name": short(spell.text("state")),
                "part": say(STATUS[spell.text("status")]),
                "begins": begins,
                "ends": min(ends, until),
                "faint": faint,
                "said": say("{first} to {last}", **told) if ended else say("since {first}", **told),
            }
