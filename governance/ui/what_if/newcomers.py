"""What joining brings in a scenario: the first contribution, everyone's change, and the new majorities."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from governance.ui.parts.named import named
from governance.ui.parts.numbers import money, number
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here
from governance.ui.what_if.assumptions import pairs
from governance.ui.what_if.results import Projection

_TOLD = 3  # States whose first contribution stands in a sentence; the table of Members has all


def told(where: Here, projected: Projection) -> None:
    """The States that join in the scenario; nothing where none does."""
    joining = pairs(projected.scenario.given["joins"] or "")
    if not joining:
        return
    st.header(_title(joining), anchor=False)
    sentences = [_first_contribution(where, projected, *each) for each in list(joining.items())[:_TOLD]]
    told_of_all = (_everyone(where, projected, set(joining)), _majorities(where, list(joining)))
    st.markdown(joined("  \n", filter(None, (*sentences, *told_of_all))))


def _title(joining: dict[str, str]) -> str:
    if len(joining) == 1:
        return say("What follows if {state} joins", state=named(next(iter(joining))))
    return say("What follows if {number} States join", number=len(joining))


def _first_contribution(where: Here, projected: Projection, state: str, when: str) -> str | None:
    year = when[:4]
    rows = where.ask("scenario", year=year, **projected.scenario.given).dicts()
    own = next((row for row in rows if row["state"] == state), None)
    if own is None:
        return None
    amount = money(own["amount"], projected.currency)
    return say("**{state}** first contributes **{amount}**, in {year}.", state=named(state), amount=amount, year=year)


def _everyone(where: Here, projected: Projection, joining: set[str]) -> str:
    """How many of the other Members pay more, less and the same in the year asked about than if nobody joined."""
    alone = where.ask("scenario", year=projected.year, **{**projected.scenario.given, "joins": None}).dicts()
    without = {row.text("state"): row.amount("amount") for row in alone}
    others = {state: row for state, row in projected.by_state.items() if state in without and state not in joining}
    changes = [row.amount("amount") - without[state] for state, row in others.items()]
    signs = Counter((change > 0) - (change < 0) for change in changes)
    return say(
        "By it, of the other Members, {more} are assessed more in {year}, {less} less and {same} the same; the table "
        "below has each.",
        more=number(signs[1]),
        less=number(signs[-1]),
        same=number(signs[0]),
        year=projected.year,
    )


def _majorities(where: Here, joining: list[str]) -> str | None:
    """The votes that carry and block with all present, beside those of today; None where no rule is held."""
    before = where.ask("majorities").dicts()
    after = where.ask("majorities", joining=",".join(joining)).dicts()
    if not before or not after:
        return None
    now, then = before[-1], after[-1]
    return count(
        "With {number} Member present, {voting} counted as having a vote, {simple} votes carry a decision "
        "({simple_now} now), {two_thirds} carry one by two thirds ({two_thirds_now} now), and {blocks} block it "
        "({blocks_now} now).",
        "With all {number} Members present, {voting} of them counted as having a vote, {simple} votes carry a decision "
        "({simple_now} now), {two_thirds} carry one by two thirds ({two_thirds_now} now), and {blocks} block it "
        "({blocks_now} now).",
        then.whole("members"),
        voting=number(then["with_vote"]),
        simple=number(then["simple_majority"]),
        simple_now=number(now["simple_majority"]),
        two_thirds=number(then["two_thirds_majority"]),
        two_thirds_now=number(now["two_thirds_majority"]),
        blocks=number(then["blocks_two_thirds"]),
        blocks_now=number(now["blocks_two_thirds"]),
    )
