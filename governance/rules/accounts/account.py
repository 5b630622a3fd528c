"""The dated facts about one Member that a rule may look at, in one currency.

Everything here is what the ledger states, nothing is computed but conveniences of look-up. A fact counts from
its own date: an assessment from its due date, a receipt from its value date, an adjustment, an opening balance
and a decision from their day. So a fact dated later never changes what a rule says of an earlier day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import overload

DAY = timedelta(days=1)


def within(on: date, first: date | None, last: date | None) -> bool:
    """Whether the day lies in a time of which both ends count; None: it has no such end."""
    return (first or date.min) <= on <= (last or date.max)


def same_day(day: date, year: int) -> date:
    """The same day of another year; 28 February stands for the 29th of a year without."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the Member must pay for a financial year. `due` None: the later of 1 January and accession."""

    year: int
    amount: Decimal
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What was outstanding for a year on the day where the history starts; negative: a credit."""

    dated: date
    year: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money from the Member; `dated` is the value date, or else the day received. Negative: a refund."""

    dated: date
    amount: Decimal
    for_year: int | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """Sums of money by day: the days in order, each once, and what had come in by the end of each."""

    days: Sequence[date]
    totals: Sequence[Decimal]

    def by(self, day: date) -> Decimal:
        """What had come in by the end of the day."""
        return self._first(bisect_right(self.days, day))

    def before(self, day: date) -> Decimal:
        """What had come in before the day."""
        return self._first(bisect_left(self.days, day))

    def until(self, day: date) -> Running:
        """Only what is dated by the day."""
        number = bisect_right(self.days, day)
        return Running(self.days[:number], self.totals[:number])

    @property
    def cents(self) -> Sequence[int]:
        """The sums in whole cents; what is less than a cent is left out."""
        return (
            self.totals.cents
            if isinstance(self.totals, RunningSums)
            else [int(total.scaleb(2)) for total in self.totals]
        )

    def _first(self, number: int) -> Decimal:
        return self.totals[number - 1] if number else Decimal(0)


class RunningSums(Sequence[Decimal]):
    """Sums of money that are kept in cents, as many as there are days: an amount is made where one is looked at."""

    def __init__(self, cents: Sequence[int]) -> None:
        self.cents = cents

    def __len__(self) -> int:
        return len(self.cents)

    @overload
    def __getitem__(self, place: int) -> Decimal: ...
    @overload
    def __getitem__(self, place: slice) -> RunningSums: ...
    def __getitem__(self, place: int | slice) -> Decimal | RunningSums:
        if isinstance(place, slice):
            return RunningSums(self.cents[place])
        return Decimal(self.cents[place]).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Received:
    """All receipts of one Member as sums by day, which is all that a balance needs of them.

    `by_year`: by the year that they name (None: none, and every refund). `refund_days`: the days, in order, on which
    money was given back.
    """

    by_year: Mapping[int | None, Running] = field(default_factory=dict)
    refund_days: Sequence[date] = ()

    @classmethod
    def of(cls, receipts: Iterable[Receipt]) -> Received:
        """Receipts one by one, in any order, as sums."""
        sums: dict[int | None, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        refunds: set[date] = set()
        for receipt in receipts:
            sums[receipt.for_year if receipt.amount > 0 else None][receipt.dated] += receipt.amount
            if receipt.amount < 0:
                refunds.add(receipt.dated)
        by_year = {}
        for year, of_day in sums.items():
            days = tuple(sorted(of_day))
            by_year[year] = Running(days, tuple(accumulate(of_day[day] for day in days)))
        return cls(by_year, tuple(sorted(refunds)))

    def between(self, start: date | None, on: date) -> Iterator[tuple[int | None, Decimal]]:
        """What came in by the year that it names, from `start` (None: ever) to `on`; both days count."""
        for year, running in self.by_year.items():
            yield year, running.by(on) - (running.before(start) if start else Decimal(0))

    def last_before(self, day: date) -> date | None:
        """The last day before that one on which money came in or was given back."""
        found = ((of.days, bisect_left(of.days, day)) for of in self.by_year.values())
        return max((days[place - 1] for days, place in found if place), default=None)

    def first_after(self, day: date) -> date | None:
        """The first day after that one on which money came in or was given back."""
        found = ((of.days, bisect_right(of.days, day)) for of in self.by_year.values())
        return min((days[place] for days, place in found if place < len(days)), default=None)

    def last_refund(self, on: date) -> date | None:
        """The day of the last refund by `on`."""
        place = bisect_right(self.refund_days, on)
        return self.refund_days[place - 1] if place else None

    def plus(self, day: date, amount: Decimal) -> Received:
        """With one more receipt, which names no year, after all that came in by its day; what came in later is left
        out."""
        seen = self.until(day)
        running = seen.by_year.get(None, Running((), ()))
        more = Running((*running.days, day), (*running.totals, running.by(day) + amount))
        if running.days and running.days[-1] == day:
            more = Running(running.days, (*running.totals[:-1], running.by(day) + amount))
        return Received({**seen.by_year, None: more}, seen.refund_days)

    def until(self, day: date) -> Received:
        """Only what is dated by the day."""
        number = bisect_right(self.refund_days, day)
        return Received({year: of.until(day) for year, of in self.by_year.items()}, self.refund_days[:number])


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A waiver, surplus credited, correction, succession or exchange difference; positive reduces the debt."""

    dated: date
    amount: Decimal
    for_year: int | None = None
    reason: str = ""

    @property
    def year(self) -> int | None:
        """The year whose debt it changes: a debt added without a year belongs to the year of its date."""
        return self.dated.year if self.for_year is None and self.amount < 0 else self.for_year


@dataclass(frozen=True, slots=True)
class Spell:
    """A time of membership; both days count. `precision` year: of the first day only the year is known."""

    first_day: date
    last_day: date | None = None
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Action:
    """What a body did about the vote: informed, suspended, maintained or restored."""

    dated: date
    action: str
    body: str = "Council"
    session: str = ""
    until: date | None = None
    condition: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a body, past or to come."""

    body: str
    session: str
    opens: date
    closes: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the day is one of the session's; both ends count."""
        return self.opens <= day <= (self.closes or self.opens)


@dataclass(frozen=True, slots=True)
class Period:
    """A period for which receipts are declared complete; both days count. `last_day` None: kept complete since."""

    first_day: date
    last_day: date | None = None


@dataclass(frozen=True)
class Account:
    """All facts about one Member in one currency.

    `disputes`: where the rulebook keeps disputed amounts outside of what is outstanding, how they change the debt: less
    from the day on which the Member contests them, more again from the day on which it no longer does.
    `ledger_start` is the earliest opening balance in the whole ledger (of any State). `other_currencies` are
    currencies in which the ledger holds further facts about this State. `declared` names what the ledger is
    declared to hold besides, and for which period, for rules that need it ("every_account").
    """

    state: str
    currency: str
    assessments: tuple[Assessment, ...] = ()
    openings: tuple[Opening, ...] = ()
    receipts: tuple[Receipt, ...] | Received = ()
    adjustments: tuple[Adjustment, ...] = ()
    disputes: tuple[Adjustment, ...] = ()
    spells: tuple[Spell, ...] = ()
    actions: tuple[Action, ...] = ()
    sessions: tuple[Session, ...] = ()
    coverage: tuple[Period, ...] = ()
    ledger_start: date | None = None
    other_currencies: frozenset[str] = frozenset()
    declared: tuple[tuple[str, Period], ...] = ()
    memo: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What pure functions have worked out before turns of this account, of which there are few: many dates are asked
    of one account, and nothing is kept for a date only because it was asked about."""

    def declares(self, name: str, on: date) -> bool:
        """Whether the ledger is declared to hold that on the day."""
        return any(
            name == held and period.first_day <= on <= (period.last_day or date.max) for held, period in self.declared
        )

    def due(self, assessment: Assessment) -> date:
        """The due date: as recorded, else the later of 1 January and the first day of membership in that year."""
        if assessment.due:
            return assessment.due
        january = date(assessment.year, 1, 1)
        starts = [s.first_day for s in self._in_order if _meets(s, assessment.year)]
        return max(january, starts[0]) if starts else january

    @cached_property
    def dues(self) -> tuple[tuple[date, int, Decimal], ...]:
        """(due date, year, amount) of every assessment, by due date."""
        return tuple(sorted((self.due(a), a.year, a.amount) for a in self.assessments))

    @cached_property
    def due_days(self) -> tuple[date, ...]:
        """The due dates in order, for bisection."""
        return tuple(due for due, _, _ in self.dues)

    @cached_property
    def received(self) -> Received:
        """The receipts as sums by day."""
        return self.receipts if isinstance(self.receipts, Received) else Received.of(self.receipts)

    @cached_property
    def changes(self) -> tuple[Adjustment, ...]:
        """The adjustments, and what disputes change, by date."""
        return tuple(sorted((*self.adjustments, *self.disputes), key=lambda change: change.dated))

    @cached_property
    def opening_days(self) -> tuple[date, ...]:
        """The days on which a history of this State starts, in order."""
        return tuple(sorted({opening.dated for opening in self.openings}))

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """Every day on which what is outstanding or in arrears can change otherwise than by a payment: each 1 January,
        due dates, opening balances, adjustments, ends of disputes, refunds."""
        found = {*self.due_days, *self.opening_days, *(c.dated for c in self.changes), *self.received.refund_days}
        money = (self.received.first_after(date.min), self.received.last_before(date.max))
        ends = [*found, *(day for day in money if day)]
        if not ends:
            return ()
        years = range(min(ends).year, max(ends).year + 101)
        return tuple(sorted(found | {date(year, 1, 1) for year in years}))

    @cached_property
    def covered(self) -> tuple[tuple[date, date], ...]:
        """The declared periods, merged where one begins no later than the day after the other ends."""
        merged: list[tuple[date, date]] = []
        for first, last in sorted((p.first_day, p.last_day or date.max) for p in self.coverage):
            if merged and (merged[-1][1] == date.max or first <= merged[-1][1] + DAY):
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return tuple(merged)

    @cached_property
    def _in_order(self) -> tuple[Spell, ...]:
        return tuple(sorted(self.spells, key=lambda spell: spell.first_day))

    def member_since(self, on: date) -> date | None:
        """First day of the unbroken membership in force on `on`; None if not a Member on that day."""
        since: date | None = None
        last: date | None = None
        for spell in self._in_order:
            if spell.first_day > on:
                break
            if since is None or last is None or spell.first_day > last + DAY:
                since = spell.first_day
            last = spell.last_day or date.max - DAY
        return since if last is not None and last >= on else None

    def was_member_before(self, year: int) -> bool:
        """Whether a membership of that year had begun before the year, so that a whole assessment is expected."""
        return any(spell.first_day < date(year, 1, 1) and _meets(spell, year) for spell in self.spells)


def _meets(spell: Spell, year: int) -> bool:
    """Whether the spell covers any day of the year."""
    return spell.first_day.year <= year and (spell.last_day is None or spell.last_day.year >= year)
