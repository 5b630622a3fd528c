"""Quorum, majorities and blocking votes of the Council on the date, by attendance."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question, Row
from governance.rules.majorities import by_attendance
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row per number of Members present, from the quorum up; none where no rule is held for the date.

    Members whose vote is not known are counted among those with a vote, and told apart in `unknown`.
    """
    quorum = asking.rulebook.quorum_on(asking.as_of)
    verdicts = asking.rows("voting")
    if quorum is None or not verdicts:
        return []
    with_vote = sum(row["may_vote"] != "no" for row in verdicts)
    unknown = sum(row["may_vote"] is None for row in verdicts)
    return [
        (
            found.members,
            found.with_vote,
            unknown,
            found.present,
            found.voting,
            found.simple,
            found.two_thirds,
            found.blocks_simple,
            found.blocks_two_thirds,
        )
        for found in by_attendance(len(verdicts), with_vote, quorum.rules)
    ]


QUESTION = Question(
    name="majorities",
    title=mark("Quorum and majorities of the Council"),
    grain=mark("One row per number of Members present, from the quorum up."),
    columns=(
        "members",
        "with_vote",
        "unknown",
        "present",
        "present_and_voting",
        "simple_majority",
        "two_thirds_majority",
        "blocks_simple",
        "blocks_two_thirds",
    ),
    uses=("voting",),
    function=answer,
)
