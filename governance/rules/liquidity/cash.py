"""How long the money lasts: cash day by day, the reserves drawn on when it is gone, and what is repaid to them.

No article; our readings. What is planned for a month is spent in equal parts on its days, in whole cents. When an
account would fall below zero, reserves are drawn on in their order, each to its end; what was drawn is repaid, the last
drawn first, from all that is at hand above the spending of the next thirty days. Months of cash are the cash divided by
what the plan spends in a month, in the mean of its next twelve months, or of those that it holds.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from governance.money import CENT, apportion, rounded
from governance.rules.accounts.account import DAY

ZERO = Decimal(0)
MONTHS_AHEAD = 12
"""So many months of the plan tell how much a month takes."""
_KEPT_DAYS = 30
_TENTH = Decimal("0.1")

Month = tuple[int, int]
"""A year and a month of it."""


@dataclass(frozen=True)
class Reserve:
    """A reserve: what it holds, what it is meant to hold (None: not said), and its place in the order of use."""

    name: str
    level: Decimal
    ceiling: Decimal | None
    place: int


@dataclass(frozen=True)
class DayOfCash:
    """The end of a day: what came in and was spent on it, the cash as it is with the reserves, what each reserve holds,
    and the cash as it would be without any."""

    day: date
    came_in: Decimal
    spent: Decimal
    cash: Decimal
    reserves: Mapping[str, Decimal]
    without_reserves: Decimal


def spent_by_day(plan: Mapping[Month, Decimal], days: Sequence[date]) -> list[Decimal]:
    """What is spent on each of the days; the sum over a whole month is what is planned for it. KeyError for a day of a
    month that the plan does not hold."""
    by_month: dict[Month, dict[int, Decimal]] = {}
    for day in days:
        month = day.year, day.month
        if month not in by_month:
            whole = dict.fromkeys(range(1, calendar.monthrange(*month)[1] + 1), Decimal(1))
            by_month[month] = apportion(plan[month], whole, CENT)
    return [by_month[day.year, day.month][day.day] for day in days]


def planned_until(plan: Mapping[Month, Decimal], on: date) -> date:
    """The last day of the last month after the day that the plan holds without a gap; the day itself where none is."""
    last = on
    while ((last + DAY).year, (last + DAY).month) in plan:
        last = (last + DAY).replace(day=calendar.monthrange((last + DAY).year, (last + DAY).month)[1])
    return last


def months_of(money: Decimal, plan: Mapping[Month, Decimal], on: date) -> Decimal | None:
    """How many months the money lasts if nothing comes in, to a tenth; None where no month after the day is planned."""
    ahead = [amount for month, amount in sorted(plan.items()) if month > (on.year, on.month)][:MONTHS_AHEAD]
    whole = sum(ahead, ZERO)
    return rounded(money * len(ahead) / whole, _TENTH) if whole else None


def course(
    cash: Decimal, reserves: Sequence[Reserve], came_in: Sequence[Decimal], spent: Sequence[Decimal], first: date
) -> list[DayOfCash]:
    """The cash on each day from the first on, as it comes in and is spent."""
    in_order = sorted(reserves, key=lambda reserve: reserve.place)
    held = {reserve.name: reserve.level for reserve in in_order}
    full = {reserve.name: max(reserve.level, reserve.ceiling or ZERO) for reserve in in_order}
    alone, found = cash, []
    for number, (more, less) in enumerate(zip(came_in, spent, strict=True)):
        cash, alone = cash + more - less, alone + more - less
        for name in held:
            if cash < 0:
                drawn = min(held[name], -cash)
                cash, held[name] = cash + drawn, held[name] - drawn
        spare = cash - sum(spent[number + 1 : number + 1 + _KEPT_DAYS], ZERO)
        for name in reversed(held):
            if spare > 0 and held[name] < full[name]:
                repaid = min(spare, full[name] - held[name])
                cash, spare, held[name] = cash - repaid, spare - repaid, held[name] + repaid
        found.append(DayOfCash(first + timedelta(number), more, less, cash, dict(held), alone))
    return found


def first_below_zero(days: Sequence[DayOfCash], *, with_reserves: bool) -> date | None:
    """The first day at whose end there is less than nothing; None where that does not come."""
    return next(
        (day.day for day in days if (day.cash if with_reserves else day.without_reserves) < 0),
        None,
    )


def drawn_from(days: Sequence[DayOfCash], reserve: Reserve) -> date | None:
    """The first day on which the reserve is drawn on; None where that does not come."""
    return next((day.day for day in days if day.reserves[reserve.name] < reserve.level), None)
