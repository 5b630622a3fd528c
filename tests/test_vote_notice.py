"""The vote at IOM since 21 November 2013: informing the Council, the year of notice, and the Council's decisions."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from governance.rulebooks import Rulebook, rulebook
from governance.rules.accounts.account import Account, Receipt
from governance.rules.vote.loss_after_information import LossAfterInformation
from governance.rules.vote.verdict import Verdict
from governance.rules.vote.vote import verdict
from tests.pages_of_accounts import chf, day

IOM = rulebook("iom")


def judged(account: Account, on: str) -> Verdict:
    """IOM's verdict on the day."""
    return verdict(account, IOM, day(on))


def with_parameters(**parameters: Any) -> Rulebook:
    """IOM's rulebook with other parameters in the present text's rule."""
    first, last = IOM.votes
    assert isinstance(last.rule, LossAfterInformation)
    changed = dataclasses.replace(last, rule=dataclasses.replace(last.rule, **parameters))
    return dataclasses.replace(IOM, votes=(first, changed))


def test_a_member_that_withdrew_and_came_back_is_not_tested_at_once_and_needs_new_information(account: Account) -> None:
    """The debt of the first membership stays; the information given then does not.

    membership: from | to
    2010-01-01 | 2018-12-31
    2021-01-01 |
    assessments: year | amount
    2016 | 100.00
    2017 | 100.00
    2018 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    council_actions: dated | action
    2018-06-20 | informed
    """
    assert judged(account, "2018-12-31").status == "informed"
    assert judged(account, "2020-06-30").status == "no_rule"
    back = judged(account, "2022-06-30")
    assert (back.status, back.arrears, back.threshold, back.may_vote) == ("in_arrears", 400, None, True)
    tested = judged(account, "2023-06-30")
    assert (tested.status, tested.arrears, tested.threshold, tested.informed) == ("reaches_threshold", 500, 200, None)


def test_informed_fell_below_on_the_day_of_effect_and_rose_again(account: Account) -> None:
    """A payment in time ends the matter; at the threshold again, it needs new information.

    assessments: year | amount
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2023-06-19 | 150.00
    council_actions: dated | action
    2022-06-20 | informed
    2024-06-25 | informed
    """
    assert judged(account, "2023-06-18").status == "informed"
    below = judged(account, "2023-06-20")
    assert (below.status, below.arrears, below.informed) == ("in_arrears", 150, None)
    again = judged(account, "2024-06-24")
    assert (again.status, again.arrears, again.threshold, again.informed) == ("reaches_threshold", 250, 200, None)
    assert judged(account, "2025-06-25").no_vote_from == day("2025-06-25")


def test_below_between_information_and_effect_but_at_the_threshold_on_both_days(account: Account) -> None:
    """The text asks what holds "at that time": our reading, a parameter.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    receipts: received | amount
    2023-09-01 | 50.00
    council_actions: dated | action
    2023-06-20 | informed
    """
    between = judged(account, "2023-10-01")
    assert (between.status, between.informed, between.no_vote_from) == (
        "in_arrears",
        day("2023-06-20"),
        day("2024-06-20"),
    )
    assert "if nothing is paid they reach it on 20 June 2024" in between.because
    assert judged(account, "2024-06-20").status == "no_vote"
    throughout = with_parameters(still="throughout")
    assert verdict(account, throughout, day("2024-06-20")).status == "reaches_threshold"
    assert verdict(account, throughout, day("2023-10-01")).informed is None


def test_a_vote_lost_and_regained_needs_new_information_to_be_lost_again(account: Account) -> None:
    """
    assessments: year | amount
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2023-08-01 | 110.00
    council_actions: dated | action
    2022-06-20 | informed
    """
    assert judged(account, "2023-07-31").status == "no_vote"
    assert judged(account, "2023-08-01").status == "in_arrears"
    assert judged(account, "2024-01-01").status == "reaches_threshold"


def test_informed_on_29_february(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    council_actions: dated | action
    2024-02-29 | informed
    """
    assert judged(account, "2024-02-29").no_vote_from == date(2025, 3, 1)
    assert judged(account, "2025-02-28").status == "informed"
    assert judged(account, "2025-03-01").status == "no_vote"


def test_information_of_another_body_than_the_council_does_not_count(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    council_actions: dated | action | body
    2024-06-20 | informed | Standing Committee on Programmes and Finance
    """
    found = judged(account, "2025-12-31")
    assert (found.status, found.informed) == ("reaches_threshold", None)


def test_information_without_session_or_document_counts_unless_the_rulebook_asks_for_them(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    sessions: body | session | opens | closes
    Council | 115 | 2024-06-20 | 2024-06-21
    council_actions: dated | action | document
    2024-06-21 | informed |
    2024-07-05 | informed | C/115/4
    """
    found = judged(account, "2024-08-01")
    assert found.informed == day("2024-06-21")
    assert "(no document recorded)" in found.because
    strict = verdict(account, with_parameters(information_needs_document=True), day("2024-08-01"))
    assert strict.informed == day("2024-07-05")
    in_session = with_parameters(information_needs_document=True, information_needs_session=True)
    assert verdict(account, in_session, day("2024-08-01")).informed is None


def test_a_vote_maintained_until_a_session_lapses_with_it(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    council_actions: dated | action | session | until | document
    2023-06-20 | informed | 32nd special | | C/Sp/32/4
    2024-06-25 | maintained | 33rd special | 2024-11-29 | Resolution 1420
    """
    assert judged(account, "2024-06-20").status == "no_vote"
    kept = judged(account, "2024-06-25")
    assert (kept.status, kept.may_vote, kept.action, kept.action_dated) == (
        "maintained",
        True,
        "maintained",
        day("2024-06-25"),
    )
    assert (kept.ends, kept.no_vote_from, kept.informed) == (day("2024-11-29"), day("2024-11-30"), day("2023-06-20"))
    assert "the Council decided on 25 June 2024 to maintain the vote until 29 November 2024" in kept.because
    assert judged(account, "2024-11-29").status == "maintained"
    lapsed = judged(account, "2024-11-30")
    assert (lapsed.status, lapsed.no_vote_from) == ("no_vote", day("2024-11-30"))


def test_a_vote_restored_without_an_end(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    2025 | 100.00
    2026 | 100.00
    2027 | 100.00
    2028 | 100.00
    2029 | 100.00
    council_actions: dated | action
    2023-06-20 | informed
    2024-11-25 | restored
    """
    assert judged(account, "2024-11-24").status == "no_vote"
    restored = judged(account, "2030-01-01")
    assert (restored.status, restored.action, restored.ends) == ("maintained", "restored", None)


def test_a_decision_without_an_end_answers_the_loss_of_which_it_was_taken_and_no_later_one(account: Account) -> None:
    """Restored without an end, cleared two years later, at the threshold again after years: that is a new matter.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    2025 | 100.00
    2026 | 100.00
    2027 | 100.00
    2028 | 100.00
    2029 | 100.00
    receipts: received | amount
    2026-09-01 | 300.01
    council_actions: dated | action
    2023-06-20 | informed
    2024-11-25 | restored
    2028-06-20 | informed
    """
    restored = judged(account, "2026-08-31")
    assert (restored.status, restored.action, restored.ends) == ("maintained", "restored", None)
    assert "once the arrears have been below the threshold, a later loss is a new matter" in restored.because
    assert (restored.arrears, restored.threshold, restored.least_payment) == (500, 200, chf("300.01"))
    assert judged(account, "2026-09-01").status == "in_arrears"
    assert judged(account, "2027-12-31").status == "reaches_threshold", "it is not kept by the decision on another loss"
    assert judged(account, "2028-06-20").no_vote_from == day("2029-06-20")
    assert judged(account, "2029-06-20").status == "no_vote"
    for_ever = verdict(account, with_parameters(decision_answers_one_loss=False), day("2029-06-20"))
    assert (for_ever.status, for_ever.action) == ("maintained", "restored")
    assert "a later loss is a new matter" not in for_ever.because


def test_a_cent_decides_whether_a_decision_without_an_end_goes_on(account: Account) -> None:
    """Paid down to the threshold and not below it, the matter goes on.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    2025 | 100.00
    receipts: received | amount
    2025-03-01 | 200.00
    council_actions: dated | action
    2023-06-20 | informed
    2024-06-25 | maintained
    """
    assert judged(account, "2025-03-01").least_payment == chf("0.01")
    assert judged(account, "2026-06-30").status == "maintained"
    below = dataclasses.replace(account, receipts=(Receipt(day("2025-03-01"), chf("200.01")),))
    assert judged(below, "2025-03-01").status == "in_arrears"
    assert judged(below, "2026-01-01").arrears == chf("299.99")
    assert judged(below, "2026-06-30").status == "reaches_threshold"


def test_a_decision_within_the_year_of_notice_answers_the_loss_that_the_notice_leads_to(account: Account) -> None:
    """Arrears below the threshold between the information and its effect do not end the matter, nor the decision.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    receipts: received | amount
    2023-12-01 | 50.00
    council_actions: dated | action
    2023-06-20 | informed
    2023-11-28 | maintained
    """
    assert judged(account, "2023-12-01").status == "in_arrears"
    assert judged(account, "2024-06-20").status == "maintained"
    unheard = dataclasses.replace(account, actions=account.actions[:1])
    assert judged(unheard, "2024-06-20").status == "no_vote"


def test_a_decision_on_a_member_below_the_threshold_keeps_no_vote_but_to_the_end_that_it_sets(account: Account) -> None:
    """The text lets the Council maintain the vote of “such a Member State”.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    council_actions: dated | action
    2022-11-29 | maintained
    2023-06-20 | informed
    """
    assert judged(account, "2022-11-29").status == "in_arrears"
    assert judged(account, "2024-06-20").status == "no_vote"
    decided, informed = account.actions
    ended = dataclasses.replace(decided, until=day("2024-12-31"))
    assert judged(dataclasses.replace(account, actions=(ended, informed)), "2024-06-20").status == "maintained"


def test_information_before_the_books_begin_is_taken_as_right(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    opening_balances: dated | year | amount
    2024-01-01 | 2021 | 100.00
    2024-01-01 | 2022 | 100.00
    2024-01-01 | 2023 | 100.00
    coverage: from | to
    2024-01-01 |
    council_actions: dated | action
    2022-11-28 | informed
    """
    found = judged(account, "2024-06-30")
    assert (found.status, found.informed, found.no_vote_from) == ("no_vote", day("2022-11-28"), day("2023-11-28"))
    assert found.reaches_threshold_on == day("2024-01-01"), "the first day that the books know"
    assert judged(account, "2023-12-31").status == "not_known"
