"""What changed in offices and their staff between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.account import same_day
from governance.rules.staffing.office_changes import Spell, changes
from governance.words import mark


@dataclass(frozen=True, slots=True)
class OfOffice:
    """An office's persons at two counts (None: not in it), and what that and the register show."""

    office: str
    country: str | None
    office_change: str
    counted_before: date
    headcount_before: int | None
    counted: date
    headcount: int | None
    headcount_change: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfOffice]:
    """One row per office: the last count by `since` (default: a year before) against the last one by the date.

    None where there are not two counts to compare.
    """
    now = asking.rows("staffing", on=asking.as_of)
    since = values["since"]
    assert since is None or isinstance(since, date)
    before = asking.rows("staffing", on=since or same_day(asking.as_of, asking.as_of.year - 1))
    if not now or not before or now[0].day("counted") <= before[0].day("counted"):
        return []
    first, last = before[0].day("counted"), now[0].day("counted")
    register = asking.table("offices")
    country = {row.text("office"): row.text_or_none("country") for row in (*register, *before, *now)}
    spells = [Spell(row.text("office"), row.day_or_none("opened"), row.day_or_none("closed")) for row in register]
    return [
        OfOffice(
            office=change.office,
            country=country[change.office],
            office_change=change.finding,
            counted_before=first,
            headcount_before=change.before,
            counted=last,
            headcount=change.now,
            headcount_change=(change.now or 0) - (change.before or 0),
        )
        for change in changes(_persons(before), _persons(now), spells, first, last)
    ]


def _persons(rows: list[Row]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.text("office")] += row.whole("headcount")
    return dict(counted)


QUESTION = Question(
    name="staffing_changes",
    title=mark("Offices opened, closed, grown and shrunk"),
    grain=mark("One row per office in one of two counts of staff, or opened or closed between them."),
    row=OfOffice,
    parameters=("since",),
    function=answer,
    delegations=ALL,
)
