"""Quorum, majorities and blocking votes of a body on the date, or at one of its sessions, by attendance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import TOTALS
from governance.questions.declare import Asking, Question
from governance.questions.vote.session_votes import chosen_body
from governance.rules.membership.majorities import by_attendance
from governance.words import mark


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote at one attendance, in numbers of members; None where no majority can be had."""

    members: int
    with_vote: int
    unknown: int
    present: int
    present_and_voting: int
    simple_majority: int | None
    two_thirds_majority: int | None
    blocks_simple: int | None
    blocks_two_thirds: int | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Vote]:
    """One row per number of Members present, from the quorum up; none where no rule is held for the date.

    The members of a body with seats are those that hold one on the day; every Member is one of any other body.

    States named as joining are counted as Members with a vote; a body with seats has no more of them for it.

    Members whose vote is not known are counted among those with a vote, and told apart in `unknown`. Raises Refused
    for a body or a session that is not there.
    """
    body = chosen_body(asking, values["body"])
    if values["session"] is None:
        on, verdicts = asking.as_of, asking.rows("voting")
    else:
        verdicts = asking.rows("session_votes", body=body, session=values["session"])
        on = verdicts[0].day("opens") if verdicts else asking.as_of
    members = voters(asking, body, on)
    verdicts = [row for row in verdicts if row["state"] in members]
    quorum = asking.rulebook.quorum_on(on)
    if quorum is None or not verdicts:
        return []
    joining = _joining(asking, body, on, values["joining"])
    with_vote = sum(row["may_vote"] != "no" for row in verdicts) + joining
    unknown = sum(row["may_vote"] is None for row in verdicts)
    return [
        Vote(
            members=vote.members,
            with_vote=vote.with_vote,
            unknown=unknown,
            present=vote.present,
            present_and_voting=vote.voting,
            simple_majority=vote.simple,
            two_thirds_majority=vote.two_thirds,
            blocks_simple=vote.blocks_simple,
            blocks_two_thirds=vote.blocks_two_thirds,
        )
        for vote in by_attendance(len(verdicts) + joining, with_vote, quorum.rules)
    ]


def _joining(asking: Asking, body: str, on: date, named: object) -> int:
    """How many of the States named would be Members more."""
    held = asking.rulebook.body(body)
    if not isinstance(named, tuple) or (held is not None and held.seats is not None):
        return 0
    return len(set(named) - voters(asking, body, on))


def voters(asking: Asking, body: str, on: date) -> set[object]:
    """The States that belong to the body on the day: those in its seats, or all Members where it has none."""
    named = asking.rulebook.body(body)
    if named is None or named.seats is None:
        return {row["state"] for row in asking.rows("members", on=on, status="member")}
    return {row["state"] for row in asking.rows("seats", on=on, body=body) if row["running"] == "yes"}


QUESTION = Question(
    name="majorities",
    title=mark("Quorum and majorities"),
    grain=mark("One row per number of Members present, from the quorum up."),
    row=Vote,
    parameters=("body", "session", "joining"),
    function=answer,
    delegations=TOTALS,
)
