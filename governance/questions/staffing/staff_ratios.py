"""Staff beside what carries it and what it serves: offices, Members, and the administrative part of the budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.rules.staffing.ratios import per, per_million
from governance.words import mark, say

STAGES = ("revised", "approved", "stated")
"""Which level of a year's budget counts, the first that there is: a proposal never does."""


@dataclass(frozen=True)
class _Figure:
    """A number with the date or year that it is about, and the word that hedges it."""

    number: Decimal
    about: str
    qualifier: str


@dataclass(frozen=True)
class _Staff:
    """One figure of all staff, with what stands beside it in the same year: None where nothing does."""

    basis: str
    day: date
    document: str | None
    note: str | None
    persons: _Figure
    headquarters: _Figure | None
    offices: _Figure | None
    members: _Figure | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per figure of all staff (stated by a document, or counted) and currency of the year's budget.

    A figure is only divided by one of the same year, first of all of the same document and date; Members are taken
    from the membership table where no document states them; `dates_combined` names the dates.
    """
    by_year = {row["year"]: row["members"] for row in asking.rows("membership_by_year")}
    levels = administrative_budgets(asking)
    rows: list[Cells] = []
    for found in sorted((*_stated(asking), *_counted(asking)), key=lambda found: (found.day, found.basis)):
        members, whose = found.members, "stated"
        if members is None:
            members, whose = _members_on(asking, found.day, by_year), "counted"
        rows += [_row(found, members, whose, *level) for level in levels.get(found.day.year, [(None, None)])]
    return rows


def _members_on(asking: Asking, day: date, by_year: Mapping[int, int]) -> _Figure | None:
    """Members by the membership table; ends of years are asked for all at once, since each new day takes long."""
    if (day.month, day.day) == (12, 31):
        number = by_year.get(day.year)
    else:
        number = asking.rows("member_counts", on=day)[0]["members"]
    return _Figure(Decimal(number), day.isoformat(), "exact") if number else None


def _row(found: _Staff, members: _Figure | None, whose: str, currency: str | None, budget: Decimal | None) -> Cells:
    staff, headquarters, offices = found.persons, found.headquarters, found.offices
    return (
        found.basis,
        staff.about,
        found.day,
        staff.qualifier,
        staff.number,
        headquarters and headquarters.number,
        headquarters and share(headquarters.number, staff.number),
        offices and offices.qualifier,
        offices and offices.number,
        offices and per(staff.number, offices.number),
        members and whose,
        members and members.number,
        members and per(staff.number, members.number),
        currency,
        budget,
        per_million(staff.number, budget),
        _dates(found, members, budget is not None),
        found.document,
        found.note,
    )


def _dates(found: _Staff, members: _Figure | None, budget: bool) -> str:
    parts = [say("staff {date}", date=found.persons.about)]
    if found.offices:
        parts.append(say("offices {date}", date=found.offices.about))
    if members:
        parts.append(say("Members {date}", date=members.about))
    if budget:
        parts.append(say("budget {date}", date=found.day.year))
    return ", ".join(parts)


def _stated(asking: Asking) -> Iterator[_Staff]:
    figures = [*asking.rows("staff_stated"), *asking.rows("offices_stated"), *asking.rows("members_stated")]
    for row in figures:
        if row["indicator"] == "staff_total":
            yield _Staff(
                basis="stated",
                day=row["last_day"],
                document=row["document"],
                note=row["note"],
                persons=_Figure(row["figure"], row["stated_for"], row["qualifier"]),
                headquarters=_beside(row, "staff_headquarters", figures),
                offices=_beside(row, "field_offices", figures),
                members=_beside(row, "member_states", figures),
            )


def _beside(row: Mapping[str, Any], indicator: str, figures: list[Row]) -> _Figure | None:
    """The figure of the same date, or of the same document and year; the same document's first of all."""
    candidates = [
        other
        for other in figures
        if other["indicator"] == indicator
        if other["stated_for"] == row["stated_for"]
        or (other["document"] == row["document"] and other["last_day"].year == row["last_day"].year)
    ]
    candidates.sort(key=lambda other: (other["document"] != row["document"], other["stated_for"] != row["stated_for"]))
    if not candidates:
        return None
    return _Figure(candidates[0]["figure"], candidates[0]["stated_for"], candidates[0]["qualifier"])


def _counted(asking: Asking) -> Iterator[_Staff]:
    for row in asking.rows("staff_counts"):
        about = row["counted"].isoformat()

        def figure(name: str, row: Mapping[str, Any] = row, about: str = about) -> _Figure | None:
            return None if row[name] is None else _Figure(Decimal(row[name]), about, "exact")

        yield _Staff(
            basis="counted",
            day=row["counted"],
            document=row["document"],
            note=None,
            persons=_Figure(Decimal(row["headcount"]), about, "exact"),
            headquarters=figure("headquarters"),
            offices=figure("field_offices"),
            members=None,
        )


def administrative_budgets(asking: Asking) -> dict[int, list[tuple[str, Decimal]]]:
    """The level of the administrative part of the budget by year: one for each currency in which it stands."""
    levels: dict[tuple[int, str], tuple[int, Decimal]] = {}
    for row in asking.table("budgets"):
        if row["part"] == "administrative" and row["stage"] in STAGES:
            level = (STAGES.index(row["stage"]), row["amount"])
            key = (row["year"], row["currency"])
            levels[key] = min(levels.get(key, level), level)
    by_year: dict[int, list[tuple[str, Decimal]]] = {}
    for (year, currency), (_, amount) in sorted(levels.items()):
        by_year.setdefault(year, []).append((currency, amount))
    return by_year


QUESTION = Question(
    name="staff_ratios",
    title=mark("Staff for each office, Member and million of the administrative budget"),
    grain=mark("One row per figure of all staff and currency of the year's budget."),
    columns=(
        "basis",
        "stated_for",
        "last_day",
        "qualifier",
        "staff",
        "headquarters",
        "headquarters_share_pct",
        "offices_qualifier",
        "field_offices",
        "staff_per_office",
        "members_basis",
        "members_then",
        "staff_per_member",
        "currency",
        "administrative_budget",
        "staff_per_million",
        "dates_combined",
        "document",
        "note",
    ),
    function=answer,
)
