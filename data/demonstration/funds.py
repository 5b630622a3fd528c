"""Voluntary contributions, the funds, and the revenue and expenses of each year that has ended, in francs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from random import Random

from data.demonstration.budgets import assessed, budgets, operational_chf
from data.demonstration.setting import FIRST_YEAR, Setting
from data.demonstration.states import Row, parts
from governance.money import UNIT, apportion, rounded

EARMARKED, UNEARMARKED = "Voluntary earmarked", "Voluntary un-earmarked"
SERVICE_AREAS = {
    "Movement": Decimal(38),
    "Migration health": Decimal(16),
    "Assisted voluntary returns and integration": Decimal(15),
    "Counter-trafficking": Decimal(7),
    "Technical cooperation": Decimal(13),
    "Mass information": Decimal(4),
    "Labour migration": Decimal(7),
}
"""The service areas, with their weight."""
DONOR_ORGANIZATIONS = {
    "Invented Bank for Mobility (demonstration)": Decimal(5),
    "Fictional Relief Fund (demonstration)": Decimal(7),
    "Demonstration Foundation for Orderly Movement": Decimal(2),
}
DONOR_STATES = 22
"""So many States give: the largest."""
_GIVE_UNEARMARKED = 6
_EXPENSES = {
    "Staff costs": Decimal(38),
    "Services and supplies for projects": Decimal(31),
    "Transport of persons": Decimal(19),
    "Travel of staff": Decimal(5),
    "Offices and administration": Decimal(7),
}
_FUNDS_CHF = {
    "Discretionary income": Decimal(9_000_000),
    "Emergency reserve": Decimal(4_000_000),
    "Fund for development projects": Decimal(1_500_000),
    "Loan fund for travel": Decimal(6_200_000),
}
_ADMINISTRATIVE = "Administrative part of the budget"


def ended(setting: Setting) -> range:
    """The years that have ended, whose accounts are closed."""
    return range(FIRST_YEAR, setting.today.year)


@cache
def _gifts(setting: Setting) -> tuple[Row, ...]:
    rows: list[Row] = []
    for year in ended(setting):
        chance = setting.chance("voluntary", year)
        total = rounded(operational_chf(setting)[year] * chance.randint(93, 109) / 100, UNIT)
        for (contributor, kind), amount in _given(chance, total).items():
            rows += _purposes(setting, year, contributor, kind, amount)
    return tuple(rows)


def _given(chance: Random, total: Decimal) -> dict[tuple[str, str], Decimal]:
    """A year's voluntary contributions by contributor: the largest States, unevenly, and organizations."""
    largest = sorted(parts().values(), key=lambda part: (-part.weight, part.state))[:DONOR_STATES]
    weights = {(part.state, "government"): part.weight * chance.randint(45, 160) for part in largest}
    for name, weight in DONOR_ORGANIZATIONS.items():
        weights[name, "organization"] = weight * chance.randint(60, 140)
    return apportion(total, weights, UNIT)


def _purposes(setting: Setting, year: int, contributor: str, kind: str, amount: Decimal) -> Iterator[Row]:
    """One contributor's year: two to four service areas, and of the largest a small part without purpose."""
    chance = setting.chance("purposes", year, contributor)
    largest = sorted(parts().values(), key=lambda part: (-part.weight, part.state))[:_GIVE_UNEARMARKED]
    free = rounded(amount / 40, UNIT) if contributor in {part.state for part in largest} else Decimal(0)
    if free:
        yield _gift(year, contributor, kind, UNEARMARKED, None, free)
    areas = sorted(chance.sample(sorted(SERVICE_AREAS), chance.randint(2, 4)))
    weights = {area: SERVICE_AREAS[area] * chance.randint(50, 150) for area in areas}
    for area, part in apportion(amount - free, weights, UNIT).items():
        yield _gift(year, contributor, kind, EARMARKED, area, part)


def _gift(year: int, contributor: str, kind: str, type_: str, area: str | None, amount: Decimal) -> Row:
    return {
        "year": year,
        "contributor": contributor,
        "contributor_kind": kind,
        "type": type_,
        "service_area": area,
        "amount": amount,
        "currency": "CHF",
        "document": f"DEMO/ACCOUNTS/{year}",
    }


def voluntary_rows(setting: Setting) -> Iterator[Row]:
    """The voluntary_contributions table."""
    yield from _gifts(setting)


@cache
def _revenue(setting: Setting) -> dict[int, dict[str, Decimal]]:
    """Revenue by year and type, in francs."""
    contributions, revenue = assessed(setting), {}
    for year in ended(setting):
        revenue[year] = {
            "Assessed contributions": sum(contributions[year].values(), Decimal(0)),
            EARMARKED: _given_as(setting, year, EARMARKED),
            UNEARMARKED: _given_as(setting, year, UNEARMARKED),
            "Other revenue": Decimal(setting.chance("other revenue", year).randint(900_000, 5_400_000)),
        }
    return revenue


def _given_as(setting: Setting, year: int, type_: str) -> Decimal:
    amounts = [row["amount"] for row in _gifts(setting) if row["year"] == year and row["type"] == type_]
    return sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0))


def revenue_rows(setting: Setting) -> Iterator[Row]:
    """The revenue table."""
    for year, amounts in _revenue(setting).items():
        yield from _by_type(year, amounts)


def expense_rows(setting: Setting) -> Iterator[Row]:
    """The expenses table: each year a little more or less than its revenue is spent."""
    for year, amounts in _revenue(setting).items():
        chance = setting.chance("expenses", year)
        total = rounded(sum(amounts.values(), Decimal(0)) * chance.randint(958, 1012) / 1000, UNIT)
        weights = {type_: weight * chance.randint(90, 110) for type_, weight in _EXPENSES.items()}
        yield from _by_type(year, apportion(total, weights, UNIT))


def _by_type(year: int, amounts: dict[str, Decimal]) -> Iterator[Row]:
    for type_, amount in amounts.items():
        yield {"year": year, "type": type_, "amount": amount, "currency": "CHF", "document": f"DEMO/ACCOUNTS/{year}"}


def fund_rows(setting: Setting) -> Iterator[Row]:
    """The fund_movements table: each year opens with the balance with which the last one closed."""
    approved = {year: budget.approved_chf for year, budget in budgets(setting).items()}
    yield from _fund(setting, _ADMINISTRATIVE, Decimal(1_150_000), approved)
    for fund, start in _FUNDS_CHF.items():
        growing = {year: start * (20 + year - FIRST_YEAR) / 50 for year in ended(setting)}
        yield from _fund(setting, fund, start, growing)


def _fund(setting: Setting, fund: str, opening: Decimal, usual: dict[int, Decimal]) -> Iterator[Row]:
    """One fund: income near the usual, spending near the income, never more than the fund holds."""
    for year in ended(setting):
        chance = setting.chance("funds", fund, year)
        income = rounded(usual[year] * chance.randint(985, 1010) / 1000, UNIT)
        spent = min(rounded(income * chance.randint(972, 1022) / 1000, UNIT), opening + income)
        yield {
            "year": year,
            "fund": fund,
            "opening": opening,
            "income": income,
            "spent": spent,
            "currency": "CHF",
            "document": f"DEMO/ACCOUNTS/{year}",
        }
        opening += income - spent
