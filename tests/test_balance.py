"""What is outstanding on a day: the oldest debt first, since the history began, and only where receipts are known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from governance.rules.accounts.account import Account
from governance.rules.accounts.balance import outstanding
from tests.pages_of_accounts import chf, day, page


def owed(account: Account, on: str, **more: bool) -> dict[int, Decimal]:
    """Outstanding by year of debt."""
    return dict(outstanding(account, day(on), **more).by_year)


def test_a_receipt_pays_the_oldest_debt_first(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    2023 | 100
    receipts: received | amount
    2023-03-01 | 150
    """
    assert owed(account, "2023-02-28") == {2021: 100, 2022: 100, 2023: 100}
    assert owed(account, "2023-03-01") == {2022: 50, 2023: 100}
    balance = outstanding(account, day("2023-03-01"))
    assert (balance.arrears, balance.current_year, balance.outstanding, balance.credit) == (50, 100, 150, 0)


def test_a_credit_pays_the_next_contribution_on_its_due_date(account: Account) -> None:
    """
    assessments: year | amount | due
    2023 | 100 |
    2024 | 100 | 2024-02-15
    receipts: received | amount
    2023-03-01 | 250
    """
    assert outstanding(account, day("2024-02-14")).credit == 150
    assert outstanding(account, day("2024-02-15")).credit == 50
    assert owed(account, "2024-02-15") == {}


def test_an_assessment_without_due_date_is_due_on_1_january_or_on_accession(account: Account) -> None:
    """
    membership: from | to
    1990-01-01 | 2005-12-31
    2020-07-01 |
    assessments: year | amount
    2020 | 50
    2021 | 100
    """
    assert owed(account, "2020-06-30") == {}
    assert owed(account, "2020-07-01") == {2020: 50}
    assert owed(account, "2021-01-01") == {2020: 50, 2021: 100}


def test_an_adjustment_that_names_a_year_changes_that_years_debt_and_another_the_oldest(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    2023 | 100
    adjustments: dated | amount | for_year | reason
    2023-02-01 | 30 | 2022 | waiver
    2023-02-02 | 10 |  | surplus credited
    2023-02-03 | -5 |  | exchange difference
    """
    assert owed(account, "2023-02-03") == {2021: 90, 2022: 70, 2023: 105}


def test_what_a_year_was_paid_too_much_pays_the_oldest_debt(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    adjustments: dated | amount | for_year | reason
    2022-02-01 | 130 | 2022 | correction
    """
    assert owed(account, "2022-02-01") == {2021: 70}


def test_money_named_for_a_year_to_come_is_held_for_it(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    2024 | 100
    adjustments: dated | amount | for_year | reason
    2022-02-01 | 60 | 2024 | surplus credited
    """
    assert owed(account, "2023-06-30") == {2021: 100, 2022: 100}
    assert outstanding(account, day("2023-06-30")).credit == 60
    assert owed(account, "2024-01-01") == {2021: 100, 2022: 100, 2024: 40}


def test_money_named_for_a_past_year_without_debt_pays_the_oldest(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    adjustments: dated | amount | for_year | reason
    2022-02-01 | 60 | 2019 | waiver
    """
    assert owed(account, "2022-02-01") == {2021: 40, 2022: 100}


def test_a_year_named_by_the_payer_counts_only_where_the_rulebook_honours_it(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    receipts: received | amount | for_year
    2022-02-01 | 100 | 2022
    """
    assert owed(account, "2022-02-01") == {2022: 100}
    assert owed(account, "2022-02-01", honours_named_year=True) == {2021: 100}


def test_more_refunded_than_paid_is_a_debt_of_the_last_refunds_year(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    receipts: received | amount
    2021-02-01 | 100
    2022-02-01 | -120
    2022-03-01 | 5
    """
    assert owed(account, "2022-02-01") == {2021: 100, 2022: 20}
    assert owed(account, "2022-03-01") == {2021: 100, 2022: 15}


def test_the_history_starts_on_the_latest_opening_balance(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    2023 | 100
    opening_balances: dated | year | amount
    2022-01-01 | 2020 | 40
    2022-01-01 | 2021 | 25
    2023-01-01 | 2022 | 10
    receipts: received | amount
    2021-12-31 | 100
    2022-01-01 | 50
    """
    assert owed(account, "2021-12-31") == {}
    assert owed(account, "2022-06-30") == {2021: 15, 2022: 100}
    assert owed(account, "2023-06-30") == {2022: 10, 2023: 100}


def test_a_state_without_opening_balance_starts_where_the_ledger_does() -> None:
    """
    assessments: year | amount
    2021 | 100
    2022 | 100
    """
    test = test_a_state_without_opening_balance_starts_where_the_ledger_does
    account = page(test, ledger_start=date(2022, 1, 1))
    assert owed(account, "2021-12-31") == {2021: 100}
    assert owed(account, "2022-01-01") == {2022: 100}


@pytest.mark.parametrize(
    ("on", "known"),
    [("2022-06-30", True), ("2023-06-30", True), ("2023-07-01", False), ("2024-06-30", False)],
)
def test_outside_coverage_the_balance_is_not_known(account: Account, on: str, known: bool) -> None:
    """Coverage must run from the opening balance (or the day after) to the day, without a gap.

    opening_balances: dated | year | amount
    2021-12-31 | 2021 | 25
    coverage: from | to
    2022-01-01 | 2022-12-31
    2023-01-01 | 2023-06-30
    2024-01-01 |
    """
    assert outstanding(account, day(on)).known is known


def test_without_opening_balances_coverage_must_reach_back_to_the_first_debt(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100
    coverage: from | to
    2021-01-02 |
    """
    assert not outstanding(account, day("2021-06-30")).known
    assert not outstanding(account, day("2020-12-31")).known, "no coverage on the day itself"


def test_a_state_that_owes_nothing_yet_is_known_where_receipts_are_covered(account: Account) -> None:
    """It joined with them: one from before may have owed something.

    membership: from | to
    2021-01-01 |
    coverage: from | to
    2021-01-01 |
    """
    assert outstanding(account, day("2021-01-01")).known
    assert not outstanding(account, day("2020-12-31")).known


def test_an_exact_amount_stays_exact(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 0.30
    receipts: received | amount
    2021-02-01 | 0.10
    2021-02-02 | 0.10
    2021-02-03 | 0.10
    """
    assert owed(account, "2021-02-03") == {}
    assert owed(account, "2021-02-02") == {2021: chf("0.10")}
