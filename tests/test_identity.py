"""The identity of the accounts, on any history and any date:

    opening + assessed - received - adjusted - disputed (kept outside) = arrears + current year - credit

for each State and in total; the age buckets and the years of debt add up to the same; a plain Python account of
oldest debt first agrees with the SQL to the cent; and what is dated later never changes a past date.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import given

from governance.books import Books
from governance.questions.rows import Row
from governance.rulebooks import Receipts
from tests.oracle import ZERO, Fact, account, history_starts
from tests.random_ledgers import STATES, YEARS, books_over, days, histories, ways_of_money

BUCKETS = ("current_year", "one_year", "two_years", "three_years", "four_years", "five_years_and_more")


def total(rows: list[Row], *names: str) -> Decimal:
    return sum((row.amount(name) for row in rows for name in names), ZERO)


def unexplained(row: Row, money: Receipts) -> Decimal:
    """What the identity leaves over: nothing."""
    left = row.amount("opening") + row.amount("assessed") - row.amount("received") - row.amount("adjusted")
    left -= row.amount("disputed") if money.disputed == "outside" else ZERO
    return left - (row.amount("arrears") + row.amount("current_year") - row.amount("credit"))


@given(histories, days, ways_of_money)
def test_the_identity_holds_for_each_state_and_in_total(facts: list[Fact], day: date, money: Receipts) -> None:
    books = books_over(facts, money)
    balances, ageing = books.ask("balances", day).dicts(), books.ask("ageing", day).dicts()
    for row in balances:
        assert unexplained(row, money) == 0
        assert row["outstanding"] == row["arrears"] + row["current_year"]
        assert min(row["arrears"], row["current_year"], row["credit"]) >= 0
    for balance, aged in zip(balances, ageing, strict=True):
        assert (aged["state"], aged["outstanding"], aged["credit"]) == (
            balance["state"], balance["outstanding"], balance["credit"])  # fmt: skip
        assert sum(aged[bucket] for bucket in BUCKETS) == balance["outstanding"]
        assert aged["current_year"] == balance["current_year"]
    for together in books.ask("identity", day).dicts():
        assert unexplained(together, money) == 0
        for name in ("opening", "assessed", "received", "adjusted", "disputed", "arrears", "current_year", "credit"):
            assert together[name] == total(balances, name)


@given(histories, days, ways_of_money)
def test_the_years_of_debt_add_up_to_the_balance(facts: list[Fact], day: date, money: Receipts) -> None:
    books = books_over(facts, money)
    by_state: dict[object, list[Row]] = defaultdict(list)
    for row in books.ask("outstanding", day).dicts():
        left = row["opening"] + row["assessed"] - row["received"] - row["adjusted"] - row["credit_applied"]
        left -= row["disputed"] if money.disputed == "outside" else ZERO
        assert left == row["outstanding"] >= 0
        by_state[row["state"]].append(row)
    balances = books.ask("balances", day).dicts()
    for balance in balances:
        rows = by_state.pop(balance["state"], [])
        assert all(total(rows, name) == balance[name] for name in ("opening", "assessed", "outstanding"))
        # What no year has used is the credit.
        used = total(rows, "received", "adjusted", "credit_applied")
        assert total(rows, "disputed") == balance["disputed"]
        assert balance["received"] + balance["adjusted"] - used == balance["credit"]
    assert not by_state
    totals = books.ask("totals", day).dicts()
    assert total(totals, "outstanding") == total(balances, "outstanding")


@given(histories, days, ways_of_money)
def test_a_plain_account_of_oldest_debt_first_agrees(facts: list[Fact], day: date, money: Receipts) -> None:
    books = books_over(facts, money)
    balances = {row["state"]: row for row in books.ask("balances", day).dicts()}
    owed: dict[object, dict[object, Decimal]] = defaultdict(dict)
    for row in books.ask("outstanding", day).dicts():
        if row["outstanding"]:
            owed[row["state"]][row["year"]] = row["outstanding"]
    for state in STATES:
        expected = account(facts, state, day, history_starts(facts, state, day), money)
        assert owed[state] == expected.outstanding
        if state in balances:
            names = ("opening", "assessed", "received", "adjusted", "disputed", "credit")
            assert [balances[state][name] for name in names] == [getattr(expected, name) for name in names]
        else:
            assert not any(fact.state == state and fact.dated <= day for fact in facts)


@given(histories, days, ways_of_money)
def test_collection_by_day_is_what_receipts_paid_of_the_current_year(
    facts: list[Fact], day: date, money: Receipts
) -> None:
    """On each day of the year the sum so far is the part of receipts applied to that year by then."""
    books = books_over(facts, money)
    starts = {state: history_starts(facts, state, day) for state in STATES}
    running: dict[object, Decimal] = defaultdict(Decimal)
    turns = {fact.dated for fact in facts} | {date(year, 1, 1) for year in YEARS}
    changes = {(row["year"], row["day"]): row["applied"] for row in books.ask("collected_by_day", day).dicts()}
    assert {on for _, on in changes} <= turns
    for on in sorted(turn for turn in turns if turn <= day):
        running[on.year] += changes.get((on.year, on), ZERO)
        expected = ZERO
        for state in STATES:
            assessed = any(
                fact.what == "assessment" and fact.state == state and fact.year == on.year and fact.dated <= on
                and fact.dated >= (starts[state] or date.min)
                for fact in facts
            )  # fmt: skip
            if assessed and on >= (starts[state] or date.min):
                expected += account(facts, state, on, starts[state], money).collected
        assert running[on.year] == expected, on


@given(histories, days, ways_of_money)
def test_what_is_dated_later_changes_no_past_date(facts: list[Fact], day: date, money: Receipts) -> None:
    """Replay: the books that hold only what was dated by the day give the same answers for that day."""
    everything, by_then = books_over(facts, money), books_over([f for f in facts if f.dated <= day], money)
    for question in ("balances", "outstanding", "ageing", "identity", "totals", "collected_by_day"):
        assert everything.ask(question, day).rows == by_then.ask(question, day).rows, question


def test_the_identity_notices_a_cent(books: Books) -> None:
    """The test would notice: a cent too much received breaks it.

    assessments: year | state | amount
    2024 | XAA | 100.00

    coverage: covers | from
    receipts | 2000-01-01
    """
    row = books.ask("balances", date(2024, 6, 1)).dicts()[0]
    assert unexplained(row, Receipts()) == 0
    assert unexplained(Row(row | {"received": row["received"] + Decimal("0.01")}), Receipts()) == Decimal("-0.01")
