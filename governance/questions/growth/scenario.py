"""What if: a budget carried forward under stated assumptions, year by year and for every Member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import ALL
from governance.money import rounded, share
from governance.problems import Problem, Refused
from governance.questions.declare import ASSUMED, Asking, Question
from governance.questions.growth.scenario_reading import Read, basis, read
from governance.questions.growth.scenario_start import newcomers as could_join
from governance.questions.growth.scenario_start import start
from governance.rules.growth.prices import nominal_growth, real_growth
from governance.rules.growth.scenario import ZNG, ZRG, Growth, Year, projected
from governance.words import mark, say

ASSUMPTIONS = (
    "base_year",
    "until",
    "level",
    "currency",
    "growth",
    "inflation",
    "series",
    "exchange",
    "joins",
    "leaves",
    "newcomers",
    "cap",
    "floor",
)
"""The parameters that make a scenario, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class ScenarioYear:
    """One year as it would be. What is told of a year against the one before is None of the base year; a rate of
    exchange is None where none is assumed."""

    year: int
    currency: str
    assumed_growth: str | None
    amount: Decimal
    change_pct: Decimal | None
    members: int
    on_top: Decimal
    inflation_pct: Decimal | None
    price_level: Decimal
    amount_in_base_prices: Decimal
    real_change_pct: Decimal | None
    worth_lost_pct: Decimal
    rate: Decimal | None
    converted: Decimal | None
    converted_currency: str | None
    rate_series: str | None
    assumed_inflation: str
    series: str | None


@dataclass(frozen=True, slots=True)
class ScenarioAssessment:
    """What a Member would be assessed; of one that was none in the base year, nothing is told against it."""

    year: int
    state: str
    currency: str
    rate_pct: Decimal
    amount: Decimal
    joined: date | None
    amount_at_base: Decimal | None
    change_since_base: Decimal | None
    change_since_base_pct: Decimal | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A State that could join, `observer` if it is one, with its United Nations rate in per cent."""

    state: str
    status: str | None
    un_rate_pct: Decimal


def years(asking: Asking, values: Mapping[str, object]) -> list[ScenarioYear]:
    """One row per year from the base on. Raises Refused with everything about the scenario that is impossible."""
    told = _told(asking, values)
    return [] if told is None else _year_rows(*told)


def assessments(asking: Asking, values: Mapping[str, object]) -> list[ScenarioAssessment]:
    """One row per year and Member; `year` asks for one year only. Raises Refused as `years` does."""
    both = _told(asking, values)
    if both is None:
        return []
    found, told = both
    base = {made.state: made.full_year for made in told[0].shares}
    return [
        ScenarioAssessment(
            year.year,
            made.state,
            found.currency,
            made.rate,
            made.amount,
            made.joined,
            base.get(made.state),
            made.amount - base[made.state] if made.state in base else None,
            share(made.amount - base[made.state], base[made.state]) if base.get(made.state) else None,
        )
        for year in told
        if values["year"] in (None, year.year)
        for made in year.shares
    ]


def newcomers(asking: Asking, values: Mapping[str, object]) -> list[Newcomer]:
    """One row per State that could join after the base year, observers first. Raises Refused for a year that no scale
    holds."""
    found = basis(asking, values)
    if found is None:
        return []
    try:
        rates = {**found.rules.rates_outside_un_scale, **start(asking, found.base, found.rules).un_rates(found.base)}
        states = could_join(asking, found.base, found.rules)
        return [Newcomer(state, status, rates[state]) for state, status in states.items()]
    except ValueError as error:
        hint = say("Choose another base year, or hand in the scale of that time.")
        raise Refused(Problem("scenario-impossible", str(error), column="base_year", suggestion=hint)) from error


def _told(asking: Asking, values: Mapping[str, object]) -> tuple[Read, list[Year]] | None:
    """A scenario read and projected: the last few are kept, since a page asks two questions about each."""

    def made(of: Asking) -> tuple[Read, list[Year]] | None:
        found = read(of, values)
        return None if found is None else (found, _projected(found))

    return asking.kept("scenario", made, (asking.as_of, *(values[name] for name in ASSUMPTIONS)))


def _projected(found: Read) -> list[Year]:
    try:
        return projected(found.scenario, found.start)
    except ValueError as error:
        raise Refused(
            Problem("scenario-impossible", str(error), suggestion=say("Change the assumption that leads to it."))
        ) from error


def _year_rows(found: Read, told: list[Year]) -> list[ScenarioYear]:
    rows: list[ScenarioYear] = []
    for before, year in zip([None, *told], told, strict=False):
        change = nominal_growth(before.level, year.level) if before else None
        real = real_growth(before.level, year.level, before.index, year.index) if before else None
        rate = found.scenario.exchange.get(year.year)
        rows.append(
            ScenarioYear(
                year=year.year,
                currency=found.currency,
                assumed_growth=_growth_words(found.scenario.growth[year.year]) if before else None,
                amount=year.level,
                change_pct=None if change is None else rounded(100 * change),
                members=year.members,
                on_top=year.on_top,
                inflation_pct=rounded(found.scenario.inflation[year.year]) if before else None,
                price_level=rounded(year.index, Decimal("0.0001")),
                amount_in_base_prices=rounded(year.real),
                real_change_pct=None if real is None else rounded(100 * real),
                worth_lost_pct=rounded(100 * (1 - year.real / told[0].level)),
                rate=None if rate is None else rounded(rate, Decimal("0.0001")),
                converted=None if rate is None else rounded(year.level / rate),
                converted_currency=found.exchange.other,
                rate_series=found.exchange.series,
                assumed_inflation=found.inflation,
                series=found.series,
            )
        )
    return rows


def _growth_words(growth: Growth) -> str:
    if growth == ZNG:
        return say("zero nominal growth")
    if growth == ZRG:
        return say("zero real growth")
    return say("{percent:+f} per cent", percent=Decimal(growth))


YEARS = Question(
    name="scenario_years",
    title=mark("What if: the budget year by year"),
    grain=mark("One row per year of the scenario, its base year first."),
    row=ScenarioYear,
    parameters=ASSUMPTIONS,
    function=years,
    delegations=ALL,
    nature=ASSUMED,
)

ASSESSMENTS = Question(
    name="scenario",
    title=mark("What if: every Member's assessment"),
    grain=mark("One row per year of the scenario and Member; changes are against a whole year at the base."),
    row=ScenarioAssessment,
    parameters=("year", *ASSUMPTIONS),
    function=assessments,
    delegations=ALL,
    nature=ASSUMED,
)

NEWCOMERS = Question(
    name="newcomers",
    title=mark("States that could join"),
    grain=mark("One row per State that is not a Member and has a United Nations rate, observers first."),
    row=Newcomer,
    parameters=("base_year", "currency"),
    function=newcomers,
    delegations=ALL,
)
