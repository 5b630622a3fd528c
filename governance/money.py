"""Money: exact decimals, one rounding mode, and apportionment that loses nothing.

An amount stands in a row beside its currency, and every sum is made by currency: two are never added.

Division and rounding of money happen here and in rules/, never in SQL, where a quotient becomes a float.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import TypeVar

from governance.words import say

CENT = Decimal("0.01")
UNIT = Decimal(1)
"""The whole franc (or dollar): IOM assesses in whole units."""

Key = TypeVar("Key", bound=Hashable)


def rounded(value: Decimal, unit: Decimal = CENT) -> Decimal:
    """`value` to the nearest multiple of `unit`, ties to the even digit: the only rounding of money here.

    What rounds to nothing is 0, never -0.
    """
    return (value / unit).quantize(UNIT, rounding=ROUND_HALF_EVEN) * unit + 0


def rounded_up(value: Decimal) -> Decimal:
    """`value` up to the next whole unit: what a payer is told, so that the sum is never short."""
    return value.quantize(UNIT, rounding=ROUND_CEILING)


def share(part: Decimal, whole: Decimal, places: Decimal = Decimal("0.01")) -> Decimal | None:
    """`part` in per cent of `whole`, or None where the whole is zero and a share means nothing; never -0."""
    return (100 * part / whole).quantize(places, rounding=ROUND_HALF_EVEN) + 0 if whole else None


def apportion(total: Decimal, weights: Mapping[Key, Decimal], unit: Decimal = UNIT) -> dict[Key, Decimal]:
    """Divide `total` by `weights` in multiples of `unit` so that the parts add up to `total` exactly.

    Method of the largest remainder: each gets its quota rounded down; the units left over go to the largest
    remainders, ties to the larger weight and then to the key in sorted order, so that the result is the same
    every time. In whole numbers, since it is worked out at every move of a slider. Raises ValueError for a negative
    weight, for no weight above zero, or for a total that is not a multiple of the unit.
    """
    finest = min((int(weight.as_tuple().exponent) for weight in weights.values()), default=0)
    steps = {key: int(weight.scaleb(-finest)) for key, weight in weights.items()}
    whole = sum(steps.values())
    if whole <= 0 or min(steps.values()) < 0:
        raise ValueError(say("Weights must not be negative, and one at least must be above zero."))
    if total % unit:
        raise ValueError(say("The total {total} is not a multiple of {unit}.", total=total, unit=unit))
    units = int(total / unit)
    parts = {key: units * step // whole for key, step in steps.items()}
    first = sorted(steps, key=lambda key: (-(units * steps[key] % whole), -steps[key], str(key)))
    for key in first[: units - sum(parts.values())]:
        parts[key] += 1
    return {key: part * unit for key, part in parts.items()}


_RATE = Decimal("0.00000001")
_NEAR = 1000
"""A rate fits an amount that it gives within a thousandth: banks print rates with few digits."""


def fitting_rate(amount: Decimal, paid: Decimal, stated: Decimal | None) -> Decimal:
    """Units of `amount` for one unit of what was paid: the rate as the bank states it, or turned round, since banks do
    either; what the two come to where neither fits, or none is stated. ZeroDivisionError where nothing was paid."""
    for rate in (stated, 1 / stated if stated else None):
        if rate and abs(paid * rate - amount) * _NEAR <= abs(amount):
            return rate.quantize(_RATE).normalize()
    return (amount / paid).quantize(_RATE).normalize()
