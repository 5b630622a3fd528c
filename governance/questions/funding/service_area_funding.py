"""Voluntary contributions by service area of the mandate, where a breakdown is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import TOTALS
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.service_areas import plain, service_areas
from governance.words import mark


@dataclass(frozen=True, slots=True)
class OfArea:
    """Voluntary money of a year and currency for an area (None: none named); no share where it is not above zero."""

    year: int
    currency: str
    service_area: str | None
    in_mandate: str | None
    voluntary: Decimal
    share_pct: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfArea]:
    """One row per year, currency and area; none for a year in which no contribution names an area.

    An area is shown in the mandate's wording. One that the mandate does not name keeps its own (`in_mandate`: no);
    money for no named area is in a row with a blank area.
    """
    known = service_areas(asking.table("service_areas"))
    years: dict[tuple[int, str], dict[str | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("voluntary", year=values["year"], currency=values["currency"]):
        named = row.text_or_none("service_area")
        area = named and known.get(plain(named), named)
        years[row.whole("year"), row.text("currency")][area] += row.amount("voluntary")
    answered: list[OfArea] = []
    for (year, currency), areas in sorted(years.items()):
        if set(areas) == {None}:
            continue
        whole = sum((amount for amount in areas.values() if amount > 0), Decimal(0))
        for area, amount in sorted(areas.items(), key=lambda pair: (-pair[1], str(pair[0]))):
            in_mandate = None if area is None else "yes" if area in known.values() else "no"
            of_all = share(amount, whole) if amount > 0 else None
            answered.append(
                OfArea(
                    year=year,
                    currency=currency,
                    service_area=area,
                    in_mandate=in_mandate,
                    voluntary=amount,
                    share_pct=of_all,
                )
            )
    return answered


QUESTION = Question(
    name="service_area_funding",
    title=mark("Voluntary contributions by service area"),
    grain=mark("One row per year, currency and service area, the largest first."),
    row=OfArea,
    parameters=("year", "currency"),
    function=answer,
    delegations=TOTALS,
)
