"""The change of each Member's assessment between two years, split by cause so that the parts add up to it exactly.

No article: arithmetic on how assessments are made (see apportionment.py). In year y a Member is assessed

    (level without new Members' contributions + these contributions)     the budget
    * u_i / (sum of u over the Members)                                  the scale, equated to the membership
    * the part of the year for which it is assessed
    / the rate at which francs were booked in the currency of the amounts

so that six things can change: the budget level, the scale (the UN rates u, its own and the others'), the membership
(who shares; a State that joins or leaves has its whole amount here), new Members' contributions (what they add to the
level), the part of a year, and the currency. What none of them explains (rounding to whole units, corrections, errors
of recorded rows) is a part of its own, `other`.

An effect of one thing depends on what has changed already. The *sequence* changes one after the other in the order of
FACTORS: each part is what its step adds, simple to retell. The *average* takes the mean over all 720 orders (the
Shapley value): no order is preferred, each part is what its step adds on average. Both add up to the same change.

New Members' contributions are the sum that documents state, where the books hold it; else, where such contributions
are added to the level (`on_top`), the shares of those that are Members in the second year but not in the first: then
what the others lose and gain cancels, and a frozen budget leaves their amounts as they were. Where newcomers are
taken into an unchanged level (`dilution`) nothing is added.

Where one of the two booking rates is not known, the currency's effect is inside that of the budget level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from math import factorial

from governance.money import rounded

FACTORS = ("budget_level", "scale", "membership", "new_members", "part_year", "currency")
"""What can change, in the order of the fixed sequence."""

ONE, NOTHING = Decimal(1), Decimal(0)
Choice = tuple[bool, ...]
"""For each of FACTORS, whether it is as in the second year."""


@dataclass(frozen=True)
class YearFacts:
    """One year: amounts by State in one currency, the UN rates used, and who shared the level for the whole year.

    `parts`: those assessed for a part of the year, with that part. `booking_rate`: units of the currency of
    assessment for one unit of the amounts; 1 where it is the same, None where it is not known.
    """

    year: int
    amounts: Mapping[str, Decimal]
    un_rates: Mapping[str, Decimal]
    members: frozenset[str]
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    booking_rate: Decimal | None = ONE

    @cached_property
    def level(self) -> Decimal:
        """What the Members of the whole year are assessed together, were every one of them recorded."""
        whole = sum((self.un_rates.get(state, NOTHING) for state in self.members), NOTHING)
        there = [state for state in self.members if state in self.amounts and state in self.un_rates]
        recorded = sum((self.amounts[state] for state in there), NOTHING)
        rates = sum((self.un_rates[state] for state in there), NOTHING)
        return recorded * whole / rates if rates else recorded

    def present(self, state: str) -> bool:
        """Whether the State is assessed in the year, for all of it or a part."""
        return state in self.members or state in self.parts


@dataclass(frozen=True)
class Change:
    """One Member's change: `parts` by factor, and `other`. All three None where a Member has no recorded amount."""

    state: str
    before: Decimal | None
    after: Decimal | None
    change: Decimal | None
    parts: Mapping[str, Decimal] | None
    other: Decimal | None


class _Two:
    """The two years side by side: what a Member would be assessed with any of the factors changed."""

    def __init__(self, first: YearFacts, last: YearFacts, new_members: Decimal) -> None:
        self.years = (first, last)
        known = first.booking_rate is not None and last.booking_rate is not None
        self.rates = (first.booking_rate or ONE, last.booking_rate or ONE) if known else (ONE, ONE)
        added = new_members * self.rates[1]
        self.base = (first.level * self.rates[0], last.level * self.rates[1] - added)
        self.added = (NOTHING, added)
        self.whole = {
            (scale, members): sum((self.un_rate(state, bool(scale)) for state in self.years[members].members), NOTHING)
            for scale in (0, 1)
            for members in (0, 1)
        }

    def un_rate(self, state: str, last: bool) -> Decimal:
        """The State's rate in the scale of the year; one that this scale does not list has that of the other."""
        chosen, other = self.years[last], self.years[not last]
        return chosen.un_rates.get(state, other.un_rates.get(state, NOTHING))

    def assessed(self, state: str, choice: Choice) -> Decimal:
        level, scale, members, new, part, currency = choice
        year = self.years[members]
        whole = self.whole[scale, members]
        if not year.present(state) or not whole:
            return NOTHING
        amount = (self.base[level] + self.added[new]) * self.un_rate(state, scale) / whole
        return amount * self.years[part].parts.get(state, ONE) / self.rates[currency]


def decomposed(
    first: YearFacts, last: YearFacts, new_members: Decimal | None, *, on_top: bool, averaged: bool = False
) -> list[Change]:
    """Every State's change from the first to the last year, in the order of the codes.

    `new_members`: the contributions of new Members that documents state, in the currency of the amounts; None where
    they do not.
    """
    added = new_members if new_members is not None else _by_reading(first, last, on_top)
    two = _Two(first, last, added)
    split = _average if averaged else _sequence
    return [_change(state, two, split(two, state)) for state in sorted({*first.amounts, *last.amounts})]


def at_one_rate(change: Change, first: YearFacts, last: YearFacts, whole_unit: Decimal) -> Decimal | None:
    """The change had both years been booked at the first year's rate: what is asked for in the currency of assessment,
    in which amounts are whole, and so neither more nor less because a rate of exchange moved. None where a rate or an
    amount is not known."""
    if change.change is None or first.booking_rate is None or last.booking_rate is None:
        return None
    before = rounded((change.before or NOTHING) * first.booking_rate, whole_unit)
    after = rounded((change.after or NOTHING) * last.booking_rate, whole_unit)
    return rounded((after - before) / first.booking_rate)


_STEPS = Decimal(1_000_000)  # a rate in per cent with four decimals: so many of its steps make the level
_NEARLY = Decimal("0.002")


def pays_the_same(by: Decimal, before: Decimal, level: Decimal) -> bool:
    """Whether a change in another currency is no more than rounding makes: 0.2 %, a step of the rate, or two units."""
    return abs(by) <= max(before * _NEARLY, level / _STEPS, Decimal(2))


def _by_reading(first: YearFacts, last: YearFacts, on_top: bool) -> Decimal:
    whole = sum((last.un_rates.get(state, NOTHING) for state in last.members), NOTHING)
    if not on_top or not whole:
        return NOTHING
    new = sum((last.un_rates.get(state, NOTHING) for state in last.members - first.members), NOTHING)
    return last.level * new / whole


def _change(state: str, two: _Two, parts: dict[str, Decimal]) -> Change:
    before, after = (year.amounts.get(state) for year in two.years)
    for amount, year in ((before, two.years[0]), (after, two.years[1])):
        if amount is None and year.present(state):
            return Change(state, before, after, None, None, None)
    change = (after or NOTHING) - (before or NOTHING)
    return Change(state, before, after, change, parts, change - sum(parts.values(), NOTHING))


def _sequence(two: _Two, state: str) -> dict[str, Decimal]:
    """What each step of the fixed sequence adds, to the cent."""
    steps = [tuple(place < changed for place in range(len(FACTORS))) for changed in range(len(FACTORS) + 1)]
    values = [rounded(two.assessed(state, choice)) for choice in steps]
    return {name: values[place + 1] - values[place] for place, name in enumerate(FACTORS)}


def _average(two: _Two, state: str) -> dict[str, Decimal]:
    """What each factor adds on average over all orders, to the cent."""
    number = len(FACTORS)
    values = {choice: two.assessed(state, choice) for choice in _CHOICES}
    parts = {}
    for place, name in enumerate(FACTORS):
        added = sum(
            (
                _WEIGHTS[sum(choice)] * (values[(*choice[:place], True, *choice[place + 1 :])] - values[choice])
                for choice in _CHOICES
                if not choice[place]
            ),
            NOTHING,
        )
        parts[name] = rounded(added / factorial(number))
    return parts


_CHOICES: tuple[Choice, ...] = tuple(
    tuple(place in chosen for place in range(len(FACTORS)))
    for size in range(len(FACTORS) + 1)
    for chosen in combinations(range(len(FACTORS)), size)
)
_WEIGHTS = [factorial(size) * factorial(len(FACTORS) - 1 - size) for size in range(len(FACTORS))]
"""In how many of all orders so many factors have changed before a given one."""
