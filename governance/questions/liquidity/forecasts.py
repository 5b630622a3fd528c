"""Forecasts of the books: from rows to what the rules work out, made once a day that is asked about and judged once a
month, and kept."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from governance.questions.accounts.accounts import accounts, receipts_of
from governance.questions.accounts.plans import agreed
from governance.questions.declare import Asking
from governance.rules.accounts.account import Account, same_day
from governance.rules.accounts.payment_plans import to_come
from governance.rules.liquidity.forecast import Announced, Forecast, Told
from governance.rules.liquidity.payment_days import PaymentDays

_KEPT = 8  # forecasts that are kept: one for every day of a year takes ten megabytes
_WEEK = 7

Made = Callable[[date, str, bool], Forecast | None]
"""Makes the forecast of a day for a currency, by week and month or by day; None where no past years are known. All
days of a month are judged by past years as of its first: the way to forecast changes at most from month to month."""


def forecasts(asking: Asking, currency: object = None) -> Mapping[str, Forecast]:
    """The forecast of the date for each currency (or one), by month and by week; none where nobody's receipts are
    known, or on a day to come of a made-up ledger, of which nothing more will ever be known."""
    return _forecasts(asking, asking.as_of, currency, every_day=False)


def forecasts_by_day(asking: Asking, currency: object = None) -> Mapping[str, Forecast]:
    """The same for every day of the twelve months after the date."""
    return _forecasts(asking, asking.as_of, currency, every_day=True)


def _forecasts(asking: Asking, on: date, currency: object, *, every_day: bool) -> Mapping[str, Forecast]:
    if _nothing_more_will_be_known(asking):
        return {}
    held = sorted({code for _, code in accounts(asking) if currency in (None, code)})
    made = asking.kept("forecasts", _kept)
    return {code: found for code in held if (found := made(on, code, every_day)) is not None}


def _nothing_more_will_be_known(asking: Asking) -> bool:
    """Whether the date is a day to come of a made-up ledger."""
    ends = [row for row in asking.rows("known_until") if row["foreseen"] == "yes"]
    return any(asking.as_of > row.day("last_day") for row in ends)


def can_forecast(asking: Asking, currency: str) -> bool:
    """Whether there is a forecast of the date for a currency. It need not be made where the month's first day has one:
    then its other days have."""
    if _nothing_more_will_be_known(asking) or not any(code == currency for _, code in accounts(asking)):
        return False
    made = asking.kept("forecasts", _kept)
    return any(made(day, currency, False) for day in (asking.as_of.replace(day=1), asking.as_of))


def expected_this_year(asking: Asking, on: date) -> Mapping[str, tuple[Decimal, Forecast]]:
    """What was expected on an earlier day, or is on the date, to come in until the end of its year, by currency."""
    found = {}
    for currency, forecast in _forecasts(asking, on, None, every_day=False).items():
        band = forecast.band()
        ends = [place for place, day in enumerate(forecast.days) if day.year == on.year]
        if band is not None and ends:
            found[currency] = band.middle[ends[-1]], forecast
    return found


def _told(of: Asking, currency: str) -> Told:
    """What Members had said by a day that they would pay after it, and the instalments that were agreed with them; what
    a Member has said pays its instalments first, as its receipts do."""
    said = [
        (row.day("announced"), Announced(row.text("state"), row.day("expected"), row.amount("amount")))
        for row in of.table("expected_payments")
        if row["currency"] == currency
    ]
    plans = [(state, lines, receipts_of(of, state, currency)) for (state, _), lines in agreed(of, currency).items()]

    def told(day: date) -> list[Announced]:
        found = [payment for announced, payment in said if announced <= day < payment.expected]
        for state, lines, receipts in plans:
            left = sum((payment.amount for payment in found if payment.state == state), Decimal(0))
            for line in to_come(receipts, lines, day):
                covered = min(left, line.missing)
                left -= covered
                found.append(Announced(state, line.instalment.due, line.missing - covered))
        return found

    return told


def ahead(on: date) -> list[date]:
    """Every day of the twelve months after the day."""
    return [on + timedelta(number) for number in range(1, (same_day(on, on.year + 1) - on).days + 1)]


def month_ends(days: Sequence[date]) -> list[date]:
    """The days that end a month, and the last of all."""
    return [day for day in days if day == days[-1] or day.day == calendar.monthrange(day.year, day.month)[1]]


def _kept(of: Asking) -> Made:
    by_currency: dict[str, list[Account]] = {}
    for (_, currency), account in accounts(of).items():
        by_currency.setdefault(currency, []).append(account)
    paid = {currency: PaymentDays(those) for currency, those in by_currency.items()}
    told = {currency: _told(of, currency) for currency in by_currency}

    def some(on: date, currency: str, like: Forecast | None) -> Forecast | None:
        days = ahead(on)
        weeks_and_months = sorted({*days[_WEEK - 1 :: _WEEK], *month_ends(days)})
        found = Forecast(paid[currency], on, weeks_and_months, told[currency], like)
        return found if found.is_judged else None

    @lru_cache(maxsize=_KEPT)
    def judged(first_of_month: date, currency: str) -> Forecast | None:
        return some(first_of_month, currency, None)

    @lru_cache(maxsize=_KEPT)
    def made(on: date, currency: str, every_day: bool) -> Forecast | None:
        like = judged(on.replace(day=1), currency)
        if every_day:
            like = like or made(on, currency, False)
            return like and Forecast(paid[currency], on, ahead(on), told[currency], like)
        return like if on.day == 1 else some(on, currency, like)

    return made
