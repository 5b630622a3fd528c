"""How a year's assessment was paid on every day: nothing of it, in part, or in full.

No article: governing bodies are told by year who has paid in full, in part and nothing. Our readings: what is counted
is what the definition of outstanding leaves of the year (see balance.py), so that money, credits and adjustments count
alike and the oldest debt comes first; what a Member contests of a year is not paid, also where the rulebook keeps it
outside of what is outstanding; and a year that a refund opens again is not in full until it is paid again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import cast

from governance.rules.accounts.account import Account
from governance.rules.accounts.balance import ZERO, history_start, outstanding

HOW = ("nothing", "in_part", "in_full")
"""What of a year is paid, from least to most."""

Ranks = Mapping[int, int]
"""By year: the place in HOW."""


@dataclass
class Course:
    """How one year was paid: the days on which that changed, in order, and the place in HOW from each of them on."""

    due: date
    days: list[date] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)

    def on(self, day: date) -> str | None:
        """What of the year was paid by the day; None before it was due."""
        place = bisect_right(self.days, day)
        return HOW[self.ranks[place - 1]] if place else None

    def since(self, day: date) -> date | None:
        """The day since when that is so, without a break; None before the year was due."""
        place = bisect_right(self.days, day)
        return self.days[place - 1] if place else None

    def note(self, day: date, rank: int) -> None:
        """From this day on, the last one so far, it is so."""
        if not self.ranks or self.ranks[-1] != rank:
            self.days.append(day)
            self.ranks.append(rank)


def paid_years(account: Account, honours_named_year: bool = False, years_apart: bool = False) -> Mapping[int, Course]:
    """The course of each year of which anything was assessed. The two ways of money are those of `outstanding`."""
    key = ("paid_years", honours_named_year, years_apart)
    if key not in account.memo:
        account.memo[key] = _courses(account, honours_named_year, years_apart)
    return cast(Mapping[int, Course], account.memo[key])


def paid_in_full_on(account: Account, course: Course, on: date) -> date | None:
    """The day on which a year that is paid in full on `on` became so; None where its account was opened anew after the
    year was due, with nothing left of it: then nobody wrote that day down."""
    since = course.since(on)
    return None if since is None or (course.due < since and since == history_start(account, since)) else since


def _courses(account: Account, honours: bool, apart: bool) -> Mapping[int, Course]:
    """Between two turns of an account only receipts change what is owed, and only to less: so the day on which a year
    is paid up is found among them by halving."""
    found: dict[int, Course] = {}

    @cache
    def ranks(day: date) -> Ranks:
        return _ranks(account, day, honours, apart)

    def note(day: date, year: int) -> None:
        found.setdefault(year, Course(day)).note(day, ranks(day)[year])

    received = sorted({day for running in account.received.by_year.values() for day in running.days})
    changed = (change.dated for change in account.changes)
    last = max((*received, *account.due_days, *account.opening_days, *changed), default=date.min)
    turns = [turn for turn in account.turns if turn <= last or turn == date(last.year + 1, 1, 1)]
    for turn, following in pairwise((*turns, date.max)):
        for year in ranks(turn):
            note(turn, year)
        between = received[bisect_right(received, turn) : bisect_left(received, following)]
        if between and any(rank < len(HOW) - 1 for rank in ranks(turn).values()):
            for year, rank in ranks(between[-1]).items():
                for reached in range(ranks(turn)[year] + 1, rank + 1):
                    note(_first(between, ranks, year, reached), year)
    return found


def _first(days: Sequence[date], ranks: Callable[[date], Ranks], year: int, reached: int) -> date:
    """The first of the days on which the year is paid so far; on the last one it is."""
    return days[bisect_left(days, reached, hi=len(days) - 1, key=lambda day: ranks(day)[year])]


def _ranks(account: Account, day: date, honours: bool, apart: bool) -> Ranks:
    """Of each year of which anything is assessed by the day: how far it is paid."""
    assessed: dict[int, Decimal] = defaultdict(Decimal)
    for _, year, amount in account.dues[: bisect_right(account.due_days, day)]:
        assessed[year] += amount
    balance = outstanding(account, day, honours, apart)
    owed = defaultdict(Decimal, balance.by_year)
    for dispute in account.disputes:
        if dispute.for_year is not None and (balance.start or date.min) <= dispute.dated <= day:
            owed[dispute.for_year] += dispute.amount
    return {
        year: 2 if owed[year] <= ZERO else 1 if owed[year] < amount else 0
        for year, amount in assessed.items()
        if amount > ZERO
    }
