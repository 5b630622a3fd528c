"""One amount in another currency, at a year's average rate: only for a ratio, never for a sum.

Series of exchange rates are named "CHF per USD": so many francs for one dollar. The rate and its year stand beside
every figure that rests on them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.money import rounded

_SERIES = re.compile(r"([A-Z]{3}) per ([A-Z]{3})\b")

Rates = Mapping[tuple[str, int], Decimal]
"""Average rates by name of the series and year."""


@dataclass(frozen=True)
class Converted:
    """An amount in another currency, with the series, its year and the rate."""

    amount: Decimal
    series: str
    rate: Decimal


def converted(amount: Decimal, currency: str, other: str, year: int, rates: Rates) -> Converted | None:
    """`amount` in `other` at the year's average rate, whichever way round it is quoted; None where there is none."""
    for (series, rate_year), rate in sorted(rates.items()):
        named = _SERIES.match(series)
        if rate_year != year or named is None:
            continue
        if named.groups() == (currency, other):
            return Converted(rounded(amount / rate), series, rate)
        if named.groups() == (other, currency):
            return Converted(rounded(amount * rate), series, rate)
    return None
