"""Which money pays which year: oldest debt first, what is left over, and what a year is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from governance.books import Books
from governance.rulebooks.opening import open_rulebook
from tests.ledgers import balance, books_of, owed


def test_a_receipt_pays_the_oldest_debt_first(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 110.00
    2023 | XAA | 120.00
    receipts: received | state | amount | for_year
    2023-05-10 | XAA | 150.00 | 2023
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(books, date(2023, 5, 9)) == {2021: 100, 2022: 110, 2023: 120}
    assert owed(books, date(2023, 5, 10)) == {2021: 0, 2022: 60, 2023: 120}, (
        "the year that the payer names is not asked"
    )


def test_money_counts_from_its_value_date(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    receipts: received | value_date | state | amount
    2023-05-10 | 2023-05-08 | XAA | 100.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert [owed(books, date(2023, 5, day)) for day in (7, 8)] == [{2023: 100}, {2023: 0}]


def test_a_credit_pays_the_next_contribution_on_its_due_date(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount
    2023-05-10 | XAA | 130.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert balance(books, date(2023, 12, 31))["credit"] == 30
    on_new_year = balance(books, date(2024, 1, 1))
    assert (on_new_year["credit"], on_new_year["current_year"], on_new_year["arrears"]) == (0, 70, 0)


def test_a_payment_in_advance_is_a_credit_until_the_year_is_due(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount
    2023-12-20 | XAA | 100.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert (balance(books, date(2023, 12, 31))["credit"], balance(books, date(2024, 1, 1))["credit"]) == (100, 0)
    assert owed(books, date(2024, 1, 1)) == {2024: 0}


def test_a_refund_takes_back_what_was_received(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    receipts: received | state | amount
    2023-05-10 | XAA | 130.00
    2023-06-10 | XAA | -30.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert balance(books, date(2023, 6, 9))["credit"] == 30
    after = balance(books, date(2023, 6, 10))
    assert (after["received"], after["credit"], after["outstanding"]) == (100, 0, 0)


def test_a_refund_beyond_everything_paid_is_a_debt_of_its_year(books: Books) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100.00
    receipts: received | state | amount
    2022-05-10 | XAA | 40.00
    2023-06-10 | XAA | -60.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(books, date(2023, 6, 9)) == {2022: 60}
    assert owed(books, date(2023, 6, 10)) == {2022: 100, 2023: 20}
    assert balance(books, date(2024, 1, 1))["arrears"] == 120


def test_a_waiver_reduces_the_debt_of_the_year_that_it_names(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 100.00
    adjustments: dated | state | amount | for_year | reason
    2023-06-29 | XAA | 80.00 | 2022 | waiver
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(books, date(2023, 6, 28)) == {2021: 100, 2022: 100}
    assert owed(books, date(2023, 6, 29)) == {2021: 100, 2022: 20}


def test_a_waiver_beyond_its_year_overflows_to_the_oldest_debt(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 50.00
    adjustments: dated | state | amount | for_year | reason
    2023-06-29 | XAA | 80.00 | 2022 | waiver
    coverage: covers | from
    receipts | 2000-01-01
    """
    rows = {row["year"]: row for row in books.ask("outstanding", date(2023, 6, 29)).dicts()}
    assert (rows[2021]["outstanding"], rows[2022]["outstanding"]) == (70, 0)
    assert (rows[2022]["credit_applied"], rows[2021]["credit_applied"]) == (-30, 30), "moved from one year to the other"


def test_a_credit_carried_over_into_the_books_pays_whatever_is_owed(books: Books) -> None:
    """The opening says that XAA has a credit for 2025: it pays the oldest debt, and the rest of it waits.

    opening_balances: dated | state | year | amount
    2024-01-01 | XAA | 2022 | 30.00
    2024-01-01 | XAA | 2025 | -50.00
    coverage: covers | from
    receipts | 2024-01-01
    """
    after = balance(books, date(2024, 6, 1))
    assert (after["outstanding"], after["credit"], owed(books, date(2024, 6, 1))[2022]) == (0, 20, 0)


def test_a_waiver_of_a_debt_that_was_paid_is_a_credit(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    receipts: received | state | amount
    2021-03-01 | XAA | 100.00
    adjustments: dated | state | amount | for_year | reason
    2023-06-29 | XAA | 80.00 | 2021 | waiver
    coverage: covers | from
    receipts | 2000-01-01
    """
    after = balance(books, date(2023, 6, 29))
    assert (after["credit"], after["outstanding"]) == (80, 0)


def test_an_adjustment_that_names_no_year_pays_the_oldest_debt(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 100.00
    adjustments: dated | state | amount | reason
    2022-06-29 | XAA | 120.00 | surplus credited
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(books, date(2022, 6, 29)) == {2021: 0, 2022: 80}


def test_an_addition_to_the_debt_that_names_no_year_is_a_debt_of_its_own_year(books: Books) -> None:
    """
    assessments: year | state | amount
    2021 | XAA | 100.00
    adjustments: dated | state | amount | reason
    2022-06-29 | XAA | -5.00 | correction
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(books, date(2022, 6, 29)) == {2021: 100, 2022: 5}


def test_a_succession_moves_a_debt_and_changes_no_total(books: Books) -> None:
    """XAA ended; XAN takes over its debt of 2021.

    assessments: year | state | amount
    2021 | XAA | 100.00
    2021 | XAN | 30.00
    adjustments: dated | state | amount | for_year | reason
    2022-01-01 | XAA | 100.00 | 2021 | succession
    2022-01-01 | XAN | -100.00 | 2021 | succession
    coverage: covers | from
    receipts | 2000-01-01
    """
    before, after = (books.ask("identity", date(*day)).dicts()[0] for day in ((2021, 12, 31), (2022, 1, 1)))
    assert (owed(books, date(2022, 1, 1)), owed(books, date(2022, 1, 1), "XAN")) == ({2021: 0}, {2021: 130})
    assert before["outstanding"] == after["outstanding"] == 130
    assert after["adjusted"] == 0


@pytest.fixture
def honouring(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Books:
    """The books of the test's docstring under a rulebook that honours the year that a payer names; none here does."""
    iom = open_rulebook("iom")
    honours = replace(iom, receipts=replace(iom.receipts, honours_named_year=True))
    monkeypatch.setattr("governance.books.books.open_rulebook", lambda _: honours)
    return books_of(tmp_path, request.function.__doc__ or "")


def test_a_rulebook_may_honour_the_year_that_the_payer_names(honouring: Books) -> None:
    """120 for 2023 pay 2023; the 20 that are too many pay the oldest debt. 40 for 2025 wait for that year.

    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2025 | XAA | 100.00
    receipts: received | state | amount | for_year
    2023-05-10 | XAA | 120.00 | 2023
    2024-05-10 | XAA | 40.00 | 2025
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert owed(honouring, date(2023, 5, 10)) == {2022: 80, 2023: 0}
    waiting = balance(honouring, date(2024, 12, 31))
    assert (waiting["arrears"], waiting["credit"]) == (80, 40), "it pays no other year"
    assert owed(honouring, date(2025, 1, 1)) == {2022: 80, 2023: 0, 2025: 60}
    collected = honouring.ask("collected_by_day", date(2025, 12, 31)).rows
    assert collected == ((2023, "CHF", date(2023, 5, 10), 100), (2025, "CHF", date(2025, 1, 1), 40))
