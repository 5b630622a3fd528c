"""A receipt that comes again under a reference, or without one: the same money, or other money."""

from __future__ import annotations

from governance.books import Books
from governance.intake.checking.review import review
from governance.ledger import Ledger
from governance.tables import TABLES
from tests.ledgers import hand_in, plain_sheets, reviewed, sheets, told

HEAD = "receipts: received | state | amount | reference\n"


def test_a_reference_used_again_for_another_states_money(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference
    2024-01-10 | XAA | 100.00 | 77
    2024-01-11 | | 50.00 | 78
    """
    found = [p for p in reviewed(ledger, HEAD + "2024-06-10 | XAN | 250.00 | 77\n2024-01-11 | XAN | 50.00 | 78")
             if p.rule != "cannot-be-checked"]  # fmt: skip
    (problem,) = found
    assert (problem.rule, problem.row, problem.warning) == ("reference-of-another-state", 2, False)
    assert problem.message == (
        "The reference 77 is that of CHF 100.00 from Addavine on 2024-01-10 (batch 1); "
        "here it is a receipt from Anquoria, which would take its place."
    )


def test_a_reference_with_another_amount(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference | currency
    2024-01-10 | XAA | 100.00 | 77 | CHF
    2024-01-11 | | 50.00 | 78 | CHF
    2024-01-12 | XAA | 60.00 | 79 | CHF
    2024-01-13 | XAA | 70.00 | 80 | CHF
    """
    rows = """
    receipts: received | state | amount | reference | currency
    2024-01-10 | XAA | 250.00 | 77 | CHF
    2024-01-11 | XAN | 51.00 | 78 | CHF
    2024-01-12 | XAA | 60.00 | 79 | EUR
    2024-01-14 | XAA | 70.00 | 80 | CHF
    """
    found = [(rule, row) for rule, row, _ in told(ledger, rows) if rule.startswith("reference")]
    assert found == [("reference-of-another-amount", row) for row in (2, 3, 4)], "another day is a correction"
    message = next(m for rule, row, m in told(ledger, rows) if (rule, row) == ("reference-of-another-amount", 2))
    assert message == (
        "The reference 77 is that of CHF 100.00 on 2024-01-10 (batch 1); "
        "here it is CHF 250.00, which would take its place."
    )


WEEK = HEAD + "2024-01-10 | XAA | 100.00 | R1\n2024-01-11 | | 250.00 | U1\n"


def test_a_payer_who_was_named_stays_named_when_the_bank_does_not_know_it(ledger: Ledger) -> None:
    hand_in(ledger, WEEK)
    hand_in(ledger, "receipts: received | state | amount | reference | note\n2024-01-11 | XAN | 250.00 | U1 | Assigned")
    again = WEEK + "2024-01-18 | XAN | 5.00 | R2"
    assert told(ledger, again) == []
    ((name, content),) = sheets(again)
    (handed,) = review([(s, TABLES["receipts"]) for s in plain_sheets(name, content)], Books.at(ledger)).checked
    assert handed.rows.column("state").to_pylist() == ["XAA", None, "XAN"], "the batch holds what was handed in"
    changed = told(ledger, WEEK.replace("250.00", "251.00"))
    assert [(rule, row) for rule, row, _ in changed] == [("reference-of-another-amount", 3)]
    hand_in(ledger, again)
    rows = {row["reference"]: row for row in Books.at(ledger).arrow_in_force("receipts").to_pylist()}
    assert (rows["U1"]["state"], rows["U1"]["note"]) == ("XAN", "Assigned")


def test_receipts_without_a_state_are_said_once(ledger: Ledger) -> None:
    hand_in(ledger, HEAD + "2024-01-11 | | 250.00 | U1")
    rows = HEAD + "\n".join(
        f"2024-02-{day} | {'XAA' if day == 10 else ''} | {day}.00 | C{day}" for day in range(10, 24)
    )
    (one,) = told(ledger, rows + "\n2024-01-11 | | 250.00 | U1\n2024-03-01 | | -1.00 |")
    assert one == (
        "payer-unknown",
        3,
        "Receipts without a State: 13 (rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 …). "
        "They will stand as receipts of unknown payers.",
    )


def test_identical_receipts_without_a_reference_in_two_files(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference
    2024-01-10 | XAA | 100.00 |
    2024-01-11 | XAN | 7.00 |
    """
    rows = HEAD + "2024-01-10 | XAA | 100.00 |\n2024-01-20 | XAN | 9.00 |"
    (problem,) = (p for p in reviewed(ledger, rows) if p.rule != "cannot-be-checked")
    assert (problem.rule, problem.row, problem.warning) == ("taken-as-held", 2, True)
    assert problem.message == ("Row 2 of receipts.csv (batch 1) is the same: it is taken as the same one, not added.")
    assert problem.suggestion == "If it is another one, tell the two apart by the column “reference”."
    cumulative = rows + "\n2024-01-11 | XAN | 7.00 |"
    assert told(ledger, cumulative) == [], "a file that repeats the one before it goes on where that ended"
