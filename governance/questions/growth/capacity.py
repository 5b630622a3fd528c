"""What the administrative budget has to carry: Members, observers, staff, offices, programmes and spending by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from governance.access import ALL
from governance.money import rounded, share
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import Figure, figures, year_end
from governance.questions.rows import Row
from governance.words import mark, say

MEASURES = {
    "members": ("member_states", mark("Members")),
    "observers": ("observer_states", mark("Observer States")),
    "staff": ("staff_total", mark("Staff")),
    "offices": ("field_offices", mark("Field offices")),
    "programmes": ("active_programmes", mark("Active programmes")),
    "projects": ("active_projects", mark("Active projects")),
    "spending": ("total_expenditure_usd", mark("Spending")),
}
"""What is counted, with the indicator under which documents state it. Programmes and projects are two things."""

BUDGET = "budget"
"""The measure beside which all others stand: the administrative budget itself, in the currency of assessment."""

WORDS = {BUDGET: mark("Administrative budget"), **{measure: words for measure, (_, words) in MEASURES.items()}}
"""What each measure is called."""

_COUNTED_IN = {"members": "states", "observers": "states", "staff": "persons", "offices": "offices"}
"""What the tables can count, with its unit."""

_COMPARED = 3
"""Measures beside the budget from which on a year is one to compare with."""


@dataclass(frozen=True)
class Point:
    """One figure: what it counts, its hedging word, where it comes from, and what a reader of it should know."""

    value: Decimal
    unit: str
    qualifier: str
    evidence: str
    document: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """One measure in one year. `qualifier` is the word with which a document hedges it, `exact` if none does; the index
    is None where the base year has no figure in the same unit."""

    year: int
    measure: str
    value: Decimal
    unit: str
    qualifier: str
    base_year: int
    index_value: Decimal | None
    evidence: str
    document: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Ratios:
    """A year's budget and what it is by what it carries; a ratio is None where what it divides by is not known."""

    year: int
    currency: str
    basis: str
    amount: Decimal
    per_member: Decimal | None
    qualifier: str | None
    per_staff_member: Decimal | None
    offices_qualifier: str | None
    per_office: Decimal | None
    share_of_spending_pct: Decimal | None
    evidence: str
    document: str | None


def answer(asking: Asking, values: Mapping[str, Any]) -> list[Carried]:
    """One row per measure and year, the budget itself first. The index is 100 in the base year: by default the first in
    which the budget stands beside three of the others, else the first in which three stand, else the first of all.

    A measure without a figure of the base year has no index: nothing stands in for the missing figure. Raises Refused
    for a base year in which nothing is counted.
    """
    counted = measures(asking)
    years = sorted({year for points in counted.values() for year in points})
    if not years:
        return []
    found = {BUDGET: _budget(asking), **counted}
    base = values["base_year"] or _base(found, years)
    if base not in years:
        raise Refused(
            Problem(
                "nothing-counted",
                say("Nothing that the budget carries is counted for {year} here.", year=base),
                column="base_year",
                value=str(base),
                suggestion=say("Choose one of: {years}.", years=", ".join(map(str, years))),
            )
        )
    return [
        Carried(
            year,
            measure,
            point.value,
            point.unit,
            point.qualifier,
            base,
            share(point.value, points[base].value) if base in points and points[base].unit == point.unit else None,
            point.evidence,
            point.document,
            point.note,
        )
        for measure, points in found.items()
        for year, point in sorted(points.items())
    ]


def _base(found: Mapping[str, Mapping[int, Point]], years: Iterable[int]) -> int:
    """The first year with enough to compare, if possible with the budget."""
    held = {year: {name for name, points in found.items() if year in points} for year in years}
    several = [year for year, names in held.items() if len(names - {BUDGET}) >= _COMPARED]
    return next((year for year in several if BUDGET in held[year]), next(iter(several), min(held)))


def _budget(asking: Asking) -> dict[int, Point]:
    """The level of each year by the date, proposals apart: in the currency of assessment, else in the one held."""
    by_currency = figures(asking)
    home = asking.rulebook.currency
    currency = home if home in by_currency else next(iter(by_currency), "")
    return {
        year: Point(figure.amount, currency, "exact", figure.evidence, figure.document)
        for year, figure in by_currency.get(currency, {}).items()
        if figure.decided
    }


def ratios(asking: Asking, values: Mapping[str, object]) -> list[Ratios]:
    """One row per year and currency with a figure of the budget; a ratio is blank where what it divides by is.

    What documents hedge is told: the word for the staff and that for the offices. Nothing is divided by a hedged number
    of Members or sum of spending. The share of all spending needs both in one currency: francs are never divided by
    dollars. Evidence and documents are those of every figure that the row uses.
    """
    found = measures(asking)
    return [
        _ratios(figure, currency, found)
        for currency, years in figures(asking).items()
        if values["currency"] in (None, currency)
        for figure in years.values()
    ]


def _ratios(figure: Figure, currency: str, found: Mapping[str, Mapping[int, Point]]) -> Ratios:
    members, staff, offices, spent = (
        point if (point := found[name].get(figure.year)) and point.value else None
        for name in ("members", "staff", "offices", "spending")
    )
    members = members if members and members.qualifier == "exact" else None
    spent = spent if spent and spent.qualifier == "exact" and spent.unit == currency else None
    used = [point for point in (figure, members, staff, offices, spent) if point]
    return Ratios(
        year=figure.year,
        currency=currency,
        basis=figure.basis,
        amount=figure.amount,
        per_member=_each(figure, members),
        qualifier=staff.qualifier if staff else None,
        per_staff_member=_each(figure, staff),
        offices_qualifier=offices.qualifier if offices else None,
        per_office=_each(figure, offices),
        share_of_spending_pct=share(figure.amount, spent.value) if spent else None,
        evidence=";".join(sorted(_together(point.evidence for point in used).split(";"))),
        document=_together(point.document for point in used) or None,
    )


def _each(figure: Figure, among: Point | None) -> Decimal | None:
    return rounded(figure.amount / among.value) if among else None


def _together(keys: Iterable[str | None]) -> str:
    """All keys, each once, in the order in which they come."""
    return ";".join(dict.fromkeys(key for several in keys if several for key in several.split(";")))


def measures(asking: Asking) -> dict[str, dict[int, Point]]:
    """Every measure by year, up to the date: as documents state it, where they do; else counted from the tables.

    Members are counted for the years in which no document states them: every year has its Members. Spending is
    that of the accounts where the year's are held.
    """
    counted = _counted(asking)
    spent = _spent(asking)
    found: dict[str, dict[int, Point]] = {}
    for measure, (indicator, _) in MEASURES.items():
        stated = _stated(asking, indicator)
        if measure == "members":
            found[measure] = counted[measure] | stated
        elif measure == "spending":
            found[measure] = stated | spent
        else:
            found[measure] = stated or counted.get(measure, {})
    return {measure: dict(sorted(points.items())) for measure, points in found.items()}


def _stated(asking: Asking, indicator: str) -> dict[int, Point]:
    """The indicator by year: the latest of the year, an exact one before a hedged one, of several the lowest."""
    rows = [row for row in asking.rows("stated_figures", on=year_end(asking)) if row["indicator"] == indicator]
    rows.sort(key=lambda row: (row["dated"], row["qualifier"] == "exact", -row["value"]))
    parts = ("value", "unit", "qualifier", "evidence", "document", "note")
    return {int(row.text("dated")[:4]): Point(*(row[name] for name in parts)) for row in rows}


def _counted(asking: Asking) -> dict[str, dict[int, Point]]:
    """Members, observers, staff and offices as the tables have them at the end of each year."""
    found: dict[str, dict[int, Point]] = {measure: {} for measure in _COUNTED_IN}
    for row in asking.rows("counted_by_year"):
        unit = _COUNTED_IN[row["measure"]]
        found[row["measure"]][row["year"]] = Point(row["value"], unit, "exact", row["evidence"], None)
    return found


def _spent(asking: Asking) -> dict[int, Point]:
    """All expenses of a year in its one currency; a year with expenses in two is left out."""
    by_year: dict[int, list[Row]] = {}
    for row in asking.rows("spent_by_year", on=year_end(asking)):
        by_year.setdefault(row["year"], []).append(row)
    return {
        year: Point(row["spent"], row["currency"], "exact", row["evidence"], row["document"])
        for year, (row, *others) in by_year.items()
        if not others
    }


QUESTION = Question(
    name="capacity",
    title=mark("What the administrative budget has to carry"),
    grain=mark(
        "One row per measure and year with a figure; the latest of the year as documents state it, else counted."
    ),
    row=Carried,
    parameters=("base_year",),
    function=answer,
    delegations=ALL,
)

RATIOS = Question(
    name="capacity_ratios",
    title=mark("The administrative budget per Member, staff member and office, and its share of all spending"),
    grain=mark("One row per year and currency with a figure of the budget."),
    row=Ratios,
    parameters=("currency",),
    function=ratios,
    delegations=ALL,
)
