"""May we vote at that session, held or to come; and what to pay by when."""

from __future__ import annotations

from datetime import date

from governance.rulebooks import rulebook
from governance.rules.accounts.account import Account, Session
from governance.rules.vote.session_vote import SessionVerdict, session_verdict
from tests.pages_of_accounts import chf, day, page

IOM = rulebook("iom")


def at_session(account: Account, opens: str, today: str) -> SessionVerdict:
    """The vote at a session of the Council."""
    return session_verdict(account, IOM, Session("Council", "X", day(opens)), day(today))


def owing() -> Account:
    """Informed in June 2023, never paid since 2020.

    assessments: year | amount
    2019 | 100.00
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    receipts: received | amount
    2019-01-20 | 100.00
    2020-01-20 | 100.00
    council_actions: dated | action
    2023-06-20 | informed
    """
    return page(owing)


def test_a_session_before_the_loss_takes_effect_needs_no_payment() -> None:
    """The opening is on 19 June 2024, a day before."""
    found = at_session(owing(), "2024-06-19", "2023-07-01")
    assert (found.may_vote, found.least_payment, found.pay_by) == (True, 0, None)
    assert found.verdict.status == "informed"
    assert found.because.startswith("If nothing more is paid, the Member may vote at the session that opens on 19 June")


def test_a_session_after_the_loss_says_what_to_pay_and_by_when() -> None:
    """In June 2024 the arrears will be 300.00 against 200.00."""
    found = at_session(owing(), "2024-06-20", "2023-07-01")
    assert (found.may_vote, found.least_payment, found.pay_by) == (False, chf("100.01"), date(2024, 6, 19))
    assert found.because.startswith(
        "Without a payment there is no vote at the session that opens on 20 June 2024: pay CHF 101 by 19 June 2024."
        " Arrears of CHF 300.00 reach CHF 200.00, the contributions due for 2022 and 2023"
    )


def test_a_session_further_away_assumes_assessments_as_the_last() -> None:
    """In November 2026: 2021 to 2025 unpaid, 500.00 against 200.00."""
    found = at_session(owing(), "2026-11-24", "2023-07-01")
    assert (found.verdict.arrears, found.verdict.threshold, found.least_payment) == (500, 200, chf("300.01"))


def test_a_session_held_is_judged_as_it_was() -> None:
    """Whatever is known today."""
    found = at_session(owing(), "2023-06-20", "2023-12-31")
    assert (found.may_vote, found.least_payment, found.pay_by) == (True, None, None)
    assert found.because.startswith("At the opening on 20 June 2023: Arrears of CHF 200.00 reach CHF 200.00")


def test_facts_dated_after_today_are_not_foreseen(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 999.00
    receipts: received | amount
    2023-12-01 | 300.00
    council_actions: dated | action
    2023-06-20 | informed
    """
    found = at_session(account, "2024-06-20", "2023-07-01")
    assert (found.verdict.arrears, found.verdict.current_year, found.least_payment) == (300, 100, chf("100.01"))


def test_a_payment_does_not_end_a_suspension(account: Account) -> None:
    """
    assessments: year | amount
    2000 | 100.00
    2001 | 100.00
    2002 | 100.00
    council_actions: dated | action
    2002-12-03 | suspended
    """
    found = at_session(account, "2003-12-01", "2003-06-01")
    assert (found.may_vote, found.least_payment, found.pay_by) == (False, None, None)
    assert "unless the vote is restored by a decision" in found.because


def test_where_nothing_is_known_or_the_state_is_no_member(account: Account) -> None:
    """
    membership: from | to
    1990-01-01 | 2023-12-31
    assessments: year | amount
    2022 | 100.00
    coverage: from | to
    2022-01-01 | 2022-12-31
    """
    assert at_session(account, "2023-11-28", "2023-06-01").may_vote is None
    gone = at_session(account, "2025-11-28", "2025-06-01")
    assert (gone.may_vote, gone.verdict.status) == (False, "no_rule")
