"""Rows handed in beside the membership in force: whose dues they can be, and when."""

from __future__ import annotations

import pytest

from governance.ledger import Ledger
from governance.problems import Refused
from tests.ledgers import reviewed, sheets, submit, told


def test_money_from_a_state_that_never_was_a_member_is_refused(ledger: Ledger) -> None:
    """
    membership: state | status | from | to
    XAA | member | 2000-01-01 | 2010-12-31
    XAN | observer | 2000-01-01 |
    """
    rows = """
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 1.00 | BK1
    2024-02-01 | XAN | 1.00 | BK2
    2024-02-01 | | 1.00 | BK3
    """
    assert [found[:2] for found in told(ledger, rows)] == [("never-a-member", 3), ("payer-unknown", 4)], (
        "a former Member may pay what it owes, and who paid may be unknown: that only warns"
    )
    problem = next(problem for problem in reviewed(ledger, rows) if not problem.warning)
    assert problem.message == "Anquoria never was a Member."
    assert (problem.file, problem.column, problem.value) == ("receipts.csv", "state", "XAN")
    assert problem.suggestion == "Correct the State, or hand in its membership first."


def test_money_from_before_a_membership_is_refused(ledger: Ledger) -> None:
    """
    membership: state | status | from | to | from_precision
    XAA | member | 2024-02-29 | | day
    XAN | member | 2024-07-01 | | year
    XAR | member | 2001-05-01 | 2009-12-31 | day
    XAR | member | 2015-05-01 | | day
    """
    rows = """
    receipts: received | value_date | state | amount | reference
    2024-02-28 | | XAA | 1.00 | BK1
    2024-02-29 | | XAA | 1.00 | BK2
    2024-03-01 | 2024-02-28 | XAA | 3.00 | BK3
    2024-01-01 | | XAN | 1.00 | BK4
    2014-12-31 | | XAR | 1.00 | BK5
    """
    sentence = "Addavine became a Member on 2024-02-29, after this receipt of 2024-02-28."
    assert told(ledger, rows) == [
        ("receipt-before-membership", 2, sentence),
        ("receipt-before-membership", 4, sentence),
    ], "of a date with the precision of a year any day may be meant; a State that left and returned may pay between"


def test_a_state_is_assessed_for_years_in_which_it_was_a_member(ledger: Ledger) -> None:
    """
    membership: state | status | from | to
    XAA | observer | 2000-01-01 | 2012-02-28
    XAA | member | 2012-02-29 | 2013-01-01
    """
    rows = """
    assessments: year | state | amount
    2011 | XAA | 1
    2012 | XAA | 1
    2013 | XAA | 1
    2014 | XAA | 1
    2012 | XAN | 1
    """
    assert told(ledger, rows) == [
        ("assessed-observer", 2, "Addavine was an observer in 2011: observers are not assessed."),
        ("assessed-outside-membership", 5, "Addavine was no Member in 2014: it owes nothing for that year."),
        ("assessed-outside-membership", 6, "Anquoria was no Member in 2012: it owes nothing for that year."),
    ], "who was a Member on one day of the year owes for it"


def test_a_document_that_assesses_an_observer_is_recorded_as_it_says(ledger: Ledger) -> None:
    """What an organization published is no clerk's mistake: it is said, and once acknowledged it comes in.

    membership: state | status | from
    XAA | observer | 2000-01-01
    """
    files = sheets("assessments: year | state | amount\n2011 | XAA | 1")
    with pytest.raises(Refused) as refused:
        submit(ledger, files)
    assert [(problem.rule, problem.warning) for problem in refused.value.problems] == [("assessed-observer", False)]
    assert [event.evidence for event in submit(ledger, files, evidence="published")] == ["published"]


def test_a_new_member_comes_in_with_its_first_assessment_and_receipt(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAN | member | 2000-01-01
    """
    rows = """
    receipts: received | state | amount | reference
    2024-06-01 | XAA | 1.00 | BK1
    assessments: year | state | amount
    2024 | XAA | 1
    membership: state | status | from
    Addavine | member | 2024-05-31
    """
    assert told(ledger, rows) == []


def test_where_nothing_is_known_of_membership_that_is_said_once_and_nothing_is_refused(ledger: Ledger) -> None:
    rows = """
    receipts: received | state | amount | reference
    2024-06-01 | XAA | 1.00 | BK1
    2024-06-01 | XAN | 1.00 | BK2
    """
    (problem,) = reviewed(ledger, rows)
    assert (problem.rule, problem.warning, problem.row) == ("cannot-be-checked", True, None)
    assert problem.message == "Nothing is known yet of: Membership. What depends on it could not be checked."
    assert problem.suggestion == "Hand that in first, or make sure yourself that these rows fit it."


def test_the_shadow_of_a_bad_cell_is_not_told(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAN | member | 2000-01-01
    """
    rows = """
    receipts: received | state | amount | reference
    2024-06-01 | XAA | 1.00 | BK1
    membership: state | status | from
    Addavine | member | 2024-02-30
    """
    assert [problem.rule for problem in reviewed(ledger, rows)] == ["not-a-date"], (
        "its membership is in the other sheet"
    )


def test_two_states_of_nearly_the_same_name_are_told_apart(ledger: Ledger) -> None:
    """
    membership: state | status | from
    Democratic Republic of the Congo | member | 2001-01-01
    """
    rows = """
    receipts: received | state | amount | reference
    2024-02-01 | Zaire | 1.00 | BK1
    2024-02-01 | Congo-Brazzaville | 1.00 | BK2
    """
    assert told(ledger, rows) == [("never-a-member", 3, "Congo never was a Member.")], (
        "a State renamed is the same State"
    )


def test_spells_that_overlap_are_told(ledger: Ledger) -> None:
    """
    membership: state | status | from | to | from_precision | to_precision
    XAA | observer | 2000-01-01 | | day |
    XAN | member | 2000-01-01 | 2010-12-31 | day | year
    """
    rows = """
    membership: state | kind | status | from | to | from_precision
    XAA | state | member | 2004-02-29 | | day
    XAN | state | observer | 2010-06-30 | | day
    XAR | state | member | 2001-01-01 | 2005-12-31 | day
    XAR | state | member | 2005-12-31 | | day
    XBI | state | member | 2001-01-01 | 2005-12-31 | day
    XBI | state | member | 2006-01-01 | | day
    Red Cross | organization | observer | 2001-01-01 | | day
    Red Cross | organization | observer | 2011-01-01 | | day
    """
    assert told(ledger, rows) == [
        (
            "spells-overlap",
            2,
            "Addavine was member from 2004-02-29 and observer from 2000-01-01: the two spells overlap.",
        ),
        (
            "spells-overlap",
            5,
            "Aramvelle was member from 2005-12-31 and member from 2001-01-01: the two spells overlap.",
        ),
        (
            "spells-overlap",
            9,
            "Red Cross was observer from 2011-01-01 and observer from 2001-01-01: the two spells overlap.",
        ),
    ], "where only the year of an end is known, another spell may begin in that year"


def test_a_spell_that_is_ended_in_the_same_sheet_makes_room_for_the_next(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAA | observer | 2000-01-01
    """
    rows = """
    membership: state | status | from | to
    XAA | member | 2004-03-01 |
    XAA | observer | 2000-01-01 | 2004-02-29
    """
    assert told(ledger, rows) == []


def test_a_rate_for_a_state_that_is_no_member_is_a_warning(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | observer | 2000-01-01
    """
    rows = """
    scale: year | state | rate_pct
    2024 | XAA | 60
    2024 | XAN | 40
    """
    (problem,) = reviewed(ledger, rows)
    assert (problem.rule, problem.row, problem.warning) == ("scale-outside-membership", 3, True)
    assert problem.message == "Anquoria has a rate for 2024, but was no Member in that year."
