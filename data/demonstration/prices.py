"""Fictional prices and exchange rates, one value a year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from data.demonstration.setting import FIRST_YEAR, Setting
from data.demonstration.states import Row

PRICES = "Demonstration consumer prices"
_DOCUMENT = "DEMO/STATISTICS/{year}"
_FIRST_YEAR_OF_EURO = 1999
_STABLE_SINCE, _COSTLY_YEARS = 1995, (2022, 2023)
_RATE_UNIT = Decimal("0.0001")


def inflation_pct(setting: Setting, year: int) -> Decimal:
    """The rise of prices over the year before, in per cent: high at first, low later, with a burst in 2022."""
    chance = setting.chance("prices", year)
    if year in _COSTLY_YEARS:
        return Decimal(chance.randint(22, 31)) / 10
    return Decimal(chance.randint(20, 45) if year < _STABLE_SINCE else chance.randint(-2, 14)) / 10


def price_index(setting: Setting) -> dict[int, Decimal]:
    """The index by year, annual average, 1990 = 100, for the years that have ended."""
    index = {FIRST_YEAR: Decimal("100.0")}
    for year in range(FIRST_YEAR + 1, setting.today.year):
        index[year] = (index[year - 1] * (1 + inflation_pct(setting, year) / 100)).quantize(Decimal("0.1"))
    return index


def chf_per(currency: str, setting: Setting) -> dict[int, Decimal]:
    """Francs for one unit of the currency by year, annual average; this year's and next year's are working rates."""
    first, rate = (FIRST_YEAR, Decimal("1.3900")) if currency == "USD" else (_FIRST_YEAR_OF_EURO, Decimal("1.6000"))
    rates = {}
    for year in range(first, setting.today.year + 2):
        rates[year] = rate
        change = Decimal(setting.chance("rates", currency, year).randint(-60, 42)) / 1000
        rate = max(Decimal("0.8200"), rate * (1 + change)).quantize(_RATE_UNIT)
    return rates


def price_rows(setting: Setting) -> Iterator[Row]:
    """The prices table."""
    for year, value in price_index(setting).items():
        yield {"year": year, "series": PRICES, "value": value, "document": _DOCUMENT.format(year=year)}


def series_rows() -> Iterator[Row]:
    """The price_series table: the index measures what the franc buys."""
    yield {"series": PRICES, "currency": "CHF", "document": _DOCUMENT.format(year=FIRST_YEAR)}


def exchange_rate_rows(setting: Setting) -> Iterator[Row]:
    """The exchange_rates table: the years that have ended."""
    for currency in ("USD", "EUR"):
        series = f"CHF per {currency} (demonstration)"
        for year, value in chf_per(currency, setting).items():
            if year < setting.today.year:
                yield {"year": year, "series": series, "value": value, "document": _DOCUMENT.format(year=year)}
