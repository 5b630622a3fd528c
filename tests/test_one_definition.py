"""What is worked out in two places is one: what is outstanding, by SQL for all Members at once and by a rule for one
Member on many days; and a share, by SQL in whole numbers and by money.py."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.books.books import _Asking
from governance.books.loading import SHARES
from governance.money import share
from governance.questions.accounts.accounts import account_of, accounts
from governance.questions.rows import Row
from governance.rulebooks import Receipts
from governance.rules.accounts.account import Account, Received
from governance.rules.accounts.balance import outstanding
from tests.oracle import Fact, is_known
from tests.random_ledgers import DAYS, LONG_AGO, STATES, books_over, days, histories, ways_of_money


@given(histories, st.lists(days, min_size=1, max_size=4), ways_of_money)
def test_the_rule_and_the_books_agree_to_the_cent(facts: list[Fact], on: list[date], money: Receipts) -> None:
    books = books_over(facts, money)
    known = accounts(_Asking(books, on[0]))
    for day in on:
        told = {(row["state"], row["currency"]): row for row in books.ask("balances", day).dicts()}
        for key, account in known.items():
            found = outstanding(account, day, money.honours_named_year, money.years_apart)
            if key not in told:  # nothing was due or paid by the day
                assert found.outstanding == found.credit == 0
                continue
            row = told[key]
            assert (row["known"] == "yes") == found.known
            assert (row["arrears"], row["current_year"], row["credit"]) == (
                found.arrears,
                found.current_year,
                found.credit,
            )
        for row in books.ask("outstanding", day).dicts():
            account = known[str(row["state"]), str(row["currency"])]
            assert row["outstanding"] == outstanding(
                account, day, money.honours_named_year, money.years_apart
            ).by_year.get(int(str(row["year"])), 0)


@given(histories, days, ways_of_money)
def test_what_each_receipt_paid_is_what_filling_year_after_year_gives(
    facts: list[Fact], on: date, money: Receipts
) -> None:
    """In whole cents and for all receipts at once as receipt by receipt."""
    books = books_over(facts, money)
    ways: tuple[dict[str, Any], ...] = ({}, {"state": STATES[0]}, {"currency": "USD"})
    for asked in ways:
        told = books.ask("receipts_applied", on, **asked).rows
        assert Counter(told) == Counter(_applied(_Asking(books, on), asked, honours=money.honours_named_year))


@given(histories, days, ways_of_money)
def test_what_receipts_paid_of_a_year_is_what_the_year_received_by_the_books(
    facts: list[Fact], on: date, money: Receipts
) -> None:
    """Whether or not the named year is honoured; where nothing was paid back and no debt was added."""
    taken = [fact for fact in facts if fact.what == "assessment" or (fact.what == "receipt" and fact.amount > 0)]
    books = books_over(taken, money)
    paid: defaultdict[tuple[object, ...], Decimal] = defaultdict(Decimal)
    for row in books.ask("receipts_applied", on).dicts():
        if row["year"] and row["applied"] is not None:
            paid[row["state"], row["currency"], row["year"]] += row.amount("applied")
    received = {
        (row["state"], row["currency"], row["year"]): row.amount("received")
        for row in books.ask("outstanding", on).dicts()
        if row["known"] == "yes" and row["received"]
    }
    assert paid == received


@pytest.mark.parametrize(
    ("honours", "paid"),
    [(False, [(2019, 60), (2019, 40), (2020, 70)]), (True, [(2020, 60), (2019, 100), (2020, 10)])],
)
def test_a_receipt_pays_the_year_that_it_names_where_the_rulebook_honours_it(
    honours: bool, paid: list[tuple[int, int]]
) -> None:
    """60 for 2020, then 110 for no year, of 100 owed for each of 2019 and 2020."""
    facts = [
        Fact("assessment", "XAA", date(2019, 1, 1), Decimal(100), 2019),
        Fact("assessment", "XAA", date(2020, 1, 1), Decimal(100), 2020),
        Fact("receipt", "XAA", date(2020, 3, 1), Decimal(60), 2020),
        Fact("receipt", "XAA", date(2020, 4, 1), Decimal(110), None),
    ]
    books = books_over(facts, Receipts(honours_named_year=honours))
    rows = books.ask("receipts_applied", date(2020, 12, 31)).dicts()
    assert [(row["year"], row["applied"]) for row in rows] == paid


def _applied(asking: _Asking, asked: dict[str, Any], *, honours: bool) -> Iterator[tuple[object, ...]]:
    """What each receipt paid, by the day until which what it paid was owed."""
    opened: defaultdict[tuple[str, str], set[date]] = defaultdict(set)
    for row in asking.table("opening_balances"):
        opened[row["state"], row["currency"]].add(row["dated"])
    first = min(set().union(*opened.values()), default=None)
    received: defaultdict[tuple[str, str, date], list[Row]] = defaultdict(list)
    for row in asking.rows("received", **asked):
        if row["state"]:
            key = row["state"], row["currency"]
            starts = opened[key] | ({first} if first else set())
            before = [start - timedelta(1) for start in starts if start > row["value_date"]]
            received[*key, min([asking.as_of, *before])].append(row)
    for (state, currency, until), rows in received.items():
        known = {(row["state"], row["currency"]): row["known"] for row in asking.rows("balances", on=until)}
        slots = [
            [row["year"], row["received"]]
            for row in asking.rows("outstanding", on=until, state=state, currency=currency)
            if row["received"] > 0
        ]
        named = [row for row in rows if honours and row["for_year"] and row["amount"] > 0]
        for slot in slots:
            slot[1] = max(slot[1] - sum(row["amount"] for row in named if row["for_year"] == slot[0]), Decimal(0))
        if known.get((state, currency)) == "yes":
            rows = [row for row in rows if row not in named]
            for row in named:
                yield (
                    row["value_date"],
                    row["reference"],
                    state,
                    currency,
                    row["amount"],
                    row["for_year"],
                    row["amount"],
                )
        kept: list[Decimal] = []
        for row in rows:
            back = max(-row["amount"], Decimal(0))
            for place in reversed(range(len(kept))):
                taken = min(back, kept[place])
                kept[place], back = kept[place] - taken, back - taken
            kept.append(max(row["amount"], Decimal(0)))
        for row, left in zip(rows, kept, strict=True):
            told = row["value_date"], row["reference"], state, currency, row["amount"]
            if known.get((state, currency)) != "yes":
                yield *told, None, None
                continue
            if not left:
                yield *told, None, Decimal(0)
            for slot in slots:
                part = min(left, slot[1])
                if part:
                    yield *told, slot[0], part
                slot[1], left = slot[1] - part, left - part
            if left:
                yield *told, None, left


@given(histories, ways_of_money)
def test_an_account_that_is_made_alone_is_the_one_made_with_all_others(facts: list[Fact], money: Receipts) -> None:
    asking = _Asking(books_over(facts, money, joined=dict.fromkeys(STATES, LONG_AGO)), DAYS[-1])
    alone = {state: _held(account_of(asking, state, alone=True)) for state in STATES}
    assert not asking.keeps("accounts"), "only what was asked for is made"
    assert alone == {state: _held(account_of(asking, state)) for state in STATES}


def _held(account: Account) -> tuple[object, ...]:
    """All that an account holds, its columns as lists."""
    assert isinstance(account.receipts, Received)
    sums = {year: (list(of.days), list(of.totals)) for year, of in account.receipts.by_year.items()}
    return replace(account, receipts=Received()), sums, list(account.receipts.refund_days)


@given(histories, days, ways_of_money)
def test_the_curve_runs_to_what_is_received_for_the_year_on_its_last_day(
    facts: list[Fact], on: date, money: Receipts
) -> None:
    """The third computation: all days at once. Its sum on a day is what the first shows as received for that year.

    Of money given back the two tell different things - the curve never falls below zero -, and tests.test_identity holds
    each to the oracle there.
    """
    kept = [replace(fact, amount=abs(fact.amount)) if fact.what == "receipt" else fact for fact in facts]
    books = books_over(kept, money)
    curve = books.ask("collected_by_day", on).dicts()
    assert all(row["day"] <= on and row["day"].year == row["year"] for row in curve)
    for currency in {row["currency"] for row in books.ask("balances", on).dicts()}:
        received = [  # beyond what was assessed it is a credit, and pays nothing of the year
            row["received"] + min(row["outstanding"], 0)
            for row in books.ask("outstanding", on, currency=currency, year=on.year).dicts()
            if row["assessed"]
        ]
        assert sum(row["applied"] for row in curve if (row["year"], row["currency"]) == (on.year, currency)) == sum(
            received
        )


@given(
    histories,
    days,
    st.sampled_from((LONG_AGO, *DAYS[:12])),
    st.dictionaries(st.sampled_from(STATES), st.sampled_from((date(2000, 1, 1), *DAYS[:12]))),
    st.none() | st.sampled_from(DAYS[:12]),
)
def test_a_balance_is_known_in_each_of_them_only_where_what_was_owed_before_is(
    facts: list[Fact], on: date, covered: date, joined: dict[str, date], declared: date | None
) -> None:
    """By an opening balance, by joining later, or by the declaration that nothing was owed; the curve agrees."""
    books = books_over(facts, covered=covered, joined=joined, declared=declared)
    known = accounts(_Asking(books, on))
    rows = books.ask("balances", on).dicts()
    for row in rows:
        state = str(row["state"])
        expected = is_known(facts, state, on, covered, joined.get(state), declared)
        assert (row["known"] == "yes") is expected
        assert outstanding(known[state, str(row["currency"])], on).known is expected
    unknown = {row["state"] for row in rows if row["known"] == "no"}
    years = {row["year"] for row in books.ask("outstanding", on).dicts() if row["state"] in unknown}
    assert years.isdisjoint(books.ask("collection", on).column("year"))


cents = st.decimals(-(10**12), 10**12, places=2) | st.decimals(-9, 9, places=2)


@given(st.lists(st.tuples(cents, cents), min_size=1))
def test_a_share_is_the_same_in_sql_to_the_last_place(pairs: list[tuple[Decimal, Decimal]]) -> None:
    """Ties to the even digit, below zero too; none of nothing."""
    with duckdb.connect() as connection:
        for macro in SHARES:
            connection.execute(f"create macro {macro}")
        connection.execute("create table pairs (part decimal(18, 2), whole decimal(38, 2))")
        connection.executemany("insert into pairs values (?, ?)", [list(pair) for pair in pairs])
        found = connection.execute("select share_pct(part, whole), share_pct(part, 8) from pairs").fetchall()
    assert found == [(share(part, whole), share(part, Decimal(8))) for part, whole in pairs]
