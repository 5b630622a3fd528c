"""How fast a year's contributions come in, and who is assessed the most."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.books import Books
from governance.rulebooks import Receipts
from tests.oracle import Fact
from tests.random_ledgers import DAYS, LONG_AGO, books_over, histories, some_days, ways_of_money


def test_collection_runs_through_the_year(books: Books) -> None:
    """150 in January 2024 pay the 100 of 2023 first; XAN paid half of 2024 in advance.

    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 100.00
    receipts: received | state | amount
    2023-11-30 | XAN | 50.00
    2024-01-31 | XAA | 150.00
    2024-03-01 | XAA | 70.00
    2024-04-01 | XAN | -20.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    rows = books.ask("collection", date(2024, 12, 31), year=2024).dicts()
    assert [(row["day"], row["day_of_year"], row["applied"], row["collection_rate_pct"]) for row in rows] == [
        (date(2024, 1, 1), 1, 50, Decimal("25.00")),
        (date(2024, 1, 31), 31, 100, Decimal("50.00")),
        (date(2024, 3, 1), 61, 150, Decimal("75.00")),
        (date(2024, 4, 1), 92, 130, Decimal("65.00")),
    ]
    for row in rows:
        received = [line["received"] for line in books.ask("outstanding", row["day"], year=2024).dicts()]
        assert sum(received) == row["applied"], "what the statement of that day shows as received for the year"


def test_a_waiver_is_no_collection_and_changes_no_earlier_day(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    receipts: received | state | amount
    2024-02-01 | XAA | 120.00
    adjustments: dated | state | amount | for_year | reason
    2024-09-01 | XAA | 100.00 | 2023 | waiver
    adjustments: dated | state | amount | reason
    2024-10-01 | XAA | 30.00 | surplus credited
    coverage: covers | from
    receipts | 2000-01-01
    """
    before, after = (books.ask("collected_by_day", date(2024, *day)).rows for day in ((8, 31), (12, 31)))
    assert before == ((2024, "CHF", date(2024, 2, 1), 20),)
    assert after == (
        *before,
        (2024, "CHF", date(2024, 9, 1), 80),  # the 100 that had paid 2023 now pay 2024
        (2024, "CHF", date(2024, 10, 1), -30),  # the surplus pays before receipts do: 30 of these are a credit
    )


def test_the_largest_contributors_have_places_and_shares(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAR | 900.00
    2024 | XAA | 100.00
    2024 | XAN | 600.00
    2024 | XAR | 100.00
    """
    rows = books.ask("largest_contributors", date(2024, 6, 1)).dicts()
    assert [(row["place"], row["state"], row["share_pct"], row["cumulative_share_pct"]) for row in rows] == [
        (1, "XAN", Decimal("75.00"), Decimal("75.00")),
        (2, "XAA", Decimal("12.50"), Decimal("87.50")),
        (3, "XAR", Decimal("12.50"), Decimal("100.00")),
    ]


def test_what_was_paid_before_the_year_counts_from_its_first_day_even_where_it_was_due_before(books: Books) -> None:
    """
    assessments: year | state | amount | due
    2024 | XAA | 100.00 | 2023-12-15
    receipts: received | state | amount
    2023-12-20 | XAA | 40.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert books.ask("collected_by_day", date(2023, 12, 31)).rows == ()
    assert books.ask("collected_by_day", date(2024, 6, 1)).rows == ((2024, "CHF", date(2024, 1, 1), 40),)


@given(histories, ways_of_money, some_days)
@settings(max_examples=60, deadline=None)
def test_what_is_kept_until_balances_are_opened_anew_is_what_each_day_would_say(
    facts: list[Fact], money: Receipts, asked: list[date]
) -> None:
    """One working out serves all days up to the next opening balance: on each it says what that day alone would."""
    books = books_over(facts, money)
    books._facts.define(["collected_by_day"])
    plain = "select year, currency, dated, applied from collected_by_day_of($day) order by all"
    for day in asked:
        expected = books._connection.cursor().execute(plain, {"day": day}).fetchall()
        assert list(books.ask("collected_by_day", day).rows) == expected
    kept = "select count(distinct kept_day) from collected_by_day_kept"
    ((times,),) = books._connection.cursor().execute(kept).fetchall()
    assert times <= len({fact.dated for fact in facts if fact.what == "opening"}) + 1


@given(histories, ways_of_money, some_days, st.sampled_from((LONG_AGO, DAYS[2], DAYS[10])))
@settings(max_examples=60, deadline=None)
def test_of_which_years_the_collection_is_known_is_what_the_totals_say(
    facts: list[Fact], money: Receipts, asked: list[date], covered: date
) -> None:
    """It is told without working out how money pays the debts of each year. Receipts are declared complete from the
    start, or since a day in the midst of the histories: then those of some accounts are known and of others not."""
    books = books_over(facts, money, covered=covered)
    for day in asked:
        totals = [row for row in books.ask("totals", day).dicts() if row["assessed"]]
        years = books.ask("collection_years", day).dicts()
        told = [(row["year"], row["currency"], row["assessed"], row["known"]) for row in totals]
        assert [tuple(row[name] for name in ("year", "currency", "assessed", "known")) for row in years] == told
