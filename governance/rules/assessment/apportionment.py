"""A budget apportioned among the Members by the United Nations scale, equated to the membership.

IOM Constitution, Article 20(2) (25(2) before 21 November 2013): "Member States shall contribute to the
Administrative part of the Budget of the Organization at a rate agreed to by the Council and by the Member State
concerned." In practice the rate is that of the United Nations, equated to IOM's membership:

    rate_i = 100 * u_i / (sum of u over the Members), to four decimals, adjusted so that the rates add up to 100

and each period of the UN scale is applied one year late (2017-2019 use the UN's 2016-2018). What rounding leaves of
100 is borne by the two largest contributors in proportion to their rates. All three are read off the published rows
(see reconciliation.py): handing it out by largest remainder instead moves small Members by up to a tenth, and a hundred
rows fewer agree. Amounts are whole units. No text says how a Member that joins during a
year is assessed: pro rata from the day it joins and on top of the budget, so that no other amount changes, is our
reading; so is whether the level of the next year grows by its full-year share.

Everything here is exact: rates and amounts are Decimals, and what rounding takes from one it gives to another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from governance.money import apportion
from governance.words import say

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class AssessmentRules:
    """How an organization assesses.

    `whole_unit`: amounts are multiples of it. `rate_places`: decimals of a rate. `scale_lag_years`: how late a
    period of the UN scale is applied. `rate_rounding`: what rounding the rates leaves of 100 goes to the two largest,
    to the largest remainders, or nowhere. `rounding` of amounts: so that they add up exactly (largest remainder), or
    each by itself. `scale_members`: whether the rates are equated to the Members on the year's first day or to those
    when the scale was adopted, on `scale_adopted` ("07-01") of the year before. `new_member`: what one that joins
    during the year is assessed for that year. `new_member_effect`: whether its full-year share raises the next
    level, or the level stays and is shared by one more. `rates_outside_un_scale`: UN rates in per cent for
    Members that the UN scale does not list.
    """

    whole_unit: Decimal = Decimal(1)
    rate_places: int = 4
    scale_lag_years: int = 1
    rate_rounding: Literal["two_largest", "largest_remainder", "plain"] = "two_largest"
    rounding: Literal["largest_remainder", "plain"] = "largest_remainder"
    scale_members: Literal["first_day", "when_adopted"] = "first_day"
    scale_adopted: str = "07-01"
    new_member: Literal["pro_rata", "full_year", "next_year"] = "pro_rata"
    new_member_effect: Literal["on_top", "dilution"] = "on_top"
    rates_outside_un_scale: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def rate_unit(self) -> Decimal:
        """The last digit of a rate."""
        return Decimal(1).scaleb(-self.rate_places)

    def scale_day(self, year: int) -> date:
        """The day whose Members the rates of `year` are equated to."""
        if self.scale_members == "first_day":
            return date(year, 1, 1)
        month, day = self.scale_adopted.split("-")
        return date(year - 1, int(month), int(day))


@dataclass(frozen=True)
class Share:
    """One Member's assessment: UN rate and rate in per cent, the amount, and the part of the year it is for.

    `joined` is set for a Member that joined during the year: its `full_year` amount is on top of the budget.
    """

    state: str
    un_rate: Decimal
    rate: Decimal
    amount: Decimal
    full_year: Decimal
    part: Decimal = Decimal(1)
    joined: date | None = None


@dataclass(frozen=True)
class Apportionment:
    """Every Member's assessment for a year."""

    year: int
    budget: Decimal
    shares: tuple[Share, ...]

    @property
    def on_top(self) -> Decimal:
        """What Members that joined during the year are assessed besides."""
        return sum((share.amount for share in self.shares if share.joined is not None), Decimal(0))


class NoRate(ValueError):
    """Members without a rate in the scale given: all of them are named."""

    def __init__(self, states: Iterable[str]) -> None:
        self.states = tuple(sorted(states))
        super().__init__(
            say(
                "These Members have no rate in the United Nations scale given: {states}. Give each a rate.",
                states=", ".join(self.states),
            )
        )


def scale_period(periods: Collection[tuple[int, int]], year: int, rules: AssessmentRules) -> tuple[int, int]:
    """The UN period (first year, last year) used for `year`; ValueError if none of `periods` holds it."""
    sought = year - rules.scale_lag_years
    for first, last in periods:
        if first <= sought <= last:
            return first, last
    raise ValueError(
        say("No period of the United Nations scale holds {sought}, which {year} uses.", sought=sought, year=year)
    )


def un_rates_of(members: Iterable[str], un_rates: Mapping[str, Decimal], rules: AssessmentRules) -> dict[str, Decimal]:
    """The UN rate of each Member, from the scale or else from the rulebook; NoRate names those with neither."""
    found = {state: un_rates.get(state, rules.rates_outside_un_scale.get(state)) for state in members}
    missing = [state for state, rate in found.items() if rate is None]
    if missing:
        raise NoRate(missing)
    return {state: rate for state, rate in found.items() if rate is not None}


def equated(un_rate: Decimal, whole: Decimal, places: int) -> Decimal:
    """A UN rate in per cent of the sum of the Members' UN rates, rounded to the places."""
    return (HUNDRED * un_rate / whole).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def rates(un_rates: Mapping[str, Decimal], rules: AssessmentRules) -> dict[str, Decimal]:
    """Each Member's rate in per cent; they add up to 100 exactly unless each was rounded by itself."""
    if rules.rate_rounding == "largest_remainder":
        return apportion(HUNDRED, un_rates, rules.rate_unit)
    whole = sum(un_rates.values(), Decimal(0))
    found = {state: equated(rate, whole, rules.rate_places) for state, rate in un_rates.items()}
    left = HUNDRED - sum(found.values(), Decimal(0))
    if left and rules.rate_rounding == "two_largest":
        largest = sorted(found, key=lambda state: (-found[state], state))[:2]
        for state, part in apportion(abs(left), {state: found[state] for state in largest}, rules.rate_unit).items():
            found[state] += part.copy_sign(left)
    return found


def amounts(budget: Decimal, shares: Mapping[str, Decimal], rules: AssessmentRules) -> dict[str, Decimal]:
    """The budget divided by rates in whole units; with the largest remainder they add up to it exactly.

    Raises ValueError for a budget that is not a multiple of the unit, or for rates that are not above zero.
    """
    if rules.rounding == "largest_remainder":
        return apportion(budget, shares, rules.whole_unit)
    return {state: _whole(budget * rate / HUNDRED, rules) for state, rate in shares.items()}


def part_of_year(joined: date, year: int, rules: AssessmentRules) -> Decimal:
    """The part of `year` that a Member which joined on that day is assessed for; the day itself counts."""
    if joined.year < year or rules.new_member == "full_year":
        return Decimal(1)
    if joined.year > year or rules.new_member == "next_year":
        return Decimal(0)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return Decimal((date(year + 1, 1, 1) - joined).days) / Decimal(days)


def apportionment(
    year: int,
    budget: Decimal,
    un_rates: Mapping[str, Decimal],
    members: Collection[str],
    rules: AssessmentRules,
    joiners: Mapping[str, date] | None = None,
) -> Apportionment:
    """Every Member's assessment for the year: `members` share the budget, `joiners` (by day) are on top of it.

    A joiner's rate is measured on the others' sum, so that theirs do not change. Raises NoRate, or ValueError for
    a budget that cannot be divided.
    """
    own = un_rates_of(members, un_rates, rules)
    scale = rates(own, rules)
    due = amounts(budget, scale, rules)
    shares = [Share(state, own[state], scale[state], due[state], due[state]) for state in sorted(own)]
    new = un_rates_of(joiners or {}, un_rates, rules)
    whole = sum(own.values(), Decimal(0))
    for state, joined in sorted((joiners or {}).items()):
        rate = equated(new[state], whole, rules.rate_places)
        part = part_of_year(joined, year, rules)
        exact = budget * rate / HUNDRED
        shares.append(Share(state, new[state], rate, _whole(exact * part, rules), _whole(exact, rules), part, joined))
    return Apportionment(year, budget, tuple(shares))


def _whole(amount: Decimal, rules: AssessmentRules) -> Decimal:
    return (amount / rules.whole_unit).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * rules.whole_unit
