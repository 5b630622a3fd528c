"""Figures in words: amounts, percentages and dates as the reader's language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from governance.ui.parts.words import say
from governance.words import language

Figure = Decimal | int
_MILLION = Decimal(1_000_000)


def money(amount: Figure | None, currency: str, *, exact: bool = False) -> str:
    """An amount with its currency; whole units unless `exact`; "not known" where there is none."""
    if amount is None:
        return say("not known")
    pattern = "#,##0.00" if exact else "#,##0"
    return f"{currency} {format_decimal(amount, format=pattern, locale=language.get())}"


def money_short(amount: Figure | None, currency: str) -> str:
    """An amount for a headline: millions in words, smaller amounts in whole units."""
    if amount is None:
        return say("not known")
    if -_MILLION < amount < _MILLION:
        return money(amount, currency)
    text = format_compact_decimal(amount, format_type="long", fraction_digits=2, locale=language.get())
    return f"{currency} {text}"


def in_millions(label: str, currency: str) -> str:
    """The label of a figure that `millions` prints."""
    return say("{label} ({currency} million)", label=label, currency=currency)


def millions(amount: Figure | None, *, signed: bool = False) -> str:
    """An amount in millions with two places, for a card whose label says so."""
    if amount is None:
        return say("not known")
    pattern = "+#,##0.00;-#,##0.00" if signed else "#,##0.00"
    return format_decimal(amount / _MILLION, format=pattern, locale=language.get())


def number(value: Figure | None) -> str:
    """A count."""
    return say("not known") if value is None else format_decimal(value, locale=language.get())


def percent(value: Figure | None, *, signed: bool = False) -> str:
    """A percentage that is already in per cent."""
    if value is None:
        return say("not known")
    sign = "+" if signed and value > 0 else ""
    return f"{sign}{format_decimal(value, format='#,##0.0', locale=language.get())} %"


def day_words(day: date) -> str:
    """A date in words."""
    return format_date(day, format="d MMMM y", locale=language.get())


def period_words(text: str) -> str:
    """A day, a month or a year in ISO form (2014-07-01, 2014-07, 2014) in words."""
    if len(text) == len("2014"):
        return text
    if len(text) == len("2014-07"):
        return format_date(date.fromisoformat(f"{text}-01"), format="MMMM y", locale=language.get())
    return day_words(date.fromisoformat(text))
