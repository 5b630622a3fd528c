"""On which days each Member paid in past years, as shares of what it then owed.

No article: what a governing body asks in every liquidity crisis is answered by how its Members paid before. Our
readings: what a Member owes from a day on is its balance on that day, less credits, with the contribution that falls
due within the twelve months after it, taken to be as large as the last; how it pays is what came in from it by each
day of those twelve months, less refunds, as a share of that. What came in beyond what was owed is no habit. Only years
count for which the Member's receipts are known from its first debt to the end of the twelve months.

Money is counted in whole cents: sums of them are exact, in any order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules.accounts.account import DAY, Account, Running
from governance.rules.accounts.balance import history_start, is_known
from governance.rules.liquidity.arrays import Whole, np


def cents(amount: Decimal) -> int:
    """An amount in whole cents; what is less than a cent is left out."""
    return int(amount.scaleb(2))


def amount(of_cents: float | int) -> Decimal:
    """Whole cents as an amount."""
    return Decimal(int(of_cents)).scaleb(-2)


def same_day(day: date, year: int) -> date:
    """The same day of another year; 28 February stands for the 29th of a year without."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@dataclass(frozen=True)
class Steps:
    """Sums that change on certain days: the days as numbers, and the sum in cents from each of them on."""

    days: Whole
    sums: Whole

    @classmethod
    def of(cls, facts: Sequence[tuple[date, int]]) -> Steps:
        """Facts one by one, in any order, as sums."""
        ordered = sorted(facts)
        days = np.array([day.toordinal() for day, _ in ordered], dtype=np.int64)
        return cls(days, np.cumsum(np.array([0, *(value for _, value in ordered)], dtype=np.int64)))

    def by(self, days: Whole) -> Whole:
        """The sum by the end of each day."""
        found: Whole = self.sums[np.searchsorted(self.days, days, side="right")]
        return found


class PaymentDays:
    """What one account owed and paid, for any days. `account` is read once: many days are asked of it."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.paid = Steps.of([step for running in account.received.by_year.values() for step in _steps(running)])
        self._dues = Steps.of([(day, cents(owed)) for day, _, owed in account.dues])
        self._changes = Steps.of([(change.dated, cents(change.amount)) for change in account.changes])
        starts = [day for day in (date.min, account.ledger_start, *account.opening_days) if day]
        dues = account.due_days
        first = (dues[place] for start in starts if (place := bisect_left(dues, start)) < len(dues))
        covered = (day for begin, end in account.covered for day in (begin, end + DAY if end < date.max else end))
        self._turns = sorted({*starts, *(start + DAY for start in starts), *first, *covered})
        self._known: dict[int, bool] = {}
        assessed: dict[int, int] = {}
        last: list[tuple[int, int]] = [(0, 0)]  # before each due date, the last year assessed by then and its amount
        for _, year, owed in account.dues:
            assessed[year] = assessed.get(year, 0) + cents(owed)
            last.append((max(assessed), assessed[max(assessed)]))
        self._last = np.array(last, dtype=np.int64)

    def owed(self, days: Sequence[date]) -> tuple[Whole, Whole]:
        """What is owed from each of the days on, in cents, never below zero: all that is outstanding, less credits, and
        the contributions that fall due within twelve months, if the account's State stays a Member; and these alone."""
        falls_due = self._falls_due(days)
        return np.maximum(self.outstanding_less_credit(days) + falls_due, 0), falls_due

    def outstanding_less_credit(self, days: Sequence[date]) -> Whole:
        """The account's balance at the end of each of the days, in cents; below zero: a credit."""
        starts = [history_start(self.account, day) for day in days]
        before = _numbers([start - DAY if start else date.min for start in starts])
        on = _numbers(days)
        opened = {start: sum(cents(o.amount) for o in self.account.openings if o.dated == start) for start in {*starts}}
        found = np.array([opened[start] for start in starts], dtype=np.int64)
        for sums, sign in ((self._dues, 1), (self.paid, -1), (self._changes, -1)):
            found += sign * (sums.by(on) - sums.by(before))
        return found

    def _falls_due(self, days: Sequence[date]) -> Whole:
        """What falls due within twelve months after each of the days, in cents, if contributions stay as the last."""
        last, owed = self._last[np.searchsorted(self._dues.days, _numbers(days), side="right")].T
        year = np.array([day.year for day in days], dtype=np.int64)
        stays = np.array([not self.account.spells or bool(self.account.member_since(day)) for day in days])
        found: Whole = owed * np.where(last >= year - 1, year + 1 - last, 1) * stays
        return found

    def known(self, on: date) -> bool:
        """Whether the balance on the day is known. It turns on few days only, and is looked up once between these."""
        place = bisect_right(self._turns, on)
        if place not in self._known:
            self._known[place] = is_known(self.account, on)
        return self._known[place]

    def paid_after(self, starts: Sequence[date], days: Whole) -> Whole:
        """What came in after each of the days that start a row by the days of that row, in cents, less refunds."""
        found: Whole = self.paid.by(days) - self.paid.by(_numbers(starts))[:, None]
        return found


def _numbers(days: Sequence[date]) -> Whole:
    return np.array([day.toordinal() for day in days], dtype=np.int64)


def _steps(running: Running) -> list[tuple[date, int]]:
    sums = [cents(total) for total in running.totals]
    return [(day, now - before) for day, now, before in zip(running.days, sums, [0, *sums[:-1]], strict=True)]
