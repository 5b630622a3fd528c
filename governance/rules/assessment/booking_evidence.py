"""What booked amounts show at each rate that is tried: whole units, a stated total, the scale at one level.

No article: arithmetic. Amounts are counted in what they were booked in (cents or dollars): n booked units are n*m
thousandths of a unit of assessment at the rate m/1000.

*Whole units.* An amount of n cents is whole at the rate m/1000 where n*m lies within m/2 of a multiple of 100,000.
Over all n, n*m runs evenly through the multiples of g = gcd(m, 100,000), so that the part of all amounts that are
whole at this rate is

    p = g * (2 * floor(m / 2g) + 1) / 100,000            (0.00987 at 0.987; 1 at every rate if rows are whole dollars
                                                          and the rate is 0.8: such rows prove nothing)

*The scale at one level.* A State with the rate s per cent is assessed the level L times s/100, rounded to a whole
unit. At each rate that is tried, L is the level at which most rows are just that: each row allows the levels between
two bounds, and the level where most of these overlap is found by sorting them. A wrong rate does well, too, since it
may choose its level: how well is counted from all the wrong rates, as the mean part of the amounts that agree there.

Equal amounts (many Members have the lowest rate) are no further evidence, and an amount of zero is none: only
different amounts above zero count. That k or more of n of them agree at one wrong rate then has a chance of the sum
over j from k to n of C(n, j) p^j (1-p)^(n-j), and that it happens at some rate among all those tried, at most so many
times as much.

*A stated total.* The sums of the rows in whole units lie some thousands apart from rate to rate; that one of them is
just the total has a chance of one in that distance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import comb, gcd

LOWEST, HIGHEST, STEP = Decimal("0.500"), Decimal("1.500"), Decimal("0.001")
"""The rates tried: the United Nations' operational rates have three decimals, and the franc was never outside these
bounds against the dollar in the years of the published figures."""

TRIED = range(int(LOWEST / STEP), int(HIGHEST / STEP) + 1)


@dataclass(frozen=True)
class Booked:
    """The amounts of a year, counted in booked units: by State, all of them, and the different ones above zero.

    `whole_of`: how many booked units' thousandths are one unit of assessment.
    """

    by_state: Mapping[str, int]
    different: tuple[int, ...]
    whole_of: int

    @staticmethod
    def of(amounts: Mapping[str, Decimal], unit: Decimal) -> Booked:
        counts = {state: int(amount / unit) for state, amount in amounts.items()}
        different = tuple(sorted({count for count in counts.values() if count > 0}))
        return Booked(counts, different, int(1 / STEP) * int(1 / unit))

    def total(self, m: int) -> int:
        """What all rows add up to at m thousandths, each as its nearest whole unit."""
        return sum((2 * count * m + self.whole_of) // (2 * self.whole_of) for count in self.by_state.values())


@dataclass(frozen=True)
class Evidence:
    """How many of the `different` amounts agree at the `rate` at which that is least by chance, and at the next best.

    `rows`: how many of all rows agree there. The next best rate is the best that is no multiple of the rate.
    `chance`: the greatest chance that some rate among those tried does as well by accident; `chance_of_one`: that
    this one rate does.
    """

    rate: Decimal
    count: int
    different: int
    rows: int
    next_best: int
    next_rate: Decimal | None
    chance: Decimal
    chance_of_one: Decimal


@dataclass(frozen=True)
class Hit:
    """The one rate at which the rows add up to the stated `total`; None where none or several do.

    `next_best`: how far the sum at the nearest other rate lies from the total. `chance`: that one of the sums of
    wrong rates is just the total.
    """

    total: Decimal
    rate: Decimal | None
    next_best: Decimal
    next_rate: Decimal
    chance: Decimal


def whole_units(booked: Booked) -> Evidence:
    """How many different amounts are whole units at each rate."""
    counts = {m: sum(_is_whole(count, m, booked.whole_of) for count in booked.different) for m in TRIED}
    number = len(booked.different)
    chances = {m: _chance(count, number, _part_whole(m, booked.whole_of)) for m, count in counts.items()}
    best = min(TRIED, key=lambda m: (chances[m], m))
    rows = sum(_is_whole(count, best, booked.whole_of) for count in booked.by_state.values())
    return _evidence(best, counts, number, rows, chances[best], len(TRIED))


def on_the_scale(booked: Booked, scales: Sequence[Mapping[str, Decimal]]) -> Evidence | None:
    """How many amounts are what the scale makes of one level, under the reading that explains most; None without."""
    readings = [scale for place, scale in enumerate(scales) if scale and scale not in scales[:place]]
    found = [evidence for scale in readings if (evidence := _on_scale(booked, scale, len(readings) * len(TRIED)))]
    return min(found, key=lambda evidence: evidence.chance, default=None)


def stated(booked: Booked, total: Decimal) -> Hit:
    """At which rate the rows in whole units add up to the stated total."""
    sums = {m: booked.total(m) for m in TRIED}
    exact = [m for m in TRIED if sums[m] == total]
    rate = exact[0] if len(exact) == 1 else None
    near = min((m for m in TRIED if m != rate), key=lambda m: abs(sums[m] - total))
    apart = Decimal(sums[TRIED[-1]] - sums[TRIED[0]]) / (len(TRIED) - 1)
    chance = min(Decimal(1), 1 / apart) if apart else Decimal(1)
    return Hit(total, None if rate is None else rate * STEP, Decimal(abs(sums[near] - total)), near * STEP, chance)


def _on_scale(booked: Booked, scale: Mapping[str, Decimal], tried: int) -> Evidence | None:
    rated = [(count, int(scale[s] * 10**9)) for s, count in booked.by_state.items() if count > 0 and scale.get(s)]
    different = sorted(set(rated))
    if len(different) < 2:
        return None
    counts = {m: _at_one_level(different, m, booked.whole_of) for m in TRIED}
    best = max(TRIED, key=lambda m: (counts[m], -m))
    others = [count for m, count in counts.items() if m % best]
    number = len(different)
    chance = _chance(counts[best], number, Decimal(sum(others)) / (len(others) * number)) if others else Decimal(1)
    return _evidence(best, counts, number, _at_one_level(rated, best, booked.whole_of), chance, tried)


def _at_one_level(rated: Iterable[tuple[int, int]], m: int, whole_of: int) -> int:
    """How many rows at the most are a share of one and the same level, rounded to a whole unit.

    A row of n booked units stands for the whole units from `low` to `high`; a share s of the level L is rounded to one
    of them where L lies from (low - 1/2)/s to (high + 1/2)/s.
    """
    firsts, lasts = [], []
    for count, share in rated:
        low = -((1 - 2 * count) * m // (2 * whole_of))
        high = (2 * count + 1) * m // (2 * whole_of)
        if low <= high:
            firsts.append((2 * low - 1) / share)
            lasts.append((2 * high + 1) / share)
    firsts.sort()
    lasts.sort()
    return max((place + 1 - bisect_left(lasts, first) for place, first in enumerate(firsts)), default=0)


def _evidence(best: int, counts: Mapping[int, int], number: int, rows: int, chance: Decimal, tried: int) -> Evidence:
    next_rate = max((m for m in counts if m % best), key=lambda m: (counts[m], -m), default=None)
    return Evidence(
        best * STEP,
        counts[best],
        number,
        rows,
        0 if next_rate is None else counts[next_rate],
        None if next_rate is None else next_rate * STEP,
        chance * tried,
        chance,
    )


def _is_whole(count: int, m: int, whole_of: int) -> bool:
    """Whether `count` booked units times m thousandths lie within half a booked unit's worth of a whole unit."""
    beyond = count * m % whole_of
    return 2 * min(beyond, whole_of - beyond) <= m


def _part_whole(m: int, whole_of: int) -> Decimal:
    """The part of all amounts that are whole at m thousandths."""
    step = gcd(m, whole_of)
    return min(Decimal(1), Decimal(step * (2 * (m // (2 * step)) + 1)) / whole_of)


def _chance(agreeing: int, of: int, part: Decimal) -> Decimal:
    """The chance that `agreeing` or more of `of` amounts agree where each does with chance `part`."""
    if agreeing <= of * part:
        return Decimal(1)
    return sum((comb(of, j) * part**j * (1 - part) ** (of - j) for j in range(agreeing, of + 1)), Decimal(0))
