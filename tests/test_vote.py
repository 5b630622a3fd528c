"""The vote at IOM since 21 November 2013: Article 4(1), the threshold, and what payment lifts it."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from governance.rulebooks import rulebook
from governance.rules.accounts.account import Account, Receipt
from governance.rules.vote.verdict import Verdict
from governance.rules.vote.vote import verdict
from tests.pages_of_accounts import chf, day

IOM = rulebook("iom")


def judged(account: Account, on: str) -> Verdict:
    """IOM's verdict on the day."""
    return verdict(account, IOM, day(on))


def test_the_worked_example(account: Account) -> None:
    """Assessed 100.00 a year; 2019 and 2020 paid, nothing since; informed too early, and then in time.

    assessments: year | amount
    2019 | 100.00
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2019-01-20 | 100.00
    2020-01-20 | 100.00
    council_actions: dated | action | session | document
    2022-11-28 | informed | 113 | C/113/9
    2023-06-20 | informed | 32nd special | C/Sp/32/4
    """
    early = judged(account, "2022-11-28")
    assert (early.status, early.arrears, early.threshold, early.informed) == ("in_arrears", 100, 200, None)

    march = judged(account, "2023-03-15")
    assert (march.status, march.arrears, march.current_year, march.threshold) == ("reaches_threshold", 200, 100, 200)
    assert (march.ratio, march.least_payment, march.may_vote) == (1, chf("0.01"), True)
    assert march.reaches_threshold_on == date(2023, 1, 1)
    assert march.least_payment_by_31_december == chf("100.01")
    assert march.because == (
        "Arrears of CHF 200.00 reach CHF 200.00, the contributions due for 2021 and 2022, but no information of the"
        " Council that counts is recorded by 15 March 2023, so the vote is kept (Article 4(1) of the Constitution:"
        " “equals or exceeds the amount of the contributions due from it for the preceding two years”)."
    )

    informed = judged(account, "2023-06-20")
    assert (informed.status, informed.informed, informed.no_vote_from) == (
        "informed",
        day("2023-06-20"),
        day("2024-06-20"),
    )
    assert informed.may_vote
    assert (
        "the Council was informed on 20 June 2023 (C/Sp/32/4), so the vote is lost from 20 June 2024"
        in informed.because
    )

    assert judged(account, "2024-06-19").status == "informed"
    lost = judged(account, "2024-06-20")
    assert (lost.status, lost.arrears, lost.threshold, lost.least_payment) == ("no_vote", 300, 200, chf("100.01"))
    assert lost.may_vote is False
    assert lost.because.startswith(
        "Arrears of CHF 300.00 reach CHF 200.00, the contributions due for 2022 and 2023, and"
    )


@pytest.mark.parametrize(
    ("paid", "status", "least"),
    [("100.01", "in_arrears", "0.00"), ("100.00", "reaches_threshold", "0.01"), ("99.99", "reaches_threshold", "0.02")],
)
def test_one_centime_below_at_and_above_the_threshold(account: Account, paid: str, status: str, least: str) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    """
    account = dataclasses.replace(account, receipts=(Receipt(day("2024-02-01"), chf(paid)),))
    found = judged(account, "2024-03-01")
    assert (found.status, found.least_payment) == (status, chf(least))
    assert (found.ratio is not None and found.ratio >= 1) is (status == "reaches_threshold")


def test_nothing_outstanding_and_only_the_current_year_due(account: Account) -> None:
    """
    assessments: year | amount
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2023-02-01 | 100.00
    2024-05-01 | 100.00
    """
    owes = judged(account, "2024-01-02")
    assert (owes.status, owes.arrears, owes.current_year, owes.may_vote) == ("owes_current_year", 0, 100, True)
    good = judged(account, "2024-05-01")
    assert (good.status, good.least_payment, good.least_payment_by_31_december) == ("in_good_standing", 0, 0)
    assert str(good.least_payment) == "0.00"
    assert good.reaches_threshold_on == date(2027, 1, 1), "2025 and 2026 unpaid"


def test_a_new_member_is_not_tested_until_assessed_for_two_full_base_years(account: Account) -> None:
    """It joins in July 2020 and never pays: tested from 2022, when 2020 and 2021 are the two preceding years.

    membership: from | to
    2020-07-01 |
    assessments: year | amount
    2020 | 50.00
    2021 | 100.00
    2022 | 100.00
    """
    first, second, third = (judged(account, f"{year}-12-31") for year in (2020, 2021, 2022))
    assert (first.status, first.threshold) == ("owes_current_year", None)
    assert (second.status, second.threshold, second.arrears, second.may_vote) == ("in_arrears", None, 50, True)
    assert "has not been assessed for 2019, so" in second.because
    assert (third.status, third.threshold, third.arrears) == ("reaches_threshold", 150, 150)
    assert second.reaches_threshold_on == date(2022, 1, 1)
    assert judged(account, "2020-06-30").status == "no_rule"
    assert "was not a Member on 30 June 2020" in judged(account, "2020-06-30").because


def test_a_waiver_lowers_the_arrears_and_not_the_threshold_but_a_correction_lowers_both(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    adjustments: dated | amount | for_year | reason
    2023-02-01 | 10.00 | 2021 | waiver
    """
    waived = judged(account, "2023-03-01")
    assert (waived.status, waived.arrears, waived.threshold) == ("in_arrears", 190, 200)
    correction = dataclasses.replace(account.adjustments[0], reason="Correction of the assessment")
    corrected = judged(dataclasses.replace(account, adjustments=(correction,)), "2023-03-01")
    assert (corrected.status, corrected.arrears, corrected.threshold) == ("reaches_threshold", 190, 190)


def test_opening_balances_only(account: Account) -> None:
    """The debt is known, but not what was assessed: the arrears stand, the comparison cannot be made, nor a verdict.

    opening_balances: dated | year | amount
    2024-01-01 | 2022 | 100.00
    2024-01-01 | 2023 | 100.00
    coverage: from | to
    2024-01-01 |
    """
    found = judged(account, "2024-06-30")
    assert (found.status, found.arrears, found.threshold, found.ratio) == ("in_arrears", 200, None, None)
    assert found.may_vote is None
    assert "no assessment for 2022 and 2023 is recorded" in found.because


def test_opening_balances_with_the_assessments_of_the_years_before(account: Account) -> None:
    """An assessment due before the history starts is in the opening balance; it is still the base of the threshold.

    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    opening_balances: dated | year | amount
    2024-01-01 | 2022 | 90.00
    2024-01-01 | 2023 | 100.00
    coverage: from | to
    2024-01-02 |
    """
    found = judged(account, "2024-06-30")
    assert (found.status, found.arrears, found.current_year, found.threshold) == ("in_arrears", 190, 100, 200)
    assert found.least_payment_by_31_december == chf("90.01")


def test_where_coverage_is_missing_nothing_is_known(account: Account) -> None:
    """
    membership: from | to
    2022-01-01 |
    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    coverage: from | to
    2022-01-01 | 2023-12-31
    """
    found = judged(account, "2024-01-01")
    assert (found.status, found.may_vote, found.arrears, found.threshold) == ("not_known", None, None, None)
    assert (found.least_payment, found.reaches_threshold_on) == (None, None)
    assert found.because.startswith("Receipts are not declared complete up to 1 January 2024")
    assert judged(account, "2023-12-31").status == "in_arrears"


def test_the_countdown_and_the_payment_by_31_december(account: Account) -> None:
    """In 2024: 2022 half paid, 2023 and 2024 unpaid. On 1 January 2025 the arrears are 250 against 200.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2022-05-01 | 150.00
    """
    found = judged(account, "2024-06-30")
    assert (found.status, found.arrears, found.threshold, found.least_payment) == ("in_arrears", 150, 200, 0)
    assert found.reaches_threshold_on == date(2025, 1, 1)
    assert found.least_payment_by_31_december == chf("50.01")


def test_a_threshold_of_nothing_is_met_by_any_debt_and_lifted_by_paying_it(account: Account) -> None:
    """
    assessments: year | amount
    2020 | 5.00
    2021 | 0.00
    2022 | 0.00
    """
    found = judged(account, "2023-06-30")
    assert (found.status, found.least_payment, found.ratio) == ("reaches_threshold", chf("5.00"), None)


def test_a_refund_is_given_back_before_older_debts_are_paid(account: Account) -> None:
    """More was refunded in 2024 than had been paid, so a payment first makes that good.

    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    receipts: received | amount
    2024-02-01 | -30.00
    """
    found = judged(account, "2024-06-30")
    assert (found.arrears, found.current_year, found.least_payment) == (200, 30, chf("30.01"))


def test_a_current_year_not_yet_assessed_is_taken_as_the_last(account: Account) -> None:
    """
    assessments: year | amount | due
    2021 | 100.00 |
    2022 | 100.00 |
    2023 | 100.00 |
    2024 | 100.00 | 2024-01-30
    receipts: received | amount
    2023-02-01 | 200.00
    """
    found = judged(account, "2024-01-15")
    assert (found.current_year, found.arrears) == (0, 100)
    assert found.reaches_threshold_on == date(2025, 1, 1)
    assert found.least_payment_by_31_december == chf("0.01")


def test_every_amount_is_exact_and_in_the_smallest_unit(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 33.33
    2022 | 33.34
    2023 | 33.33
    """
    found = judged(account, "2024-06-30")
    amounts = (found.arrears, found.current_year, found.compared, found.threshold, found.least_payment)
    assert all(isinstance(amount, Decimal) and amount.as_tuple().exponent == -2 for amount in amounts)
    assert found.least_payment == chf("33.34")
    assert found.ratio == chf("1.4999"), "cut, not rounded"
