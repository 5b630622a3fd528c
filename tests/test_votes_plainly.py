"""Verdicts cost by the days that matter, and are those that receipts one by one and every single day would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.books.books import _Asking
from governance.questions.accounts.accounts import accounts as accounts_in
from governance.questions.accounts.accounts import receipts_of
from governance.rulebooks import Receipts, Rulebook
from governance.rules.accounts.account import Account, Assessment, Period, Receipt, Received, Running, Spell
from governance.rules.vote.case import Case
from governance.rules.vote.criterion import YearsOfContributions
from governance.rules.vote.vote import verdict
from tests.oracle import Fact
from tests.plain_votes import met_since, one_by_one
from tests.random_ledgers import books_over, histories, ways_of_money
from tests.test_vote_properties import BOOKS, CENT, FIRST, accounts, adjustments, days, receipts

coverages = st.sampled_from(
    [(Period(date(2000, 1, 1)),), (Period(date(2012, 3, 5)),), (Period(FIRST, date(2013, 6, 1)), Period(date(2014, 2, 2)))]
)  # fmt: skip


@st.composite
def any_accounts(draw: st.DrawFn) -> Account:
    """Accounts with everything that can bear on a vote; what is covered, and where the ledger starts, vary too."""
    account = draw(accounts())
    start = account.ledger_start
    return replace(
        account,
        receipts=(*draw(receipts), *draw(receipts)),
        disputes=draw(adjustments),
        coverage=draw(coverages),
        ledger_start=min(filter(None, (start, draw(st.none() | days))), default=None),
    )


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.key))
@given(
    account=any_accounts(), asked=st.lists(days, min_size=1, max_size=4), ways=st.tuples(st.booleans(), st.booleans())
)
@settings(max_examples=60, deadline=None)
def test_a_verdict_is_the_one_that_every_receipt_on_every_day_would_give(
    book: Rulebook, account: Account, asked: list[date], ways: tuple[bool, bool]
) -> None:
    """Under openings, adjustments, refunds, named years, withdrawals, decisions, disputes and gaps in what is covered;
    on several days in any order, since what was found for one serves the others."""
    money = replace(book.receipts, honours_named_year=ways[0], years_apart=ways[1])
    rules = replace(book, receipts=money)
    assert isinstance(account.receipts, tuple)
    plain = replace(account, receipts=one_by_one(account.receipts))
    found = [verdict(account, rules, on) for on in asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Case, "met_since", met_since)
        assert [verdict(plain, rules, on) for on in asked] == found


def chf(amount: int) -> Decimal:
    return Decimal(amount)


DUES = tuple(Assessment(year, chf(100), date(year, 1, 1)) for year in range(2010, 2021))
TURNS = {
    "a refund": (
        Account("XAA", "CHF", DUES, receipts=(Receipt(date(2020, 1, 20), chf(900)), Receipt(date(2020, 3, 1), chf(-700))),
                spells=(Spell(date(2000, 1, 1)),), coverage=(Period(date(2000, 1, 1)),)),
        date(2020, 3, 1),
    ),
    "a membership that begins again": (
        Account("XAA", "CHF", DUES, receipts=(Receipt(date(2016, 2, 10), chf(1)), Receipt(date(2016, 4, 10), chf(1))),
                spells=(Spell(date(2000, 1, 1), date(2013, 12, 31)), Spell(date(2016, 3, 1))),
                coverage=(Period(date(2000, 1, 1)),)),
        date(2016, 4, 10),
    ),
    "receipts that are complete from a day on": (
        Account("XAA", "CHF", (), receipts=(Receipt(date(2018, 5, 5), chf(-50)), Receipt(date(2020, 2, 1), chf(1)),
                                            Receipt(date(2020, 4, 1), chf(1))), coverage=(Period(date(2020, 3, 5)),)),
        date(2020, 4, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("turn", TURNS)
def test_a_time_begins_where_the_plain_way_has_it_begin(turn: str) -> None:
    """Days between which more than payments happens, each with the day on which the threshold was reached for good."""
    account, expected = TURNS[turn]
    reached = []
    for book in BOOKS:
        found = verdict(account, book, date(2020, 6, 30))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Case, "met_since", met_since)
            assert isinstance(account.receipts, tuple)
            plain = replace(account, receipts=one_by_one(account.receipts))
            assert verdict(plain, book, date(2020, 6, 30)) == found
        reached.append(found.reaches_threshold_on)
    assert expected in reached


@given(histories, ways_of_money)
@settings(deadline=None)
def test_the_books_sum_the_receipts_of_a_day_as_the_rules_do(facts: list[Fact], money: Receipts) -> None:
    """A State's receipts one by one, and as the books sum them by day and by the year that they name."""
    asking = _Asking(books_over(facts, money), date(2023, 12, 31))
    for key, account in accounts_in(asking).items():
        one_each = receipts_of(asking, *key)
        if not money.honours_named_year:
            one_each = [replace(receipt, for_year=None) for receipt in one_each]
        assert told(account.received) == told(Received.of(one_each))


def told(received: Received) -> object:
    """All that sums by day say, to be compared."""
    series = {year: (list(of.days), list(of.totals)) for year, of in received.by_year.items()}
    return series, list(received.refund_days)


class Counted(Sequence[date]):
    """Days that count how many of them were looked at."""

    def __init__(self, found: list[date]) -> None:
        self.found, self.looked_at = found, 0

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        self.looked_at += 1
        return self.found[place]


@pytest.mark.parametrize("number", [100, 4_000])
def test_a_verdict_looks_at_days_that_matter_and_not_at_every_receipt(number: int) -> None:
    """A hundred or four thousand days on which a cent came in: some searches by halves for each year, no walk."""
    paid = Counted([date.fromordinal(date(2010, 1, 1).toordinal() + place) for place in range(number)])
    received = Received({None: Running(paid, [place * CENT for place in range(1, number + 1)])})
    dues = tuple(Assessment(year, CENT * 10**7) for year in range(2008, 2021))
    member = (Spell(date(2000, 1, 1)),)
    account = Account("XAA", "CHF", dues, receipts=received, spells=member, coverage=(Period(date(2000, 1, 1)),))
    measured = Mock(side_effect=YearsOfContributions.measure, autospec=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(YearsOfContributions, "measure", lambda *given: measured(*given))
        found = verdict(account, BOOKS[0], date(2020, 12, 31))
        assert found.least_payment, "the threshold is reached"
        assert measured.call_count < 60
        assert paid.looked_at < 4_000
        measured.reset_mock()
        verdict(account, BOOKS[0], date(2020, 12, 30))
        assert measured.call_count < 12, "another day of the same time walks no further than the last turn"


def test_what_an_account_keeps_does_not_grow_with_the_days_that_are_asked_about() -> None:
    """Two years of days, and all that is kept after the last of them was kept after the first of them."""
    dues = tuple(Assessment(year, chf(100)) for year in range(2008, 2021))
    spells, coverage = (Spell(date(2000, 1, 1)),), (Period(date(2000, 1, 1)),)
    account = Account("XAA", "CHF", dues, spells=spells, coverage=coverage)
    verdict(account, BOOKS[0], date(2020, 12, 31))
    kept = set(account.memo)
    for turn in range(730):
        verdict(account, BOOKS[0], date(2020, 12, 31) - timedelta(days=turn))
    assert set(account.memo) == kept
