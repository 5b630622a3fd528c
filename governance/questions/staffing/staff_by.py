"""Staff in the last count by the date, added up by country, by office and by category, with shares of the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.words import mark


def _added(asking: Asking, names: Sequence[str]) -> list[Cells]:
    """One row for each different value of `names`, the most staff first: values, day, offices, persons, share."""
    rows = asking.rows("staffing")
    whole = Decimal(sum(row["headcount"] for row in rows))
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    answered: list[Cells] = []
    for values, members in groups.items():
        persons = sum(int(str(row["headcount"])) for row in members)
        offices = len({row["office"] for row in members})
        answered.append((*values, members[0]["counted"], offices, persons, share(Decimal(persons), whole)))
    return sorted(answered, key=lambda row: (-int(str(row[-2])), str(row[0])))


def _adding(*names: str) -> Callable[[Asking, Mapping[str, object]], list[Cells]]:
    return lambda asking, values: _added(asking, names)


BY_COUNTRY = Question(
    name="staff_by_country",
    title=mark("Staff by country"),
    grain=mark("One row per country of an office, the most staff first."),
    columns=("country", "counted", "offices_counted", "headcount", "share_pct"),
    function=_adding("country"),
)
BY_OFFICE = Question(
    name="staff_by_office",
    title=mark("Staff by office"),
    grain=mark("One row per office, the most staff first."),
    columns=("office", "country", "location", "counted", "offices_counted", "headcount", "share_pct"),
    function=_adding("office", "country", "location"),
)
BY_CATEGORY = Question(
    name="staff_by_category",
    title=mark("Staff by category"),
    grain=mark("One row per category of staff, the most staff first."),
    columns=("category", "counted", "offices_counted", "headcount", "share_pct"),
    function=_adding("category"),
)
