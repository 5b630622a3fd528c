"""The vote in other organizations: the same engine under other texts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from governance.rulebooks import rulebook
from governance.rules.accounts.account import Account, Action, Period
from governance.rules.vote.verdict import Verdict
from governance.rules.vote.vote import verdict
from tests.ledgers import books_of
from tests.pages_of_accounts import chf, day, page

EVERY_ACCOUNT = (("every_account", Period(day("1990-01-01"))),)


def judged(account: Account, key: str, on: str) -> Verdict:
    """The organization's verdict on the day."""
    return verdict(account, rulebook(key), day(on))


def test_un_tests_on_1_january_and_a_payment_gives_the_vote_back() -> None:
    """A refund in March brings the arrears to the threshold: that is tested on the next 1 January.

    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2022-12-01 | 100.00
    2023-06-01 | 50.00
    2024-03-01 | -50.00
    2025-02-01 | 100.01
    """
    account = page(test_un_tests_on_1_january_and_a_payment_gives_the_vote_back, declared=EVERY_ACCOUNT)
    assert judged(account, "un", "2024-01-01").status == "in_arrears"
    refunded = judged(account, "un", "2024-03-01")
    assert (refunded.status, refunded.arrears, refunded.threshold) == ("reaches_threshold", 200, 200)
    assert (refunded.may_vote, refunded.no_vote_from) == (True, day("2025-01-01"))
    assert "if they still do on 1 January 2025, when the arrears are tested" in refunded.because
    lost = judged(account, "un", "2025-01-01")
    assert (lost.status, lost.no_vote_from, lost.least_payment) == ("no_vote", day("2025-01-01"), chf("100.01"))
    assert judged(account, "un", "2025-02-01").status == "in_arrears"
    assert judged(account, "fao", "2024-03-01").status == "no_vote", "where no day is named, any day counts"


def test_un_cannot_be_run_where_the_ledger_holds_one_account_of_several(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    """
    found = judged(account, "un", "2023-01-01")
    assert (found.status, found.may_vote, found.threshold) == ("not_known", None, None)
    assert found.because.startswith(
        "The rule of Article 19 of the Charter cannot be run because a Member's arrears are"
    )


def test_every_account_is_declared_in_the_table_of_coverage_and_for_its_period_only(tmp_path: Path) -> None:
    rows = """
    membership: state | status | from
    XAA | member | 1990-01-01
    assessments: year | state | amount
    2021 | XAA | 100.00
    2022 | XAA | 100.00
    coverage: covers | from | to
    receipts | 1990-01-01 |
    every_account | 2023-01-01 | 2023-12-31
    """
    books = books_of(tmp_path, rows, "un")
    found = {on: books.ask("voting", day(on)).dicts()[0]["status"] for on in ("2022-12-31", "2023-01-01", "2024-01-01")}
    assert found == {"2022-12-31": "not_known", "2023-01-01": "no_vote", "2024-01-01": "not_known"}


def test_a_vote_permitted_by_the_general_assembly_until_the_end_of_its_session() -> None:
    """
    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    council_actions: dated | action | body | until
    2023-10-09 | maintained | General Assembly | 2024-09-09
    """
    test = test_a_vote_permitted_by_the_general_assembly_until_the_end_of_its_session
    account = page(test, declared=EVERY_ACCOUNT)
    kept = judged(account, "un", "2024-09-09")
    assert (kept.status, kept.ends, kept.no_vote_from) == ("maintained", day("2024-09-09"), day("2024-09-10"))
    lost = judged(account, "un", "2024-09-10")
    assert (lost.status, lost.no_vote_from) == ("no_vote", day("2024-09-10"))


@pytest.mark.parametrize(
    ("key", "body"),
    [("un", "General Assembly"), ("fao", "Conference"), ("imo", "Assembly"), ("unesco", "General Conference")],
)
def test_a_vote_kept_without_an_end_is_lost_again_after_the_arrears_were_below(key: str, body: str) -> None:
    """
    assessments: year | amount
    2020 | 100.00
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    2025 | 100.00
    2026 | 100.00
    receipts: received | amount
    2024-03-01 | 400.00
    """
    test = test_a_vote_kept_without_an_end_is_lost_again_after_the_arrears_were_below
    account = page(test, declared=EVERY_ACCOUNT, actions=(Action(day("2023-10-09"), "maintained", body),))
    kept = judged(account, key, "2024-02-29")
    assert (kept.status, kept.ends, kept.no_vote_from) == ("maintained", None, None)
    assert "a later loss is a new matter" in kept.because
    assert judged(account, key, "2024-03-01").may_vote
    assert judged(account, key, "2026-12-31").status == "no_vote"


def test_who_names_a_member_and_the_vote_is_lost_at_the_next_assembly(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    sessions: body | session | opens | closes
    Health Assembly | 76 | 2023-05-21 | 2023-05-30
    Executive Board | 153 | 2023-05-31 | 2023-06-01
    Health Assembly | 77 | 2024-05-27 | 2024-06-01
    council_actions: dated | action | body
    2023-05-24 | informed | Health Assembly
    """
    assert judged(account, "who", "2023-05-23").status == "reaches_threshold"
    named = judged(account, "who", "2023-05-24")
    assert (named.status, named.no_vote_from, named.may_vote) == ("informed", day("2024-05-27"), True)
    assert judged(account, "who", "2024-05-26").status == "informed"
    assert judged(account, "who", "2024-05-27").status == "no_vote"


def test_who_without_the_next_assembly_recorded(account: Account) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    council_actions: dated | action | body
    2023-05-24 | informed | Health Assembly
    """
    soon = judged(account, "who", "2024-01-31")
    assert (soon.status, soon.no_vote_from) == ("informed", None)
    assert "from the opening of its next session, whose date is not recorded" in soon.because
    late = judged(account, "who", "2024-05-25")
    assert (late.status, late.may_vote) == ("not_known", None)
    assert "cannot be run because the session of the Health Assembly after 24 May 2023" in late.because


def test_who_assesses_in_two_currencies_which_are_never_added() -> None:
    """
    assessments: year | amount
    2022 | 100.00
    """
    account = page(test_who_assesses_in_two_currencies_which_are_never_added, other_currencies=frozenset({"USD"}))
    found = judged(account, "who", "2024-06-30")
    assert (found.status, found.may_vote) == ("not_known", None)
    assert "cannot be run because this ledger holds facts about the Member in two currencies" in found.because


@pytest.mark.parametrize("key", ["fao", "ilo", "iaea", "unido", "itu", "icc"])
def test_no_vote_as_soon_as_the_arrears_equal_two_years(account: Account, key: str) -> None:
    """
    assessments: year | amount
    2021 | 100.00
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2024-06-01 | 100.01
    """
    lost = judged(account, key, "2023-01-01")
    assert (lost.status, lost.no_vote_from, lost.least_payment) == ("no_vote", day("2023-01-01"), chf("0.01"))
    assert rulebook(key).votes[0].words in lost.because
    assert judged(account, key, "2022-12-31").status == "in_arrears"
    assert judged(account, key, "2024-06-01").status == "in_arrears"


def test_unesco_counts_the_current_year_on_both_sides_and_asks_for_more(account: Account) -> None:
    """Due for 2022 (a part), 2023 and 2024: 200.00 does not exceed 2023 and 2024; a cent more does.

    assessments: year | amount
    2022 | 100.00
    2023 | 100.00
    2024 | 100.00
    receipts: received | amount
    2023-02-01 | 99.99
    2024-06-01 | 0.01
    """
    lost = judged(account, "unesco", "2024-01-01")
    assert (lost.status, lost.compared, lost.threshold, lost.arrears) == ("no_vote", chf("200.01"), 200, chf("100.01"))
    assert lost.least_payment == chf("0.01")
    assert "What is due, CHF 200.01, exceeds CHF 200.00, the contributions payable for 2023 and 2024" in lost.because
    assert judged(account, "unesco", "2024-06-01").status == "in_arrears"
    assert "does not exceed" in judged(account, "unesco", "2024-06-01").because


def test_imo_any_debt_older_than_a_year(account: Account) -> None:
    """Due 30 days after the notice: 31 January 2023. In time until 31 January 2024, lost from 1 February.

    assessments: year | amount | due
    2023 | 100.00 | 2023-01-31
    2024 | 100.00 | 2024-01-31
    receipts: received | amount
    2023-05-01 | 99.00
    2024-07-01 | 0.50
    2024-08-01 | 0.50
    """
    coming = judged(account, "imo", "2023-12-31")
    assert (coming.status, coming.reaches_threshold_on) == ("owes_current_year", day("2024-02-01"))
    assert judged(account, "imo", "2024-01-31").status == "in_arrears"
    lost = judged(account, "imo", "2024-02-01")
    assert (lost.status, lost.least_payment, lost.no_vote_from) == ("no_vote", chf("1.00"), day("2024-02-01"))
    assert (lost.compared, lost.threshold) == (chf("1.00"), None)
    assert judged(account, "imo", "2024-07-01").status == "no_vote"
    assert judged(account, "imo", "2024-08-01").status == "owes_current_year"


def test_imo_waived_by_the_assembly(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 100.00
    council_actions: dated | action | body
    2023-11-30 | maintained | Assembly
    """
    assert judged(account, "imo", "2023-01-02").status == "no_vote"
    waived = judged(account, "imo", "2023-11-30")
    assert (waived.status, waived.may_vote) == ("maintained", True)
    assert "the Assembly decided on 30 November 2023 to keep the vote" in waived.because


def test_no_rule_is_held_for_an_organization_outside_its_text(account: Account) -> None:
    """
    assessments: year | amount
    2022 | 100.00
    """
    book = rulebook("fao")
    later = dataclasses.replace(book, votes=(dataclasses.replace(book.votes[0], first_day=day("2000-01-01")),))
    found = verdict(account, later, day("1999-12-31"))
    assert found.status == "no_rule"
