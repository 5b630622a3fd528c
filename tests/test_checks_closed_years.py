"""Rows that would change a financial year that was closed."""

from __future__ import annotations

from datetime import date

from governance.ledger import Ledger
from governance.tables import TABLES
from tests.ledgers import reviewed

CLOSED = {2022: date(2023, 3, 31), 2023: date(2024, 3, 31)}


def rows_told(ledger: Ledger, text: str) -> list[tuple[str, int | None]]:
    return [(p.rule, p.row) for p in reviewed(ledger, text, CLOSED) if p.rule != "cannot-be-checked"]


def test_what_is_new_or_changed_in_a_closed_year_is_refused(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference | note
    2023-12-31 | XAA | 1.00 | BK1 |
    2023-12-31 | XAA | 2.00 | BK2 |
    2023-05-01 | XAA | 3.00 | BK3 |
    2023-05-01 | XAA | 7.00 | |
    """
    rows = """
    receipts: received | state | amount | reference | note
    2023-12-31 | XAA | 1.00 | BK1 | read again
    2023-12-31 | XAA | 2.01 | BK2 |
    2024-05-01 | XAA | 3.00 | BK3 |
    2023-05-01 | XAA | 7.00 | |
    2023-05-01 | XAA | 7.00 | |
    2024-01-01 | XAA | 5.00 | BK5 |
    2023-12-31 | XAA | 6.00 | BK6 |
    """
    found = [(rule, row) for rule, row in rows_told(ledger, rows) if rule == "year-closed"]
    assert found == [("year-closed", row) for row in (3, 4, 6, 8)], (
        "a changed amount, a receipt taken out of the year, a second one like one in force, a new one; never a note"
    )
    problem = next(p for p in reviewed(ledger, rows, CLOSED) if p.rule == "year-closed")
    assert problem.message == "The financial year 2023 was closed on 2024-03-31: its figures stand."
    assert problem.suggestion == (
        "Enter the receipt with the day on which it is booked in the open year as its value_date, "
        "or open the year 2023 again."
    )
    assert (problem.column, problem.value) == ("received", "2023-12-31")


def test_an_adjustment_of_a_closed_years_debt_is_dated_in_the_open_year(ledger: Ledger) -> None:
    rows = """
    adjustments: dated | state | amount | for_year
    2024-01-01 | XAA | 1.00 | 2022
    2023-12-31 | XAA | 1.00 | 2022
    """
    assert rows_told(ledger, rows) == [("year-closed", 3)]


def test_a_table_that_says_in_which_year_it_counts_points_at_that_cell() -> None:
    counted = {name: table.named_in(table.counts_in) for name, table in TABLES.items() if table.counts_in}
    assert counted.items() >= {
        "assessments": "year", "opening_balances": "dated", "receipts": "received", "adjustments": "dated",
        "voluntary_contributions": "year", "fund_movements": "year", "revenue": "year", "expenses": "year",
    }.items()  # fmt: skip
