"""Two small tools: what follows from a notice of withdrawal, and what follows from joining."""

from __future__ import annotations

import streamlit as st

from governance.names import by_name
from governance.problems import Refused
from governance.questions.rows import Row
from governance.ui.membership.history import all_states
from governance.ui.parts import choices, show
from governance.ui.parts.folded import folded
from governance.ui.parts.named import named
from governance.ui.parts.numbers import money
from governance.ui.parts.words import joined, plain, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

_COLUMNS = ("state", "notice", "effective", "year", "currency", "assessed", "outstanding", "because")


def tools(where: Here) -> None:
    """Leaving and joining, side by side, for the State in view or one chosen here."""
    left, right = st.columns(2)
    with left:
        _withdrawal(where)
    with right:
        _joining(where)


def _withdrawal(where: Here) -> None:
    st.header(say("If a Member gives notice of withdrawal"), anchor=False)
    members = _members(where)
    state = link.choose("leaver", say("Member"), members, _in_view(where, members), placeholder=say("Choose a Member"))
    help_text = say("The day on which it reaches the Organization.")
    notice = choices.day("notice", say("The notice arrives on"), where.as_of, help_text=help_text)
    if state is None:
        st.caption(say("Choose a Member."))
        return
    try:
        answer = where.ask("withdrawal", state=state, notice=notice.isoformat())
    except Refused as refused:
        _impossible(refused)
        return
    rule = where.books.rulebook.withdrawal
    assert rule is not None
    rows = answer.dicts()
    st.markdown(say("**{state}**. {because}", state=named(state), because=rows[0].text("verdict")))
    for row in rows:
        st.markdown(say("- {owed}", owed=_owed(row)))
    st.caption(say("The rule: {article}. Unpaid amounts are those of the date in view.", article=rule.article))
    folded(say("The same as a table"), lambda: show.table(where, answer, _COLUMNS, key="withdrawal"), key="withdrawal")


def _impossible(refused: Refused) -> None:
    """What was asked cannot be: said in the tool's own place, and the rest of the page stays."""
    for problem in refused.problems:
        st.warning(joined(" ", (problem.message, problem.suggestion or "")), icon=":material/block:")


def _owed(row: Row) -> str:
    """One obligation with its amounts, as far as they are known."""
    parts = [row.text("because")]
    if row.known("assessed"):
        parts.append(say("Assessed: {amount}.", amount=money(row["assessed"], row.text("currency"), exact=True)))
    if row.known("outstanding"):
        parts.append(say("Unpaid: **{amount}**.", amount=money(row["outstanding"], row.text("currency"), exact=True)))
    return joined(" ", parts)


def _joining(where: Here) -> None:
    st.header(say("If a State joins"), anchor=False)
    members = _members(where)
    others = {code: name for code, name in all_states(where).items() if code not in members}
    state = link.choose("joiner", say("State"), others, _in_view(where, others), placeholder=say("Choose a State"))
    day = choices.day("accession", say("It joins on"), where.as_of)
    if state is None:
        st.caption(say("Choose a State that is not a Member."))
        return
    try:
        answer = where.ask("joining", state=state, accession=day.isoformat())
    except Refused as refused:
        _impossible(refused)
        return
    (row,) = answer.dicts()
    first, whole = st.columns(2)
    by = say("by the budget of {year}", year=row["budget_year"])
    for column, label, name in (
        (first, say("First contribution"), "amount"),
        (whole, say("A whole year"), "full_year"),
    ):
        amount = money(row[name], row.text("currency"))
        column.metric(label, amount, by, delta_color="off", delta_arrow="off", border=True, height="stretch")
    st.markdown(plain(row.text("because")))
    st.caption(
        say(
            "Its rate: {rate} per cent. In the United Nations scale it is {un_rate} per cent; here the rates of the "
            "Members alone add up to 100.",
            rate=row.amount("rate_pct"),
            un_rate=row.amount("un_rate_pct").normalize(),
        )
    )
    folded(say("The same as a table"), lambda: show.table(where, answer, key="joining"), key="joining")


def _members(where: Here) -> dict[str, str]:
    return by_name(row.text("state") for row in where.ask("members", status="member").dicts())


def _in_view(where: Here, options: dict[str, str]) -> str | None:
    return where.state if where.state in options else None
