"""What staff there is for each office, each Member and each million of the administrative budget.

Plain quotients, rounded to one place. A quotient is only worked out where both figures stand for the same date or
year: nothing is carried over from another one, and a budget is named with its currency.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

MILLION = Decimal(1_000_000)
_PLACES = Decimal("0.1")


def per(staff: Decimal | None, units: Decimal | None) -> Decimal | None:
    """Staff for each unit; None where a figure is not known or there is no unit."""
    if staff is None or not units:
        return None
    return (staff / units).quantize(_PLACES, rounding=ROUND_HALF_EVEN)


def per_million(staff: Decimal | None, amount: Decimal | None) -> Decimal | None:
    """Staff for each million of an amount of money."""
    return per(staff, None if amount is None else amount / MILLION)
