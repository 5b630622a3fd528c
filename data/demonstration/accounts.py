"""One State's account: what it was charged, what settled it, and what is unpaid, oldest debt first.

This is the generator's own plain reckoning, so that decisions of the Council and payments fit the balances; the
application computes its balances elsewhere and does not use this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """An amount in francs that counts from a day; `year` is the year of debt, None for the oldest."""

    dated: date
    amount: Decimal
    year: int | None = None


@dataclass
class Account:
    """One State's account in francs: what it was assessed, what it owed when the history starts, what settled it."""

    state: str
    assessed: dict[int, Entry] = field(default_factory=dict)
    opening: list[Entry] = field(default_factory=list)
    settled: list[Entry] = field(default_factory=list)

    def assessed_for(self, year: int) -> Decimal:
        """The contribution assessed for a year; zero where there was none."""
        return self.assessed[year].amount if year in self.assessed else NOTHING

    def outstanding(self, on: date) -> Decimal:
        """All that is due by the day less all that settled it; negative: a credit."""
        return _total((*self.assessed.values(), *self.opening), on) - _total(self.settled, on)

    def unpaid(self, on: date) -> dict[int, Decimal]:
        """What is unpaid by year of debt: amounts for a named year change that year, the rest the oldest debt."""
        owed: dict[int, Decimal] = {}
        for entry in (*self.assessed.values(), *self.opening):
            if entry.dated <= on and entry.year is not None:
                owed[entry.year] = owed.get(entry.year, NOTHING) + entry.amount
        credit = NOTHING
        for entry in self.settled:
            if entry.dated <= on:
                credit += entry.amount - _settle_named_year(owed, entry)
        for year in sorted(owed):
            paid = max(NOTHING, min(credit, owed[year]))
            owed[year] -= paid
            credit -= paid
        return {year: amount for year, amount in owed.items() if amount > 0}

    def arrears(self, on: date) -> Decimal:
        """What is unpaid for the years that have ended."""
        return sum((amount for year, amount in self.unpaid(on).items() if year < on.year), NOTHING)

    def reaches_threshold(self, on: date) -> bool:
        """Whether arrears reach the contributions of the two preceding years; not tested before both are there."""
        last, before = self.assessed_for(on.year - 1), self.assessed_for(on.year - 2)
        arrears = self.arrears(on)
        return bool(last and before and arrears > 0 and arrears >= last + before)


def _settle_named_year(owed: dict[int, Decimal], entry: Entry) -> Decimal:
    """Take from the named year's debt what the entry covers (a negative entry adds to it), and return that."""
    if entry.year is None:
        return NOTHING
    covered = min(entry.amount, owed.get(entry.year, NOTHING))
    owed[entry.year] = owed.get(entry.year, NOTHING) - covered
    return covered


def _total(entries: Iterable[Entry], on: date) -> Decimal:
    return sum((entry.amount for entry in entries if entry.dated <= on), NOTHING)
