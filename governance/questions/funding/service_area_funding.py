"""Voluntary contributions by service area of the mandate, where a breakdown is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.mandate import plain, service_areas
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, currency and area; none for a year in which no contribution names an area.

    An area is shown in the mandate's wording. One that the mandate does not name keeps its own (`in_mandate`: no);
    money for no named area is in a row with a blank area.
    """
    known = service_areas(asking.table("service_areas"))
    years: dict[tuple[int, str], dict[str | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("voluntary", year=values["year"], currency=values["currency"]):
        area = row["service_area"] and known.get(plain(row["service_area"]), row["service_area"])
        years[row["year"], row["currency"]][area] += row["voluntary"]
    answered: list[Cells] = []
    for key, areas in sorted(years.items()):
        if set(areas) == {None}:
            continue
        whole = sum((amount for amount in areas.values() if amount > 0), Decimal(0))
        for area, amount in sorted(areas.items(), key=lambda pair: (-pair[1], str(pair[0]))):
            in_mandate = None if area is None else "yes" if area in known.values() else "no"
            answered.append((*key, area, in_mandate, amount, share(amount, whole) if amount > 0 else None))
    return answered


QUESTION = Question(
    name="service_area_funding",
    title=mark("Voluntary contributions by service area"),
    grain=mark("One row per year, currency and service area, the largest first."),
    columns=("year", "currency", "service_area", "in_mandate", "voluntary", "share_pct"),
    parameters=("year", "currency"),
    function=answer,
)
