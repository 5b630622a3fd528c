"""What Members owed at the end of each year, all together, and on the date itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import TOTALS
from governance.questions.declare import Asking, Question
from governance.questions.rows import columns_of
from governance.words import mark

_YEARS = 10


@dataclass(frozen=True, slots=True)
class Owed:
    """All Members together at the end of a day; amounts are None where the receipts of one of them are not known."""

    day: date
    currency: str
    states: int
    owing: int | None
    arrears: Decimal | None
    current_year: Decimal | None
    outstanding: Decimal | None
    credit: Decimal | None
    known: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Owed]:
    """One row per day and currency; years before `since_year` (default: ten years back) are left out."""
    last = asking.as_of.year
    since = values["since_year"] or last - _YEARS
    assert isinstance(since, int)
    days = [date(year, 12, 31) for year in range(since, last)]
    return [
        Owed(day, **{name: found[name] for name in columns_of(Owed)[1:]})
        for day in (*days, asking.as_of)
        for found in asking.rows("identity", on=day, currency=values["currency"])
    ]


QUESTION = Question(
    name="over_time",
    title=mark("What was owed over time"),
    grain=mark("One row per year's last day (and the date itself) and currency, all Members together."),
    row=Owed,
    parameters=("currency", "since_year"),
    function=answer,
    delegations=TOTALS,
)
