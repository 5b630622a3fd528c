"""The vote at IOM before 21 November 2013, and what passes from the one text to the other."""

from __future__ import annotations

import dataclasses

from governance.rulebooks import rulebook
from governance.rules.accounts.account import Account
from governance.rules.vote.loss_after_information import LossAfterInformation
from governance.rules.vote.suspension_by_decision import SuspensionByDecision
from governance.rules.vote.verdict import Verdict
from governance.rules.vote.vote import verdict
from governance.words import body_name
from tests.pages_of_accounts import chf, day, one_by_one

IOM = rulebook("iom")


def judged(account: Account, on: str) -> Verdict:
    """IOM's verdict on the day."""
    return verdict(account, IOM, day(on))


def test_before_14_november_1989_no_text_is_held(account: Account) -> None:
    """
    assessments: year | amount
    1988 | 100.00
    1989 | 100.00
    """
    found = judged(account, "1989-11-13")
    assert (found.status, found.may_vote, found.arrears, found.threshold) == ("no_rule", None, 100, None)
    assert found.because.startswith(
        "No text of the International Organization for Migration in force on 13 November 1989"
    )
    assert judged(account, "1989-11-14").status == "in_arrears"


def test_two_years_with_an_unpaid_part_let_the_council_suspend(account: Account) -> None:
    """
    assessments: year | amount
    2001 | 100.00
    2002 | 100.00
    2003 | 100.00
    receipts: received | amount
    2002-02-01 | 60.00
    2003-06-01 | 39.99
    2003-07-01 | 0.01
    """
    assert judged(account, "2002-12-31").status == "in_arrears"
    assert "not every one of the years 2000 and 2001 has an unpaid part" in judged(account, "2002-12-31").because
    first = judged(account, "2003-01-01")
    assert (first.status, first.may_vote, first.least_payment) == ("may_be_suspended", True, chf("40.00"))
    assert (first.threshold, first.ratio, first.reaches_threshold_on) == (None, None, day("2003-01-01"))
    assert first.because == (
        "Of each of the years 2001 and 2002 a part is unpaid (CHF 40.00 and CHF 100.00), so the Council may suspend the"
        " vote by a two-thirds majority, and no such decision is in force on 1 January 2003 (Article 4(1) of the"
        " Constitution (text of 1989): “fails to meet its financial obligations to the Organization for two consecutive"
        " financial years”)."
    )
    assert judged(account, "2003-06-30").least_payment == chf("0.01")
    assert judged(account, "2003-07-01").status == "in_arrears"


def test_an_unpaid_part_up_to_the_de_minimis_is_left_out_of_account(account: Account) -> None:
    """
    assessments: year | amount
    2001 | 100.00
    2002 | 100.00
    receipts: received | amount
    2002-02-01 | 94.99
    """
    regime = dataclasses.replace(IOM.votes[0], rule=SuspensionByDecision(body_name("Council"), 2, chf("5.00")))
    book = dataclasses.replace(IOM, votes=(regime, IOM.votes[1]))
    found = verdict(account, book, day("2003-06-30"))
    assert (found.status, found.least_payment) == ("may_be_suspended", chf("0.01"))
    paid = dataclasses.replace(account, receipts=(dataclasses.replace(one_by_one(account)[0], amount=chf("95.00")),))
    assert verdict(paid, book, day("2003-06-30")).status == "in_arrears"


def test_suspended_only_follows_from_a_decision_and_ends_by_one(account: Account) -> None:
    """Paying everything does not end it.

    assessments: year | amount
    2001 | 100.00
    2002 | 100.00
    receipts: received | amount
    2004-03-01 | 200.00
    council_actions: dated | action | body | document
    2003-05-01 | suspended | Executive Committee | MC/EX/1
    2003-12-03 | suspended | Council | Resolution 1100
    2004-11-30 | restored | Council | Resolution 1110
    """
    assert judged(account, "2003-12-02").status == "may_be_suspended"
    found = judged(account, "2003-12-03")
    assert (found.status, found.may_vote, found.action, found.no_vote_from) == (
        "suspended",
        False,
        "suspended",
        day("2003-12-03"),
    )
    assert "The Council suspended the vote on 3 December 2003 (Resolution 1100)" in found.because
    paid = judged(account, "2004-03-01")
    assert (paid.status, paid.arrears, paid.least_payment) == ("suspended", 0, 0)
    assert judged(account, "2004-11-30").status == "in_good_standing"


def test_a_suspension_until_a_day_ends_with_it(account: Account) -> None:
    """
    assessments: year | amount
    2001 | 100.00
    2002 | 100.00
    council_actions: dated | action | until
    2003-12-03 | suspended | 2004-12-31
    """
    assert (judged(account, "2004-12-31").status, judged(account, "2004-12-31").ends) == (
        "suspended",
        day("2004-12-31"),
    )
    assert judged(account, "2005-01-01").status == "in_arrears", "2003 and 2004 were not assessed"


def test_the_text_changes_on_21_november_2013(account: Account) -> None:
    """Two years unpaid by half: the Council might have suspended; under the new text the arrears are below.

    assessments: year | amount
    2011 | 100.00
    2012 | 100.00
    2013 | 100.00
    receipts: received | amount
    2013-02-01 | 50.00
    """
    before, after = judged(account, "2013-11-20"), judged(account, "2013-11-21")
    assert (before.status, before.rule) == ("may_be_suspended", "suspension_by_decision")
    assert (after.status, after.rule) == ("in_arrears", "loss_after_information")
    assert (after.arrears, after.threshold) == (150, 200)
    june = judged(account, "2013-06-30")
    assert june.least_payment == chf("50.00"), "pays 2011 in full: then only 2012 has an unpaid part"
    assert june.least_payment_by_31_december == chf("50.01"), (
        "on 1 January 2014 the new text asks: 250.00 against 200.00"
    )


def test_information_under_the_old_text_does_not_count_under_the_new(account: Account) -> None:
    """
    assessments: year | amount
    2011 | 100.00
    2012 | 100.00
    2013 | 100.00
    council_actions: dated | action
    2013-06-20 | informed
    2013-11-26 | informed
    """
    assert judged(account, "2013-11-25").informed is None
    assert judged(account, "2014-06-30").informed == day("2013-11-26")
    assert judged(account, "2014-11-26").status == "no_vote"


def test_a_suspension_under_the_old_text_stays_until_restored_or_below_the_new_threshold(account: Account) -> None:
    """
    assessments: year | amount
    2010 | 100.00
    2011 | 100.00
    2012 | 100.00
    2013 | 100.00
    receipts: received | amount
    2015-05-01 | 350.00
    council_actions: dated | action
    2012-11-27 | suspended
    """
    stays = judged(account, "2013-11-21")
    assert (stays.status, stays.may_vote, stays.threshold) == ("suspended", False, 200)
    assert "under the earlier text" in stays.because
    assert judged(account, "2014-06-30").status == "suspended"
    last = IOM.votes[1]
    assert isinstance(last.rule, LossAfterInformation)
    lapses = dataclasses.replace(last, rule=dataclasses.replace(last.rule, suspension_under_earlier_text="lapses"))
    book = dataclasses.replace(IOM, votes=(IOM.votes[0], lapses))
    assert verdict(account, book, day("2013-11-21")).status == "reaches_threshold"


def test_a_suspension_under_the_old_text_ends_where_the_new_threshold_is_not_reached(account: Account) -> None:
    """
    assessments: year | amount
    2010 | 10.00
    2011 | 100.00
    2012 | 100.00
    2013 | 100.00
    receipts: received | amount
    2012-02-01 | 50.00
    council_actions: dated | action
    2012-11-27 | suspended
    """
    assert judged(account, "2013-11-20").status == "suspended"
    assert judged(account, "2013-11-21").status == "in_arrears"
    assert judged(account, "2014-01-01").status == "reaches_threshold", "reached again, but the matter had ended"


def test_a_suspension_recorded_under_the_present_text_has_no_basis_and_changes_nothing(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    council_actions: dated | action
    2023-11-27 | suspended
    """
    found = judged(account, "2023-12-31")
    assert (found.status, found.action) == ("reaches_threshold", "")
