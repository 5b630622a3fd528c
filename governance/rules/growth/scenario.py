"""What if: a budget carried forward from a base year under stated assumptions, and every Member's assessment.

No article: assumptions, and the rules that exist. The level of a year y after the base b is

    carried     level of y-1, and the full-year shares of those that joined during y-1 (and did not leave at its end)
                if they come on top of it
    ZNG         the carried level
    ZRG         the carried level * (1 + inflation of y)
    x per cent  the carried level * (1 + x/100)

rounded to the whole unit; the price index is 100 in the base year and rises by the inflation of each year; the real
value is level * 100 / index. The level is divided as apportionment.py says: rates equated to the Members, amounts
that add up to the level; `bounds.py` where a ceiling or floor is assumed. A State that joins is assessed pro rata
from its day; one that joins on 1 January is a Member of the whole year, and on top of the carried level as well unless
newcomers share an unchanged level (dilution). One that leaves does so at the end of a year, as the Constitution says
(Article 3: withdrawal takes effect at the end of a financial year), and its share falls to the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from governance.money import rounded
from governance.rules.assessment.apportionment import (
    AssessmentRules,
    Share,
    amounts,
    equated,
    part_of_year,
    rates,
    un_rates_of,
)
from governance.rules.growth.bounds import bounded
from governance.rules.growth.prices import in_prices_of
from governance.words import say

ZNG, ZRG = "zng", "zrg"
HUNDRED, ONE = Decimal(100), Decimal(1)
Growth = str | Decimal
_Scale = tuple[dict[str, Decimal], dict[str, Decimal], Decimal]
_MOST_KEPT = 200
_LARGEST_LEVEL = Decimal(10) ** 15
_INDICES = Decimal("0.000001"), Decimal(10) ** 15
"""Beyond these, figures would lose digits, and no budget or price was ever near."""


@dataclass(frozen=True)
class Scenario:
    """The assumptions. Paths hold a value for each year after the base: growth (ZNG, ZRG or per cent), inflation in
    per cent, and the rate at which the level is told in another currency, if any. `joins`: by day; `leaves`: by the
    last year as a Member. `level`: that of the base year, in whole units."""

    base: int
    until: int
    level: Decimal
    growth: Mapping[int, Growth]
    inflation: Mapping[int, Decimal]
    exchange: Mapping[int, Decimal] = field(default_factory=dict)
    joins: Mapping[str, date] = field(default_factory=dict)
    leaves: Mapping[str, int] = field(default_factory=dict)
    newcomers: Literal["on_top", "dilution"] = "on_top"
    cap: Decimal | None = None
    floor: Decimal | None = None

    @property
    def years(self) -> range:
        """The base year and those after it."""
        return range(self.base, self.until + 1)


@dataclass(frozen=True)
class Start:
    """What the scenario starts from: the Members on the base year's 1 January, those that joined during it, the UN
    rates that each year uses, and how the organization assesses. `scales` keeps the rates that were made from it, and
    `firsts` the base years: the same for every path of levels, so that a slider's next move need not make them again.
    """

    members: frozenset[str]
    joined: Mapping[str, date]
    un_rates: Callable[[int], Mapping[str, Decimal]]
    rules: AssessmentRules
    scales: dict[object, _Scale] = field(default_factory=dict, compare=False)
    firsts: dict[object, Year] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Year:
    """One year: the level that the Members of the whole year share, what newcomers pay on top, the index (base 100),
    the level in prices of the base year, the rates, and the newcomers' shares."""

    year: int
    level: Decimal
    index: Decimal
    real: Decimal
    un_rates: Mapping[str, Decimal]
    scale: Mapping[str, Decimal]
    joiners: tuple[Share, ...]
    rules: AssessmentRules

    @property
    def on_top(self) -> Decimal:
        """What newcomers are assessed for their part of the year."""
        return sum((share.amount for share in self.joiners), Decimal(0))

    @property
    def members(self) -> int:
        """How many are assessed, newcomers included."""
        return len(self.scale) + len(self.joiners)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Every Member's share, newcomers last: worked out when asked for, since a path of levels needs none."""
        due = amounts(self.level, self.scale, self.rules)
        whole = [
            Share(state, self.un_rates[state], self.scale[state], due[state], due[state])
            for state in sorted(self.scale)
        ]
        return (*whole, *self.joiners)


def projected(scenario: Scenario, start: Start) -> list[Year]:
    """The base year and every year after it. Raises NoRate, NoSuchBounds or ValueError, each in words: a level or a
    price index beyond all measure among them."""
    found = [_first(scenario, start)]
    for year in scenario.years[1:]:
        before = found[-1]
        index = before.index * (1 + scenario.inflation[year] / HUNDRED)
        exact = _carried(scenario, before) * _grown(scenario, year)
        _check(year, exact, index)
        found.append(_year(scenario, start, year, rounded(exact, start.rules.whole_unit), index))
    return found


def _first(scenario: Scenario, start: Start) -> Year:
    """The base year: whatever is assumed of the years after it, it is the same."""
    _check(scenario.base, scenario.level, HUNDRED)
    key = (scenario.base, scenario.level, scenario.newcomers, scenario.cap, scenario.floor)
    found = start.firsts.get(key)
    if found is None:
        if len(start.firsts) >= _MOST_KEPT:
            start.firsts.clear()
        found = start.firsts[key] = _year(scenario, start, scenario.base, scenario.level, HUNDRED)
    return found


def _year(scenario: Scenario, start: Start, year: int, level: Decimal, index: Decimal) -> Year:
    members, joiners = _membership(scenario, start, year)
    scale, own, whole = _scale(scenario, start, year, members)
    un = start.un_rates(year)
    new = tuple(_joiner(state, day, year, level, un, whole, start.rules) for state, day in sorted(joiners.items()))
    return Year(year, level, index, in_prices_of(level, HUNDRED, index), own, scale, new, start.rules)


def _check(year: int, level: Decimal, index: Decimal) -> None:
    if level > _LARGEST_LEVEL:
        raise ValueError(say("The budget of {year} would have more than {digits} digits.", year=year, digits=15))
    if not _INDICES[0] <= index <= _INDICES[1]:
        raise ValueError(say("Prices would have changed beyond all measure by {year}.", year=year))


def _carried(scenario: Scenario, before: Year) -> Decimal:
    """The level before any growth: on top of the last one, the whole years of those that joined and stay."""
    if scenario.newcomers == "dilution":
        return before.level
    staying = (share for share in before.joiners if scenario.leaves.get(share.state, before.year + 1) > before.year)
    return before.level + sum((share.full_year for share in staying), Decimal(0))


def _grown(scenario: Scenario, year: int) -> Decimal:
    growth = scenario.growth[year]
    if growth == ZNG:
        return ONE
    return ONE + (scenario.inflation[year] if growth == ZRG else Decimal(growth)) / HUNDRED


def _membership(scenario: Scenario, start: Start, year: int) -> tuple[frozenset[str], dict[str, date]]:
    """Those that share the year's level, and those on top of it with the day on which they joined."""
    joined = {**start.joined, **scenario.joins}
    first = date(year, 1, 1)
    since = {state for state, day in joined.items() if day < first}
    new = {state: day for state, day in joined.items() if day.year == year}
    if scenario.newcomers == "dilution":
        since |= {state for state, day in new.items() if day == first}
        new = {state: day for state, day in new.items() if day != first}
    left = {state for state, last in scenario.leaves.items() if last < year}
    return (start.members | since) - left, {state: day for state, day in new.items() if state not in left}


def _scale(scenario: Scenario, start: Start, year: int, members: frozenset[str]) -> _Scale:
    """The rates of the year, the UN rates behind them, and their sum: made once for each scale and membership."""
    un = start.un_rates(year)
    key = (id(un), members, scenario.cap, scenario.floor)
    found = start.scales.get(key)
    if found is None:
        own = un_rates_of(members, un, start.rules)
        if scenario.cap is None and scenario.floor is None:
            scale = rates(own, start.rules)
        else:
            scale = bounded(own, start.rules.rate_unit, scenario.cap, scenario.floor)
        if len(start.scales) >= _MOST_KEPT:
            start.scales.clear()
        found = start.scales[key] = scale, own, sum(own.values(), Decimal(0))
    return found


def _joiner(
    state: str, day: date, year: int, level: Decimal, un: Mapping[str, Decimal], whole: Decimal, rules: AssessmentRules
) -> Share:
    """A newcomer's share, measured on the others' sum so that theirs does not change."""
    un_rate = un_rates_of([state], un, rules)[state]
    rate = equated(un_rate, whole, rules.rate_places)
    part = part_of_year(day, year, rules)
    full = level * rate / HUNDRED
    return Share(
        state, un_rate, rate, rounded(full * part, rules.whole_unit), rounded(full, rules.whole_unit), part, day
    )
