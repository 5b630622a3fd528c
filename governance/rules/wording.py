"""Dates, amounts and years as they stand in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from governance.money import Money, rounded_up
from governance.words import mark, say

_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def in_words(day: date) -> str:
    """20 June 2023."""
    return say("{day} {month} {year}", day=day.day, month=say(_MONTHS[day.month - 1]), year=day.year)


def amount(value: Decimal, currency: str) -> str:
    """CHF 1,234.50."""
    return str(Money(value, currency))


def to_pay(value: Decimal, currency: str) -> str:
    """CHF 1,235 for 1,234.50: an amount to pay is rounded up to the whole unit, so that it is never short."""
    return f"{currency} {rounded_up(value):,}"
