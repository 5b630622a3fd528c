"""Dates, amounts and figures as they stand in a sentence, in the language of whoever reads it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from governance.money import rounded, rounded_up
from governance.words import Spoken, language, languages, locale_of, mark, sentence, signs

AMOUNT = mark("{currency} {figure}")
_IN_A_FIGURE = re.compile(r"(?<=\d) (?=%|mil|bill)|(?<=\b[A-Z]{3}) (?=[-−+]?\d)")
"""The spaces within a figure: 65.0 %, 30.5 million, CHF 1,234."""


def in_words(day: date) -> str:
    """20 June 2023."""
    return Spoken(_day, day)


def in_short(day: date) -> str:
    """20 Jun 2023: for a table."""
    return Spoken(_day, day, "medium")


def month_in_words(month: str) -> str:
    """June 2023, of 2023-06."""
    return Spoken(_month, month)


def period_in_words(text: str) -> str:
    """A day, a month or a year in ISO form (2014-07-01, 2014-07, 2014) in words, no closer than it is written."""
    if len(text) == len("2014"):
        return text
    return month_in_words(text) if len(text) == len("2014-07") else in_words(date.fromisoformat(text))


def amount(value: Decimal, currency: str) -> str:
    """CHF 1,234.50."""
    return Spoken(_amount, rounded(value), currency)


def exact(value: Decimal) -> str:
    """1,234.50: an amount without its currency, with its two decimals, or as many more as it has where it is wrong."""
    cents = rounded(value)
    return figure(cents) if cents == value else figure(value.normalize(), ",f")


def to_pay(value: Decimal, currency: str) -> str:
    """CHF 1,235 for 1,234.50: an amount to pay is rounded up to the whole unit, so that it is never short."""
    return Spoken(_amount, rounded_up(value), currency)


def unbroken(text: str) -> str:
    """The text for a screen or a paper: no line breaks within a figure, nor between a day and its month.

    Kept, and in exports, its spaces are those that are typed, so that it can be looked for.
    """
    joined = _IN_A_FIGURE.sub("\N{NO-BREAK SPACE}", text)
    return _days(languages()).sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), joined)


@cache
def _days(codes: frozenset[str]) -> re.Pattern[str]:
    """A day up to its month, as any of the languages writes it."""
    names = {
        name
        for spoken in codes
        for form in ("wide", "abbreviated")
        for name in locale_of(spoken).months["format"][form].values()
    }
    months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)\d{{1,2}}(?:er)? (?:de )?(?=(?:{months})(?!\w))")


def figure(value: Decimal | int, form: str = ",") -> str:
    """1,234.50: a number with its groups, or in another `form` of Python's."""
    return Spoken(_figure, value, form)


def _day(day: date, form: Literal["long", "medium"] = "long") -> str:
    return _day_in(day, form, language.get())


@lru_cache(maxsize=4096)
def _day_in(day: date, form: Literal["long", "medium"], code: str) -> str:
    from babel.dates import format_date  # here and not above: most answers write out no day

    return with_ordinal(str(format_date(day, format=form, locale=locale_of(code))), code)


def _month(month: str) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=locale_of(language.get())))


def with_ordinal(day: str, code: str) -> str:
    """A day in words as its language has the first of a month, which Babel writes as any other: 1er janvier."""
    return f"1er{day[1:]}" if code == "fr" and day.startswith("1 ") else day


def _amount(value: Decimal, currency: str) -> str:
    return sentence(AMOUNT, {"currency": currency, "figure": _figure(value, ",")})


def _figure(value: Decimal | int, form: str) -> str:
    return format(value, form).translate(signs(language.get()))
