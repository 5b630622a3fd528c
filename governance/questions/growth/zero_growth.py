"""The administrative budget of each year: as stated, in prices of a base year, and what would have kept its worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from governance.access import ALL
from governance.money import rounded
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import Figure, Price, all_series, chosen_series, figures
from governance.rules.growth.prices import (
    in_prices_of,
    keeping_its_worth,
    longest_run,
    lost_by_freezing,
    nominal_growth,
    real_growth,
)
from governance.words import mark, say


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One year's budget beside prices. None: no figure or no price of the year is held, or none to compare it with."""

    year: int
    currency: str
    basis: str | None
    amount: Decimal | None
    growth_policy: str | None
    change_pct: Decimal | None
    first_full_year: Decimal | None
    change_without_pct: Decimal | None
    last_figure_year: int | None
    change_since_pct: Decimal | None
    base_year: int
    series: str | None
    price: Decimal | None
    amount_in_base_prices: Decimal | None
    real_change_pct: Decimal | None
    zero_real_growth: Decimal | None
    purchasing_power_lost_pct: Decimal | None
    change_since_base_pct: Decimal | None
    real_change_since_base_pct: Decimal | None
    evidence: str | None
    document: str | None
    price_evidence: str | None
    price_document: str | None


def answer(asking: Asking, values: Mapping[str, Any]) -> list[BudgetYear]:
    """One row per currency and year from the first figure to the last figure or price; without a figure: blank.

    Without `base_year` it is the first of the longest run of years without a gap; what was only proposed counts there
    only where nothing else is held, and no year's change is told against it. A price index alone chooses its
    currency. Raises Refused for a base year without a figure, and for an index of another currency.
    """
    found = figures(asking)
    name, wanted = values["series"], values["currency"]
    if wanted is None and name in (series := all_series(asking)):
        wanted = series[name].currency
    found = {currency: years for currency, years in found.items() if wanted in (None, currency)}
    base = values["base_year"]
    if base is not None and found and not any(base in years for years in found.values()):
        raise Refused(_no_base(base, found))
    rows: list[BudgetYear] = []
    for currency, years in found.items():
        prices = chosen_series(asking, currency, name)
        run = longest_run(year for year, figure in years.items() if figure.decided) or longest_run(years)
        assert run is not None  # a currency is only there with a figure
        first = run[0] if base is None else base
        rows.extend(_rows(currency, years, first, prices.years if prices else {}, prices.name if prices else None))
    return rows


def _rows(
    currency: str, years: Mapping[int, Figure], base: int, prices: Mapping[int, Price], series: str | None
) -> Iterator[BudgetYear]:
    last = max(*years, *prices) if prices else max(years)
    start, then = years.get(base), prices.get(base)
    for year in range(min(years), last + 1):
        figure, price = years.get(year), prices.get(year)
        changes = _changes(year, years, prices)
        real = keeps = lost = since_base = real_since_base = None
        if figure and then and price:
            real = in_prices_of(figure.amount, then.value, price.value)
        if then and price and year >= base:
            keeps = keeping_its_worth(start.amount, then.value, price.value) if start else None
            lost = lost_by_freezing(then.value, price.value)
        if start and figure and year >= base:
            since_base = nominal_growth(start.amount, figure.amount)
            real_since_base = None if real is None else nominal_growth(start.amount, real)
        yield BudgetYear(
            year=year,
            currency=currency,
            basis=figure.basis if figure else None,
            amount=figure.amount if figure else None,
            growth_policy=figure.policy if figure else None,
            change_pct=changes.nominal,
            first_full_year=(figure.first_full_year or None) if figure else None,
            change_without_pct=changes.without_first_full_year,
            last_figure_year=changes.last_year,
            change_since_pct=changes.since,
            base_year=base,
            series=series,
            price=price.value if price else None,
            amount_in_base_prices=None if real is None else rounded(real),
            real_change_pct=changes.real,
            zero_real_growth=None if keeps is None else rounded(keeps),
            purchasing_power_lost_pct=_per_cent(lost),
            change_since_base_pct=_per_cent(since_base),
            real_change_since_base_pct=_per_cent(real_since_base),
            evidence=figure.evidence if figure else None,
            document=figure.document if figure else None,
            price_evidence=price.evidence if price else None,
            price_document=price.document if price else None,
        )


@dataclass(frozen=True)
class _Changes:
    """How a year's figure changed, in per cent: on the year before, and since the last earlier figure that is held."""

    nominal: Decimal | None = None
    without_first_full_year: Decimal | None = None
    real: Decimal | None = None
    last_year: int | None = None
    since: Decimal | None = None


def _changes(year: int, years: Mapping[int, Figure], prices: Mapping[int, Price]) -> _Changes:
    figure = years.get(year)
    last = max((other for other, held in years.items() if other < year and held.decided), default=None)
    if figure is None or last is None:
        return _Changes()
    before = years[last].amount
    since = _per_cent(nominal_growth(before, figure.amount))
    if last != year - 1:
        return _Changes(last_year=last, since=since)
    price, price_before = prices.get(year), prices.get(last)
    real = without = None
    if price and price_before:
        real = _per_cent(real_growth(before, figure.amount, price_before.value, price.value))
    if figure.first_full_year:
        without = _per_cent(nominal_growth(before, figure.amount - figure.first_full_year))
    return _Changes(since, without, real, last, since)


def _per_cent(fraction: Decimal | None) -> Decimal | None:
    return None if fraction is None else rounded(100 * fraction)


def _no_base(base: int, found: Mapping[str, Mapping[int, Figure]]) -> Problem:
    years = ", ".join(str(year) for year in sorted({year for years in found.values() for year in years}))
    return Problem(
        "no-such-base-year",
        say("No budget and no assessments of {year} are held here.", year=base),
        column="base_year",
        value=str(base),
        suggestion=say("Choose one of: {years}.", years=years),
    )


QUESTION = Question(
    name="zero_growth",
    title=mark("The administrative budget: nominal, in constant prices, and what would have kept its worth"),
    grain=mark(
        "One row per currency and year, with the figure of the year that goes furthest, blank where none is held."
    ),
    row=BudgetYear,
    parameters=("base_year", "currency", "series"),
    function=answer,
    delegations=ALL,
)
