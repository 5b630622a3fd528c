"""What a State contests: shown apart, inside or outside of what is outstanding as the rulebook says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from governance.books import Books
from governance.rulebooks import Receipts, rulebook
from tests.oracle import Fact
from tests.random_ledgers import books_over

DAY = date(2024, 6, 30)


def contested(books: Books, on: date = DAY) -> dict[str, object]:
    (row,) = books.ask("balances", on).dicts()
    return {name: row[name] for name in ("arrears", "current_year", "outstanding", "credit", "disputed")}


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """The books of the test's docstring under a rulebook that keeps disputed amounts outside, as the Fund's does."""
    iom = rulebook("iom")
    apart = replace(iom, receipts=replace(iom.receipts, disputed="outside"))
    monkeypatch.setattr("governance.books.books.open_rulebook", lambda _: apart)


def test_inside_a_disputed_amount_stays_owed_and_is_told(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    disputed: dated | state | year | amount
    2024-03-01 | XAA | 2023 | 30.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert contested(books) == {"arrears": 100, "current_year": 100, "outstanding": 200, "credit": 0, "disputed": 30}
    assert contested(books, date(2024, 2, 29))["disputed"] == 0, "a later day changes no earlier one"


def test_outside_it_is_not_owed_while_it_is_disputed(outside: None, books: Books) -> None:
    """Contested from March 2024, settled in May 2025: owed again from then on.

    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount
    2024-02-01 | XAA | 70.00
    disputed: dated | state | year | amount | settled
    2024-03-01 | XAA | 2023 | 30.00 | 2025-05-01
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert contested(books, date(2024, 2, 29)) == {
        "arrears": 30, "current_year": 100, "outstanding": 130, "credit": 0, "disputed": 0}  # fmt: skip
    assert contested(books) == {"arrears": 0, "current_year": 100, "outstanding": 100, "credit": 0, "disputed": 30}
    assert contested(books, date(2025, 4, 30))["arrears"] == 100
    assert contested(books, date(2025, 5, 1)) == {
        "arrears": 130, "current_year": 0, "outstanding": 130, "credit": 0, "disputed": 0}  # fmt: skip
    for row in books.ask("outstanding", DAY).dicts():
        told = row["opening"] + row["assessed"] - row["received"] - row["adjusted"] - row["credit_applied"]
        assert told - row["disputed"] == row["outstanding"]


def test_the_vote_is_judged_by_what_is_outstanding(outside: None, books: Books) -> None:
    """200.00 owed of 200.00 assessed reach the threshold; with 0.01 of it contested they do not.

    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2022 | XAN | 100.00
    2023 | XAN | 100.00
    disputed: dated | state | year | amount
    2024-03-01 | XAA | 2022 | 0.01
    coverage: covers | from
    receipts | 2000-01-01
    """
    statuses = {row["state"]: row["status"] for row in books.ask("voting", DAY).dicts()}
    assert statuses == {"XAA": "in_arrears", "XAN": "reaches_threshold"}


def test_years_kept_apart_are_not_set_off() -> None:
    """Paid 40 too much for 2021, owing 100 for 2022: both stand, where the rulebook keeps the years apart."""
    facts = [
        Fact("opening", "XAA", date(2023, 1, 1), Decimal(-40), 2021),
        Fact("opening", "XAA", date(2023, 1, 1), Decimal(100), 2022),
    ]
    assert contested(books_over(facts, Receipts(years_apart=True)), date(2023, 6, 30)) == {
        "arrears": 100, "current_year": 0, "outstanding": 100, "credit": 40, "disputed": 0}  # fmt: skip
    assert contested(books_over(facts), date(2023, 6, 30))["outstanding"] == 60
