"""What Members are expected to pay within twelve months, as a band, and how wrong such forecasts were in past years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import TOTALS, own_by
from governance.money import share
from governance.questions.declare import EXPECTED, Asking, Question
from governance.questions.liquidity.forecasts import forecasts, forecasts_by_day, month_ends
from governance.rules.liquidity.forecast import METHODS
from governance.words import mark


@dataclass(frozen=True, slots=True)
class ByMonth:
    """The end of a month: what is expected to have come in by then since the date, as a band, and by which way to
    forecast; `announced_amount` of it was announced. Nothing of it is a fact."""

    day: date
    currency: str
    expected_least: Decimal
    expected_amount: Decimal
    expected_most: Decimal
    announced_amount: Decimal
    owed: Decimal
    forecast_method: str


@dataclass(frozen=True, slots=True)
class OfState:
    """What one State is expected to pay within twelve months, and until the end of the year.

    `usual_day`: the day by which half of it is expected. `years`: so many past years of its own are known; 0 where they
    are too few, and all Members together stand for it. Amounts are the middles of each State's own courses: they do not
    add up to the middle of all together, nor to what a simple rule expects, where that is used for the whole.
    """

    state: str
    currency: str
    owed: Decimal
    expected_least: Decimal
    expected_amount: Decimal
    expected_most: Decimal
    expected_this_year: Decimal
    announced_amount: Decimal
    usual_day: date | None
    years: int


@dataclass(frozen=True, slots=True)
class Error:
    """One way to forecast, run on one past year as of the first day of the month: what it expected until the end of
    that year, and what came in. `inside_pct` is of the days of the twelve months that followed; None where it had no
    band yet."""

    year: int
    currency: str
    forecast_method: str
    used: str
    owed: Decimal
    expected_amount: Decimal
    came_in: Decimal
    forecast_error: Decimal
    forecast_error_pct: Decimal | None
    inside_pct: Decimal | None
    distance_pct: Decimal


def answer(asking: Asking, values: Mapping[str, object]) -> list[ByMonth]:
    """One row per month's end and currency; none where receipts are not known, or of too few past years."""
    found: list[ByMonth] = []
    for currency, forecast in forecasts(asking, values["currency"]).items():
        band, told = forecast.band(), forecast.announced()
        ends = set(month_ends(forecast.days))
        if band is None:
            continue
        for place, day in enumerate(forecast.days):
            if day in ends:
                found.append(
                    ByMonth(
                        day=day,
                        currency=currency,
                        expected_least=band.low[place],
                        expected_amount=band.middle[place],
                        expected_most=band.high[place],
                        announced_amount=told[place],
                        owed=forecast.owed,
                        forecast_method=forecast.method,
                    )
                )
    return found


def by_state(asking: Asking, values: Mapping[str, object]) -> list[OfState]:
    """One row per State that owes anything, whoever is expected to pay the most first."""
    found: list[OfState] = []
    for currency, forecast in forecasts_by_day(asking, values["currency"]).items():
        end = max((n for n, day in enumerate(forecast.days) if day.year == asking.as_of.year), default=None)
        for member in forecast.members():
            middle = member.band.middle
            half = member.band.half
            found.append(
                OfState(
                    state=member.state,
                    currency=currency,
                    owed=member.owed,
                    expected_least=member.band.low[-1],
                    expected_amount=middle[-1],
                    expected_most=member.band.high[-1],
                    expected_this_year=Decimal(0) if end is None else middle[end],
                    announced_amount=member.announced,
                    usual_day=None if half is None else forecast.days[half],
                    years=member.years,
                )
            )
    in_order = sorted(found, key=lambda row: (row.currency, -row.expected_amount, row.state))
    return [row for row in in_order if values["state"] in (None, row.state)]


def errors(asking: Asking, values: Mapping[str, object]) -> list[Error]:
    """One row per past year, currency and way to forecast, the last year first."""
    found = [
        Error(
            year=replay.year,
            currency=currency,
            forecast_method=replay.method,
            used="yes" if replay.method == forecast.method else "no",
            owed=replay.owed,
            expected_amount=replay.expected,
            came_in=replay.came_in,
            forecast_error=replay.expected - replay.came_in,
            forecast_error_pct=share(replay.expected - replay.came_in, replay.came_in),
            inside_pct=replay.inside_pct,
            distance_pct=replay.distance_pct,
        )
        for currency, forecast in forecasts(asking, values["currency"]).items()
        for replay in forecast.replays
    ]
    return sorted(found, key=lambda row: (row.currency, -row.year, METHODS.index(row.forecast_method)))


FORECAST = Question(
    name="forecast",
    title=mark("What Members are expected to pay"),
    grain=mark("One row per month's end within twelve months and currency, cumulative from the date."),
    row=ByMonth,
    parameters=("currency",),
    function=answer,
    delegations=TOTALS,
    nature=EXPECTED,
)

BY_STATE = Question(
    name="forecast_by_state",
    title=mark("What each State is expected to pay"),
    grain=mark(
        "One row per State that owes anything now or within twelve months, and currency; these do not add up to what "
        "all together are expected to pay."
    ),
    row=OfState,
    parameters=("state", "currency"),
    function=by_state,
    delegations=own_by("state"),
    nature=EXPECTED,
)

ERROR = Question(
    name="forecast_error",
    title=mark("How wrong such forecasts were"),
    grain=mark("One row per past year, currency and way to forecast, each run as of the first day of the month."),
    row=Error,
    parameters=("currency",),
    function=errors,
    delegations=TOTALS,
)
