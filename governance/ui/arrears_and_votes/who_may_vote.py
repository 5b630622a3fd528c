"""Who may vote: how many in a sentence, and every Member with the two sides of the comparison."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import streamlit as st

from governance.charts import against_threshold
from governance.charts.theme import AT_RISK, GREY, VOTE_LOST
from governance.charts.thresholds import CUT
from governance.names import short
from governance.questions.rows import Row
from governance.questions.vote.near import about_to_lose
from governance.rules.vote.verdict import LOST, STATUSES
from governance.ui.parts import show, votes
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import bare, count, joined, say
from governance.ui.shell.here import Here
from governance.wording import figure

_TO_PAY = ("least_payment_for_vote", "least_payment_by_31_december")
_COLUMNS = (
    "state",
    "currency",
    "status",
    "arrears",
    "threshold",
    "least_payment_for_vote",
    "pay_by",
    "least_payment_by_31_december",
    "no_vote_from",
    "reaches_threshold_on",
    "because",
)
_ORDER = {status: place for place, status in enumerate((*STATUSES, "not_known", "no_rule"))}


def sentence(where: Here) -> str:
    """How many have no vote, how many are about to lose it, and of how many it is not known."""
    if untold := votes.not_told(where):
        return untold
    rows = where.ask("voting").dicts()
    near = [row for row in rows if about_to_lose(row, where.as_of)]
    decided = _decided(where, near)
    found = Counter(row.text("status") for row in rows if not about_to_lose(row, where.as_of))
    lost = found["no_vote"] + found["suspended"]
    reached = found["reaches_threshold"] + found["may_be_suspended"]
    unknown = votes.unknown(where)
    parts = [
        (lost, count("**{number} Member** has no vote.", "**{number} Members** have no vote.", lost)),
        (
            len(near),
            count(
                "**{number}** is about to lose it, unless it pays.",
                "**{number}** are about to lose it, unless they pay.",
                len(near),
            ),
        ),
        (len(decided), decided),
        (
            reached,
            count("**{number}** has reached the threshold.", "**{number}** have reached the threshold.", reached),
        ),
        (
            found["maintained"],
            count(
                "**{number}** keeps its vote by a decision of the {body}, whatever it owes.",
                "**{number}** keep their votes by decisions of the {body}, whatever they owe.",
                found["maintained"],
                body=votes.body(where),
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


def _decided(where: Here, near: list[Row]) -> str:
    """That votes about to be lost rest on decisions, and when the first of these ends; empty where none does."""
    ends = [row.day("ends") for row in near if row["status"] == "maintained"]
    if not ends:
        return ""
    day, body = day_words(min(ends)), votes.body(where)
    if len(near) == 1:
        return say("It votes by a decision of the {body} that ends on {day}.", day=day, body=body)
    return count(
        "Of these, **{number}** votes by a decision of the {body} that ends on {day}.",
        "Of these, **{number}** vote by decisions of the {body}, the first of which ends on {day}.",
        len(ends),
        day=day,
        body=body,
    )


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
                    "status": votes.in_words(where, row.text("status")),
                }
                for row in rows
            ],
            axis=bare(say("Arrears in times of the threshold")),
            kinds={key: (bare(words), colour, shape) for key, (words, colour, shape) in kinds.items()},
            at=bare(say("threshold")),
            front=short(where.state) if where.state else None,
            tips={"status": bare(say("Status"))},
        ),
        title=votes.as_known(where, _reached(rows)),
        subtitle=say("Arrears of each Member that has any, in times of the amount at which its vote is at risk; dots "
                     "beyond {cut} times stand at the edge.", cut=CUT),
        key="near_the_threshold",
        columns=("state", "status", "arrears", "threshold", "ratio", "because"),
        nothing=votes.as_known(
            where, where.supposed(say("No Member has arrears, so no vote is near its threshold."))
        ),
    )  # fmt: skip


def _kind(status: str) -> str:
    return "lost" if status in LOST else "near" if status in votes.AT_RISK else "below"


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
    with st.container(key="section-votes"):
        near_the_threshold(where)
        st.header(where.titled(say("Who may vote")), anchor=False)
        table(where)
    folded(
        say("Quorum and majorities, by how many Members are present"),
        lambda: show.table(where, where.ask("majorities"), key="majorities"),
        key="majorities",
        icon=":material/groups:",
    )


def table(where: Here) -> None:
    """Every Member's vote, those about to be lost first, then the most at risk: both sides of the comparison, what to
    pay, by when and why."""
    answer = where.ask("voting")
    if not answer.rows:
        st.caption(say("There are no Members on this date."))
        return
    rows = answer.dicts()
    frame = answer.frame()
    shown = frame.assign(
        status=[votes.in_words(where, row.text("status") if row.known("may_vote") else "not_known") for row in rows],
        **{name: votes.rounded_to_pay(frame[name]) for name in _TO_PAY},
    )
    order = sorted(range(len(rows)), key=lambda place: _at_risk(rows[place], where.as_of))
    show.table(where, answer, _COLUMNS, rows=shown.iloc[order], key="verdicts")


def _at_risk(row: Row, on: date) -> tuple[date, int, Decimal]:
    """The place of a Member in an order that begins with the votes that a payment still keeps, the first to be lost
    first, and goes on with the worst status and the highest arrears against the threshold."""
    ratio = row.amount_or_none("ratio")
    next_lost = row.day_or_none("no_vote_from") if about_to_lose(row, on) else None
    return next_lost or date.max, -_ORDER[row.text("status")], Decimal(1) if ratio is None else -ratio
