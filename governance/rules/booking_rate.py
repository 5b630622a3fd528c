"""The rate at which assessments in whole units were booked in another currency, recovered from the booked amounts.

No article: arithmetic. IOM assesses in whole Swiss francs, and the published figures are US dollars: each row is
francs divided by the one rate of the year, rounded to the dollar's cent. At the right rate every row times the rate
is within that rounding of a whole franc; at another rate that happens by chance.

*How likely by chance* is counted, not guessed. An amount of n cents is whole at the rate m/1000 where n*m lies within
m/2 of a multiple of 100,000. Over all n, n*m runs evenly through the multiples of g = gcd(m, 100,000), so that the
part of all amounts that are whole at this rate is

    p = g * (2 * floor(m / 2g) + 1) / 100,000            (0.00987 at 0.987; 1 at every rate if rows are whole dollars
                                                          and the rate is 0.8: such rows prove nothing)

Equal amounts (many Members have the lowest rate) are no further evidence, and an amount of zero is none: only
different amounts above zero count. That k or more of n of them are whole at one wrong rate then has a chance of
sum over j from k to n of C(n, j) p^j (1-p)^(n-j), and that it happens at some rate among all those tried, at most so
many times as much. A rate is *proved* where this is below one in a million, at least nine in ten different amounts
are whole, and no rate but its own multiples makes more than three in four of them whole (half the true rate makes
every even row whole, 4/3 of it every third one: such kin are not chance). Otherwise nothing is recovered.

The rates of the years' averages play no part: they lie some per cent off, and would turn a frozen budget into a
rising one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import comb, gcd

from governance.money import CENT, rounded
from governance.words import say

SMALLEST_CHANCE = Decimal("0.000001")
MOST_OF_THEM = Decimal("0.9")
NO_MORE_ELSEWHERE = Decimal("0.75")
LOWEST, HIGHEST, STEP = Decimal("0.500"), Decimal("1.500"), Decimal("0.001")
"""The rates tried: the United Nations' operational rates have three decimals, and the franc was never outside these
bounds against the dollar in the years of the published figures."""


@dataclass(frozen=True)
class BookingRate:
    """What the rows of one year say about the rate at which they were booked.

    `rate`: units of the currency of assessment for one unit booked, None unless proved; `best` the rate that makes
    the most rows whole in any case, `agreeing` how many of all `rows` (zeros and repetitions included), `whole` of
    the `different` amounts above zero. `chance`: the greatest chance that some rate among those tried does as well by
    accident. `next_best`: the most different amounts that a rate which is no multiple of the best makes whole.
    """

    best: Decimal
    rows: int
    agreeing: int
    different: int
    whole: int
    chance: Decimal
    next_best: int
    proved: bool

    @property
    def rate(self) -> Decimal | None:
        return self.best if self.proved else None

    @property
    def because(self) -> str:
        """The verdict in words."""
        values = {
            "rate": self.best,
            "agreeing": self.agreeing,
            "rows": self.rows,
            "whole": self.whole,
            "different": self.different,
            "next_best": self.next_best,
        }
        if self.proved:
            return say(
                "At {rate}, {agreeing} of {rows} rows are whole units ({whole} of {different} different amounts; at "
                "the next best rate {next_best}). The chance that a wrong rate does as well is below one in a million.",
                **values,
            )
        return say(
            "Nothing is proved: the best rate is {rate}, with {whole} of {different} different amounts whole, and a "
            "wrong rate does as well with a chance of up to {chance} %.",
            chance=rounded(min(self.chance, Decimal(1)) * 100, CENT),
            **{name: values[name] for name in ("rate", "whole", "different")},
        )


@dataclass(frozen=True)
class Recovered:
    """One amount in units of assessment; `whole` unless the row is no whole number of units at the rate."""

    amount: Decimal
    whole: bool


def booking_rate(amounts: Mapping[str, Decimal], booked_unit: Decimal | None = None) -> BookingRate | None:
    """What the booked amounts of one year, by State, prove; None without an amount above zero.

    `booked_unit`: what booked amounts were rounded to; without it, a cent if any row has cents, else one.
    """
    unit = booked_unit or _unit(amounts)
    counted = [int(amount / unit) for amount in amounts.values()]
    different = sorted({count for count in counted if count > 0})
    if not different:
        return None
    whole_of = int(1 / STEP) * int(1 / unit)
    tried = range(int(LOWEST / STEP), int(HIGHEST / STEP) + 1)
    found = [(sum(_is_whole(count, m, whole_of) for count in different), m) for m in tried]
    chances = {m: _chance(whole, len(different), _part_whole(m, whole_of)) for whole, m in found}
    whole, best = min(found, key=lambda pair: (chances[pair[1]], pair[1]))
    next_best = max((number for number, m in found if m % best), default=0)
    chance = chances[best] * len(tried)
    return BookingRate(
        best * STEP,
        len(counted),
        sum(_is_whole(count, best, whole_of) for count in counted),
        len(different),
        whole,
        chance,
        next_best,
        chance < SMALLEST_CHANCE
        and whole >= MOST_OF_THEM * len(different)
        and next_best <= NO_MORE_ELSEWHERE * len(different),
    )


def recovered(amount: Decimal, rate: Decimal, booked_unit: Decimal = CENT) -> Recovered:
    """A booked amount in the currency of assessment: the whole unit that it proves, else the product to the cent."""
    exact = amount * rate
    whole = rounded(exact, Decimal(1))
    if abs(whole - exact) <= booked_unit * rate / 2:
        return Recovered(whole, True)
    return Recovered(rounded(exact), False)


def _unit(amounts: Mapping[str, Decimal]) -> Decimal:
    return CENT if any(amount % 1 for amount in amounts.values()) else Decimal(1)


def _is_whole(count: int, m: int, whole_of: int) -> bool:
    """Whether `count` booked units times m thousandths lie within half a booked unit's worth of a whole unit."""
    beyond = count * m % whole_of
    return 2 * min(beyond, whole_of - beyond) <= m


def _part_whole(m: int, whole_of: int) -> Decimal:
    """The part of all amounts that are whole at m thousandths."""
    step = gcd(m, whole_of)
    return min(Decimal(1), Decimal(step * (2 * (m // (2 * step)) + 1)) / whole_of)


def _chance(whole: int, of: int, part: Decimal) -> Decimal:
    """The chance that `whole` or more of `of` amounts are whole where each is with chance `part`."""
    if whole <= of * part:
        return Decimal(1)
    return sum((comb(of, j) * part**j * (1 - part) ** (of - j) for j in range(whole, of + 1)), Decimal(0))
