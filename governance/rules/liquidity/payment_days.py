"""On which days each Member paid in past years, as shares of what it then owed.

No article: what a governing body asks in every liquidity crisis is answered by how its Members paid before. Our
readings: what a Member owes from a day on is its balance on that day, less credits, with the contribution that falls
due within the twelve months after it, taken to be as large as the last; how it pays is what came in from it by each
day of those twelve months, less refunds, as a share of that. What came in beyond what was owed is no habit. Only years
count for which the Member's receipts are known from its first debt to the end of the twelve months.

Money is counted in whole cents: sums of them are exact, in any order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

from governance.rules.accounts.account import DAY, Account
from governance.rules.accounts.balance import history_start, is_known
from governance.rules.liquidity.arrays import Whole, np

_APART = date.max.toordinal() + 1  # all that is told of one account lies before what is told of the next
_EPOCH = date(1970, 1, 1).toordinal()

Turn = tuple[date, tuple[int, ...]]
"""A day, and what holds from it on."""


def cents(amount: Decimal) -> int:
    """An amount in whole cents; what is less than a cent is left out."""
    return int(amount.scaleb(2))


def amount(of_cents: float | int) -> Decimal:
    """Whole cents as an amount."""
    return Decimal(int(of_cents)).scaleb(-2)


def same_days(days: Sequence[date], years_before: Sequence[int]) -> Whole:
    """The same days so many years before, as numbers: a row for each number of years."""
    months = np.array([12 * (day.year - 1970) + day.month - 1 for day in days], dtype=np.int64)
    of_month = np.array([day.day - 1 for day in days], dtype=np.int64)
    then = months - 12 * np.array(years_before, dtype=np.int64)[:, None]
    begins, ends = (
        month.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) for month in (then, then + 1)
    )
    found: Whole = np.minimum(begins + of_month, ends - 1) + _EPOCH
    return found


def numbers(days: Sequence[date]) -> Whole:
    """Days as numbers."""
    return np.array([day.toordinal() for day in days], dtype=np.int64)


class Turns:
    """What holds of each account from certain days on, in whole numbers: the days of all accounts lie one behind the
    other, so that one search finds what holds of every account on many days."""

    def __init__(self, accounts: Sequence[Iterable[Turn]], before: tuple[int, ...]) -> None:
        """Each account's turns in order, of two on one day the later holds; `before`: what holds before the first."""
        told = [
            (row * _APART + day, held)
            for row, turns in enumerate(accounts)
            for day, held in ((0, before), *((day.toordinal(), held) for day, held in turns))
        ]
        self._keys = np.array([key for key, _ in told], dtype=np.int64)
        self._held = np.array([held for _, held in told], dtype=np.int64)
        self._rows = np.arange(len(accounts))[:, None] * _APART

    def on(self, days: Whole) -> Whole:
        """What holds of each account on each of the days, which are the same for all, or a row for each account."""
        found: Whole = self._held[np.searchsorted(self._keys, self._rows + days, side="right") - 1]
        return found


class Sums(Turns):
    """Sums of money of each account that change on certain days, in cents."""

    def __init__(self, accounts: Sequence[Iterable[tuple[date, int]]]) -> None:
        facts = [sorted(of) for of in accounts]
        sums = (accumulate(value for _, value in of) for of in facts)
        super().__init__([[(day, (by_then,)) for (day, _), by_then in zip(of, of_it, strict=True)]
                          for of, of_it in zip(facts, sums, strict=True)], (0,))  # fmt: skip

    def between(self, after: Whole, until: Whole) -> Whole:
        """What came about after each of the days until each of the others."""
        found: Whole = (self.on(until) - self.on(after))[..., 0]
        return found


class PaymentDays:
    """What the accounts of one currency owed and paid, for any days: they are read once, and many days are asked of
    them. What is found has a row for each account."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.accounts = accounts
        facts = [sorted(_payments(of)) for of in accounts]
        self._paid = Sums(facts)
        self._paid_rows = np.repeat(np.arange(len(facts)), [len(of) for of in facts])
        self._paid_days = numbers([day for of in facts for day, _ in of])
        self._paid_cents = np.array([value for of in facts for _, value in of], dtype=np.int64)
        self._dues = Sums([[(day, cents(owed)) for day, _, owed in of.dues] for of in accounts])
        self._changes = Sums([[(change.dated, cents(change.amount)) for change in of.changes] for of in accounts])
        self._opened = Turns([list(_openings(of)) for of in accounts], (0, 0))
        self._last_assessed = Turns([list(_last_assessed(of)) for of in accounts], (0, 0))
        self._stays = Turns([list(_membership(of)) for of in accounts], (0,))
        self._known = Turns([[(day, (is_known(of, day),)) for day in _turns(of)] for of in accounts], (0,))

    def known(self, days: Sequence[date]) -> Whole:
        """Whether the balance on each of the days is known: 1 or 0."""
        found: Whole = self._known.on(numbers(days))[..., 0]
        return found

    def owed(self, days: Sequence[date]) -> tuple[Whole, Whole]:
        """What is owed from each of the days on, in cents, never below zero: all that is outstanding, less credits, and
        the contributions that fall due within twelve months, if the account's State stays a Member; and these alone."""
        falls_due = self._falls_due(days)
        return np.maximum(self.outstanding_less_credit(days) + falls_due, 0), falls_due

    def outstanding_less_credit(self, days: Sequence[date]) -> Whole:
        """The balance of each account at the end of each of the days, in cents; below zero: a credit."""
        on = numbers(days)
        opened = self._opened.on(on)
        before = opened[..., 0]
        found: Whole = opened[..., 1] + (
            self._dues.between(before, on) - self._paid.between(before, on) - self._changes.between(before, on)
        )
        return found

    def _falls_due(self, days: Sequence[date]) -> Whole:
        """What falls due within twelve months after each of the days, in cents, if contributions stay as the last."""
        on = numbers(days)
        last, owed = np.moveaxis(self._last_assessed.on(on), -1, 0)
        year = np.array([day.year for day in days], dtype=np.int64)
        found: Whole = owed * np.where(last >= year - 1, year + 1 - last, 1) * self._stays.on(on)[..., 0]
        return found

    def paid_after(self, starts: Whole, days: Whole) -> Whole:
        """What came in after each of the days that start a row by the days of that row, in cents, less refunds. The
        rows are in order, and no row ends after the next one starts: so each payment is looked up once."""
        points = np.concatenate([starts[:, None], days], axis=1)
        point = np.searchsorted(points.ravel(), self._paid_days)  # by which it has come in
        found = np.zeros((len(self.accounts), points.size + 1), dtype=np.int64)
        np.add.at(found, (self._paid_rows, point), self._paid_cents)
        by_then: Whole = found[:, :-1].reshape(len(self.accounts), *points.shape)[..., 1:].cumsum(axis=-1)
        return by_then

    def paid_between(self, after: date, until: date) -> Whole:
        """What came in after a day until another, in cents, less refunds."""
        return self._paid.between(numbers([after]), numbers([until]))[:, 0]


def _openings(of: Account) -> Iterator[Turn]:
    """From when on which history counts: the last day before it, and what was outstanding then."""
    for day in sorted({*of.opening_days, *filter(None, [of.ledger_start])}):
        start = history_start(of, day)
        assert start is not None, "it starts no later than that day"
        opened = sum(cents(opening.amount) for opening in of.openings if opening.dated == start)
        yield day, (start.toordinal() - 1, opened)


def _last_assessed(of: Account) -> Iterator[Turn]:
    """From each due day on the last year assessed by then, and its amount."""
    assessed: dict[int, int] = {}
    for day, year, owed in of.dues:
        assessed[year] = assessed.get(year, 0) + cents(owed)
        yield day, (max(assessed), assessed[max(assessed)])


def _membership(of: Account) -> Iterator[Turn]:
    """From when on the State is a Member; always, where nothing is held of its membership."""
    ends = (spell.last_day for spell in of.spells)
    days = {date.min, *(spell.first_day for spell in of.spells), *(last + DAY for last in ends if last)}
    for day in sorted(days):
        yield day, (not of.spells or bool(of.member_since(day)),)


def _turns(of: Account) -> list[date]:
    """The few days on which it can change whether the balance is known."""
    starts = [day for day in (date.min, of.ledger_start, *of.opening_days) if day]
    dues = of.due_days
    first = (dues[place] for start in starts if (place := bisect_left(dues, start)) < len(dues))
    covered = (day for begin, end in of.covered for day in (begin, end + DAY if end < date.max else end))
    return sorted({*starts, *(start + DAY for start in starts), *first, *covered})


def _payments(of: Account) -> Iterator[tuple[date, int]]:
    for running in of.received.by_year.values():
        for day, now, before in zip(running.days, running.cents, [0, *running.cents[:-1]], strict=True):
            yield day, now - before
