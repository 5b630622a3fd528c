"""The checks of seats, sessions, staff and funds as somebody meets them who hands a sheet in beside a ledger."""

from __future__ import annotations

from datetime import date

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.service import Service
from governance.ledger import Ledger
from governance.problems import Refused
from tests.ledgers import hand_in, told

SEATS = "committee_seats: body | state | from | to"


def test_an_observer_in_a_seat_is_refused(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAA | member | 1990-01-01
    XAN | observer | 1990-01-01
    """
    seats = f"{SEATS}\nExecutive Committee | XAA | 2001-01-01 | 2002-12-31\nExecutive Committee | XAN | 2001-01-01 |"
    assert [(rule, row) for rule, row, _ in told(ledger, seats) if row == 3]
    assert not [rule for rule, row, _ in told(ledger, seats) if row == 2]


def test_a_corrected_seat_takes_the_place_of_the_one_in_force_and_is_not_told_as_a_second(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAA | member | 1990-01-01
    committee_seats: body | state | from | to
    Executive Committee | XAA | 2001-01-01 | 2002-12-31
    """
    assert told(ledger, f"{SEATS}\nExecutive Committee | XAA | 2001-01-01 | 2002-06-30") == []
    again = told(ledger, f"{SEATS}\nExecutive Committee | XAA | 2002-01-01 | 2003-12-31")
    assert [rule for rule, _, _ in again] == ["seat-overlap"]


def test_a_session_of_a_body_that_does_not_exist_is_told(ledger: Ledger) -> None:
    """
    sessions: body | session | opens
    Council | 1 | 2001-11-20
    """
    found = told(ledger, "sessions: body | session | opens\nCouncil of Elders | 1 | 2001-11-20")
    assert [(rule, row) for rule, row, _ in found] == [("body-unknown", 2)]


def test_a_fund_that_opens_with_another_amount_is_told_once_and_not_again_when_the_file_comes_back(
    ledger: Ledger,
) -> None:
    """
    fund_movements: year | fund | opening | income | spent | currency
    2022 | 1035 Facility | 0 | 100 | 40 | CHF
    """
    sheet = "fund_movements: year | fund | opening | income | spent | currency\n2023 | 1035 Facility | 55 | 0 | 0 | CHF"
    assert [rule for rule, _, _ in told(ledger, sheet)] == ["fund-opening"]
    hand_in(ledger, sheet)
    assert told(ledger, sheet) == [], "it was acknowledged when it came in"


def test_the_offices_that_come_in_with_the_staff_are_known_to_them(ledger: Ledger) -> None:
    """
    offices: office | country | opened | closed
    North | XAA | 2000-01-01 | 2010-12-31
    """
    staff = "staffing: dated | office | category | headcount\n2015-12-31 | North | Professional | 3"
    assert [rule for rule, _, _ in told(ledger, staff)] == ["office-closed"]
    again = "offices: office | country | opened | closed\nNorth | XAA | 2012-01-01 |\n" + staff
    assert [rule for rule, _, _ in told(ledger, again)] == []


def test_two_files_of_one_name_cannot_come_together(ledger: Ledger) -> None:
    files = [("a.csv", b"covers,from\nreceipts,2000-01-01\n"), ("a.csv", b"covers,from\nadjustments,2000-01-01\n")]
    found = preview(Service(ledger, LOCAL, "Ana"), Submission.of(files))
    assert [problem.rule for problem in found.problems] == ["files-of-one-name"]
    assert found.problems[0].message == "Two of the files are called a.csv."
    assert not found.ready


@pytest.mark.parametrize("rule", ["seats", "sessions", "resources"])
def test_each_is_registered(rule: str) -> None:
    from governance.intake.checking.beside import CHECKS

    assert rule in [check.rule for check in CHECKS]


def test_a_row_that_is_left_out_is_always_told_and_never_dropped(ledger: Ledger) -> None:
    """A row that looks like a total is only unusual; that its reference stands twice is an error all the same."""
    rows = b"received,state,amount,reference\n2024-01-10,XAA,100,Total 2024\n2024-01-11,XAA,250,Total 2024\n"
    service = Service(ledger, LOCAL, "Ana")
    found = preview(service, Submission.of([("receipts.csv", rows)]))
    assert not found.ready
    assert "key-twice" in [problem.rule for problem in found.problems]
    with pytest.raises(Refused) as refused:
        accept(service, found, acknowledged=True)
    assert "not-ready" in [problem.rule for problem in refused.value.problems]


def test_what_is_unusual_must_be_acknowledged(ledger: Ledger) -> None:
    rows = b"received,state,amount,reference\n2024-01-10,XAA,100,BK1\n"
    service = Service(ledger, LOCAL, "Ana")
    found = preview(service, Submission.of([("receipts.csv", rows)]))
    assert found.ready
    with pytest.raises(Refused, match="Nothing is known yet of"):
        accept(service, found, acknowledged=False)
    assert len(accept(service, found, acknowledged=True)) == 1


def test_an_action_of_a_body_that_does_not_decide_on_votes_is_told_and_changes_none(ledger: Ledger) -> None:
    """
    membership: state | status | from
    XAA | member | 2019-01-01
    coverage: covers | from
    receipts | 2019-01-01
    assessments: year | state | amount
    2020 | XAA | 100
    2021 | XAA | 100
    2022 | XAA | 100
    """
    head = "council_actions: dated | state | action | body"
    assert told(ledger, f"{head}\n2022-06-20 | XAA | informed |") == [], "the body that decides is taken"
    sheet = f"{head}\n2022-06-20 | XAA | informed | Standing Committee"
    assert [(rule, row) for rule, row, _ in told(ledger, sheet)] == [("action-of-another-body", 2)]
    hand_in(ledger, sheet)
    (row,) = Books.at(ledger).ask("voting", date(2022, 12, 1)).dicts()
    assert (row["status"], row["informed"]) == ("reaches_threshold", None)
    assert told(ledger, sheet) == [], "it was told when it came in"
