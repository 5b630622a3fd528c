"""What each State owes on a date, what is not known, and how it adds up."""

from __future__ import annotations

from datetime import date

from governance.books import Books
from governance.ledger import Ledger
from tests.ledgers import balance, hand_in, owed


def test_on_2_january_nobody_owes_and_the_year_is_due(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 110.00
    receipts: received | state | amount
    2023-05-10 | XAA | 100.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    last_day, second_day = balance(books, date(2023, 12, 31)), balance(books, date(2024, 1, 2))
    assert (last_day["arrears"], last_day["current_year"]) == (0, 0)
    assert (second_day["arrears"], second_day["current_year"], second_day["oldest_year"]) == (0, 110, 2024)


def test_a_contribution_is_due_on_the_later_of_1_january_and_accession(books: Books) -> None:
    """XAN joined in mid-year and owes its part of 2023 from that day; XAA's bill of 2023 names a due date of its own.

    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2023-06-14
    assessments: year | state | amount | due
    2023 | XAA | 100.00 | 2023-03-01
    2023 | XAN | 50.00 |
    2024 | XAN | 90.00 |
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert books.ask("assessed", date(2024, 12, 31), state="XAN").column("due") == [date(2023, 6, 14), date(2024, 1, 1)]
    assert books.ask("balances", date(2023, 2, 28)).rows == (), "nothing is due yet: there is nothing to say"
    assert owed(books, date(2023, 3, 1)) == {2023: 100}
    assert [owed(books, date(2023, 6, day), "XAN") for day in (13, 14)] == [{}, {2023: 50}]


def test_a_leap_day_has_its_balance(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount
    2024-02-29 | XAA | 40.00
    coverage: covers | from
    receipts | 2024-01-01
    """
    assert [owed(books, date(2024, *day))[2024] for day in ((2, 28), (2, 29), (3, 1))] == [100, 60, 60]


def test_opening_balances_start_the_history(books: Books) -> None:
    """XAA opens with two years of debt, XAN with a credit; what was before is in the openings and not counted again.

    assessments: year | state | amount
    2019 | XAA | 100.00
    2020 | XAA | 100.00
    2020 | XAN | 100.00
    receipts: received | state | amount
    2019-05-01 | XAA | 60.00
    2020-02-01 | XAA | 50.00
    opening_balances: dated | state | year | amount
    2020-01-01 | XAA | 2018 | 30.00
    2020-01-01 | XAA | 2019 | 40.00
    2020-01-01 | XAN | 2019 | -25.00
    coverage: covers | from
    receipts | 2020-01-01
    """
    day = date(2020, 6, 1)
    assert owed(books, day) == {2018: 0, 2019: 20, 2020: 100}
    first, second = balance(books, day), balance(books, day, "XAN")
    assert (first["opening"], first["assessed"], first["received"], first["outstanding"]) == (70, 100, 50, 120)
    assert (second["opening"], second["outstanding"], second["credit"]) == (-25, 75, 0)


def test_a_later_opening_takes_the_place_of_the_history_before_it(books: Books) -> None:
    """On 1 January 2022 the books were opened anew: from that day the first opening counts no more, before it it does.

    opening_balances: dated | state | year | amount
    2020-01-01 | XAA | 2019 | 40.00
    2022-01-01 | XAA | 2021 | 7.00
    assessments: year | state | amount
    2020 | XAA | 100.00
    2022 | XAA | 100.00
    coverage: covers | from
    receipts | 2020-01-01
    """
    assert owed(books, date(2021, 12, 31)) == {2019: 40, 2020: 100}
    assert owed(books, date(2022, 1, 1)) == {2021: 7, 2022: 100}


def test_outside_coverage_a_balance_is_not_known_and_never_zero(books: Books) -> None:
    """Receipts are complete for 2022 and 2023, but for a gap of one day: 30 June 2023.

    assessments: year | state | amount
    2022 | XAA | 100.00
    receipts: received | state | amount
    2022-02-01 | XAA | 100.00
    coverage: covers | from | to
    receipts | 2022-01-01 | 2022-12-31
    receipts | 2023-01-01 | 2023-06-29
    receipts | 2023-07-01 | 2023-12-31
    """
    known = {day: balance(books, day)["known"] for day in
             (date(2022, 1, 1), date(2023, 6, 29), date(2023, 6, 30), date(2023, 12, 31), date(2024, 1, 1))}  # fmt: skip
    assert list(known.values()) == ["yes", "yes", "no", "no", "no"]
    lost = balance(books, date(2023, 7, 1))
    assert (lost["assessed"], lost["opening"]) == (100, 0), "what was assessed is known all the same"
    for name in ("received", "adjusted", "arrears", "current_year", "outstanding", "credit", "oldest_year"):
        assert lost[name] is None, name
    (row,) = books.ask("outstanding", date(2023, 7, 1)).dicts()
    assert (row["received"], row["outstanding"], row["known"]) == (None, None, "no")
    (aged,) = books.ask("ageing", date(2023, 7, 1)).dicts()
    assert (aged["one_year"], aged["credit"], aged["known"]) == (None, None, "no")
    (together,) = books.ask("identity", date(2023, 7, 1)).dicts()
    assert (together["states"], together["owing"], together["unidentified"], together["known"]) == (1, None, None, "no")


def test_coverage_that_begins_after_the_first_debt_does_not_cover(books: Books) -> None:
    """XAA's first debt is of 2021, before receipts are complete; XAN's is not.

    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAN | 100.00
    coverage: covers | from
    receipts | 2022-01-01
    """
    day = date(2022, 6, 1)
    assert [balance(books, day, state)["known"] for state in ("XAA", "XAN")] == ["no", "yes"]
    assert books.ask("identity", day).dicts()[0]["known"] == "no", "no total of what is only partly known"
    assert [row["known"] for row in books.ask("totals", day).dicts()] == ["no", "yes"]


def test_coverage_of_another_table_does_not_cover_receipts(books: Books) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100.00
    coverage: covers | from
    assessments | 2000-01-01
    """
    assert balance(books, date(2022, 6, 1))["known"] == "no"


def test_unidentified_receipts_are_shown_apart_and_count_for_nobody(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount | currency | reference
    2024-02-01 | XAA | 60.00 | CHF | BK1
    2024-02-02 | | 40.00 | CHF | BK2
    receipts: received | state | amount | currency | reference
    2024-02-03 | | 5.00 | USD | BK3
    coverage: covers | from
    receipts | 2000-01-01
    """
    day = date(2024, 2, 2)
    (row,) = books.ask("identity", day).dicts()
    assert (row["received"], row["unidentified"], row["outstanding"]) == (60, 40, 40)
    assert books.ask("unidentified", day).column("reference") == ["BK2"]
    received = [receipt.amount("amount") for receipt in books.ask("received", day).dicts()]
    assert sum(received) == row["received"] + row["unidentified"], "it foots"
    later = {row["currency"]: row["unidentified"] for row in books.ask("identity", date(2024, 2, 3)).dicts()}
    assert later == {"CHF": 40, "USD": 5}, "in a currency of which nothing is assessed too"


def test_two_currencies_stay_apart(books: Books) -> None:
    """
    assessments: year | state | amount | currency
    2024 | XAA | 100.00 | CHF
    assessments: year | state | amount | currency
    2024 | XAA | 70.00 | USD
    receipts: received | state | amount | currency
    2024-02-01 | XAA | 150.00 | CHF
    coverage: covers | from
    receipts | 2000-01-01
    """
    day = date(2024, 6, 1)
    rows = {row["currency"]: (row["outstanding"], row["credit"]) for row in books.ask("balances", day).dicts()}
    assert rows == {"CHF": (0, 50), "USD": (70, 0)}, "francs too many pay no dollars"
    assert [row["currency"] for row in books.ask("totals", day).dicts()] == ["CHF", "USD"]


def test_every_age_has_its_bucket(books: Books) -> None:
    """
    assessments: year | state | amount
    2016 | XAA | 1.00
    2017 | XAA | 2.00
    2018 | XAA | 4.00
    2019 | XAA | 8.00
    2020 | XAA | 16.00
    2021 | XAA | 32.00
    2022 | XAA | 64.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    (row,) = books.ask("ageing", date(2022, 6, 1)).dicts()
    assert [row[name] for name in ("current_year", "one_year", "two_years", "three_years", "four_years")] == [
        64, 32, 16, 8, 4]  # fmt: skip
    assert (row["five_years_and_more"], row["outstanding"]) == (3, 127)


def test_totals_are_by_year_of_debt(books: Books) -> None:
    """
    assessments: year | state | amount
    2023 | XAA | 100.00
    2023 | XAN | 50.00
    2024 | XAA | 110.00
    receipts: received | state | amount
    2023-02-01 | XAA | 70.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    first, second = books.ask("totals", date(2024, 6, 1)).dicts()
    assert [first[name] for name in ("year", "states", "assessed", "received", "outstanding")] == [2023, 2, 150, 70, 80]
    assert [second[name] for name in ("year", "states", "assessed", "received", "outstanding")] == [
        2024,
        1,
        110,
        0,
        110,
    ]


def test_what_is_recorded_later_changes_only_later_versions_and_what_is_dated_later_only_later_dates(
    ledger: Ledger,
) -> None:
    """A receipt of February that is handed in late, and one of July.

    assessments: year | state | amount
    2024 | XAA | 100.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    hand_in(ledger, "receipts: received | state | amount\n2024-02-01 | XAA | 60.00\n2024-07-01 | XAA | 10.00")
    before, after = Books.at(ledger, 2), Books.at(ledger, 3)
    seen = [(owed(before, day)[2024], owed(after, day)[2024]) for day in (date(2024, 1, 31), date(2024, 6, 30))]
    assert seen == [(100, 100), (100, 40)]
    assert owed(after, date(2024, 7, 1)) == {2024: 30}
