"""The rate at which assessments in whole units were booked in another currency, recovered from the booked amounts.

No article: arithmetic. IOM assesses in whole Swiss francs, and the published figures are US dollars: each row is
francs divided by the one rate of the year, rounded to the dollar or its cent. Three kinds of evidence can show which
rate that was; booking_evidence.py has each, and how its chance is counted:

- *whole units*: at the right rate the rows times the rate are whole francs, beyond what rounding makes of any rate;
- *a stated total*: at the right rate the rows, each as its nearest whole franc, add up to what a document states;
- *the scale at one level*: at the right rate the rows are what the scale makes of one budget, franc for franc.

A kind *carries* a rate where at least nine in ten different amounts agree, no rate but its own multiples makes more
than three in four of them agree (half the true rate makes every even row whole, 4/3 of it every third one: such kin
are not chance), and the chance that any of the rates tried does as well by accident is below one in a million. A
stated total singles out a rate with a chance of about one in fifty thousand only, and carries it together with the
scale: where nine in ten amounts agree at that rate, and both chances together are below one in a million. Otherwise
nothing is recovered.

The rates of the years' averages play no part: they lie some per cent off, and would turn a frozen budget into a
rising one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from governance.money import CENT, rounded
from governance.rules.assessment.booking_evidence import Booked, Evidence, Hit, on_the_scale, stated, whole_units
from governance.words import paragraph, say

SMALLEST_CHANCE = Decimal("0.000001")
MOST_OF_THEM = Decimal("0.9")
NO_MORE_ELSEWHERE = Decimal("0.75")

ONE_UNIT = Decimal(1)


@dataclass(frozen=True)
class BookingRate:
    """What the rows of one year say about the rate at which they were booked.

    `rate`: units of the currency of assessment for one unit booked, None unless proved; `carried_by` what proved it.
    `best`: the rate proved, else the one that makes the most rows whole. `agreeing`: how many of all `rows` (zeros
    and repetitions included) are whole units at `best`, and `total` what all rows add up to there as recovered.
    `whole`, `scale` and `stated`: the evidence; the last two None where there is no scale or no stated total.
    """

    best: Decimal
    rows: int
    agreeing: int
    total: Decimal
    carried_by: tuple[str, ...]
    whole: Evidence
    scale: Evidence | None
    stated: Hit | None

    @property
    def rate(self) -> Decimal | None:
        return self.best if self.carried_by else None

    @property
    def proved(self) -> bool:
        return bool(self.carried_by)

    @property
    def because(self) -> str:
        """The verdict in words: what carried the rate, or that nothing did."""
        if not self.proved:
            return self._refused()
        said = {"whole_units": self._by_whole_units, "stated_total": self._by_total, "scale": self._by_scale}
        sentences = [said[kind]() for kind in self.carried_by]
        return paragraph(*sentences, say("The chance that a wrong rate does as well is below one in a million."))

    def _by_whole_units(self) -> str:
        return say(
            "At {rate}, {agreeing} of {rows} rows are whole units ({count} of {different} different amounts; at the "
            "next best rate {next}).",
            rate=self.best,
            agreeing=self.agreeing,
            rows=self.rows,
            count=self.whole.count,
            different=self.whole.different,
            next=self.whole.next_best,
        )

    def _by_total(self) -> str:
        assert self.stated is not None
        return say(
            "At {rate}, and at no other rate tried, the rows in whole units add up to exactly {total:,.0f}, which a "
            "document states; the next best rate misses it by {missed:,.0f}.",
            rate=self.best,
            total=self.stated.total,
            missed=self.stated.next_best,
        )

    def _by_scale(self) -> str:
        assert self.scale is not None
        return say(
            "At {rate}, {agreeing} of {rows} rows are what the scale makes of one budget, to the unit ({count} of "
            "{different} different amounts; at the next best rate, {next_rate}, {next}).",
            rate=self.best,
            agreeing=self.scale.rows,
            rows=self.rows,
            count=self.scale.count,
            different=self.scale.different,
            next=self.scale.next_best,
            next_rate=self.scale.next_rate,
        )

    def _refused(self) -> str:
        first = say(
            "Nothing is proved: the best rate is {rate}, with {whole} of {different} different amounts whole, and a "
            "wrong rate does as well with a chance of up to {chance} %.",
            rate=self.whole.rate,
            whole=self.whole.count,
            different=self.whole.different,
            chance=rounded(min(self.whole.chance, Decimal(1)) * 100, CENT),
        )
        if self.scale is None:
            return first
        second = say(
            "By the scale it is {rate}, with {count} of {different} different amounts, against {next} at {next_rate}: "
            "too few, or too near.",
            rate=self.scale.rate,
            count=self.scale.count,
            different=self.scale.different,
            next=self.scale.next_best,
            next_rate=self.scale.next_rate,
        )
        return paragraph(first, second)


@dataclass(frozen=True)
class Recovered:
    """One amount in the currency of assessment; `whole`: whether it is a whole number of units at the rate.

    `within`: how far the amount may lie from what was assessed: half a booked unit's worth, to the cent above.
    """

    amount: Decimal
    whole: bool
    within: Decimal


def booking_rate(
    amounts: Mapping[str, Decimal],
    *,
    scales: Sequence[Mapping[str, Decimal]] = (),
    stated_total: Decimal | None = None,
) -> BookingRate | None:
    """What the booked amounts of one year, by State, prove; None without an amount above zero.

    `scales`: rates of assessment in per cent by State, one mapping for each reading of whose Members they are equated
    to. `stated_total`: what a document states that all rows add up to, in the currency of assessment.
    """
    unit = unit_of(amounts.values())
    booked = Booked.of(amounts, unit)
    if not booked.different:
        return None
    whole = whole_units(booked)
    scale = on_the_scale(booked, scales)
    total = stated(booked, stated_total) if stated_total else None
    best, kinds = next(_carried(whole, scale, total), (whole.rate, ()))
    amounts_there = [recovered(amount, best, unit) for amount in amounts.values()]
    agreeing = sum(found.whole for found in amounts_there)
    summed = sum((found.amount for found in amounts_there), Decimal(0))
    return BookingRate(best, len(amounts), agreeing, summed, kinds, whole, scale, total)


def _carried(whole: Evidence, scale: Evidence | None, total: Hit | None) -> Iterator[tuple[Decimal, tuple[str, ...]]]:
    """What carries a rate, the strongest first. They cannot carry two: a row on the scale is whole at its rate, so
    that a rate carried by the scale is one at which more than three in four amounts are whole."""
    if _by_itself(whole):
        yield whole.rate, ("whole_units",)
    if scale and total and total.rate == scale.rate and _most(scale) and _joint(scale, total) < SMALLEST_CHANCE:
        yield scale.rate, ("stated_total", "scale")
    if scale and _by_itself(scale):
        yield scale.rate, ("scale",)


def _by_itself(found: Evidence) -> bool:
    return _most(found) and _no_other(found) and found.chance < SMALLEST_CHANCE


def _joint(found: Evidence, total: Hit) -> Decimal:
    return found.chance_of_one * total.chance


def _most(found: Evidence) -> bool:
    return found.count >= MOST_OF_THEM * found.different


def _no_other(found: Evidence) -> bool:
    return found.next_best <= NO_MORE_ELSEWHERE * found.different


def recovered(amount: Decimal, rate: Decimal, booked_unit: Decimal = CENT) -> Recovered:
    """A booked amount in the currency of assessment: the whole unit that it proves, else the product to the cent.

    Of a row booked in whole units the product's cents say nothing: there it is always the nearest whole unit.
    """
    exact = amount * rate
    whole = rounded(exact, ONE_UNIT)
    half = booked_unit * rate / 2
    within = (half / CENT).to_integral_value("ROUND_CEILING") * CENT
    proved = abs(whole - exact) <= half
    if proved or booked_unit >= ONE_UNIT:
        return Recovered(whole, proved, within)
    return Recovered(rounded(exact), False, within)


def unit_of(amounts: Iterable[Decimal]) -> Decimal:
    """What booked amounts are rounded to: a cent if any has cents, else one."""
    return CENT if any(amount % 1 for amount in amounts) else ONE_UNIT
