"""What would move Members to pay early: interest on what is late, and a sum shared by the day of payment.

No article of IOM: a what-if. Interest as the International Telecommunication Convention (Atlantic City, 1947) has it:
contributions are payable in advance, and from the beginning of the financial year unpaid amounts bear interest of 3 per
cent a year for six months, and of 6 per cent from the seventh month; both rates are parameters. A shared sum (surplus,
or the interest that early money earned) goes to Members by what of the year's contribution they had paid, times the
days from then to the end of the year: each franc counts for as long as it could be used. Our readings: interest is
simple, on the actual days of a year of 365; only the year's own contribution counts, and a credit pays it when due.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.money import CENT, apportion, rounded
from governance.rules.accounts.account import DAY, Account
from governance.rules.accounts.balance import ZERO, outstanding

FIRST_PCT, LATER_PCT = Decimal(3), Decimal(6)
"""The Convention's rates: for the first six months, and from the seventh."""
_SEVENTH_MONTH = 7
_YEAR_DAYS = 365


@dataclass(frozen=True)
class Span:
    """Days, both counted, through which so much of the year's contribution was unpaid."""

    first: date
    last: date
    unpaid: Decimal

    @property
    def days(self) -> int:
        """How many days these are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class OfYear:
    """How one Member paid a year's contribution until a day: what was due, and what of it was unpaid when."""

    state: str
    due: Decimal
    spans: Sequence[Span]


def of_year(account: Account, year: int, until: date, honours: bool, apart: bool) -> OfYear | None:
    """How the Member paid the contribution of that year, to the end of the year or the day before; None where nothing
    was due of it by then, or where it is not known what was paid."""
    last = min(until, date(year, 12, 31))
    dues = [(day, amount) for day, of, amount in account.dues if of == year and day <= last]
    if not dues or not outstanding(account, last, honours, apart).known:
        return None
    begin = max(dues[0][0], date(year, 1, 1))
    turns = {begin, *(day for day, _ in dues), *(change.dated for change in account.changes)}
    turns.update(day for running in account.received.by_year.values() for day in running.days)
    days = sorted(day for day in turns if begin <= day <= last)
    spans = [
        Span(day, after - DAY, outstanding(account, day, honours, apart).by_year.get(year, ZERO))
        for day, after in zip(days, [*days[1:], last + DAY], strict=True)
    ]
    return OfYear(account.state, sum((amount for _, amount in dues), ZERO), spans)


def late_interest(paid: OfYear, first_pct: Decimal = FIRST_PCT, later_pct: Decimal = LATER_PCT) -> Decimal:
    """What interest on the unpaid part of the year's contribution comes to, to the cent."""
    found = ZERO
    for span in paid.spans:
        turn = date(span.first.year, _SEVENTH_MONTH, 1)
        early = max((min(span.last, turn - DAY) - span.first).days + 1, 0)
        found += span.unpaid * (early * first_pct + (span.days - early) * later_pct)
    return rounded(found / 100 / _YEAR_DAYS)


def shared(pool: Decimal, year: Sequence[OfYear]) -> Mapping[str, Decimal]:
    """The sum shared among Members by what they had paid and for how long; nothing where nobody had paid anything."""
    weights = {
        paid.state: sum(((paid.due - min(span.unpaid, paid.due)) * span.days for span in paid.spans), ZERO)
        for paid in year
    }
    return apportion(pool, weights, CENT) if any(weights.values()) else {}
