"""Who may vote: how many in a sentence, and every Member with the two sides of the comparison."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from governance.charts import against_threshold
from governance.charts.theme import AT_RISK, GREY, VOTE_LOST
from governance.charts.thresholds import CUT
from governance.names import printed, short
from governance.questions.rows import Row
from governance.rules.vote.verdict import STATUSES
from governance.ui.parts import show, sourcing, votes
from governance.ui.parts.words import bare, count, joined, say
from governance.ui.shell.here import Here
from governance.wording import figure

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


def near_the_threshold(where: Here) -> None:
    """How near each Member with arrears is to the threshold; where none has any, that in one sentence."""
    answer = where.ask("voting")
    rows = [row for row in answer.dicts() if (row.amount_or_none("ratio") or 0) > 0]
    rows.sort(key=lambda row: -row.amount("ratio"))
    kinds = {
        "lost": (say("no vote"), VOTE_LOST, "square"),
        "near": (say("at risk"), AT_RISK, "diamond"),
        "below": (say("below the threshold"), GREY, "circle"),
    }
    show.chart(
        where,
        answer,
        against_threshold(
            [
                {
                    "name": short(row.text("state")),
                    "kind": _kind(row.text("status")),
                    "ratio": row.amount("ratio"),
                    "label": say("{ratio} times", ratio=figure(round(row.amount("ratio"), 2))),
                    "status": votes.in_words(row.text("status"), foreseen=where.foreseen),
                }
                for row in rows
            ],
            axis=bare(say("Arrears in times of the threshold")),
            kinds={key: (bare(words), colour, shape) for key, (words, colour, shape) in kinds.items()},
            at=bare(say("threshold")),
            front=short(where.state) if where.state else None,
            tips={"status": bare(say("Status"))},
        ),
        title=_reached(rows),
        subtitle=say("Arrears of each Member that has any, in times of the amount at which its vote is at risk; dots "
                     "beyond {cut} times stand at the edge.", cut=CUT),
        key="near_the_threshold",
        columns=("state", "status", "arrears", "threshold", "ratio", "because"),
        nothing=where.supposed(say("No Member has arrears, so no vote is near its threshold.")),
    )  # fmt: skip


def _kind(status: str) -> str:
    return "lost" if status in votes.LOST else "near" if status in votes.AT_RISK else "below"


def _reached(rows: list[Row]) -> str:
    """How many have reached the threshold, of all that have arrears."""
    reached = sum(row.amount("ratio") >= 1 for row in rows)
    if not reached:
        return say("No Member's arrears reach the threshold")
    return count(
        "The arrears of {number} Member reach the threshold, of {all} that have any",
        "The arrears of {number} Members reach the threshold, of {all} that have any",
        reached,
        all=len(rows),
    )


def who_may_vote(where: Here) -> None:
    """Every Member's vote, and how many votes decide; nothing where nothing is told of votes."""
    if votes.not_told(where):
        return
    near_the_threshold(where)
    st.header(where.titled(say("Who may vote")), anchor=False)
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
