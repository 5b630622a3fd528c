"""Staff beside what carries it and what it serves: offices, Members, and the administrative part of the budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import ALL
from governance.money import share
from governance.questions.assessment.budget_levels import levels
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.staffing.ratios import per, per_million
from governance.wording import period_in_words
from governance.words import joined, mark, say


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


@dataclass(frozen=True, slots=True)
class Ratios:
    """A figure of all staff and what it comes to for each office, Member and million of the budget; None: not known."""

    basis: str
    stated_for: str
    last_day: date
    qualifier: str
    staff: Decimal
    headquarters: Decimal | None
    headquarters_share_pct: Decimal | None
    offices_qualifier: str | None
    field_offices: Decimal | None
    staff_per_office: Decimal | None
    members_basis: str | None
    members_then: Decimal | None
    staff_per_member: Decimal | None
    currency: str | None
    administrative_budget: Decimal | None
    staff_per_million: Decimal | None
    dates_combined: str
    document: str | None
    note: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Ratios]:
    """One row per figure of all staff (stated by a document, or counted) and currency of the year's budget.

    A figure is only divided by one of the same year, first of all of the same document and date; Members are taken
    from the membership table where no document states them; `dates_combined` names the dates.
    """
    by_year = {row.whole("year"): row.whole("members") for row in asking.rows("membership_by_year")}
    budgets = administrative_budgets(asking)
    rows: list[Ratios] = []
    for staff in sorted((*_stated(asking), *_counted(asking)), key=lambda staff: (staff.day, staff.basis)):
        members, whose = staff.members, "stated"
        if members is None:
            members, whose = _members_on(asking, staff.day, by_year), "counted"
        rows += [_row(staff, members, whose, *level) for level in budgets.get(staff.day.year, [(None, None)])]
    return rows


def _members_on(asking: Asking, day: date, by_year: Mapping[int, int]) -> _Figure | None:
    """Members by the membership table; ends of years are asked for all at once, since each new day takes long."""
    if (day.month, day.day) == (12, 31):
        number = by_year.get(day.year)
    else:
        number = asking.rows("member_counts", on=day)[0].whole("members")
    return _Figure(Decimal(number), day.isoformat(), "exact") if number else None


def _row(staff: _Staff, members: _Figure | None, whose: str, currency: str | None, budget: Decimal | None) -> Ratios:
    persons, headquarters, offices = staff.persons, staff.headquarters, staff.offices
    return Ratios(
        basis=staff.basis,
        stated_for=persons.about,
        last_day=staff.day,
        qualifier=persons.qualifier,
        staff=persons.number,
        headquarters=headquarters.number if headquarters else None,
        headquarters_share_pct=share(headquarters.number, persons.number) if headquarters else None,
        offices_qualifier=offices.qualifier if offices else None,
        field_offices=offices.number if offices else None,
        staff_per_office=per(persons.number, offices.number) if offices else None,
        members_basis=whose if members else None,
        members_then=members.number if members else None,
        staff_per_member=per(persons.number, members.number) if members else None,
        currency=currency,
        administrative_budget=budget,
        staff_per_million=per_million(persons.number, budget),
        dates_combined=_dates(staff, members, budget is not None),
        document=staff.document,
        note=staff.note,
    )


def _dates(staff: _Staff, members: _Figure | None, budget: bool) -> str:
    parts = [say("staff {date}", date=period_in_words(staff.persons.about))]
    if staff.offices:
        parts.append(say("offices {date}", date=period_in_words(staff.offices.about)))
    if members:
        parts.append(say("Members {date}", date=period_in_words(members.about)))
    if budget:
        parts.append(say("budget {date}", date=staff.day.year))
    return joined(", ", parts)


def _stated(asking: Asking) -> Iterator[_Staff]:
    figures = [*asking.rows("staff_stated"), *asking.rows("offices_stated"), *asking.rows("members_stated")]
    for row in figures:
        if row["indicator"] == "staff_total":
            yield _Staff(
                basis="stated",
                day=row.day("last_day"),
                document=row.text_or_none("document"),
                note=row.text_or_none("note"),
                persons=_figure(row),
                headquarters=_beside(row, "staff_headquarters", figures),
                offices=_beside(row, "field_offices", figures),
                members=_beside(row, "member_states", figures),
            )


def _figure(row: Row) -> _Figure:
    return _Figure(row.amount("figure"), row.text("stated_for"), row.text("qualifier"))


def _beside(row: Row, indicator: str, figures: list[Row]) -> _Figure | None:
    """The figure of the same date, or of the same document and year; the same document's first of all."""
    candidates = [
        other
        for other in figures
        if other["indicator"] == indicator
        if other["stated_for"] == row["stated_for"]
        or (other["document"] == row["document"] and other.day("last_day").year == row.day("last_day").year)
    ]
    candidates.sort(key=lambda other: (other["document"] != row["document"], other["stated_for"] != row["stated_for"]))
    return _figure(candidates[0]) if candidates else None


def _counted(asking: Asking) -> Iterator[_Staff]:
    for row in asking.rows("staff_counts"):
        yield _Staff(
            basis="counted",
            day=row.day("counted"),
            document=row.text_or_none("document"),
            note=None,
            persons=_Figure(row.amount("headcount"), row.day("counted").isoformat(), "exact"),
            headquarters=_count(row, "headquarters"),
            offices=_count(row, "field_offices"),
            members=None,
        )


def _count(row: Row, name: str) -> _Figure | None:
    return _Figure(row.amount(name), row.day("counted").isoformat(), "exact") if row.known(name) else None


def administrative_budgets(asking: Asking) -> dict[int, list[tuple[str, Decimal]]]:
    """The level of the administrative part of the budget by year: one for each currency in which it stands."""
    by_year: dict[int, list[tuple[str, Decimal]]] = {}
    for (year, currency), row in sorted(levels(asking, "administrative").items()):
        by_year.setdefault(year, []).append((currency, row.amount("amount")))
    return by_year


QUESTION = Question(
    name="staff_ratios",
    title=mark("Staff for each office, Member and million of the administrative budget"),
    grain=mark("One row per figure of all staff and currency of the year's budget."),
    row=Ratios,
    function=answer,
    delegations=ALL,
)
