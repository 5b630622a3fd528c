"""From rows to what the rules judge: one account for each State and currency, with all dated facts about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from governance.questions.declare import Asking
from governance.questions.rows import Row
from governance.rules.accounts.account import (
    Account,
    Action,
    Adjustment,
    Assessment,
    Opening,
    Period,
    Receipt,
    Received,
    Running,
    RunningSums,
    Session,
    Spell,
)

Key = tuple[str, str]
_ALL = "accounts"
_MONEY = {
    "opening_balances": ("state", "currency", "dated", "year", "amount"),
    "adjustments": ("state", "currency", "dated", "amount", "for_year", "reason"),
    "disputed": ("state", "currency", "year", "amount", "dated", "settled"),
}
"""The tables that say what changes a debt, and what an account takes of each. When contributions are due the books
work out (`assessments_due`), and of receipts, of which there may be millions, the sums by day (`received_by_day`)."""


def accounts(asking: Asking) -> Mapping[Key, Account]:
    """Every account in the books by State and currency, made once and kept."""
    return asking.kept(_ALL, _made)


def account_of(asking: Asking, state: str, *, alone: bool = False) -> Account:
    """The State's account in the rulebook's currency, else in the first other one; an empty one if it has none.

    `alone`: no other State's will be asked for, so that none is made with it where none was.
    """
    if alone and not asking.keeps(_ALL):
        return asking.kept(f"account {state} alone", lambda of: _chosen(_made(of, state), of, state))
    return asking.kept(f"account {state}", lambda of: _chosen(accounts(of), of, state))


def _chosen(found: Mapping[Key, Account], asking: Asking, state: str) -> Account:
    currencies = sorted(currency for code, currency in found if code == state)
    home = asking.rulebook.currency
    if currencies:
        return found[state, home if home in currencies else currencies[0]]
    return _account(asking.kept("facts about no money", lambda of: _Facts(of, None, money=False)), (state, home))


def receipts_of(asking: Asking, state: str, currency: str) -> list[Receipt]:
    """The State's receipts one by one."""
    columns = ("currency", "value_date", "received", "amount", "for_year", "reference")
    return [
        Receipt(row["value_date"] or row["received"], row["amount"], row["for_year"], row["reference"] or "")
        for row in asking.table("receipts", columns, state)
        if row["currency"] == currency
    ]


def members(asking: Asking, on: date | None = None) -> list[str]:
    """The Members on the date, or on another."""
    return [row.text("state") for row in asking.rows("members", on=on, status="member")]


class _Facts:
    """The books' rows about all States or one, grouped by whom they are about; without `money` those about none."""

    def __init__(self, asking: Asking, state: str | None, *, money: bool = True) -> None:
        self.openings, self.adjustments, self.disputed = (
            _grouped(asking.table(name, columns, state) if money else []) for name, columns in _MONEY.items()
        )
        self.assessments = _assessed(asking, state) if money else {}
        self.received = _received(asking, state) if money else {}
        self.outside = asking.rulebook.receipts.disputed == "outside"
        self.spells = _by_state(row for row in asking.table("membership", state=state) if row["status"] == "member")
        self.actions = _by_state(asking.table("council_actions", state=state))
        self.sessions = tuple(
            Session(row["body"], row["session"], row["opens"], row["closes"]) for row in asking.table("sessions")
        )
        ends = _story_ends(asking)
        self.declared = tuple(
            (row["covers"], Period(row["from"], None if row["to"] in ends else row["to"]))
            for row in asking.table("coverage")
        )
        self.coverage = tuple(period for covers, period in self.declared if covers == "receipts")
        starts = [row["dated"] for row in asking.table("opening_balances", ("dated",))]
        self.ledger_start: date | None = min(starts, default=None)

        self.pairs = sorted({*self.assessments, *self.openings, *self.received, *self.adjustments, *self.disputed})
        """Every State and currency with a fact about money."""
        self.currencies: defaultdict[str, set[str]] = defaultdict(set)
        for code, currency in self.pairs:
            self.currencies[code].add(currency)


def _story_ends(asking: Asking) -> list[date]:
    """The day after which nothing can happen in a made-up ledger: what is complete up to it stays so."""
    return [row["last_day"] for row in asking.rows("known_until") if row["foreseen"] == "yes"]


def _made(asking: Asking, state: str | None = None) -> Mapping[Key, Account]:
    facts = _Facts(asking, state)
    return {key: _account(facts, key) for key in facts.pairs}


def _account(facts: _Facts, key: Key) -> Account:
    state, currency = key
    return Account(
        state=state,
        currency=currency,
        assessments=tuple(facts.assessments.get(key, ())),
        openings=tuple(Opening(r["dated"], r["year"], r["amount"]) for r in facts.openings[key]),
        receipts=facts.received.get(key, Received()),
        adjustments=tuple(
            Adjustment(r["dated"], r["amount"], r["for_year"], r["reason"] or "") for r in facts.adjustments[key]
        ),
        disputes=tuple(_disputes(facts.disputed[key])) if facts.outside else (),
        spells=tuple(Spell(r["from"], r["to"], r["from_precision"] or "day") for r in facts.spells[state]),
        actions=tuple(
            Action(
                r["dated"],
                r["action"],
                r["body"],
                r["session"] or "",
                r["until"],
                r["condition"] or "",
                r["document"] or "",
            )
            for r in facts.actions[state]
        ),
        sessions=facts.sessions,
        coverage=facts.coverage,
        ledger_start=facts.ledger_start,
        other_currencies=frozenset(facts.currencies[state] - {currency}),
        declared=facts.declared,
    )


def _assessed(asking: Asking, of: str | None) -> dict[Key, list[Assessment]]:
    """What each State was assessed in each currency, with the day on which it is due."""
    found: defaultdict[Key, list[Assessment]] = defaultdict(list)
    columns = asking.columns("assessments_due", of)
    for state, currency, *cells in zip(
        *(columns[name] for name in ("state", "currency", "year", "amount", "dated")), strict=True
    ):
        found[state, currency].append(Assessment(*cells))
    return found


def _received(asking: Asking, of: str | None) -> dict[Key, Received]:
    """What came in from each State in each currency, as sums by day."""
    found: defaultdict[Key, dict[int | None, Running]] = defaultdict(dict)
    refunds: dict[Key, Sequence[date]] = {}
    names = ("state", "currency", "named_year", "days", "cents", "refund_days")
    columns = asking.columns("received_by_day", of)
    for state, currency, year, days, cents, refund_days in zip(*(columns[name] for name in names), strict=True):
        found[state, currency][year] = Running(tuple(days), RunningSums(tuple(accumulate(cents))))
        if year is None:  # a refund names no year
            refunds[state, currency] = tuple(refund_days)
    return {key: Received(by_year, refunds.get(key, ())) for key, by_year in found.items()}


def _disputes(rows: list[Row]) -> Iterator[Adjustment]:
    """Less debt from the day on which an amount is contested, more again from the day on which it no longer is."""
    for row in rows:
        yield Adjustment(row["dated"], row["amount"], row["year"], "disputed")
        if row["settled"]:
            yield Adjustment(row["settled"], -row["amount"], row["year"], "no longer disputed")


def _grouped(rows: list[Row]) -> defaultdict[Key, list[Row]]:
    found: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row.known("state"):
            found[row.text("state"), row.text("currency")].append(row)
    return found


def _by_state(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.text("state")].append(row)
    return found
