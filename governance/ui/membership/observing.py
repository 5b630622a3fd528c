"""Who observes on the date: since when and under which document, who became a Member after how long, organizations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from statistics import median
from typing import cast

import pandas as pd
import streamlit as st

from governance.names import printed
from governance.questions.rows import Row
from governance.terms import TERMS
from governance.ui.parts import cells, scenario_links, show, sourcing, tables
from governance.ui.parts.cells import Column
from governance.ui.parts.numbers import day_words, number, period_words, qualified
from governance.ui.parts.words import bare, count, say
from governance.ui.shell.here import Here


def observers(where: Here) -> None:
    """The observer States of the date, each with the way to What if; those that became Members; organizations apart."""
    _states(where)
    _became_members(where)
    organizations(where)


def _states(where: Here) -> None:
    answer = where.ask("observers", kind="state")
    waiting = {row.text("state"): row for row in where.ask("time_as_observer").dicts() if row["outcome"] == "observer"}
    st.header(_title(where, list(waiting.values()), len(answer.rows)), anchor=False)
    if not answer.rows:
        return
    bases, joins = scenario_links.bases(where), date(where.as_of.year + 1, 1, 1)
    level = scenario_links.last_budget(where, bases)
    joining = where.ask("joining", accession=joins.isoformat(), budget=level and level[1])
    first = {row.text("state"): row for row in joining.dicts()}
    codes = [str(code) for code in answer.column("observer")]
    frame = held_since(answer.frame()).assign(
        years=[_years(waiting[code]) if code in waiting else None for code in codes],
        full_year=[first[code]["full_year"] if code in first else None for code in codes],
        joined=codes,
    )
    columns = [cells.of_term(TERMS[name], list(frame[name])) for name in ("observer", "held_since", "document")]
    columns.insert(2, _whole_years())
    currency = next(iter(first.values())).text("currency") if first else ""
    if frame["full_year"].notna().any():
        amount = cells.of_term(TERMS["full_year"], list(frame["full_year"]))
        head = say("First whole year's contribution ({currency})", currency=currency)
        columns.insert(3, Column("full_year", head, amount.write, amount.meaning, "figure"))
    if bases:
        columns.append(_what_if(bases))
    tables.draw(where, frame, columns, alt=say(answer.question.title), key="observers")
    if frame["full_year"].notna().any():
        st.caption(
            say(
                "The contribution is by the budget of {year}, for a State that joins on {day}.",
                year=level[0] if level else next(r["budget_year"] for r in first.values() if r.known("full_year")),
                day=day_words(joins),
            )
        )
    sourcing.remember(answer)
    sourcing.remember(joining)
    show.downloads(where, answer)


def _what_if(bases: dict[str, list[str]]) -> Column:
    return Column(
        "joined",
        say("What if it joined"),
        lambda state: say("What if {state} joined", state=printed(str(state))),
        say("Its first contribution, everyone's change and the new majorities"),
        leads=lambda state: scenario_links.of_joining(bases, str(state)),
    )


def _title(where: Here, waiting: list[Row], observing: int) -> str:
    """How many observe, and for how long."""
    if not observing:
        return say("No State observes on {day}", day=day_words(where.as_of))
    years = [row.whole("years_at_least") for row in waiting]
    if not years or min(years) == max(years):
        return count("{number} State observes", "{number} States observe", observing)
    return count(
        "{number} State observes, for {longest} years",
        "{number} States observe, for {shortest} to {longest} years",
        observing,
        shortest=min(years),
        longest=max(years),
    )


def _whole_years() -> Column:
    """Whole years, as a range where a first day is known by its year only."""
    return Column("years", say("Whole years"), _range, layout="figure")


def _range(cell: object) -> str:
    least, most = cast("tuple[int, int]", cell)
    return number(least) if least == most else say("{least} to {most}", least=least, most=most)


def _years(row: Row) -> tuple[int, int]:
    return row.whole("years_at_least"), row.whole("years_at_most")


def _became_title(observers: int, half: int) -> str:
    """How many became Members, and after how many whole years `half`, the median of them, did."""
    if observers == 1:
        return count(
            "One observer became a Member, after at least {number} year",
            "One observer became a Member, after at least {number} years",
            half,
        )
    return count(
        "{observers} observers became Members, in the middle after {number} year",
        "{observers} observers became Members, in the middle after {number} years",
        half,
        observers=observers,
    )


def _became_members(where: Here) -> None:
    """The observers that became Members, the last first."""
    answer = where.ask("time_as_observer")
    frame = answer.frame()
    became = frame[frame["outcome"] == "member"]
    if became.empty:
        st.header(say("No observer has become a Member by this date"), anchor=False)
        return
    half = int(median(became["years_at_least"]))
    st.header(_became_title(len(became), half), anchor=False)
    became = became.sort_values("last_day", ascending=False)
    precise = became["from_precision"] != "year"
    shown = became.assign(
        first_day=became["first_day"].where(precise, [str(day.year) for day in became["first_day"]]),
        years=[_years(Row(row)) for row in became.to_dict("records")],
    )
    heads = {
        "state": say("State"),
        "first_day": say("Observer since"),
        "last_day": say("Last day as an observer"),
    }
    columns = [replace(cells.of_term(TERMS[name], list(shown[name])), head=bare(head)) for name, head in heads.items()]
    columns.append(_whole_years())
    tables.draw(where, shown, columns, alt=say(answer.question.title), key="became_members")
    sourcing.remember(answer)
    show.downloads(where, answer)


def organizations(where: Here) -> None:
    """Observers that are organizations: never among the States."""
    answer = where.ask("observers", kind="organization")
    if not answer.rows:
        st.header(say("Observer organizations: not known here"), anchor=False)
        st.caption(_organizations_stated(where))
        return
    title = count("{number} observer organization", "{number} observer organizations", len(answer.rows))
    st.header(title, anchor=False)
    columns = ("observer", "held_since", "document", "note")
    show.table(where, answer, columns, rows=held_since(answer.frame()), key="organizations")


def held_since(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with since when a status is held, no closer than it is known."""
    pairs = zip(frame["since"], frame["since_precision"], strict=True)
    return frame.assign(held_since=[str(day.year) if known == "year" else day.isoformat() for day, known in pairs])


def _organizations_stated(where: Here) -> str:
    """That none is listed on the date, with the last number of them that a document states."""
    words = say("No list of them is held for this date; organizations are never counted among the States.")
    stated = [row for row in where.ask("member_counts_stated").dicts() if row["count_of"] == "observer_organizations"]
    if not stated:
        return words
    last = stated[-1]
    told = say(
        "The last number that a document states: {number}, {period}.",
        number=qualified(last["stated"], last["qualifier"]),
        period=period_words(last.text("period")),
    )
    return f"{told} {words}"
