"""A scenario as it is written in a link or a file, read and checked: everything impossible is refused, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from governance.money import rounded
from governance.problems import Refused
from governance.questions.declare import Asking
from governance.questions.growth.growth_figures import Figure, chosen_series, figures
from governance.questions.growth.scenario_paths import Exchange, Reading, exchange_of, inflation_of, path_of
from governance.questions.growth.scenario_start import scales_held, start
from governance.questions.growth.scenario_states import joins_of, leaves_of
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.growth.scenario import ZNG, ZRG, Scenario, Start
from governance.words import say

LONGEST = 30
"""Years after the base: further no assumption says anything."""

DEFAULT_YEARS = 10
"""Years after the base where none is named."""


class Basis(NamedTuple):
    """How the organization assesses, the currency and the base year of a scenario, and the figures in the currency."""

    rules: AssessmentRules
    currency: str
    base: int
    held: Mapping[int, Figure]


@dataclass(frozen=True)
class Read:
    """A scenario with what it starts from, its currency, its price index, and what was read of its paths."""

    scenario: Scenario
    start: Start
    currency: str
    series: str | None
    inflation: str
    exchange: Exchange


def read(asking: Asking, values: Mapping[str, Any]) -> Read | None:
    """The scenario; None where the books hold neither budget nor scale. Raises Refused with all that is impossible."""
    based = basis(asking, values)
    if based is None:
        return None
    rules, currency, base, held = based
    reading = Reading(asking, values)
    until = int(values["until"] or base + DEFAULT_YEARS)
    level = _level(reading, base, currency, held.get(base), rules)
    if not base < until <= base + LONGEST:
        message = say("The scenario runs from {base} to {until}.", base=base, until=until)
        hint = say("Let it end after its base year and no later than {last}.", last=base + LONGEST)
        reading.wrong("scenario-years", "until", message, hint)
        raise Refused(*reading.problems)
    years = range(base + 1, until + 1)
    series = chosen_series(asking, currency, values["series"])
    growth = path_of(reading, "growth", values["growth"] or ZNG, years, (ZNG, ZRG), Decimal(-100))
    inflation_text, inflation = inflation_of(reading, years, series)
    exchange = exchange_of(reading, range(base, until + 1), currency)
    begins = start(asking, base, rules)
    joins = joins_of(reading, begins, base, until)
    leaves = leaves_of(reading, begins, joins, base, until)
    if not begins.members and not begins.joined:
        message = say("No Members of {year} are held here.", year=base)
        reading.wrong("scenario-years", "base_year", message, say("Choose a later base year."))
    if reading.problems:
        raise Refused(*reading.problems)
    made = Scenario(
        base,
        until,
        level,
        growth,
        inflation,
        exchange.rates,
        joins,
        leaves,
        newcomers=values["newcomers"] or rules.new_member_effect,
        cap=values["cap"],
        floor=values["floor"],
    )
    return Read(made, begins, currency, series.name if series else None, inflation_text, exchange)


def basis(asking: Asking, values: Mapping[str, Any]) -> Basis | None:
    """What a scenario is based on; None where the books hold neither budget nor scale.

    The base year is the last one with a figure by the date unless another is named; without a figure it is the year
    of the date, of which `read` then says that it has none.
    """
    rules = asking.rulebook.assessment
    found = figures(asking)
    if rules is None or not scales_held(asking) or not found:
        return None
    home = asking.rulebook.currency
    currency = values["currency"] or (home if home in found else next(iter(found)))
    held, now = found.get(currency, {}), asking.as_of.year
    base = int(values["base_year"] or max((year for year in held if year <= now), default=now))
    return Basis(rules, currency, base, held)


def _level(reading: Reading, base: int, currency: str, figure: Figure | None, rules: AssessmentRules) -> Decimal:
    given = reading.values["level"]
    if given is not None:
        if given % rules.whole_unit:
            message = say("The level {value} is no multiple of {unit}.", value=given, unit=rules.whole_unit)
            reading.wrong("scenario-level", "level", message, say("Assessments are made in whole units."))
        return Decimal(given)
    if figure is None:
        message = say("No budget of {year} in {currency} is held here.", year=base, currency=currency)
        reading.wrong("scenario-level", "base_year", message, say("Choose another base year, or give its level."))
        return Decimal(0)
    level = rounded(figure.amount, rules.whole_unit)
    if not level:
        message = say("The budget of {year} in {currency} is zero.", year=base, currency=currency)
        reading.wrong("scenario-level", "base_year", message, say("Choose another base year, or give its level."))
    return level
