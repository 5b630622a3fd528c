"""Oldest debt first, told in plain Python without any SQL: what the shared facts must agree with.

Written from domain.md alone. It is slow and simple: everything is counted again for each State and date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from governance.rulebooks import Receipts

ZERO = Decimal(0)


@dataclass(frozen=True)
class Fact:
    """One thing that happened to a State: something due, a receipt, an adjustment or an opening balance."""

    what: str  # assessment, receipt, adjustment, opening or disputed
    state: str
    dated: date
    amount: Decimal
    year: int | None = None  # of the debt; of a receipt or an adjustment: the year that it names


@dataclass
class Account:
    """A State's account on a date."""

    opening: Decimal = ZERO
    assessed: Decimal = ZERO
    received: Decimal = ZERO
    adjusted: Decimal = ZERO
    disputed: Decimal = ZERO
    outstanding: dict[int, Decimal] = field(default_factory=dict)  # by year of debt, years without any left out
    credit: Decimal = ZERO
    collected: Decimal = ZERO  # receipts applied to the debt of the date's own year


def history_starts(facts: list[Fact], state: str, as_of: date) -> date | None:
    """The State's own latest opening by the date, else the first of all: what is dated before does not count."""
    openings = [f for f in facts if f.what == "opening" and f.dated <= as_of]
    own = [f.dated for f in openings if f.state == state]
    return max(own) if own else min((f.dated for f in openings), default=None)


def account(
    facts: list[Fact],
    state: str,
    as_of: date,
    starts: date | None,
    money: Receipts,
) -> Account:
    """What the State owes on the date, by what is dated by then, with the history starting at `starts`.

    `money`: whether a receipt pays the year that it names, whether what is disputed is outstanding, and whether what a
    year was paid too much stays with it.
    """
    mine = [f for f in facts if f.state == state and f.dated <= as_of and (starts is None or f.dated >= starts)]
    mine = [f for f in mine if f.what != "opening" or f.dated == starts]
    found = Account()
    debt: dict[int, Decimal] = {}
    named: dict[int, Decimal] = {}  # receipts that pay the year that they name
    due: set[int] = set()  # years of which something is due
    adjustments = receipts = ZERO
    refunds: list[date] = []
    for f in mine:
        year = f.year or 0  # a debt is always of a year
        if f.what == "opening":
            found.opening += f.amount
            debt[year] = debt.get(year, ZERO) + f.amount
            due.add(year)
        elif f.what == "disputed":
            found.disputed += f.amount
            debt[year] = debt.get(year, ZERO) - (f.amount if money.disputed == "outside" else ZERO)
        elif f.what == "assessment":
            found.assessed += f.amount
            debt[year] = debt.get(year, ZERO) + f.amount
            due.add(year)
        elif f.what == "receipt":
            found.received += f.amount
            if money.honours_named_year and f.year and f.amount > 0:
                named[f.year] = named.get(f.year, ZERO) + f.amount
                continue
            receipts += f.amount
            refunds += [f.dated] if f.amount < 0 else []
        else:
            found.adjusted += f.amount
            year = f.year or (f.dated.year if f.amount < 0 else 0)
            if not year:
                adjustments += f.amount
                continue
            debt[year] = debt.get(year, ZERO) - f.amount
            due |= {year} if f.amount < 0 else set()
    of_this_year = max(debt.get(as_of.year, ZERO), ZERO)
    found.collected = min(max(named.get(as_of.year, ZERO), ZERO), of_this_year)
    for year, amount in named.items():
        debt[year] = debt.get(year, ZERO) - amount
    overflow = ZERO
    for year in list(debt):
        if debt[year] < 0:
            waits = money.years_apart or (year > as_of.year and year not in due)
            found.credit += -debt[year] if waits else ZERO
            overflow += ZERO if waits else -debt[year]
            debt[year] = ZERO
    pool = overflow + adjustments + receipts
    if pool < 0:  # more was paid back than ever came in: a debt of the year of the last refund
        found.outstanding[max(refunds).year] = -pool
        pool = ZERO
    other = min(overflow + adjustments, pool)  # pays before receipts do
    for year in sorted(debt):
        by_other = min(debt[year], other)
        by_receipts = min(debt[year] - by_other, pool - other)
        other -= by_other
        pool -= by_other + by_receipts
        if year == as_of.year:
            found.collected += by_receipts
        if left := debt[year] - by_other - by_receipts:
            found.outstanding[year] = found.outstanding.get(year, ZERO) + left
    found.credit += pool
    return found


def is_known(
    facts: list[Fact], state: str, as_of: date, covered: date, joined: date | None, declared: date | None
) -> bool:
    """Whether the State's balance is known where receipts are complete from `covered` on: that is from its first debt,
    and what it owed before is written down, or there was no before, or it is declared that nothing was owed.

    `joined`: its first day as a Member (None: not recorded). `declared`: the day on which opening balances are complete.
    """
    starts = history_starts(facts, state, as_of)
    due = [f.dated for f in facts if f.what == "assessment" and f.state == state and f.dated <= as_of]
    since = starts + timedelta(1) if starts else min(due, default=as_of)
    if covered > since:
        return False
    own = any(f.what == "opening" and f.state == state and f.dated == starts for f in facts)
    early, late = sorted((starts or covered, covered))
    return own or joined is None or joined >= late or (declared is not None and early <= declared <= late)
