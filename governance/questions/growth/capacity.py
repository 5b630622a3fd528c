"""What the administrative budget has to carry: Members, observers, staff, offices, programmes and spending by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.money import rounded, share
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import Figure, figures, year_end
from governance.questions.rows import Cells
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

_COUNTED_IN = {"members": "states", "observers": "states", "staff": "persons", "offices": "offices"}
"""What the tables can count, with its unit."""

_FIRST_BASE = 1995


@dataclass(frozen=True)
class _Point:
    """One figure: what it counts, its hedging word, where it comes from, and what a reader of it should know."""

    value: Decimal
    unit: str
    qualifier: str
    evidence: str
    document: str | None
    note: str | None = None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per measure and year. The index is 100 in the base year (default 1995, else the first year of all).

    A measure without a figure of the base year has no index: nothing stands in for the missing figure. Raises Refused
    for a base year in which nothing is counted.
    """
    found = measures(asking)
    years = sorted({year for points in found.values() for year in points})
    if not years:
        return []
    base = int(str(values["base_year"] or (_FIRST_BASE if _FIRST_BASE in years else years[0])))
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
        (
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


def ratios(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year and currency with a figure of the budget; a ratio is blank where what it divides by is.

    What documents hedge is told: the word for the staff and that for the offices. Nothing is divided by a hedged number
    of Members or sum of spending. The share of all spending needs both in one currency: francs are never divided by
    dollars. Evidence and documents are those of every figure that the row uses.
    """
    found = measures(asking)
    rows: list[Cells] = []
    for currency, years in figures(asking).items():
        if values["currency"] in (None, currency):
            rows += [_ratios(figure, currency, found) for figure in years.values()]
    return sorted(rows, key=lambda row: (str(row[1]), int(str(row[0]))))


def _ratios(figure: Figure, currency: str, found: Mapping[str, Mapping[int, _Point]]) -> Cells:
    members, staff, offices, spent = (
        point if (point := found[name].get(figure.year)) and point.value else None
        for name in ("members", "staff", "offices", "spending")
    )
    members = members if members and members.qualifier == "exact" else None
    spent = spent if spent and spent.qualifier == "exact" and spent.unit == currency else None
    used = [point for point in (figure, members, staff, offices, spent) if point]
    return (
        figure.year,
        currency,
        figure.basis,
        figure.amount,
        members and rounded(figure.amount / members.value),
        staff and staff.qualifier,
        staff and rounded(figure.amount / staff.value),
        offices and offices.qualifier,
        offices and rounded(figure.amount / offices.value),
        spent and share(figure.amount, spent.value),
        ";".join(sorted(_together(point.evidence for point in used).split(";"))),
        _together(point.document for point in used) or None,
    )


def _together(keys: Iterable[str | None]) -> str:
    """All keys, each once, in the order in which they come."""
    return ";".join(dict.fromkeys(key for several in keys if several for key in several.split(";")))


def measures(asking: Asking) -> dict[str, dict[int, _Point]]:
    """Every measure by year, up to the date: as documents state it, where they do; else counted from the tables.

    Members are counted for the years in which no document states them: every year has its Members. Spending is
    that of the accounts where the year's are held.
    """
    counted = _counted(asking)
    spent = _spent(asking)
    found: dict[str, dict[int, _Point]] = {}
    for measure, (indicator, _) in MEASURES.items():
        stated = _stated(asking, indicator)
        if measure == "members":
            found[measure] = counted[measure] | stated
        elif measure == "spending":
            found[measure] = stated | spent
        else:
            found[measure] = stated or counted.get(measure, {})
    return {measure: dict(sorted(points.items())) for measure, points in found.items()}


def _stated(asking: Asking, indicator: str) -> dict[int, _Point]:
    """The indicator by year: the latest of the year, an exact one before a hedged one, of several the lowest."""
    rows = [row for row in asking.rows("stated_figures", on=year_end(asking)) if row["indicator"] == indicator]
    rows.sort(key=lambda row: (row["dated"], row["qualifier"] == "exact", -row["value"]))
    return {
        int(str(row["dated"])[:4]): _Point(
            row["value"], row["unit"], row["qualifier"], row["evidence"], row["document"], row["note"]
        )
        for row in rows
    }


def _counted(asking: Asking) -> dict[str, dict[int, _Point]]:
    """Members, observers, staff and offices as the tables have them at the end of each year."""
    found: dict[str, dict[int, _Point]] = {measure: {} for measure in _COUNTED_IN}
    for row in asking.rows("counted_by_year"):
        unit, evidence = _COUNTED_IN[row["measure"]], str(row["evidence"])
        found[row["measure"]][row["year"]] = _Point(row["value"], unit, "exact", evidence, None)
    return found


def _spent(asking: Asking) -> dict[int, _Point]:
    """All expenses of a year in its one currency; a year with expenses in two is left out."""
    by_year: dict[int, list[Mapping[str, object]]] = {}
    for row in asking.rows("spent_by_year", on=year_end(asking)):
        by_year.setdefault(row["year"], []).append(row)
    return {
        year: _Point(
            Decimal(str(rows[0]["spent"])), str(rows[0]["currency"]), "exact", str(rows[0]["evidence"]), _text(rows[0])
        )
        for year, rows in by_year.items()
        if len(rows) == 1
    }


def _text(row: Mapping[str, object]) -> str | None:
    return None if row["document"] is None else str(row["document"])


QUESTION = Question(
    name="capacity",
    title=mark("What the administrative budget has to carry"),
    grain=mark(
        "One row per measure and year with a figure; the latest of the year as documents state it, else counted."
    ),
    columns=(
        "year",
        "measure",
        "value",
        "unit",
        "qualifier",
        "base_year",
        "index_value",
        "evidence",
        "document",
        "note",
    ),
    parameters=("base_year",),
    function=answer,
)

RATIOS = Question(
    name="capacity_ratios",
    title=mark("The administrative budget per Member, staff member and office, and its share of all spending"),
    grain=mark("One row per year and currency with a figure of the budget."),
    columns=(
        "year",
        "currency",
        "basis",
        "amount",
        "per_member",
        "qualifier",
        "per_staff_member",
        "offices_qualifier",
        "per_office",
        "share_of_spending_pct",
        "evidence",
        "document",
    ),
    parameters=("currency",),
    function=ratios,
)
