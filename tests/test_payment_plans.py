"""Payment plans: what was due, paid and missed, and that a plan alone restores no vote."""

from __future__ import annotations

import dataclasses
from datetime import date

from governance.rulebooks import rulebook
from governance.rules.accounts.account import Account
from governance.rules.accounts.payment_plans import Instalment, PlanStanding, plans
from governance.rules.vote.vote import verdict
from tests.pages_of_accounts import chf, day, one_by_one

PLAN = (
    Instalment("2024/1", date(2024, 3, 31), chf("50.00"), date(2024, 1, 15)),
    Instalment("2024/1", date(2024, 6, 30), chf("50.00"), date(2024, 1, 15)),
    Instalment("2024/1", date(2024, 9, 30), chf("50.00"), date(2024, 1, 15)),
)


def standing(account: Account, on: str, lines: tuple[Instalment, ...] = PLAN) -> PlanStanding:
    """The only plan on the day."""
    (found,) = plans(account, one_by_one(account), lines, day(on))
    return found


def states(found: PlanStanding) -> list[str]:
    """The instalments' standings in order."""
    return [line.status for line in found.instalments]


def test_a_plan_kept_running_and_broken(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 150.00
    2024 | 100.00
    receipts: received | amount
    2024-01-10 | 1.00
    2024-03-20 | 50.00
    2024-07-02 | 60.00
    2024-09-30 | 40.00
    """
    assert plans(account, one_by_one(account), PLAN, day("2024-01-14")) == [], "not agreed yet"
    running = standing(account, "2024-03-31")
    assert (running.status, states(running)) == ("running", ["paid", "coming", "coming"])
    assert (running.due, running.paid, running.missed, running.current_year) == (50, 50, 0, 100)
    assert standing(account, "2024-06-30").status == "running"
    assert states(standing(account, "2024-06-30")) == ["paid", "due_today", "coming"]
    broken = standing(account, "2024-07-01")
    assert (broken.status, broken.missed, states(broken)) == ("broken", 50, ["paid", "missed", "coming"])
    assert broken.because == (
        "Of plan 2024/1, CHF 50.00 due on 30 June 2024 is not paid on 1 July 2024, so the plan is broken. The plan"
        " alone does not restore the vote."
    )
    late = standing(account, "2024-07-02")
    assert (late.status, states(late), late.paid) == ("running", ["paid", "paid_late", "coming"], 110)
    kept = standing(account, "2024-09-30")
    assert (kept.status, states(kept), kept.paid) == ("kept", ["paid", "paid_late", "paid"], 150)
    assert kept.because == "All instalments of plan 2024/1, CHF 150.00, were paid by 30 September 2024."


def test_a_receipt_that_names_a_plan_pays_that_plan_and_another_the_oldest_instalment(account: Account) -> None:
    """The plan's name must stand as a word of its own: 12024/10 is another.

    receipts: received | amount | reference
    2024-02-01 | 50.00 | BK-7 plan B
    2024-02-02 | 30.00 | 12024/10
    """
    lines = (*PLAN, Instalment("B", date(2024, 5, 31), chf("50.00"), date(2024, 1, 20)))
    first, second = plans(account, one_by_one(account), lines, day("2024-02-28"))
    assert [line.paid for line in first.instalments] == [30, 0, 0]
    assert (second.plan, second.status) == ("B", "kept")


def test_a_refund_takes_the_last_money_back(account: Account) -> None:
    """
    receipts: received | amount
    2024-02-01 | 100.00
    2024-02-09 | -60.00
    """
    found = standing(account, "2024-04-30")
    assert [line.paid for line in found.instalments] == [40, 0, 0]
    assert (found.status, found.missed) == ("broken", 10)


def test_a_plan_without_a_day_of_agreement_starts_with_its_first_instalment(account: Account) -> None:
    """
    receipts: received | amount
    2024-03-30 | 50.00
    2024-03-31 | 20.00
    """
    lines = tuple(dataclasses.replace(line, agreed=None) for line in PLAN)
    found = standing(account, "2024-03-31", lines)
    assert (found.agreed, found.paid) == (date(2024, 3, 31), 20)


def test_a_plan_kept_to_the_letter_alone_restores_no_vote(account: Account) -> None:
    """Both instalments due are paid, and 250.00 is still unpaid for earlier years.

    assessments: year | amount
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount | reference
    2024-03-01 | 50.00 | 2024/1
    2024-06-01 | 50.00 | 2024/1
    council_actions: dated | action
    2022-11-28 | informed
    """
    assert standing(account, "2024-06-30").status == "running"
    found = verdict(account, rulebook("iom"), day("2024-06-30"))
    assert (found.status, found.may_vote, found.arrears) == ("no_vote", False, 300)


def test_where_receipts_are_not_known_the_current_contribution_is_not_either(account: Account) -> None:
    """
    assessments: year | amount
    2024 | 100.00
    coverage: from | to
    2023-01-01 | 2023-12-31
    """
    assert standing(account, "2024-06-30").current_year is None
