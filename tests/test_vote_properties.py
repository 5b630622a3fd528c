"""What must hold of every account, whatever its facts: identities, least payments, later facts change nothing."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.rulebooks import Rulebook, rulebook
from governance.rules.accounts.account import (
    Account,
    Action,
    Adjustment,
    Assessment,
    Opening,
    Period,
    Receipt,
    Session,
    Spell,
)
from governance.rules.accounts.balance import history_start, outstanding
from governance.rules.accounts.position import account_ahead, ahead, position
from governance.rules.vote.session_vote import keeps_until
from governance.rules.vote.verdict import STATUSES, Verdict
from governance.rules.vote.vote import verdict
from tests.pages_of_accounts import one_by_one

CENT = Decimal("0.01")
EVERY_ACCOUNT = (("every_account", Period(date(1990, 1, 1))),)
FIRST, LAST = date(2010, 1, 1), date(2020, 12, 31)
BOOKS = [rulebook(key) for key in ("iom", "un", "who", "fao", "unesco", "imo")]
BODIES = ("Council", "General Assembly", "Health Assembly", "Conference", "General Conference", "Assembly", "Other")

days = st.dates(FIRST, LAST)
years = st.integers(2008, 2021)
amounts = st.integers(1, 30_000).map(lambda cents: cents * CENT)
signed = st.integers(-10_000, 20_000).filter(bool).map(lambda cents: cents * CENT)
assessments = st.dictionaries(
    st.integers(2009, 2020), st.tuples(amounts | st.just(Decimal(0)), st.none() | st.integers(0, 300)), max_size=12
).map(
    lambda found: tuple(
        Assessment(year, amount, None if late is None else date(year, 1, 1) + timedelta(late))
        for year, (amount, late) in found.items()
    )
)
receipts = st.lists(st.builds(Receipt, days, amounts | amounts | signed, st.none() | years), max_size=10).map(tuple)
adjustments = st.lists(
    st.builds(
        Adjustment, days, signed, st.none() | years, st.sampled_from(["waiver", "Correction", "surplus credited"])
    ),
    max_size=4,
).map(tuple)
openings = st.lists(
    st.builds(Opening, st.sampled_from([date(2011, 1, 1), date(2014, 7, 1)]), st.integers(2007, 2014), signed),
    max_size=4,
    unique_by=lambda opening: (opening.dated, opening.year),
).map(tuple)
actions = st.lists(
    st.builds(
        Action,
        days,
        st.sampled_from(["informed", "informed", "suspended", "maintained", "restored"]),
        st.sampled_from(["Council", *BODIES]),
        until=st.none() | days,
    ),
    max_size=6,
    unique_by=lambda action: action.dated,
).map(tuple)
spells = st.sampled_from(
    [
        (Spell(date(2000, 1, 1)),),
        (Spell(date(2012, 5, 1)),),
        (Spell(date(2000, 1, 1), date(2013, 12, 31)), Spell(date(2016, 3, 1))),
    ]
)
SESSIONS = tuple(
    Session("Health Assembly", str(year), date(year, 5, 20), date(year, 5, 28)) for year in range(2010, 2023)
)


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """A Member's account with complete receipts."""
    opened = draw(openings)
    return Account(
        "XAA",
        "CHF",
        draw(assessments),
        opened,
        draw(receipts),
        draw(adjustments),
        spells=draw(spells),
        actions=draw(actions),
        sessions=SESSIONS,
        coverage=(Period(date(2000, 1, 1)),),
        ledger_start=min((opening.dated for opening in opened), default=None),
        declared=EVERY_ACCOUNT,
    )


def paying(account: Account, on: date, amount: Decimal) -> Account:
    """The account with one more receipt."""
    return dataclasses.replace(account, receipts=(*one_by_one(account), Receipt(on, amount)))


def met(found: Verdict) -> bool:
    """Whether the verdict says that the rule's threshold is reached."""
    return bool(found.least_payment)


@given(accounts(), days, st.sampled_from(BOOKS))
@settings(max_examples=400, deadline=None)
def test_the_least_payment_lifts_the_threshold_and_one_cent_less_does_not(
    account: Account, on: date, book: Rulebook
) -> None:
    """On the day itself."""
    found = verdict(account, book, on)
    if not met(found):
        return
    assert found.least_payment is not None
    assert not met(verdict(paying(account, on, found.least_payment), book, on))
    almost = verdict(paying(account, on, found.least_payment - CENT), book, on)
    assert almost.least_payment == CENT
    assert almost.status == found.status


@given(accounts(), days, st.sampled_from(BOOKS))
@settings(max_examples=300, deadline=None)
def test_the_payment_by_31_december_keeps_the_threshold_lifted_on_1_january(
    account: Account, on: date, book: Rulebook
) -> None:
    """If assessments stay as the last."""
    found = verdict(account, book, on)
    least = found.least_payment_by_31_december
    january = date(on.year + 1, 1, 1)

    def then(paid: Decimal) -> Verdict:
        return verdict(account_ahead(paying(account, on, paid), on, january, book.terms), book, january)

    if least:
        assert not met(then(least))
        assert then(least - CENT).least_payment == CENT
    elif least is not None:
        assert not met(then(Decimal(0)))


@given(accounts(), days, st.integers(1, 364))
@settings(max_examples=400, deadline=None)
def test_the_payment_for_the_vote_keeps_it_on_the_day_of_the_loss_and_one_cent_less_does_not(
    account: Account, on: date, later: int
) -> None:
    """Information so dated that it takes effect `later` days from the day asked, on which it is what decides."""
    book = rulebook("iom")
    lost = on + timedelta(later)
    if (lost.month, lost.day) == (2, 29):
        return
    informed = lost.replace(year=lost.year - 1)
    account = dataclasses.replace(account, actions=(Action(informed, "informed", "Council"),))
    found = verdict(account, book, on)
    if found.informed is None or found.may_vote is None:
        return

    def then(paid: Decimal) -> Verdict:
        return verdict(account_ahead(paying(account, on, paid), on, lost, book.terms), book, lost)

    assert found.least_payment_for_vote is not None
    assert then(found.least_payment_for_vote).may_vote
    if found.least_payment_for_vote:
        assert found.pay_by == lost - timedelta(1)
        assert then(found.least_payment_for_vote - CENT).status == "no_vote"
    else:
        assert found.pay_by is None


@given(accounts(), days)
@settings(max_examples=200, deadline=None)
def test_without_information_the_payment_for_the_vote_brings_arrears_below_the_threshold(
    account: Account, on: date
) -> None:
    """One cent less leaves them at it."""
    book = rulebook("iom")
    account = dataclasses.replace(account, actions=())
    found = verdict(account, book, on)
    if found.status != "reaches_threshold":
        ahead = found.reaches_threshold_on == date(on.year + 1, 1, 1)
        asked = found.least_payment_by_31_december if ahead else Decimal(0)
        assert found.status in ("may_be_suspended", "no_rule", "not_known") or found.least_payment_for_vote == asked
        return
    assert found.least_payment_for_vote is not None
    assert found.pay_by == on
    assert not met(verdict(paying(account, on, found.least_payment_for_vote), book, on))
    at = verdict(paying(account, on, found.least_payment_for_vote - CENT), book, on)
    assert (at.status, at.least_payment) == ("reaches_threshold", CENT)


@given(accounts(), days, st.sampled_from(BOOKS), days, amounts)
@settings(max_examples=400, deadline=None)
def test_more_money_never_worsens_a_status(
    account: Account, on: date, book: Rulebook, paid: date, amount: Decimal
) -> None:
    """Whenever it was paid; but it may end a loss, and with it a decision on that one which set no end."""
    before, after = verdict(account, book, on), verdict(paying(account, paid, amount), book, on)
    if before.status == "maintained" and before.ends is None:
        for_ever = of_decisions_for_ever(book)
        before, after = verdict(account, for_ever, on), verdict(paying(account, paid, amount), for_ever, on)
    if before.status in STATUSES and after.status in STATUSES:
        assert STATUSES.index(after.status) <= STATUSES.index(before.status)
    else:
        assert severity_known(before) is severity_known(after)


def of_decisions_for_ever(book: Rulebook) -> Rulebook:
    """The rulebook as if a decision without an end answered every loss."""
    rules = [
        dataclasses.replace(regime.rule, decision_answers_one_loss=False)  # type: ignore[type-var]
        if hasattr(regime.rule, "decision_answers_one_loss")
        else regime.rule
        for regime in book.votes
    ]
    votes = tuple(dataclasses.replace(r, rule=rule) for r, rule in zip(book.votes, rules, strict=True))
    return dataclasses.replace(book, votes=votes)


def severity_known(found: Verdict) -> bool:
    """Whether the verdict decides anything."""
    return found.status in STATUSES


@given(accounts(), accounts(), days, st.sampled_from(BOOKS))
@settings(max_examples=400, deadline=None)
def test_facts_dated_later_change_nothing(account: Account, other: Account, on: date, book: Rulebook) -> None:
    """Of an earlier day: receipts, adjustments, assessments, openings, decisions, the end of a membership."""
    member = account.member_since(on)
    later = dataclasses.replace(
        account,
        assessments=account.assessments + tuple(a for a in other.assessments if other.due(a) > on and a.due),
        openings=account.openings + tuple(o for o in other.openings if o.dated > on),
        receipts=one_by_one(account) + tuple(r for r in one_by_one(other) if r.dated > on),
        adjustments=account.adjustments + tuple(a for a in other.adjustments if a.dated > on),
        actions=account.actions + tuple(a for a in other.actions if a.dated > on),
        spells=account.spells
        if member is None
        else tuple(dataclasses.replace(s, last_day=s.last_day or on + timedelta(days=30)) for s in account.spells),
        ledger_start=account.ledger_start or on + timedelta(days=1),
    )
    assert verdict(later, book, on) == verdict(account, book, on)


@given(accounts(), st.lists(days, min_size=2, max_size=6), st.sampled_from(BOOKS))
@settings(max_examples=100, deadline=None)
def test_asking_many_days_of_one_account_gives_what_each_gives_alone(
    account: Account, asked: list[date], book: Rulebook
) -> None:
    """Nothing that is kept from one day to the next leaks."""
    together = [verdict(account, book, on) for on in asked]
    assert together == [verdict(dataclasses.replace(account), book, on) for on in asked]


@given(accounts(), days, st.booleans())
@settings(max_examples=300, deadline=None)
def test_the_identity_opening_and_assessed_less_paid_is_outstanding_less_credit(
    account: Account, on: date, honours: bool
) -> None:
    """For every State on every day."""
    start = history_start(account, on) or date.min
    balance = outstanding(account, on, honours)
    opened = sum(o.amount for o in account.openings if o.dated == start)
    assessed = sum(amount for due, _, amount in account.dues if start <= due <= on)
    received = sum(r.amount for r in one_by_one(account) if start <= r.dated <= on)
    adjusted = sum(a.amount for a in account.adjustments if start <= a.dated <= on)
    assert opened + assessed - received - adjusted == balance.outstanding - balance.credit
    assert balance.arrears + balance.current_year == balance.outstanding
    assert list(balance.by_year) == sorted(balance.by_year)
    assert all(amount > 0 for amount in balance.by_year.values())
    assert balance.pool >= 0


@given(accounts(), days, st.integers(1, 4))
@settings(max_examples=300, deadline=None)
def test_a_position_ahead_is_the_position_of_the_account_ahead(account: Account, on: date, later: int) -> None:
    """The quick way of the countdown and the slow way of a session agree."""
    terms = rulebook("iom").terms
    at = position(account, on, terms)
    assert at is not None
    to = date(on.year + later, 1, 1)
    foreseen = position(account_ahead(account, on, to, terms), to, terms)
    assert foreseen is not None
    if account.member_since(on) is not None:
        quick = ahead(at, to)
        assert (quick.unpaid, quick.assessed) == (foreseen.unpaid, foreseen.assessed)


@given(accounts(), days)
@settings(max_examples=150, deadline=None)
def test_the_countdown_is_the_first_1_january_on_which_the_threshold_is_reached(account: Account, on: date) -> None:
    """Looked for one year after the other, up to one for which the comparison cannot be made."""
    book = rulebook("fao")
    found = verdict(account, book, on)
    if met(found) or found.status not in STATUSES:
        return
    expected = None
    for day in (on, *(date(year, 1, 1) for year in range(on.year + 1, on.year + 9))):
        then = verdict(account_ahead(account, on, day, book.terms), book, day)
        if then.may_vote is None and then.arrears:
            assert found.reaches_threshold_on is None
            assert "no assessment for" in found.because or "has not been assessed for" in found.because
            return
        if met(then):
            expected = day
            break
    assert found.reaches_threshold_on == expected or (expected is None and met_far_ahead(found, on))


@given(accounts(), days, st.sampled_from(BOOKS), st.integers(1, 500), st.integers(0, 12), st.integers(1, 900))
@settings(max_examples=300, deadline=None)
def test_a_vote_that_is_kept_until_a_later_day_is_not_lost_at_a_session_before(
    account: Account, today: date, book: Rulebook, until: int, long: int, later: int
) -> None:
    """What the session's days are not looked at for, one by one, is what looking at them would find."""
    opens = today + timedelta(until)
    foreseen = verdict(account_ahead(account, today, opens, book.terms), book, opens)
    for number in (*range(long + 1), later):
        day = opens + timedelta(number)
        if keeps_until(foreseen, day):
            then = verdict(account_ahead(account, today, day, book.terms), book, day)
            assert then.may_vote is not False


def met_far_ahead(found: Verdict, on: date) -> bool:
    """Whether the countdown lies beyond the years looked at."""
    return found.reaches_threshold_on is not None and found.reaches_threshold_on.year > on.year + 8


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.key))
@given(account=accounts(), on=days)
@settings(max_examples=100, deadline=None)
def test_every_verdict_is_whole(book: Rulebook, account: Account, on: date) -> None:
    """A sentence, and both sides wherever the vote is decided by them."""
    found = verdict(account, book, on)
    assert found.because
    assert "{" not in found.because
    assert (found.may_vote is False) <= (found.status in ("no_vote", "suspended", "no_rule"))
    assert (found.status in ("no_vote", "suspended")) <= (found.may_vote is False)
    if found.status == "no_vote":
        assert found.no_vote_from is not None
        assert found.no_vote_from <= on
    if found.status == "maintained":
        assert found.ends is None or found.ends >= on
    if found.ratio is not None and found.threshold and book.key != "unesco":
        assert (found.ratio >= 1 and found.compared > 0) is met(found)  # type: ignore[operator]
