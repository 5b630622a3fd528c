"""Money that is unusual: allowed, but somebody must say that it is meant."""

from __future__ import annotations

from datetime import timedelta

from governance.books import Books
from governance.ledger import Ledger
from tests.ledgers import hand_in, reviewed, told

HEAD = "receipts: received | state | amount | reference | paid_amount | paid_currency | rate | charges\n"


def test_ten_times_what_the_state_was_last_assessed(ledger: Ledger) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100
    2023 | XAA | 0
    2024 | XAA | 50
    """
    rows = """
    receipts: received | state | amount | reference
    2022-05-01 | XAA | 999.99 | BK1
    2022-05-01 | XAA | 1000.00 | BK2
    2023-05-01 | XAA | 1000.00 | BK3
    2029-05-01 | XAA | 500.00 | BK4
    2022-05-01 | | 9000.00 | BK5
    """
    found = [one for one in told(ledger, rows) if one[0] == "receipt-far-above-assessment"]
    assert found == [
        (
            "receipt-far-above-assessment",
            3,
            "CHF 1,000.00 is ten times what Addavine was assessed for 2022 (100.00), or more.",
        ),
        (
            "receipt-far-above-assessment",
            5,
            "CHF 500.00 is ten times what Addavine was assessed for 2024 (50.00), or more.",
        ),
    ]
    assert all(problem.warning for problem in reviewed(ledger, rows))


def test_the_same_money_under_two_references(ledger: Ledger) -> None:
    """
    receipts: received | value_date | state | amount | reference
    2024-05-01 | | XAA | 100.00 | BK1
    """
    rows = """
    receipts: received | value_date | state | amount | reference
    2024-05-01 | | XAA | 100.00 | BK1
    2024-04-30 | 2024-05-01 | XAA | 100.00 | BK2
    2024-05-01 | | XAN | 100.00 | BK3
    2024-05-01 | | XAA | 100.01 | BK4
    2024-05-01 | | XAN | 100.00 | BK5
    """
    assert told(ledger, rows) == [
        ("same-money-twice", 3, "CHF 100.00 from Addavine on 2024-05-01 is there under the reference BK1 too."),
        ("same-money-twice", 6, "CHF 100.00 from Anquoria on 2024-05-01 is there under the reference BK3 too."),
    ]


def test_what_was_acknowledged_is_not_told_again_when_the_file_comes_back(ledger: Ledger) -> None:
    rows = """
    receipts: received | value_date | state | amount | reference
    2024-05-01 | 2021-05-01 | XAA | 100.00 | BK1
    2024-05-01 | 2021-05-01 | XAA | 100.00 | BK2
    """
    assert [rule for rule, _, _ in told(ledger, rows)] == [
        "value-date-near-receipt", "same-money-twice", "value-date-near-receipt"]  # fmt: skip
    hand_in(ledger, rows)
    assert told(ledger, rows) == []
    assert len(told(ledger, rows.replace("2021-05-01", "2021-05-02"))) == 3, "a changed row is told"


def test_a_rate_is_held_against_the_average_of_one_series(ledger: Ledger) -> None:
    """
    exchange_rates: year | series | value
    2024 | CHF per USD | 0.8800
    2023 | CHF per USD | 0.9000
    2024 | CHF per USD (of December) | 0.5000
    """
    assert told(ledger, HEAD + "\n    2024-05-01 | XAA | 90.00 | BK1 | 100 | USD | 0.90 |\n    ") == []


def test_a_rate_far_from_the_years_average(ledger: Ledger) -> None:
    """
    exchange_rates: year | series | value
    2024 | CHF per USD | 0.8800
    2023 | CHF per USD | 0.9000
    2024 | CHF per EUR (made up) | 0.9500
    """
    rows = (
        HEAD
        + """
    2024-05-01 | XAA | 105.60 | BK1 | 100 | USD | 1.0560 |
    2024-05-01 | XAA | 105.61 | BK2 | 100 | USD | 1.0561 |
    2024-05-01 | XAA | 70.00 | BK3 | 100 | EUR | 0.70 |
    2022-05-01 | XAA | 200.00 | BK4 | 100 | USD | 2 |
    2024-05-01 | XAA | 200.00 | BK5 | 100 | JPY | 2 |
    """
    )
    assert told(ledger, rows) == [
        ("rate-far-from-average", 3, "The rate 1.0561 is far from the year's average of 0.88 CHF for one USD (2024)."),
        ("rate-far-from-average", 4, "The rate 0.7 is far from the year's average of 0.95 CHF for one EUR (2024)."),
    ], "of other years and currencies no average is known"


def test_a_rate_is_held_against_a_series_that_is_quoted_the_other_way_round(ledger: Ledger) -> None:
    """By its exact figures: at 1.25 dollars for a franc a rate of 0.96 is just a fifth above 0.80, and 0.64 below.

    exchange_rates: year | series | value
    2024 | USD per CHF | 1.25
    2024 | JPY per CHF | 160
    2024 | CHF per EUR | 0.95
    2024 | EUR per CHF | 1.10
    2023 | EUR per CHF | 1.00
    """
    rows = (
        HEAD
        + """
    2024-05-01 | XAA | 96.00 | BK1 | 100 | USD | 0.96 |
    2024-05-01 | XAA | 64.00 | BK2 | 100 | USD | 0.64 |
    2024-05-01 | XAA | 96.01 | BK3 | 100 | USD | 0.9601 |
    2024-05-01 | XAA | 63.99 | BK4 | 100 | USD | 0.6399 |
    2024-05-01 | XAA | 125.00 | BK5 | 100 | USD | 1.25 |
    2024-05-01 | XAA | 6.25 | BK6 | 1000 | JPY | 0.00625 |
    2024-05-01 | XAA | 8.00 | BK7 | 1000 | JPY | 0.008 |
    2024-05-01 | XAA | 110.00 | BK8 | 100 | EUR | 1.10 |
    """
    )
    usd = "far from the year's average of 1.25 USD for one CHF (2024)."
    assert told(ledger, rows) == [
        ("rate-far-from-average", 4, f"The rate 0.9601 is {usd}"),
        ("rate-far-from-average", 5, f"The rate 0.6399 is {usd}"),
        ("rate-far-from-average", 6, f"The rate 1.25 is {usd}"),
        ("rate-far-from-average", 8, "The rate 0.008 is far from the year's average of 160 JPY for one CHF (2024)."),
        ("rate-far-from-average", 9, "The rate 1.1 is far from the year's average of 1.1 EUR for one CHF (2024)."),
    ], "of two series of a pair the one that holds most years, whichever way round"


def test_an_amount_that_is_not_what_was_paid_at_its_rate(ledger: Ledger) -> None:
    rows = (
        HEAD
        + """
    2024-05-01 | XAA | 87.50 | BK1 | 100 | USD | 0.88 | 0.50
    2024-05-01 | XAA | 88.51 | BK2 | 100 | USD | 0.88 | 0.50
    2024-05-01 | XAA | 10.00 | BK3 | 12.50 | | | 2.50
    2024-05-01 | XAA | 10.01 | BK4 | 12.50 | | | 2.50
    2024-05-01 | XAA | -88.00 | BK5 | -100 | USD | 0.88 |
    """
    )
    assert told(ledger, rows) == [
        ("amount-unlike-paid", 3, "USD 100.00 at 0.88, less charges of 0.50, is CHF 87.50, not 88.51."),
        ("amount-unlike-paid", 5, "CHF 12.50 at 1, less charges of 2.50, is CHF 10.00, not 10.01."),
    ], "a rate of two decimals may be off by half a hundredth: here by 50 centimes"


def test_a_receipt_in_another_currency_needs_its_rate(ledger: Ledger) -> None:
    rows = HEAD + "2024-05-01 | XAA | 87.50 | BK1 | 100 | USD | | 0.50"
    (problem,) = (p for p in reviewed(ledger, rows) if p.rule != "cannot-be-checked")
    assert (problem.rule, problem.column, problem.warning) == ("foreign-receipt-has-a-rate", "rate", False)
    assert problem.suggestion == (
        "Enter how many units of the receipt's own currency the bank gave for one unit of what was paid."
    )


def test_a_refund_of_more_than_was_received(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference
    2024-05-01 | XAA | 100.00 | BK1
    2024-05-03 | XAA | 100.00 | BK2
    """
    rows = "receipts: received | state | amount | reference\n2024-05-02 | XAA | {} | BK9"
    assert told(ledger, rows.format("-100.00")) == []
    assert told(ledger, rows.format("-100.01")) == [
        ("refund-above-receipts", 2,
         "With this refund Addavine has been paid back CHF 0.01 more than was ever received from it."),
    ]  # fmt: skip


def test_days_and_years_far_from_all_others(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference
    2020-02-29 | XAA | 100.00 | BK1
    """
    today = Books.at(ledger).today()
    rows = f"""
    receipts: received | state | amount | reference
    2018-02-27 | XAA | 1.00 | BK2
    2018-02-28 | XAA | 2.00 | BK3
    {today} | XAA | 3.00 | BK4
    {today + timedelta(days=1)} | XAA | 4.00 | BK5
    assessments: year | state | amount
    {today.year + 2} | XAA | 5
    {today.year + 3} | XAA | 6
    """
    assert told(ledger, rows) == [
        ("day-far-back", 2, "2018-02-27 lies years before all else in this table, which begins on 2018-02-28."),
        ("day-ahead", 5, f"{today + timedelta(days=1)} lies ahead: today is {today}."),
        ("year-ahead", 3, f"{today.year + 3} lies years ahead."),
    ]


def test_a_mistyped_century_is_told_in_the_first_file_of_all(ledger: Ledger) -> None:
    rows = """
    receipts: received | state | amount | reference
    1924-02-29 | XAA | 1.00 | BK1
    2014-02-28 | XAA | 1.00 | BK2
    2024-02-28 | XAA | 2.00 | BK3
    """
    assert told(ledger, rows) == [
        ("day-far-back", 2, "1924-02-29 lies years before all else in this table, which begins on 2014-02-28.")]  # fmt: skip
    ahead = rows.replace("1924", "2012").replace("BK3", "BK3\n    2124-02-28 | XAA | 5.00 | BK4")
    assert [(rule, row) for rule, row, _ in told(ledger, ahead)] == [("day-ahead", 5)], "the others are not far back"
    assert told(ledger, rows.replace("2014", "1925")) == [], "of two days far apart nobody knows which is mistyped"


def test_receipts_in_a_currency_in_which_nothing_is_assessed(ledger: Ledger) -> None:
    """
    assessments: year | state | amount | currency
    2024 | XAA | 100.00 | CHF
    """
    rows = """
    receipts: received | state | amount | currency | reference
    2024-05-01 | XAA | 100.00 | CHF | BK1
    2024-05-02 | XAA | 90.00 | EUR | BK2
    2024-05-03 | XAA | 80.00 | EUR | BK3
    """
    assert [one for one in told(ledger, rows) if one[0] == "receipts-in-unassessed-currency"] == [
        (
            "receipts-in-unassessed-currency",
            3,
            "Receipts in EUR, in which nothing is assessed: 2 (first: 90.00). They pay nothing that is owed.",
        )
    ]


def test_receipts_before_anything_is_assessed_are_in_the_currency_of_the_rules(ledger: Ledger) -> None:
    """
    sessions: body | session | opens | closes
    Council | 1 | 2024-06-01 | 2024-06-02
    """
    rows = """
    receipts: received | state | amount | currency | reference
    2024-05-01 | XAA | 100.00 | CHF | BK1
    2024-05-02 | XAA | 90.00 | USD | BK2
    """
    assert ("receipts-in-unassessed-currency", 3) in [(rule, row) for rule, row, _ in told(ledger, rows)]


def test_two_currencies_that_every_row_names_are_only_to_be_made_sure_of(ledger: Ledger) -> None:
    rows = """
    assessments: year | state | amount | currency
    2024 | XAA | 100.00 | CHF
    2024 | XAN | 90.00 | USD
    """
    (found,) = [one for one in reviewed(ledger, rows) if one.rule == "two-currencies"]
    assert (found.warning, found.row, found.suggestion) == (True, 3, "Make sure of both.")
