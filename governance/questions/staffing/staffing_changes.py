"""What changed in offices and their staff between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.rules.staffing.office_changes import Spell, changes
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per office: the last count by `since` (default: a year before) against the last one by the date.

    None where there are not two counts to compare.
    """
    now = asking.rows("staffing", on=asking.as_of)
    since = values["since"]
    before = asking.rows("staffing", on=since if isinstance(since, date) else _year_before(asking.as_of))
    if not now or not before or now[0]["counted"] <= before[0]["counted"]:
        return []
    first, last = before[0]["counted"], now[0]["counted"]
    register = asking.table("offices")
    country = {row["office"]: row["country"] for row in (*register, *before, *now)}
    spells = [Spell(row["office"], row["opened"], row["closed"]) for row in register]
    return [
        (
            change.office,
            country[change.office],
            change.finding,
            first,
            change.before,
            last,
            change.now,
            (change.now or 0) - (change.before or 0),
        )
        for change in changes(_persons(before), _persons(now), spells, first, last)
    ]


def _persons(rows: list[Row]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[str(row["office"])] += int(str(row["headcount"]))
    return dict(counted)


def _year_before(day: date) -> date:
    """The same day one year earlier; 28 February for 29 February."""
    last_of_february = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if last_of_february else day.day)


QUESTION = Question(
    name="staffing_changes",
    title=mark("Offices opened, closed, grown and shrunk"),
    grain=mark("One row per office in one of two counts of staff, or opened or closed between them."),
    columns=(
        "office",
        "country",
        "office_change",
        "counted_before",
        "headcount_before",
        "counted",
        "headcount",
        "headcount_change",
    ),
    parameters=("since",),
    function=answer,
)
