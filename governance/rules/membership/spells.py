"""Spells of a status: how many parties held it on a day, and the turns of one party's line of life.

Many first and last days are known by their year only. Such a day may have been any day of its year, so a count on a
day lies in a band: at least the parties that held the status whatever the true days were, at most those that may have
held it. The recorded count takes the days as they are written down: a year as its first day where a spell begins, as
its last day where it ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise

_DAY = timedelta(days=1)
_NEVER = date.max - _DAY


@dataclass(frozen=True, slots=True)
class Spell:
    """A status that a party held from `first` to `last` (both included; None: to this day), and how well each end
    is known: "day" or "year"."""

    party: str
    status: str
    first: date
    last: date | None = None
    first_precision: str = "day"
    last_precision: str = "day"
    before: tuple[date, date] | None = None
    """The earliest and the latest first day of the spell that follows without a break, if one does."""

    @property
    def first_days(self) -> tuple[date, date]:
        """The earliest and the latest day on which it may have begun."""
        return span(self.first, self.first_precision)

    @property
    def last_days(self) -> tuple[date, date]:
        """The earliest and the latest day on which it may have ended: the day before the next spell, if one follows."""
        if self.before:
            return self.before[0] - _DAY, self.before[1] - _DAY
        return (_NEVER, _NEVER) if self.last is None else span(self.last, self.last_precision)

    def on(self, day: date) -> bool:
        """Whether it was held on the day as it is written down."""
        return self.first <= day <= (self.last or _NEVER)


def linked(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """The spells by party and first day, each one told when the next begins that follows it without a break.

    An observer that became a Member in a year was an observer until the day before, on whichever day that was.
    """
    ordered = sorted(spells, key=lambda spell: (spell.party, spell.first))
    followed = [replace(s, before=after.first_days) if _follows(s, after) else s for s, after in pairwise(ordered)]
    return (*followed, *ordered[-1:])


def _follows(spell: Spell, after: Spell) -> bool:
    return after.party == spell.party and spell.last == after.first - _DAY


@dataclass(frozen=True, slots=True)
class Count:
    """How many parties held a status on `day`: as recorded, and the band in which the true number lies."""

    day: date
    recorded: int
    low: int
    high: int


def counts(spells: Iterable[Spell], until: date) -> tuple[Count, ...]:
    """The count on each day on which it, or its band, can change, from the first one to `until`.

    One spell at most of a party covers a day: overlapping ones are refused when they are handed in.
    """
    begun = [spell for spell in spells if spell.first_days[0] <= until]
    recorded = _Steps((spell.first, spell.last or _NEVER) for spell in begun)
    low = _Steps((s.first_days[1], s.last_days[0]) for s in begun if s.first_days[1] <= s.last_days[0])
    high = _Steps((spell.first_days[0], spell.last_days[1]) for spell in begun)
    days = sorted({day for steps in (recorded, low, high) for day in steps.days if day <= until})
    return tuple(Count(day, recorded.at(day), low.at(day), high.at(day)) for day in days)


def stated_range(by_day: Sequence[Count], first: date, last: date) -> Count:
    """What a document may count that is dated `first` to `last`: recorded on the last day, the band over all days."""
    days = [count.day for count in by_day]
    within = [*by_day[max(bisect_right(days, first) - 1, 0) : bisect_right(days, last)]]
    if not within or within[0].day > first:
        within.insert(0, Count(first, 0, 0, 0))
    return Count(last, within[-1].recorded, min(c.low for c in within), max(c.high for c in within))


class _Steps:
    """How many of some intervals hold a day."""

    def __init__(self, intervals: Iterable[tuple[date, date]]) -> None:
        changes: dict[date, int] = {}
        for first, last in intervals:
            changes[first] = changes.get(first, 0) + 1
            changes[last + _DAY] = changes.get(last + _DAY, 0) - 1
        self.days = sorted(changes)
        self._sums = list(accumulate((changes[day] for day in self.days), initial=0))

    def at(self, day: date) -> int:
        return self._sums[bisect_right(self.days, day)]


def span(day: date, precision: str) -> tuple[date, date]:
    """The earliest and the latest day that a day known so well may be."""
    if precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day
