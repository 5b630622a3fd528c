"""Who may vote: how many in a sentence, and every Member with the two sides of the comparison."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from governance.names import printed
from governance.rules.vote.verdict import STATUSES
from governance.ui.parts import show, sourcing, votes
from governance.ui.parts.words import count, joined, say
from governance.ui.shell.here import Here

_TO_PAY = ("least_payment_for_vote", "least_payment_by_31_december")
_AS_HELD = ("arrears", "threshold", "pay_by", "no_vote_from", "reaches_threshold_on", "because")
_ORDER = {status: place for place, status in enumerate((*STATUSES, "not_known", "no_rule"))}


def sentence(where: Here) -> str:
    """How many have no vote, how many are about to lose it, and of how many it is not known."""
    if untold := votes.not_told(where):
        return untold
    found = Counter(where.ask("voting").column("status"))
    lost = found["no_vote"] + found["suspended"]
    reached = found["reaches_threshold"] + found["may_be_suspended"]
    unknown = votes.unknown(where)
    parts = [
        (lost, count("**{number} Member** has no vote.", "**{number} Members** have no vote.", lost)),
        (
            found["informed"],
            count(
                "**{number}** loses it unless it pays: the Council was informed.",
                "**{number}** lose it unless they pay: the Council was informed.",
                found["informed"],
            ),
        ),
        (
            reached,
            count("**{number}** has reached the threshold.", "**{number}** have reached the threshold.", reached),
        ),
        (
            found["maintained"],
            count(
                "**{number}** votes by a decision of the Council.",
                "**{number}** vote by a decision of the Council.",
                found["maintained"],
            ),
        ),
        (
            unknown,
            count(
                "Whether **{number} Member** may vote is not known.",
                "Whether **{number} Members** may vote is not known.",
                unknown,
            ),
        ),
    ]
    said = [words for number, words in parts if number]
    return where.supposed(joined(" ", said) if said else say("Every Member may vote."))


def who_may_vote(where: Here) -> None:
    """Every Member's vote, and how many votes decide; nothing where nothing is told of votes."""
    if votes.not_told(where):
        return
    st.subheader(where.titled(say("Who may vote")), anchor=False)
    table(where)
    with st.expander(say("Quorum and majorities, by how many Members are present"), icon=":material/groups:"):
        show.table(where, where.ask("majorities"), key="majorities")


def table(where: Here) -> None:
    """Every Member's status, the most at risk first, with the arrears against the threshold as a strip."""
    answer = where.ask("voting")
    rows = answer.dicts()
    if not rows:
        st.caption(say("There are no Members on this date."))
        return
    rows.sort(key=lambda row: (-_ORDER[row.text("status")], -row.amount("ratio") if row.known("ratio") else 1))
    strip = pd.DataFrame(
        {
            "name": [printed(row.text("state")) for row in rows],
            "status": [
                votes.in_words(row.text("status") if row.known("may_vote") else "not_known", foreseen=where.foreseen)
                for row in rows
            ],
            "strip": [row["ratio"] for row in rows],
            **{name: votes.rounded_to_pay(row[name] for row in rows) for name in _TO_PAY},
            **{name: [row[name] for row in rows] for name in _AS_HELD},
        }
    ).astype({"strip": "float64"})
    shown = _columns(" / ".join(sorted({row.text("currency") for row in rows if row.known("currency")})))
    st.dataframe(
        strip[list(shown)],
        hide_index=True,
        column_config=shown,
        placeholder="–",
        alt=say(answer.question.title),
        key="verdicts",
    )
    sourcing.remember(answer)
    show.downloads(where, answer, "verdicts")


def _columns(currency: str) -> dict[str, ColumnConfig]:
    def amount(label: str, meaning: str, form: str = "%,.2f") -> ColumnConfig:
        return st.column_config.NumberColumn(f"{label} ({currency})", help=meaning, format=form)

    def day(label: str, meaning: str) -> ColumnConfig:
        return st.column_config.DateColumn(label, help=meaning, format="YYYY-MM-DD")

    return {
        "name": st.column_config.TextColumn(say("State"), pinned=True),
        "status": st.column_config.TextColumn(say("Status")),
        "arrears": amount(say("Arrears"), say("Outstanding for years that have ended")),
        "threshold": amount(say("Threshold"), say("The contributions with which the arrears are compared")),
        "strip": st.column_config.ProgressColumn(
            say("Arrears against threshold"),
            help=say("A full bar: the arrears equal the threshold or exceed it."),
            min_value=0.0,
            max_value=1.0,
            format="%.2f ×",
        ),
        "least_payment_for_vote": amount(
            say("Least to pay"),
            say("What keeps or regains the vote if it comes in by the day beside it, rounded up to the whole unit"),
            "%,.0f",
        ),
        "pay_by": day(say("Pay by"), say("The last day on which that payment counts")),
        "least_payment_by_31_december": amount(
            say("Least by 31 December"),
            say("To be below the threshold on the coming 1 January as well, rounded up to the whole unit"),
            "%,.0f",
        ),
        "no_vote_from": day(say("No vote from"), say("First day without a vote, if nothing changes by then")),
        "reaches_threshold_on": day(say("Threshold reached"), say("Since when, or when if nothing is paid")),
        "because": st.column_config.TextColumn(say("Because"), width="large"),
    }
