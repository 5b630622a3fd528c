"""Rates held between a floor and a ceiling: what one rate may not bear, or must, the others share.

The United Nations scale knows both (General Assembly resolutions on the scale: a ceiling of 22 per cent since 2001, a
floor of 0.001 per cent); no text of IOM's sets them, so here they are only a what-if. A rate above the ceiling is
the ceiling, one below the floor is the floor, and all others keep their proportions to each other. Holding one may
push another over: that is repeated until none is outside.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from governance.money import apportion
from governance.words import count, say

HUNDRED = Decimal(100)


class NoSuchBounds(ValueError):
    """Bounds between which no rates can add up to 100."""


def bounded(
    un_rates: Mapping[str, Decimal], unit: Decimal, cap: Decimal | None, floor: Decimal | None
) -> dict[str, Decimal]:
    """Rates in per cent, multiples of `unit`, that add up to 100 and lie between the floor and the cap.

    Raises NoSuchBounds, in words, where no such rates exist.
    """
    most = (cap / unit).to_integral_value(ROUND_FLOOR) * unit if cap is not None else HUNDRED
    least = (floor / unit).to_integral_value(ROUND_CEILING) * unit if floor is not None else Decimal(0)
    _check(len(un_rates), most, least)
    held: dict[str, Decimal] = {}
    while len(held) < len(un_rates):
        free = {state: rate for state, rate in un_rates.items() if state not in held}
        left = HUNDRED - sum(held.values(), Decimal(0))
        whole = sum(free.values(), Decimal(0))
        over = {state: most for state, rate in free.items() if rate * left > most * whole}
        under = {state: least for state, rate in free.items() if rate * left < least * whole}
        if not over and not under:
            return held | apportion(left, free, unit)
        # the side that moves more is held first: holding both at once could leave the rest nothing to share
        more = sum((rate * left / whole - most for rate in (free[state] for state in over)), Decimal(0))
        less = sum((least - rate * left / whole for rate in (free[state] for state in under)), Decimal(0))
        held |= over if more >= less else under
    return held


def _check(states: int, most: Decimal, least: Decimal) -> None:
    if least > most:
        raise NoSuchBounds(say("The floor of {floor} % is above the ceiling of {cap} %.", floor=least, cap=most))
    if most * states < HUNDRED:
        raise NoSuchBounds(
            count(
                "With a ceiling of {cap} %, {states} Member cannot bear the whole budget.",
                "With a ceiling of {cap} %, {states} Members cannot bear the whole budget.",
                states,
                cap=most,
                states=states,
            )
        )
    if least * states > HUNDRED:
        raise NoSuchBounds(
            count(
                "With a floor of {floor} %, {states} Member would pay more than the budget.",
                "With a floor of {floor} %, {states} Members would pay more than the budget.",
                states,
                floor=least,
                states=states,
            )
        )
