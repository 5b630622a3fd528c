"""The scales: a UN-like one over all fictional States, and the Organization's own over its Members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from data.demonstration.cast import LARGEST, PREDECESSOR, SUCCESSOR
from data.demonstration.setting import FIRST_YEAR, SCALE_YEARS, Setting
from data.demonstration.states import Row, members_on, parts
from governance.money import apportion

CEILING_PCT = Decimal("22.000")
LOWEST_PCT = Decimal("0.001")
RATE_UNIT_PCT = Decimal("0.0001")
_FIRST_PERIOD = FIRST_YEAR - 1
_LAST_DAY_OF_PREDECESSOR = date(1996, 12, 31)

Rates = dict[str, Decimal]
"""Rates in per cent by State."""


def un_rates(setting: Setting) -> dict[int, Rates]:
    """The UN-like rates by the first year of their period; each period adds up to 100.000 over all States."""
    firsts = range(_FIRST_PERIOD, setting.today.year + 1, SCALE_YEARS)
    return {first: _period(setting, first) for first in firsts}


def _period(setting: Setting, first_year: int) -> Rates:
    """One period: the ceiling for the largest State, the lowest rate for each, and the rest by weight."""
    chance = setting.chance("un_scale", first_year)
    steps = (first_year - _FIRST_PERIOD) // SCALE_YEARS
    ended = SUCCESSOR if date(first_year, 1, 1) <= _LAST_DAY_OF_PREDECESSOR else PREDECESSOR
    weights = {}
    for code, part in parts().items():
        unevenness = Decimal(chance.randint(92, 108)) / 100
        if code not in (LARGEST, ended):
            weights[code] = part.weight * part.trend**steps * unevenness
    shared = 100 - CEILING_PCT - LOWEST_PCT * len(weights)
    rates = {code: LOWEST_PCT + rate for code, rate in apportion(shared, weights, LOWEST_PCT).items()}
    return rates | {LARGEST: CEILING_PCT}


def un_rates_for(rates: dict[int, Rates], year: int) -> Rates:
    """The UN-like rates on which a financial year rests: those in force a year earlier.

    The successor takes over the rate of its predecessor until it has one of its own.
    """
    used = rates[max(first for first in rates if first < year)]
    return used if SUCCESSOR in used else used | {SUCCESSOR: used[PREDECESSOR]}


def equated(rates: Rates, year: int) -> Rates:
    """The UN-like rates equated to the membership of 1 January: four decimals that add up to 100.0000."""
    weights = {part.state: rates[part.state] for part in members_on(date(year, 1, 1))}
    return apportion(Decimal(100), weights, RATE_UNIT_PCT)


def scales(setting: Setting) -> dict[int, Rates]:
    """The Organization's rates by financial year, up to the last year with an approved budget."""
    rates = un_rates(setting)
    years = range(FIRST_YEAR, setting.last_assessed_year + 1)
    return {year: equated(un_rates_for(rates, year), year) for year in years}


def un_scale_rows(setting: Setting) -> Iterator[Row]:
    """The un_scale table."""
    for first, rates in un_rates(setting).items():
        for code, rate in sorted(rates.items()):
            yield {
                "state": code,
                "first_year": first,
                "last_year": first + SCALE_YEARS - 1,
                "rate_pct": rate,
                "document": f"DEMO/UN-SCALE/{first}",
            }


def scale_rows(setting: Setting) -> Iterator[Row]:
    """The scale table."""
    for year, rates in scales(setting).items():
        for code, rate in rates.items():
            yield {"year": year, "state": code, "rate_pct": rate, "document": f"DEMO/C/SCALE/{year}"}
