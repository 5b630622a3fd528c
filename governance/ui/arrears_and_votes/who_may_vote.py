"""Who may vote: how many in a sentence, and every Member with the two sides of the comparison."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.charts import against_threshold
from governance.charts.theme import AT_RISK, GREY, VOTE_LOST
from governance.charts.thresholds import CUT
from governance.names import short
from governance.questions.rows import Row
from governance.rules.vote.nearness import SOON
from governance.rules.vote.verdict import STATUSES
from governance.ui.parts import show, votes
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import bare, count, joined, mark, say
from governance.ui.shell.here import Here
from governance.wording import figure

_TO_PAY = ("least_payment_for_vote", "least_payment_by_31_december")
_COLUMNS = (
    "state",
    "currency",
    "nearness",
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
_NO_ARREARS = mark("No Member has arrears, so no vote is near its threshold.")
_NOT_COMPARED = mark("The rule of this date sets no amount with which arrears are compared, so none is drawn.")
_ORDER = {status: place for place, status in enumerate((*STATUSES, "not_known", "no_rule"))}


def sentence(where: Here) -> str:
    """How many have no vote, how many are about to lose it, and of how many it is not known."""
    if untold := votes.not_told(where):
        return untold
    rows = where.ask("voting").dicts()
    found = votes.by_nearness(where)
    lost, kept = found["lost"], found["kept"]
    near = [row for row in rows if row["nearness"] == "about_to_be_lost"]
    decided = _decided(where, near)
    reached = sum(row["nearness"] == "at_risk" and row.day("reaches_threshold_on") <= where.as_of for row in rows)
    soon = found["at_risk"] - reached
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
            soon,
            count(
                "**{number}** reaches the threshold within {days} days if nothing more is paid.",
                "**{number}** reach the threshold within {days} days if nothing more is paid.",
                soon,
                days=SOON.days,
            ),
        ),
        (
            kept,
            count(
                "**{number}** keeps its vote by a decision of the {body}, whatever it owes.",
                "**{number}** keep their votes by decisions of the {body}, whatever they owe.",
                kept,
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
    owing = [row for row in answer.dicts() if any((row.amount_or_none(name) or 0) > 0 for name in ("ratio", "arrears"))]
    rows = [row for row in owing if (row.amount_or_none("ratio") or 0) > 0]
    rows.sort(key=lambda row: -row.amount("ratio"))
    kinds = {
        "lost": (say("no vote"), VOTE_LOST, "square"),
        "about_to_be_lost": (say("about to be lost"), AT_RISK, "diamond"),
        "at_risk": (say("at risk"), AT_RISK, "triangle-up"),
        "kept": (say("kept by a decision"), GREY, "diamond"),
        "none": (say("not at risk"), GREY, "circle"),
        "not_known": (say("not known"), GREY, "cross"),
    }
    show.chart(
        where,
        answer,
        against_threshold(
            [
                {
                    "name": short(row.text("state")),
                    "kind": row.text_or_none("nearness") or "not_known",
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
        title=votes.as_known(where, _reached(rows, len(owing))),
        subtitle=say("Arrears of each Member that has any, in times of the amount at which its vote is at risk; dots "
                     "beyond {cut} times stand at the edge.", cut=CUT),
        key="near_the_threshold",
        columns=("state", "nearness", "status", "arrears", "threshold", "ratio", "because"),
        nothing=votes.as_known(where, where.supposed(say(_NOT_COMPARED if owing else _NO_ARREARS))),
    )  # fmt: skip


def _reached(rows: list[Row], owing: int) -> str:
    """How many have reached the threshold, of all Members that have arrears: those that are drawn, and those whose
    arrears are held against none."""
    reached = sum(row.amount("ratio") >= 1 for row in rows)
    if not reached:
        return say("No Member's arrears reach the threshold")
    return count(
        "{number} Member of {all} with arrears has reached the threshold",
        "{number} Members of {all} with arrears have reached the threshold",
        reached,
        all=owing,
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
    order = sorted(range(len(rows)), key=lambda place: _at_risk(rows[place]))
    show.table(where, answer, _COLUMNS, rows=shown.iloc[order], key="verdicts")


def _at_risk(row: Row) -> tuple[date, int, Decimal]:
    """The place of a Member in an order that begins with the votes that a payment still keeps, the first to be lost
    first, and goes on with the worst status and the highest arrears against the threshold."""
    ratio = row.amount_or_none("ratio")
    next_lost = row.day_or_none("no_vote_from") if row["nearness"] == "about_to_be_lost" else None
    return next_lost or date.max, -_ORDER[row.text("status")], Decimal(1) if ratio is None else -ratio
