"""Rows that are there twice, or missing: in one sheet, in two sheets, and since the last cumulative file."""

from __future__ import annotations

from governance.books import Books
from governance.intake.checking.review import review
from governance.ledger import Ledger
from governance.tables import TABLES
from tests.ledgers import hand_in, plain_sheets, reviewed, told, workbook


def test_two_amounts_for_one_key_in_two_sheets(ledger: Ledger) -> None:
    """Against the ledger another amount is a change, and the effect shows it.

    assessments: year | state | amount
    2024 | XAA | 90
    """
    head = ["year", "state", "amount", "note"]
    book = workbook({"assessments": [head, [2024, "XAA", 100, ""], [2024, "XAN", 200, "a"]],
                     "corrected": [head, [2024, "Addavine", 101, ""], [2024, "XAN", 200, "b"]]})  # fmt: skip
    pages = [(sheet, TABLES["assessments"]) for sheet in plain_sheets("march.xlsx", book)]
    (problem,) = (p for p in review(pages, Books.at(ledger)).problems if p.rule != "cannot-be-checked")
    assert (problem.rule, problem.sheet, problem.row, problem.warning) == ("sheets-differ", "corrected", 2, False)
    assert problem.message == (
        "Row 2 of march.xlsx, assessments has the same “year”, “state”, “currency”, but differs in: “amount”."
    )


def test_identical_rows_without_a_reference(ledger: Ledger) -> None:
    """
    receipts: received | state | amount
    2024-05-01 | XAA | 1.00
    """
    rows = """
    receipts: received | state | amount | reference | note
    2024-05-01 | XAA | 1.00 | |
    2024-05-01 | XAA | 1.00 | | another
    2024-05-01 | XAA | 1.01 | |
    2024-05-01 | XAN | 1.00 | BK1 |
    2024-05-01 | XAA | 1.00 | BK2 |
    adjustments: dated | state | amount
    2024-05-01 | XAA | 1.00
    2024-05-01 | XAA | 1.00
    """
    (problem, other) = (p for p in reviewed(ledger, rows) if p.rule == "identical-rows")
    assert (problem.row, problem.warning, other.file) == (3, True, "adjustments.csv")
    assert problem.message == "Row 2 is the same, and nothing tells the two apart."


WEEK = """
receipts: received | state | amount | reference
2024-01-01 | XAA | 1.00 | BK1
2024-02-01 | XAA | 2.00 | BK2
2024-03-01 | XAA | 3.00 | BK3
2024-04-01 | XAA | 4.00 |
"""


def test_rows_missing_since_the_last_cumulative_file(ledger: Ledger) -> None:
    hand_in(ledger, WEEK)
    assert told(ledger, WEEK + "2024-05-01 | XAA | 5.00 | BK5") == []
    changed = told(ledger, WEEK.replace("2.00", "2.50"))
    assert [rule for rule, _, _ in changed] == ["reference-of-another-amount"], "a changed row is not missing"
    (problem,) = (
        p for p in reviewed(ledger, WEEK.replace("2024-02-01 | XAA | 2.00 | BK2", "")) if p.rule != "cannot-be-checked"
    )
    assert (problem.rule, problem.row, problem.warning) == ("rows-missing", None, True)
    assert problem.message == (
        "1 row of receipts.csv (batch 1) is missing here, where most of it is repeated: 2024-02-01 XAA 2.00 CHF BK2."
    )
    assert problem.suggestion == (
        "What is missing stays in force. If it was wrong, revoke batch 1 or enter what corrects it."
    )
    ((rule, _, message),) = told(ledger, WEEK.replace("2024-04-01 | XAA | 4.00 |", "2024-04-01 | XAA | 4.01 |"))
    assert (rule, message[-25:]) == ("rows-missing", " 2024-04-01 XAA 4.00 CHF."), "what nothing names is another row"


def test_a_file_of_another_period_misses_nothing(ledger: Ledger) -> None:
    hand_in(ledger, WEEK)
    other = WEEK.replace("2024-", "2023-").replace("BK", "AK").replace("AK1", "BK1")
    assert [rule for rule, _, _ in told(ledger, other)] == []
    assert told(ledger, "receipts: received | state | amount | reference\n2024-03-02 | XAA | 3.00 | BK3") == []


def test_a_file_with_a_bad_row_is_not_said_to_miss_it(ledger: Ledger) -> None:
    hand_in(ledger, WEEK)
    assert [rule for rule, _, _ in told(ledger, WEEK.replace("2.00", "two"))] == ["not-an-amount"]
