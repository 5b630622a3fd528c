"""Quorum, majorities and blocking minorities by attendance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.membership.majorities import MajorityRules, by_attendance, majorities, quorum

ALL = MajorityRules()


@pytest.mark.parametrize(
    ("voting", "simple", "two_thirds", "blocks_simple", "blocks_two_thirds"),
    [(90, 46, 60, 45, 31), (91, 46, 61, 46, 31), (92, 47, 62, 46, 31), (173, 87, 116, 87, 58)],
)
def test_of_175_members(voting: int, simple: int, two_thirds: int, blocks_simple: int, blocks_two_thirds: int) -> None:
    """Of those present and voting."""
    found = majorities(175, 173, 175, voting, ALL)
    assert found.valid
    assert (found.quorum, found.simple, found.two_thirds) == (88, simple, two_thirds)
    assert (found.blocks_simple, found.blocks_two_thirds) == (blocks_simple, blocks_two_thirds)


def test_without_a_quorum_no_vote_is_valid() -> None:
    """A majority of the Members must be present, with or without a vote."""
    assert not majorities(175, 170, 87, 87, ALL).valid
    assert majorities(175, 170, 87, 87, ALL).simple is None
    assert majorities(175, 170, 88, 88, ALL).valid


def test_which_members_count_for_the_quorum_is_a_reading() -> None:
    """176 Members, 150 of them with a vote."""
    assert quorum(176, 150, ALL) == 89
    assert quorum(176, 150, MajorityRules("members_with_a_vote")) == 76


def test_counts_that_contradict_each_other_are_refused_in_words() -> None:
    """More voting than present."""
    with pytest.raises(ValueError, match="Of 10 Members, 9 with a vote, 8 cannot be present and 9 voting"):
        majorities(10, 9, 8, 9, ALL)


def test_by_attendance_runs_from_the_quorum_to_all_members() -> None:
    """Of 5 Members 4 have a vote."""
    rows = list(by_attendance(5, 4, ALL))
    assert [(row.present, row.voting, row.simple, row.two_thirds) for row in rows] == [
        (3, 3, 2, 2),
        (4, 4, 3, 3),
        (5, 4, 3, 3),
    ]


@given(st.integers(1, 300))
def test_a_majority_and_its_block_share_the_votes_but_one(voting: int) -> None:
    """Either the one or the other is reached, never both."""
    found = majorities(voting, voting, voting, voting, ALL)
    assert found.simple is not None
    assert found.two_thirds is not None
    assert found.blocks_simple == voting - found.simple + 1
    assert found.blocks_two_thirds == voting - found.two_thirds + 1
    assert 2 * found.simple > voting
    assert 2 * (found.simple - 1) <= voting
    assert 3 * found.two_thirds >= 2 * voting > 3 * (found.two_thirds - 1)
