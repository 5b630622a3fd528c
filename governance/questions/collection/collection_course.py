"""How a year's contributions come in, day by day, beside the same days of the five years before it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from governance.access import TOTALS
from governance.questions.declare import Asking, Question
from governance.words import mark

YEARS = 5
"""So many years before are the usual."""
_WHOLE = Decimal(100)

Course = Sequence[tuple[date, Decimal]]


@dataclass(frozen=True, slots=True)
class OfDay:
    """A day of the year of the date: shares of a year's assessments that were paid by then, in per cent.

    `collection_rate_pct` is None after the date. The others are of the same day of the years before, of which `years`
    are known; None where none is. `projected_rate_pct`, from the date on, is that day's rate and what, in the middle of
    those years, came in between; it is no fact.
    """

    day: date
    currency: str
    collection_rate_pct: Decimal | None
    least_rate_pct: Decimal | None
    usual_rate_pct: Decimal | None
    most_rate_pct: Decimal | None
    projected_rate_pct: Decimal | None
    years: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfDay]:
    """One row per day of the year and currency; none where it is not known what came in of the year's assessments."""
    year = asking.as_of.year
    asked: dict[str, Any] = {"currency": values["currency"], "since_year": year - YEARS}
    courses: dict[str, dict[int, list[tuple[date, Decimal]]]] = defaultdict(dict)
    for row in asking.rows("collection_years", **asked):  # of one that is known and has no rows nothing has come in
        if row["known"] == "yes" and row.whole("year") <= year:
            courses[row.text("currency")][row.whole("year")] = []
    for row in asking.rows("collection", **asked):
        courses[row.text("currency")][row.whole("year")].append((row.day("day"), row.amount("collection_rate_pct")))
    found: list[OfDay] = []
    for currency, of_years in sorted(courses.items()):
        if year in of_years:
            found += _days(asking.as_of, currency, of_years.pop(year), list(of_years.values()))
    return found


def _days(on: date, currency: str, now: Course, before: Sequence[Course]) -> list[OfDay]:
    days = [date(on.year, 1, 1) + timedelta(n) for n in range((date(on.year + 1, 1, 1) - date(on.year, 1, 1)).days)]
    reached = by_day(now, on)
    earlier = [by_day(course, on) for course in before]
    found = []
    for day in days:
        same = [by_day(course, day) for course in before]
        ahead = median(then - by_then for then, by_then in zip(same, earlier, strict=True)) if same else None
        found.append(
            OfDay(
                day=day,
                currency=currency,
                collection_rate_pct=by_day(now, day) if day <= on else None,
                least_rate_pct=min(same, default=None),
                usual_rate_pct=_exact(median(same)) if same else None,
                most_rate_pct=max(same, default=None),
                projected_rate_pct=None if ahead is None or day < on else min(_exact(reached + ahead), _WHOLE),
                years=len(same),
            )
        )
    return found


def by_day(course: Course, day: date) -> Decimal:
    """What had come in by the same day of a course's own year: 28 February stands for the 29th of a year without."""
    place = bisect_right(course, (day.month, day.day), key=lambda one: (one[0].month, one[0].day))
    return course[place - 1][1] if place else Decimal("0.00")


def _exact(rate: Decimal) -> Decimal:
    """The middle of two rates, to their places."""
    return rate.quantize(Decimal("0.01"))


QUESTION = Question(
    name="collection_course",
    title=mark("How the year's contributions come in, beside the years before"),
    grain=mark("One row per day of the year of the date and currency."),
    row=OfDay,
    parameters=("currency",),
    function=answer,
    delegations=TOTALS,
)
