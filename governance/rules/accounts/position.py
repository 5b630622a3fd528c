"""Where a Member stands on a day, as a rule about the vote sees it; and where it will stand if nothing is paid.

The position on a day looks only at facts dated by then. For a later day it assumes, as our reading, that nothing
is paid and that assessments stay as the last one: each following year is assessed the same amount, due on
1 January. The current year counts as recorded; if nothing of it is due yet, and the year before was assessed, it is
assumed as well, as falling due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from governance.rules.accounts.account import DAY, Account, Assessment, Period
from governance.rules.accounts.balance import ZERO, Balance, outstanding, settled


@dataclass(frozen=True)
class Terms:
    """What of the rulebook decides how money counts.

    `unit`: the smallest unit of the currency. `honours_named_year`: a receipt pays the year that it names.
    `corrections`: words with which the reason of an adjustment begins that corrects an assessment (any case), so
    that it changes what was assessed and not only what is owed. `years_apart`: what a year was paid too much pays no
    other year.
    """

    unit: Decimal = Decimal("0.01")
    honours_named_year: bool = False
    corrections: tuple[str, ...] = ("correction", "corrección")
    years_apart: bool = False


@dataclass(frozen=True)
class Position:
    """Unpaid and assessed amounts by year on one day, and the money not used yet.

    `unpaid`: above zero only, oldest first; `assessed`: as corrected, due by the day; `due`: the due date by year;
    `corrected`: what corrections take from each year's assessment, made yet or not; `assumed`: what a coming year is
    taken to be assessed; `net`, `money`, `held`, `pooled`, `refund` and `refund_year` as in Balance.
    """

    account: Account
    on: date
    unpaid: Mapping[int, Decimal]
    assessed: Mapping[int, Decimal]
    due: Mapping[int, date]
    corrected: Mapping[int, Decimal]
    assumed: Decimal
    net: Mapping[int, Decimal]
    money: Decimal
    held: Mapping[int, Decimal]
    pooled: Mapping[int, Decimal]
    refund: Decimal
    refund_year: int

    def unpaid_until(self, year: int) -> Decimal:
        """What is unpaid for `year` and all years before it."""
        return sum((amount for of, amount in self.unpaid.items() if of <= year), ZERO)


def position(account: Account, on: date, terms: Terms) -> Position | None:
    """The position at the end of the day `on`; None where the balance is not known."""
    return position_of(account, outstanding(account, on, terms.honours_named_year, terms.years_apart), terms)


def position_of(account: Account, balance: Balance, terms: Terms) -> Position | None:
    """The position on the day of a balance; None where that is not known."""
    on = balance.on
    if not balance.known:
        return None
    assessed: dict[int, Decimal] = {}
    due: dict[int, date] = {}
    for day, year, amount in account.dues:
        if day > on:
            break
        assessed[year] = assessed.get(year, ZERO) + amount
        due.setdefault(year, day)
    corrected: dict[int, Decimal] = {}
    for change in account.changes:
        if change.dated <= on and change.year and change.reason.casefold().startswith(terms.corrections):
            corrected[change.year] = corrected.get(change.year, ZERO) + change.amount
    for year, amount in corrected.items():
        if year in assessed:
            assessed[year] -= amount
    return Position(
        account,
        on,
        balance.by_year,
        assessed,
        due,
        corrected,
        assessed[max(assessed)] if assessed else ZERO,
        balance.net,
        balance.money,
        {year: amount for year, amount in balance.held.items() if year > on.year or not terms.years_apart},
        balance.pooled,
        balance.refund,
        balance.refund_year,
    )


def assumed_years(at: Position, to: date) -> range:
    """The years until `to` that are taken to be assessed as the last one."""
    if not at.assessed:
        return range(0)
    last = max(at.assessed)
    return range(last + 1 if last >= at.on.year - 1 else at.on.year + 1, to.year + 1)


def _assumed_due(at: Position, year: int) -> date:
    """1 January; for the current year, of which nothing is due yet, the next day."""
    return max(date(year, 1, 1), at.on + DAY)


def ahead(at: Position, to: date) -> Position:
    """The position on the later day `to` if nothing is paid and assessments stay as the last."""
    net, assessed, due, money, held = dict(at.net), dict(at.assessed), dict(at.due), at.money, dict(at.held)
    years = assumed_years(at, to)
    for year in years:
        moved = at.pooled.get(year, ZERO) if year not in net else ZERO
        money -= moved
        net[year] = net.get(year, ZERO) + at.assumed - held.pop(year, ZERO) - moved
        assessed[year], due[year] = at.assumed - at.corrected.get(year, ZERO), _assumed_due(at, year)
    for year in [year for year in held if year <= to.year]:
        money += held.pop(year)
    unpaid, _, refund = settled(net, money, at.refund_year)
    return replace(at, on=to, unpaid=unpaid, assessed=assessed, due=due, net=net, money=money, held=held, refund=refund)


def account_ahead(account: Account, today: date, on: date, terms: Terms) -> Account:
    """The account on the later day `on` as `today` can foresee it: today's facts, and assessments as the last.

    Sessions stay: they are a calendar. Where today's balance is known, so is the foreseen one.
    """
    seen = replace(
        account,
        assessments=tuple(Assessment(year, amount, day) for day, year, amount in account.dues if day <= today),
        openings=tuple(o for o in account.openings if o.dated <= today),
        receipts=account.received.until(today),
        adjustments=tuple(a for a in account.adjustments if a.dated <= today),
        disputes=tuple(d for d in account.disputes if d.dated <= today),
        spells=tuple(
            replace(s, last_day=s.last_day if s.last_day and s.last_day <= today else None)
            for s in account.spells
            if s.first_day <= today
        ),
        actions=tuple(a for a in account.actions if a.dated <= today),
        coverage=tuple(
            Period(first, max(last, on)) if first <= today <= last else Period(first, last)
            for first, last in account.covered
        ),
        ledger_start=account.ledger_start if account.ledger_start and account.ledger_start <= today else None,
    )
    at = position(seen, today, terms)
    if at is None or (account.spells and account.member_since(today) is None):
        return seen
    later = tuple(Assessment(year, at.assumed, _assumed_due(at, year)) for year in assumed_years(at, on))
    return replace(seen, assessments=seen.assessments + later)
