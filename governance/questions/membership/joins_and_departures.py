"""How many States became Members or observers, came back or left, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import changes_by_date
from governance.words import mark


@dataclass(frozen=True, slots=True)
class OfYear:
    """How many States changed their status in a year, and how."""

    year: int
    became_members: int
    from_observers: int
    returned: int
    new_observers: int
    left: int
    observers_ended: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfYear]:
    """One row per year from the first turn to the date, years without any included: nothing happened in them."""
    counts = Counter((change.day.year, change.kind) for change in changes_by_date(asking))
    first = min((year for year, _ in counts), default=asking.as_of.year + 1)
    return [
        OfYear(
            year=year,
            became_members=counts[year, "became_member"],
            from_observers=counts[year, "from_observer"],
            returned=counts[year, "returned"],
            new_observers=counts[year, "became_observer"],
            left=counts[year, "left"],
            observers_ended=counts[year, "observer_ended"],
        )
        for year in range(first, asking.as_of.year + 1)
    ]


QUESTION = Question(
    name="joins_and_departures",
    title=mark("Joins, returns and departures by year"),
    grain=mark("One row per year since the first spell."),
    row=OfYear,
    function=answer,
    delegations=ALL,
)
