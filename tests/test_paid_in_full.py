"""Who paid a year in full, in part and nothing: since when, and how many by the same day of the years before."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings

from governance.books import Books
from governance.rulebooks import Receipts
from tests.oracle import Fact
from tests.random_ledgers import DAYS, LONG_AGO, STATES, books_over, histories, some_days, ways_of_money


def test_a_year_is_in_full_once_all_older_debt_is_paid_and_no_longer_when_money_is_given_back(books: Books) -> None:
    """XAA pays 2023 late, so that its money of January pays that first; XAN pays 2024 in advance; XAR gets 60 back,
    and pays again; XBI never pays.

    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 80.00
    2024 | XAR | 60.00
    2024 | XBI | 10.00
    receipts: received | state | amount
    2023-12-30 | XAN | 80.00
    2024-01-31 | XAA | 150.00
    2024-03-01 | XAA | 50.00
    2024-02-02 | XAR | 60.00
    2024-02-20 | XAR | -60.00
    2024-05-05 | XAR | 60.00
    coverage: covers | from
    receipts | 2000-01-01
    """

    def told(day: date, year: int = 2024) -> dict[object, tuple[object, ...]]:
        rows = books.ask("paid_in_full", day, year=year).dicts()
        return {row["state"]: (row["status"], row["paid_on"], row["outstanding"]) for row in rows}

    assert told(date(2024, 2, 10)) == {
        "XAA": ("in_part", None, 50),
        "XAN": ("in_full", date(2024, 1, 1), 0),
        "XAR": ("in_full", date(2024, 2, 2), 0),
        "XBI": ("nothing", None, 10),
    }
    assert told(date(2024, 2, 29))["XAR"] == ("nothing", None, 60)
    assert told(date(2024, 12, 31))["XAR"] == ("in_full", date(2024, 5, 5), 0)
    assert told(date(2024, 12, 31))["XAA"] == ("in_full", date(2024, 3, 1), 0)
    assert told(date(2024, 12, 31), 2023) == {"XAA": ("in_full", date(2024, 1, 31), 0)}
    assert told(date(2023, 12, 31)) == {}, "not due yet"
    assert [row["state"] for row in books.ask("never_paid", date(2024, 12, 31)).dicts()] == ["XBI"]


def test_counts_stand_beside_the_same_day_of_the_years_before(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2023 | XAN | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 100.00
    receipts: received | state | amount
    2023-02-01 | XAA | 100.00
    2023-02-28 | XAN | 40.00
    2023-06-01 | XAN | 60.00
    2024-02-29 | XAA | 100.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    rows = books.ask("payment_counts", date(2024, 2, 29)).dicts()
    names = ("day", "in_full", "in_part", "nothing", "applied", "collection_rate_pct")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (date(2023, 1, 1), 0, 0, 2, 0, 0),
        (date(2023, 2, 1), 1, 0, 1, 100, 50),
        (date(2023, 2, 28), 1, 1, 0, 140, 70),
        (date(2024, 1, 1), 0, 0, 2, 0, 0),
        (date(2024, 2, 29), 1, 0, 1, 100, 50),
    ]
    on_the_day = books.ask("payment_counts", date(2024, 2, 28)).dicts()[-1]
    assert (on_the_day["day"], on_the_day["in_full"], on_the_day["applied"]) == (date(2024, 2, 28), 0, 0)


def test_outside_coverage_it_is_not_known(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount
    2023-02-01 | XAA | 100.00
    coverage: covers | from | to
    receipts | 2000-01-01 | 2023-12-31
    """
    (row,) = books.ask("paid_in_full", date(2024, 3, 1), year=2023).dicts()
    assert (row["known"], row["status"], row["paid_on"], row["outstanding"]) == ("no", None, None, None)
    assert books.ask("paid_in_full", date(2023, 3, 1)).dicts()[0]["paid_on"] == date(2023, 2, 1)
    assert [row["year"] for row in books.ask("payment_counts", date(2024, 3, 1)).dicts()] == [2023, 2023, 2023]
    assert not books.ask("never_paid", date(2024, 3, 1)).rows


def test_an_account_opened_anew_says_that_a_year_is_paid_and_not_since_when(books: Books) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    opening_balances: dated | state | year | amount
    2023-12-31 | XAA | 2023 | 30.00
    coverage: covers | from
    receipts | 2024-01-01
    """
    rows = {row["year"]: row for row in books.ask("paid_in_full", date(2024, 3, 1)).dicts()}
    assert (rows[2022]["status"], rows[2022]["paid_on"]) == ("in_full", None)
    assert (rows[2023]["status"], rows[2023]["outstanding"]) == ("in_part", 30)


@settings(max_examples=30)
@given(histories, ways_of_money)
def test_on_every_day_it_follows_from_what_is_outstanding(facts: list[Fact], money: Receipts) -> None:
    """And the day since when a year is in full is the first of an unbroken time in which nothing of it is owed."""
    books = books_over(facts, money, joined=dict.fromkeys(STATES, LONG_AGO))
    days = sorted({*DAYS, *(day + timedelta(1) for day in DAYS)})
    before: dict[tuple[object, ...], tuple[str, date | None]] = {}
    for day in days:
        owed = {_key(row): row for row in books.ask("outstanding", day).dicts()}
        for row in books.ask("paid_in_full", day).dicts():
            if row["known"] == "no":
                continue
            found = owed.get(_key(row))
            left = Decimal(0) if found is None else found["outstanding"]
            if money.disputed == "outside" and found is not None:
                left += found["disputed"]
            assert row["status"] == ("in_full" if left <= 0 else "in_part" if left < row["assessed"] else "nothing")
            was, since = before.get(_key(row), (None, None))
            if row["status"] == was == "in_full" and since is not None:
                assert row["paid_on"] == since, "kept for ever"
            before[_key(row)] = row["status"], row["paid_on"]
            assert row["paid_on"] is None or row["paid_on"] <= day


def _key(row: dict[str, object]) -> tuple[object, ...]:
    return row["state"], row["currency"], row["year"]


@given(histories, ways_of_money, some_days)
@settings(max_examples=40, deadline=None)
def test_where_all_is_known_every_year_with_assessments_is_one_of_which_it_is_known_how_it_was_paid(
    facts: list[Fact], money: Receipts, asked: list[date]
) -> None:
    """So the page need not look at how each Member paid each year to offer the years."""
    books = books_over(facts, money)
    for day in asked:
        if "no" not in books.ask("balances", day).column("known"):
            told = {row["year"] for row in books.ask("paid_in_full", day).dicts()}
            assert {row["year"] for row in books.ask("assessed", day).dicts()} == told
