"""Figures in words: amounts, percentages and dates as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_skeleton
from babel.numbers import format_compact_decimal, format_decimal

from governance import words
from governance.ui.parts.words import mark, plain, say
from governance.wording import AMOUNT, in_short, in_words, period_in_words, with_ordinal
from governance.words import language, locale_of

Figure = Decimal | int
DAY_TYPED = "DD/MM/YYYY"
"""How a day is typed and slid to: Streamlit writes no months in words; figures stand in the order of the words."""
_HEDGES = {
    "about": mark("about {figure}"),
    "more than": mark("more than {figure}"),
    "over": mark("over {figure}"),
}
_MILLION = Decimal(1_000_000)
_ALL, _ALL_BUT = Decimal(100), Decimal("99.9")


def money(amount: Figure | None, currency: str, *, exact: bool = False) -> str:
    """An amount with its currency; whole units unless `exact`; "not known" where there is none."""
    if amount is None:
        return say("not known")
    pattern = "#,##0.00" if exact else "#,##0"
    return _amount(currency, format_decimal(amount, format=pattern, locale=_locale()))


def money_exact(amount: Decimal, currency: str) -> str:
    """An amount to the cent, in whole units where it has none."""
    return money(amount, currency, exact=amount % 1 != 0)


def amount_alone(amount: Decimal, *, exact: bool = True) -> str:
    """An amount whose currency stands elsewhere: to the cent, or in whole units where all beside it have no cents."""
    return format_decimal(amount, format="#,##0.00" if exact else "#,##0", locale=_locale())


def in_cents(amounts: Iterable[Decimal]) -> bool:
    """Whether amounts that stand beside each other are written to the cent: all of them, if one of them has cents."""
    return any(amount % 1 for amount in amounts)


def money_short(amount: Figure | None, currency: str) -> str:
    """An amount for a headline: millions in words, smaller amounts in whole units."""
    if amount is None:
        return say("not known")
    if -_MILLION < amount < _MILLION:
        return money(amount, currency)
    text = format_compact_decimal(amount, format_type="long", fraction_digits=2, locale=_locale())
    return _amount(currency, text)


def _amount(currency: str, figure: str) -> str:
    """An amount in Markdown, of which no line breaks off the currency."""
    return plain(words.say(AMOUNT, currency=currency, figure=figure.replace(" ", "\N{NO-BREAK SPACE}")))


def in_millions(label: str, currency: str) -> str:
    """The label of a figure that `millions` prints."""
    return say("{label} ({currency} million)", label=label, currency=currency)


def millions(amount: Figure | None, *, signed: bool = False) -> str:
    """An amount in millions with two places, for a card whose label says so."""
    if amount is None:
        return say("not known")
    shown = _shown(amount / _MILLION, "0.01")
    pattern = "+#,##0.00;-#,##0.00" if signed and shown else "#,##0.00"
    return format_decimal(shown, format=pattern, locale=_locale())


def number(value: Figure | None) -> str:
    """A count."""
    return say("not known") if value is None else format_decimal(value, locale=_locale())


def hedged(figure: str, qualifier: str | None) -> str:
    """A figure as it is written, with the word with which its document hedges it, if it does."""
    return say(_HEDGES[qualifier], figure=figure) if qualifier in _HEDGES else figure


def qualified(value: Figure, qualifier: str | None) -> str:
    """A number with the word that hedges it."""
    return hedged(number(value), qualifier)


def percent(value: Figure | None, *, signed: bool = False, whole: bool = False) -> str:
    """A percentage that is already in per cent, with its sign on the same line."""
    if value is None:
        return say("not known")
    shown = _shown(value, "1" if whole else "0.1")
    sign = "+" if signed and shown > 0 else ""
    return f"{sign}{format_decimal(shown, format='#,##0' if whole else '#,##0.0', locale=_locale())}\N{NO-BREAK SPACE}%"


def as_shown(share: Decimal) -> Decimal:
    """A percentage as `percent` writes it: what reads as 0.0 is no change."""
    return _shown(share, "0.1")


def _shown(value: Figure, places: str) -> Decimal:
    """A figure to the places that are shown: one that reads as nothing has no sign."""
    return Decimal(value).quantize(Decimal(places)) + 0


def of_a_whole(share: Decimal) -> str:
    """A share of a whole in per cent: of less than all of it never "100.0 %"."""
    return percent(min(share, _ALL_BUT) if share < _ALL else share)


def day_words(day: date) -> str:
    """A date in words."""
    return in_words(day)


def day_in_year(day: date) -> str:
    """A day of any year: 29 November."""
    return with_ordinal(format_skeleton("MMMMd", day, locale=_locale()), language.get())


def day_short(day: date) -> str:
    """A date for a cell of a table: 24 Nov 2026."""
    return in_short(day)


def month_short(day: date) -> str:
    """The month of a day, for an axis: Nov 2026."""
    return str(format_skeleton("yMMM", day, locale=_locale()))


def period_short(text: str) -> str:
    """A day, a month or a year in ISO form for a cell of a table. ValueError for what is none."""
    return day_short(date.fromisoformat(text)) if len(text) == len("2014-07-01") else period_words(text)


def period_words(text: str) -> str:
    """A day, a month or a year in ISO form (2014-07-01, 2014-07, 2014) in words."""
    return period_in_words(text)


def moment(at: datetime) -> str:
    """A day with the time of it, for a cell of a table: 24 Nov 2026, 14:03:59."""
    return f"{day_short(at.date())}, {at:%H:%M:%S}"


def _locale() -> Locale:
    return locale_of(language.get())
