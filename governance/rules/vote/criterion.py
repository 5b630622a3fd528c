"""The comparison on which a vote depends: when debts are too large or too old, and what payment lifts that.

A criterion looks at a position and measures it; it knows nothing of notices, sessions or decisions. Each says
the least payment that, made on the day and allocated oldest debt first, leaves it not met: one smallest unit less
leaves it met (tested as a property).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Protocol

from governance.rules.accounts.account import DAY, Account
from governance.rules.accounts.balance import ZERO
from governance.rules.accounts.position import Position


@dataclass(frozen=True)
class Measure:
    """A position measured: the sum compared, the threshold if there is one, whether it is met, the least payment.

    `years`: the years on which the comparison stands (the base of a threshold, or the years unpaid). `unassessed`:
    years of the base that were never assessed, so that the comparison is not made; `unrecorded` is set where the
    Member had been one before such a year, so that an assessment must exist and is not in the ledger.
    """

    compared: Decimal
    threshold: Decimal | None
    met: bool
    least: Decimal
    years: tuple[int, ...]
    unassessed: tuple[int, ...] = ()
    unrecorded: bool = False


class Criterion(Protocol):
    """A comparison with its parameters."""

    def measure(self, at: Position, unit: Decimal) -> Measure:
        """Compare on the day of the position."""
        ...

    def own_days(self, account: Account) -> tuple[date, ...]:
        """Days besides those of the account on which the comparison can turn out differently."""
        ...

    def days_ahead(self, at: Position) -> Iterator[date]:
        """The coming days on which it can be met for the first time if nothing is paid, earliest first."""
        ...


def _januaries(after: date) -> Iterator[date]:
    return (date(year, 1, 1) for year in count(after.year + 1))


def _unlifted_refund(at: Position, until: int) -> Decimal:
    """What a payment must first give back for a refund that is not itself among the years until `until`."""
    return at.refund if at.refund and at.refund_year > until else ZERO


@dataclass(frozen=True)
class YearsOfContributions:
    """Arrears against the contributions due for certain years, counted from the current one (-1: the year before).

    `strict`: the arrears must exceed the threshold, not only equal it. `with_current`: what is due for the current
    year counts among the arrears. `untested_when_new`: a Member not assessed for all base years is not tested;
    otherwise a year not assessed counts as nothing. The base is what was assessed, not what is unpaid of it.
    """

    base: tuple[int, ...] = (-2, -1)
    strict: bool = False
    with_current: bool = False
    untested_when_new: bool = True

    def measure(self, at: Position, unit: Decimal) -> Measure:
        """Arrears must be above zero, and reach (or exceed) the threshold."""
        year = at.on.year
        until = year if self.with_current else year - 1
        compared = at.unpaid_until(until)
        years = tuple(year + offset for offset in sorted(self.base))
        unassessed = tuple(of for of in years if of not in at.assessed)
        unrecorded = any(at.account.was_member_before(of) for of in unassessed)
        if unassessed and (self.untested_when_new or unrecorded):
            return Measure(compared, None, False, ZERO, years, unassessed, unrecorded)
        threshold = sum((at.assessed.get(of, ZERO) for of in years), ZERO)
        met = compared > ZERO and (compared > threshold if self.strict else compared >= threshold)
        least = ZERO
        if met:
            over = compared - threshold + (ZERO if self.strict else unit)
            least = min(compared, over) + _unlifted_refund(at, until)
        return Measure(compared, threshold, met, least, years)

    def own_days(self, account: Account) -> tuple[date, ...]:
        """None: the account's own days hold every 1 January."""
        return ()

    def days_ahead(self, at: Position) -> Iterator[date]:
        """Every 1 January, when a year ends (or falls due) and the base moves on."""
        return _januaries(at.on)


@dataclass(frozen=True)
class ConsecutiveYearsUnpaid:
    """Each of the last completed years has an unpaid part above the de minimis."""

    years: int = 2
    de_minimis: Decimal = ZERO

    def measure(self, at: Position, unit: Decimal) -> Measure:
        """The least payment brings the first of these years down to the de minimis, older debts first."""
        years = tuple(range(at.on.year - self.years, at.on.year))
        parts = [at.unpaid.get(year, ZERO) for year in years]
        met = all(part > self.de_minimis for part in parts)
        compared = at.unpaid_until(years[-1])
        least = ZERO
        if met:
            least = at.unpaid_until(years[0]) - self.de_minimis + _unlifted_refund(at, years[0])
            if at.refund_year in years and at.unpaid[at.refund_year] - self.de_minimis <= at.refund:
                least = min(least, at.unpaid[at.refund_year] - self.de_minimis)
        return Measure(compared, None, met, least, years)

    def own_days(self, account: Account) -> tuple[date, ...]:
        """None: the account's own days hold every 1 January."""
        return ()

    def days_ahead(self, at: Position) -> Iterator[date]:
        """Every 1 January, when a year is completed."""
        return _januaries(at.on)


def one_year_after(day: date) -> date:
    """The same day one year later; 29 February gives 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


@dataclass(frozen=True)
class DebtOlderThanAYear:
    """Any part of a debt, however small, still unpaid one year after its due date."""

    def measure(self, at: Position, unit: Decimal) -> Measure:
        """The least payment clears the youngest such debt and, oldest first, all before it."""
        old = tuple(year for year in at.unpaid if self._lapses(at, year) <= at.on)
        compared = sum((at.unpaid[year] for year in old), ZERO)
        least = at.unpaid_until(old[-1]) + _unlifted_refund(at, old[-1]) if old else ZERO
        return Measure(compared, None, bool(old), least, old)

    @staticmethod
    def _lapses(at: Position, year: int) -> date:
        """The first day on which a debt of that year is older than a year."""
        return one_year_after(at.due.get(year, date(year, 1, 1))) + DAY

    def own_days(self, account: Account) -> tuple[date, ...]:
        """The day after the year from each due date; a debt without one (an opening balance) is due on 1 January."""
        years = {opening.year for opening in account.openings} | {c.year for c in account.changes if c.year}
        years |= {day.year for day in account.received.refund_days}
        starts = {*account.due_days, *(date(year, 1, 1) for year in years)}
        return tuple(sorted(one_year_after(day) + DAY for day in starts))

    def days_ahead(self, at: Position) -> Iterator[date]:
        """When each unpaid debt becomes older than a year, and then each year to come."""
        yield from sorted(day for year in at.unpaid if (day := self._lapses(at, year)) > at.on)
        yield from (day + DAY for day in _januaries(at.on))
