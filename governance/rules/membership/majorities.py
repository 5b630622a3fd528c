"""Quorum, majorities and blocking minorities of a vote, by attendance.

IOM Constitution, Article 24 in the text since 21 November 2013 (Article 29 before; source `const-2013`):

> 1. Except as otherwise expressly provided in this Constitution or rules made by the Council, all decisions of the
> Council and all subsidiary bodies shall be taken by a simple majority vote. 2. Majorities provided for in this
> Constitution or rules made by the Council shall refer to members present and voting. 3. No vote shall be valid
> unless a majority of the members of the Council or the subsidiary bodies concerned are present.

All Members count for the quorum, whether or not they have a vote, and one without a vote may be present (our
reading). Present and voting are those who vote for or against (our reading: an abstention is no vote).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from governance.words import say


@dataclass(frozen=True)
class MajorityRules:
    """Which Members the majority needed for a quorum is counted from."""

    quorum_counts: Literal["members", "members_with_a_vote"] = "members"


@dataclass(frozen=True)
class Majorities:
    """A vote with `present` Members present, of whom `voting` vote for or against; all counts of Members.

    `simple` and `two_thirds`: votes in favour that carry a decision. `blocks_simple` and `blocks_two_thirds`: votes
    against that prevent it. None where the vote is not valid for want of a quorum.
    """

    members: int
    with_vote: int
    present: int
    voting: int
    quorum: int
    valid: bool
    simple: int | None
    two_thirds: int | None
    blocks_simple: int | None
    blocks_two_thirds: int | None


def quorum(members: int, with_vote: int, rules: MajorityRules) -> int:
    """The least number of Members present for a valid vote: more than half."""
    return (members if rules.quorum_counts == "members" else with_vote) // 2 + 1


def majorities(members: int, with_vote: int, present: int, voting: int, rules: MajorityRules) -> Majorities:
    """The majorities of one vote. Raises ValueError for counts that contradict each other."""
    if not 0 <= with_vote <= members or not 0 <= present <= members or not 0 <= voting <= min(present, with_vote):
        raise ValueError(
            say(
                "Of {members} Members, {with_vote} with a vote, {present} cannot be present and {voting} voting.",
                members=members,
                with_vote=with_vote,
                present=present,
                voting=voting,
            )
        )
    needed = quorum(members, with_vote, rules)
    valid = present >= needed and voting > 0
    simple, two_thirds = voting // 2 + 1, -(-2 * voting // 3)
    return Majorities(
        members,
        with_vote,
        present,
        voting,
        needed,
        valid,
        simple if valid else None,
        two_thirds if valid else None,
        voting - simple + 1 if valid else None,
        voting - two_thirds + 1 if valid else None,
    )


def by_attendance(members: int, with_vote: int, rules: MajorityRules) -> Iterator[Majorities]:
    """One row per attendance from the quorum to full, if all present who have a vote use it.

    Members without a vote are taken to be the last to come: the row shows as many votes as there can be.
    """
    for present in range(quorum(members, with_vote, rules), members + 1):
        yield majorities(members, with_vote, present, min(present, with_vote), rules)
