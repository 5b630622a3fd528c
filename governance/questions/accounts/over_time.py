"""What Members owed at the end of each year, all together, and on the date itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.words import mark

_YEARS = 10


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per day and currency; years before `since_year` (default: ten years back) are left out."""
    last = asking.as_of.year
    since = int(str(values["since_year"] or last - _YEARS))
    days = [date(year, 12, 31) for year in range(since, last)]
    rows: list[Cells] = []
    for day in (*days, asking.as_of):
        for found in asking.rows("identity", on=day, currency=values["currency"]):
            rows.append((day, *(found[name] for name in QUESTION.columns[1:])))
    return rows


QUESTION = Question(
    name="over_time",
    title=mark("What was owed over time"),
    grain=mark("One row per year's last day (and the date itself) and currency, all Members together."),
    columns=("day", "currency", "states", "owing", "arrears", "current_year", "outstanding", "credit", "known"),
    parameters=("currency", "since_year"),
    function=answer,
)
