"""One amount in another currency, at a year's average rate: only for a ratio, never for a sum.

Series of exchange rates are named "CHF per USD": so many francs for one dollar. What follows the currencies tells
series of one pair apart, such as the average of the market and the United Nations' operational rates. These are other
rates: one answer uses one series for all its years, and names it. The rate and its year stand beside every figure that
rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.money import rounded

_SERIES = re.compile(r"([A-Z]{3}) per ([A-Z]{3})\b")

Rates = Mapping[tuple[str, int], Decimal]
"""Average rates by name of the series and year."""


@dataclass(frozen=True)
class Quoted:
    """A series: by year so many `units` for one of `one`."""

    series: str
    units: str
    one: str
    years: Mapping[int, Decimal]

    def other_than(self, currency: str) -> str:
        """The other one of its two currencies."""
        return self.one if currency == self.units else self.units

    def rate_in(self, currency: str, year: int) -> Decimal | None:
        """Units of a currency for one of the other in a year, whichever way round it is quoted."""
        rate = self.years.get(year)
        return rate if rate is None or currency == self.units else 1 / rate


@dataclass(frozen=True)
class Converted:
    """An amount in another currency, with the series, its year and the rate."""

    amount: Decimal
    series: str
    rate: Decimal


def one_series(rates: Rates, currency: str, other: str | None = None, years: Collection[int] = ()) -> Quoted | None:
    """The series by which a currency is converted, into the other one or whichever is held: of several the one that
    holds most of the `years`, then most years, then the first by its name. None where there is none."""
    wanted = {currency} if other is None else {currency, other}
    found = [series for series in _quoted(rates) if wanted <= {series.units, series.one}]
    return max(found, key=lambda one: (len(one.years.keys() & set(years)), len(one.years)), default=None)


def _quoted(rates: Rates) -> Iterator[Quoted]:
    """The series whose names say their currencies, in the order of their names."""
    for name in sorted({series for series, _ in rates}):
        if named := _SERIES.match(name):
            yield Quoted(name, named[1], named[2], {year: rate for (of, year), rate in rates.items() if of == name})


def converted(amount: Decimal, currency: str, series: Quoted, year: int) -> Converted | None:
    """`amount` in the other currency of the series at the year's average rate; None where it has none."""
    rate = series.years.get(year)
    if rate is None:
        return None
    return Converted(rounded(amount / rate if currency == series.units else amount * rate), series.series, rate)
