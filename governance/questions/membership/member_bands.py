"""Members and observers over time, each count with the band in which it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import COUNTED, counted
from governance.words import mark


@dataclass(frozen=True, slots=True)
class Band:
    """How many there were from a day on: as recorded, and at least and at most by what is known of the days."""

    count_of: str
    day: date
    reconstructed: int
    low: int
    high: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[Band]:
    """One row for each day by the date on which a count or its band changes, and one on the date itself."""
    rows: list[Band] = []
    for what in COUNTED:
        by_day = [count for count in counted(asking, what) if count.day <= asking.as_of]
        if by_day and by_day[-1].day < asking.as_of:
            by_day.append(replace(by_day[-1], day=asking.as_of))
        rows += [Band(what, count.day, count.recorded, count.low, count.high) for count in by_day]
    return rows


QUESTION = Question(
    name="member_bands",
    title=mark("Members and observers over time, with the band that the known days allow"),
    grain=mark("One row per day on which a count or its band changes, and what is counted."),
    row=Band,
    function=answer,
    delegations=ALL,
)
