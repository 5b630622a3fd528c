"""What is outstanding on a day, by year of debt: the oldest debt is paid first.

Source: IOM Constitution, Article 20(1)(a) (25(1)(a) before 21 November 2013): contributions "shall be due at the
beginning of the financial year to which they relate and shall be paid promptly". No text read says which debt a
payment meets; oldest first is our reading. The same definition is computed in SQL for all Members at once
(the `outstanding` macro); a test holds the two together.

1. The history starts on the State's latest opening balance dated by then, else on the ledger's earliest one.
   Only facts dated from the start to the day asked count, and only the opening balances of the start. A Member that
   joined before the covered time and has no opening balance owes what nobody wrote down, unless opening balances
   are declared complete: its balance is not known.
2. Money that names a year (adjustments; receipts only where the rulebook honours it) changes that year's debt.
   Named for a later year that has no debt yet, it is held for it; named for any other year without debt, it
   joins the pool. Debt is what an opening balance, an assessment or an adjustment below zero adds to a year. What is
   disputed and kept outside of what is outstanding is an adjustment of its year.
3. The pool - receipts less refunds, other adjustments, and what a year was paid too much - pays the oldest year
   first. What is left is a credit. A pool below zero (more refunded than paid) is a debt of the last refund's year.
4. Where the rulebook keeps the years apart (published balances by year, which nobody has set off against each other),
   what a year was paid too much is held for that year and pays no other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules.accounts.account import DAY, Account

ZERO = Decimal(0)
OPENINGS = "opening_balances"
"""What a row of coverage names that declares opening balances complete: whoever has none owed nothing."""


@dataclass(frozen=True)
class Balance:
    """What is outstanding on one day.

    `by_year`: above zero only, oldest first. `pool`: money that pays whatever falls due next. `held`: money named
    for a year to come. `refund`: the debt of a pool below zero, inside `by_year[refund_year]`; the next money pays
    it first. `known`: receipts are declared complete over the whole history, and what was owed before is known; if
    not, say "not known". `unopened`: only the latter is missing, by an opening balance or a declaration.
    `net` and `money` are what these follow from: each year's debt less money that names it, and all other money;
    `pooled` is what of the latter names a year without debt, and moves to that year should it get one.
    """

    on: date
    by_year: Mapping[int, Decimal]
    pool: Decimal
    held: Mapping[int, Decimal]
    refund: Decimal
    refund_year: int
    start: date | None
    known: bool
    unopened: bool
    net: Mapping[int, Decimal]
    money: Decimal
    pooled: Mapping[int, Decimal]

    @property
    def outstanding(self) -> Decimal:
        """All that is outstanding."""
        return sum(self.by_year.values(), ZERO)

    @property
    def arrears(self) -> Decimal:
        """What is outstanding for years that have ended."""
        return sum((amount for year, amount in self.by_year.items() if year < self.on.year), ZERO)

    @property
    def current_year(self) -> Decimal:
        """What is outstanding for the current year (and for any later one)."""
        return sum((amount for year, amount in self.by_year.items() if year >= self.on.year), ZERO)

    @property
    def credit(self) -> Decimal:
        """Money not used yet."""
        return self.pool + sum(self.held.values(), ZERO)


def history_start(account: Account, on: date) -> date | None:
    """The day on which the counted history starts, or None where no opening balance has been entered by then."""
    position = bisect_right(account.opening_days, on)
    if position:
        return account.opening_days[position - 1]
    return account.ledger_start if account.ledger_start and account.ledger_start <= on else None


def outstanding(account: Account, on: date, honours_named_year: bool = False, years_apart: bool = False) -> Balance:
    """The balance of the account at the end of the day `on`. `honours_named_year`: money pays the year that it names;
    `years_apart`: what a year was paid too much pays no other year."""
    start = history_start(account, on)
    net: dict[int, Decimal] = {}
    for opening in account.openings:
        if opening.dated == start:
            net[opening.year] = net.get(opening.year, ZERO) + opening.amount
    first_due: date | None = None
    for due, year, amount in account.dues[_after(account.due_days, start) : bisect_right(account.due_days, on)]:
        net[year] = net.get(year, ZERO) + amount
        first_due = first_due or due
    covered = _covered(account, on, start, first_due)
    known = any(_known_before(account, start, first) for first in covered)
    named, money = _money(account, on, start, honours_named_year)
    with_debt = net.keys() | {c.year for c in account.changes if c.amount < 0 and _counts(c.dated, start, on)}
    held: dict[int, Decimal] = {}
    pooled: dict[int, Decimal] = {}
    for year, amount in named.items():
        if year in with_debt or amount < 0:
            net[year] = net.get(year, ZERO) - amount
        elif year > on.year or years_apart:
            held[year] = amount
        else:
            pooled[year] = amount
            money += amount
    for year in [year for year, amount in net.items() if years_apart and amount < 0]:
        held[year] = held.get(year, ZERO) - net.pop(year)
    last_refund = account.received.last_refund(on)
    refund_year = last_refund.year if last_refund else 0
    by_year, pool, refund = settled(net, money, refund_year)
    unopened = bool(covered) and not known
    return Balance(on, by_year, pool, held, refund, refund_year, start, known, unopened, net, money, pooled)


def is_known(account: Account, on: date) -> bool:
    """Whether the balance at the end of the day is known, as `outstanding` says it, without working it out."""
    start = history_start(account, on)
    place = _after(account.due_days, start)
    first_due = account.due_days[place] if place < bisect_right(account.due_days, on) else None
    return any(_known_before(account, start, first) for first in _covered(account, on, start, first_due))


def settled(
    net: Mapping[int, Decimal], money: Decimal, refund_year: int
) -> tuple[dict[int, Decimal], Decimal, Decimal]:
    """What stays unpaid by year, what is left of the pool, and the debt of a pool below zero.

    The pool is the money and what a year was paid too much; it pays the oldest year first.
    """
    pool = money
    for amount in net.values():
        if amount < 0:
            pool -= amount
    refund = -pool if pool < 0 else ZERO
    unpaid: dict[int, Decimal] = {}
    for year in sorted(net):
        debt = net[year]
        if debt <= 0:
            continue
        if pool >= debt:
            pool -= debt
        else:
            unpaid[year] = debt - pool if pool > 0 else debt
            pool = ZERO
    if refund:
        unpaid[refund_year] = unpaid.get(refund_year, ZERO) + refund
        unpaid = dict(sorted(unpaid.items()))
    return unpaid, max(pool, ZERO), refund


def _after(days: tuple[date, ...], start: date | None) -> int:
    return bisect_left(days, start) if start else 0


def _counts(dated: date, start: date | None, on: date) -> bool:
    return (start is None or dated >= start) and dated <= on


def _money(account: Account, on: date, start: date | None, honours: bool) -> tuple[dict[int, Decimal], Decimal]:
    """Money by named year, and the pool of the rest."""
    named: dict[int, Decimal] = {}
    pool = ZERO
    for year, amount in account.received.between(start, on):
        if honours and year is not None:
            named[year] = named.get(year, ZERO) + amount
        else:
            pool += amount
    for change in account.changes:
        if _counts(change.dated, start, on):
            if change.year is None:
                pool += change.amount
            else:
                named[change.year] = named.get(change.year, ZERO) + change.amount
    return {year: amount for year, amount in named.items() if amount}, pool


def _covered(account: Account, on: date, start: date | None, first_due: date | None) -> list[date]:
    """The first days of the times for which receipts are complete from the start of the history (or the day after it)
    to `on`.

    Without opening balances the history starts on the first due date; without any debt, on the day itself.
    """
    since = start or first_due or on
    begin = since + DAY if start else since
    return [first for first, last in account.covered if first <= begin and last >= on]


def _known_before(account: Account, start: date | None, covered: date) -> bool:
    """Whether what the Member owed before its history is known: an opening balance of its own says it, or it joined
    afterwards, or opening balances are declared complete, so that a Member without one owed nothing."""
    if start in account.opening_days or not account.spells:
        return True
    first, last = sorted((start or covered, covered))
    joined = min(spell.first_day for spell in account.spells)
    return joined >= last or any(
        what == OPENINGS and period.first_day <= last and (period.last_day or date.max) >= first
        for what, period in account.declared
    )
