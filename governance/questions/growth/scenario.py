"""What if: a budget carried forward under stated assumptions, year by year and for every Member."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from decimal import Decimal

from governance.money import rounded, share
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.growth.scenario_reading import Read, basis, read
from governance.questions.growth.scenario_start import newcomers as could_join
from governance.questions.growth.scenario_start import start
from governance.questions.rows import Cells
from governance.rules.growth.prices import nominal_growth, real_growth
from governance.rules.growth.scenario import ZNG, ZRG, Year, played
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

_KEPT_PLAYS = 16


def years(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year from the base on. Raises Refused with everything about the scenario that is impossible."""
    told = _told(asking, values)
    return [] if told is None else _year_rows(*told)


def assessments(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year and Member; `year` asks for one year only. Raises Refused as `years` does."""
    both = _told(asking, values)
    if both is None:
        return []
    found, told = both
    base = {made.state: made.full_year for made in told[0].shares}
    return [
        (
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


def newcomers(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per State that could join after the base year, observers first. Raises Refused for a year that no scale
    holds."""
    found = basis(asking, values)
    if found is None:
        return []
    try:
        rates = {**found.rules.rates_outside_un_scale, **start(asking, found.base, found.rules).un_rates(found.base)}
        return [(state, status, rates[state]) for state, status in could_join(asking, found.base, found.rules).items()]
    except ValueError as error:
        hint = say("Choose another base year, or hand in the scale of that time.")
        raise Refused(Problem("scenario-impossible", str(error), column="base_year", suggestion=hint)) from error


def _told(asking: Asking, values: Mapping[str, object]) -> tuple[Read, list[Year]] | None:
    """A scenario read and played: the last few are kept, since a page asks two questions about each."""
    plays: OrderedDict[object, tuple[Read, list[Year], frozenset[str]]]
    plays = asking.kept("last scenarios", lambda _: OrderedDict())
    key = (asking.as_of, *(values[name] for name in ASSUMPTIONS))
    if (known := plays.get(key)) is not None:
        asking.rests_on.update(known[2])
        return known[:2]
    found = read(asking, values)
    if found is None:
        return None
    made = found, _played(found)
    plays[key] = (*made, frozenset(asking.rests_on))
    while len(plays) > _KEPT_PLAYS:
        plays.popitem(last=False)
    return made


def _played(found: Read) -> list[Year]:
    try:
        return played(found.scenario, found.start)
    except ValueError as error:
        raise Refused(
            Problem("scenario-impossible", str(error), suggestion=say("Change the assumption that leads to it."))
        ) from error


def _year_rows(found: Read, told: list[Year]) -> list[Cells]:
    rows: list[Cells] = []
    for place, year in enumerate(told):
        before = told[place - 1] if place else None
        change = nominal_growth(before.level, year.level) if before else None
        real = real_growth(before.level, year.level, before.index, year.index) if before else None
        rate = found.scenario.exchange.get(year.year)
        rows.append(
            (
                year.year,
                found.currency,
                _growth_words(found.scenario.growth[year.year]) if before else None,
                year.level,
                None if change is None else rounded(100 * change),
                year.members,
                year.on_top,
                rounded(found.scenario.inflation[year.year]) if before else None,
                rounded(year.index, Decimal("0.0001")),
                rounded(year.real),
                None if real is None else rounded(100 * real),
                rounded(100 * (1 - year.real / told[0].level)),
                None if rate is None else rounded(rate, Decimal("0.0001")),
                None if rate is None else rounded(year.level / rate),
                found.other_currency,
                found.inflation,
                found.series,
            )
        )
    return rows


def _growth_words(growth: object) -> str:
    if growth == ZNG:
        return say("zero nominal growth")
    if growth == ZRG:
        return say("zero real growth")
    return say("{percent} per cent", percent=f"{Decimal(str(growth)):+f}")


YEARS = Question(
    name="scenario_years",
    title=mark("What if: the budget year by year"),
    grain=mark("One row per year of the scenario, its base year first."),
    columns=(
        "year",
        "currency",
        "assumed_growth",
        "amount",
        "change_pct",
        "members",
        "on_top",
        "inflation_pct",
        "price_level",
        "amount_in_base_prices",
        "real_change_pct",
        "worth_lost_pct",
        "rate",
        "converted",
        "converted_currency",
        "assumed_inflation",
        "series",
    ),
    parameters=ASSUMPTIONS,
    function=years,
)

ASSESSMENTS = Question(
    name="scenario",
    title=mark("What if: every Member's assessment"),
    grain=mark("One row per year of the scenario and Member; changes are against a whole year at the base."),
    columns=(
        "year",
        "state",
        "currency",
        "rate_pct",
        "amount",
        "joined",
        "amount_at_base",
        "change_since_base",
        "change_since_base_pct",
    ),
    parameters=("year", *ASSUMPTIONS),
    own_rows="state",
    function=assessments,
)

NEWCOMERS = Question(
    name="newcomers",
    title=mark("States that could join"),
    grain=mark("One row per State that is not a Member and has a United Nations rate, observers first."),
    columns=("state", "status", "un_rate_pct"),
    parameters=("base_year", "currency"),
    function=newcomers,
)
