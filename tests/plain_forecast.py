"""What a Member is expected to pay, worked out one account, year and day at a time: beside it stands what the rule finds
for all of them at once (tests/test_forecast.py). Slow, without arrays, and from the one definition of outstanding."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from governance.rules.accounts.account import Account, same_day
from governance.rules.accounts.balance import outstanding
from governance.rules.liquidity.payment_days import cents
from tests.pages_of_accounts import one_by_one

COURSES = 100
BACK = (0, 0, 0, 1, 1, 2, 3, 4)


@dataclass(frozen=True)
class Past:
    """What one account owed from a day of a past year on, in years' contributions too, and had paid by each day after
    it."""

    owed: int
    years_owed: float
    paid: Sequence[int]

    @property
    def shares(self) -> list[float]:
        """By each day, as shares of what was owed: never falling, never more than all."""
        return [min(max(max(self.paid[: n + 1]) / max(self.owed, 1), 0), 1) for n in range(len(self.paid))]


def past(account: Account, start: date, days: Sequence[date], end: date | None) -> Past:
    """The account on one day; nothing is known of what it owed where its receipts are not known until the end."""
    due = [(year, amount) for dated, year, amount in account.dues if dated <= start]
    last = max((year for year, _ in due), default=0)
    yearly = sum(cents(amount) for year, amount in due if year == last)
    stays = not account.spells or account.member_since(start) is not None
    falls_due = yearly * (start.year + 1 - last if last >= start.year - 1 else 1) * stays
    balance = outstanding(account, start)
    known = balance.known and (end is None or outstanding(account, end).known)
    owed = max(cents(balance.outstanding - balance.credit) + falls_due, 0) if known else 0
    came = [sum(cents(r.amount) for r in one_by_one(account) if start < r.dated <= day) for day in days]
    return Past(owed, owed / max(falls_due, 1), came if owed and end else [0] * len(days))


class Plain:
    """All accounts on a day, and on the same day of every year since the first due date."""

    def __init__(self, accounts: Sequence[Account], on: date, days: Sequence[date]) -> None:
        first = min(account.due_days[0].year for account in accounts if account.due_days)
        self.years = range(first, on.year)
        starts = [*(same_day(on, year) for year in self.years), on]
        known = [account for account in accounts if outstanding(account, on).known]
        self.past: Mapping[str, list[Past]] = {
            account.state: [
                past(account, start, [same_day(day, day.year - on.year + start.year) for day in days], end)
                for start, end in zip(starts, [*starts[1:], None], strict=True)
            ]
            for account in known
        }
        by_year = zip(*(of[:-1] for of in self.past.values()), strict=True)
        self.in_all = [
            Past(sum(one.owed for one in of), 0, [sum(came) for came in zip(*(one.paid for one in of), strict=True)])
            for of in by_year
        ]

    def paths(self, state: str, place: int) -> list[list[int]]:
        """The eight courses that an account may take from the year at that place on."""
        own = self.past[state]
        held = [year for year in range(place) if own[year].owed]
        alike = [year for year in held if abs(own[year].years_owed - own[place].years_owed) < 0.5]
        of_all = [year for year in range(place) if self.in_all[year].owed]
        tells, found = (of_all, self.in_all) if len(held) < 3 else (alike or held, own)
        chosen = (found[tells[len(tells) - 1 - back % len(tells)]].shares for back in BACK)
        return [[math.floor(share * own[place].owed) for share in of] for of in chosen]

    def middle(self, place: int) -> list[int]:
        """The middle line of what all pay together from the year at that place on."""
        courses = [[0] * len(self.in_all[0].paid) for _ in range(COURSES)]
        for state in self.past:
            chance, paths = Random(state), self.paths(state, place)
            keys = [chance.random() for _ in range(COURSES)]
            order = sorted(range(COURSES), key=keys.__getitem__)
            for course, drawn in zip(courses, order, strict=True):
                for day, amount in enumerate(paths[drawn % len(BACK)]):
                    course[day] += amount
        return [sorted(of_day)[COURSES // 2 - 1] for of_day in zip(*courses, strict=True)]
