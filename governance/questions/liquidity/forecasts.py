"""Forecasts of the books: from rows to what the rules work out, made once a day that is asked about and kept."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from governance.questions.accounts.accounts import accounts
from governance.questions.declare import Asking
from governance.rules.liquidity.forecast import Announced, Forecast
from governance.rules.liquidity.payment_days import PaymentDays, same_day

_KEPT = 6  # forecasts that are kept: one for every day of a year takes ten megabytes
_WEEK = 7


def forecasts(asking: Asking) -> Mapping[str, Forecast]:
    """The forecast of the date for each currency, by month and by week; none where nobody's receipts are known, or on
    a day to come of a made-up ledger, of which nothing more will ever be known."""
    ends = [row for row in asking.rows("known_until") if row["foreseen"] == "yes"]
    if any(asking.as_of > row.day("last_day") for row in ends):
        return {}
    return asking.kept("forecasts", _kept)(asking.as_of, False)


def forecasts_by_day(asking: Asking) -> Mapping[str, Forecast]:
    """The same for every day of the twelve months after the date."""
    return asking.kept("forecasts", _kept)(asking.as_of, True) if forecasts(asking) else {}


def expected_this_year(asking: Asking, on: date) -> Mapping[str, tuple[Decimal, Forecast]]:
    """What was expected on an earlier day, or is on the date, to come in until the end of its year, by currency."""
    found = {}
    for currency, forecast in (asking.kept("forecasts", _kept)(on, False) if forecasts(asking) else {}).items():
        band = forecast.band(announced(asking, currency, on))
        ends = [place for place, day in enumerate(forecast.days) if day.year == on.year]
        if band is not None and ends:
            found[currency] = band.middle[ends[-1]], forecast
    return found


def announced(asking: Asking, currency: str, on: date | None = None) -> list[Announced]:
    """What Members had announced by the date (or `on` another) to pay after it."""
    day = on or asking.as_of
    return [
        Announced(row.text("state"), row.day("expected"), row.amount("amount"))
        for row in asking.table("expected_payments")
        if row["currency"] == currency and row.day("announced") <= day < row.day("expected")
    ]


def ahead(on: date) -> list[date]:
    """Every day of the twelve months after the day."""
    return [on + timedelta(number) for number in range(1, (same_day(on, on.year + 1) - on).days + 1)]


def month_ends(days: Sequence[date]) -> list[date]:
    """The days that end a month, and the last of all."""
    return [day for day in days if day == days[-1] or day.day == calendar.monthrange(day.year, day.month)[1]]


def _kept(of: Asking) -> Callable[[date, bool], Mapping[str, Forecast]]:
    by_currency: dict[str, list[PaymentDays]] = {}
    for (_, currency), account in accounts(of).items():
        by_currency.setdefault(currency, []).append(PaymentDays(account))

    @lru_cache(maxsize=_KEPT)
    def made(on: date, every_day: bool) -> Mapping[str, Forecast]:
        days = ahead(on)
        if every_day:
            return {code: Forecast(by_currency[code], on, days, like) for code, like in made(on, False).items()}
        some = sorted({*days[_WEEK - 1 :: _WEEK], *month_ends(days)})
        found = {code: Forecast(those, on, some) for code, those in sorted(by_currency.items())}
        return {code: forecast for code, forecast in found.items() if forecast.replays}

    return made
