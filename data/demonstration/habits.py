"""Habits of paying: when in the year a State pays, and what it leaves unpaid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Payment:
    """One payment a year, between two days given as (month, day).

    `leaves` says what stays unpaid afterwards, in shares of this year's assessment, last year's and so on;
    `ahead` is the share of next year's assessment paid before its time. Where `share` is set, the payment is
    that share of this year's assessment, whatever else is owed.
    """

    opens: tuple[int, int]
    closes: tuple[int, int]
    leaves: tuple[str, ...] = ()
    ahead: str = "0"
    share: str = ""


@dataclass(frozen=True)
class Habit:
    """A way of paying: the year's payments and the payer's peculiarities.

    `currency` is what it pays in; `names_year` that it names the current year; `over_chf` what it may pay too
    much (up to); `short_chf` what it refuses to pay; `charges_chf` what its bank keeps back from each payment;
    `doubles` that it sometimes pays twice and is refunded.
    """

    payments: tuple[Payment, ...] = ()
    currency: str = "CHF"
    names_year: bool = False
    over_chf: int = 0
    short_chf: Decimal = Decimal(0)
    charges_chf: Decimal = Decimal(0)
    doubles: bool = False


_JANUARY_TO_MARCH = Payment((1, 4), (3, 25))
_SPRING = Payment((4, 1), (6, 20))

HABITS: dict[str, Habit] = {
    "prompt": Habit((_JANUARY_TO_MARCH,), doubles=True),
    "prompt, names the year": Habit((_JANUARY_TO_MARCH,), names_year=True),
    "prompt, in dollars": Habit((_JANUARY_TO_MARCH,), currency="USD"),
    "spring": Habit((_SPRING,), doubles=True),
    "spring, a little too much": Habit((_SPRING,), over_chf=900),
    "spring, in dollars": Habit((_SPRING,), currency="USD"),
    "autumn": Habit((Payment((9, 1), (10, 31)),)),
    "autumn, in euros": Habit((Payment((9, 1), (10, 31)),), currency="EUR"),
    "last weeks": Habit((Payment((11, 27), (12, 19)),)),
    "two halves": Habit((Payment((1, 10), (3, 5), ("0.5",)), Payment((8, 1), (9, 15))), names_year=True),
    "quarters": Habit(
        (
            Payment((2, 1), (2, 25), ("0.75",)),
            Payment((5, 1), (5, 25), ("0.5",)),
            Payment((8, 1), (8, 25), ("0.25",)),
            Payment((11, 1), (11, 15)),
        )
    ),
    "three parts": Habit(
        (Payment((4, 5), (5, 10), ("0.7",)), Payment((9, 20), (10, 25), ("0.4",)), Payment((12, 1), (12, 18)))
    ),
    "in advance": Habit((Payment((12, 3), (12, 19), ahead="1"),)),
    "a year behind": Habit((Payment((5, 10), (8, 20), ("1",)),)),
    # Paying up to here keeps the arrears of the coming January below two years' contributions.
    "two years behind": Habit((Payment((10, 1), (11, 15), ("1", "0.6")),)),
    "part of it": Habit((Payment((6, 1), (9, 10), ("0.4",)),)),
    "bank charges kept back": Habit((_JANUARY_TO_MARCH,), charges_chf=Decimal(15)),
    "all but a disputed sum": Habit((_SPRING,), short_chf=Decimal(18_750)),
    "current year only": Habit((Payment((3, 1), (5, 20), share="1"),)),
    "a token": Habit((Payment((6, 10), (9, 20), share="0.2"),), names_year=True),
    "nothing": Habit(),
}
