"""The administrative budget of each year: as stated, in prices of a base year, and what would have kept its worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.money import rounded
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import Figure, Price, all_series, chosen_series, figures
from governance.questions.rows import Cells
from governance.rules.growth.prices import (
    in_prices_of,
    keeping_its_worth,
    longest_run,
    lost_by_freezing,
    nominal_growth,
    real_growth,
)
from governance.words import mark, say


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per currency and year from the first figure to the last figure or price; without a figure: blank.

    Without `base_year` it is the first of the longest run of years without a gap; what was only proposed counts there
    only where nothing else is held, and no year's change is told against it. A price index alone chooses its
    currency. Raises Refused for a base year without a figure, and for an index of another currency.
    """
    found = figures(asking)
    name = None if values["series"] is None else str(values["series"])
    wanted = values["currency"]
    if wanted is None and name in (series := all_series(asking)):
        wanted = series[str(name)].currency
    found = {currency: years for currency, years in found.items() if wanted in (None, currency)}
    base = values["base_year"]
    if base is not None and found and not any(base in years for years in found.values()):
        raise Refused(_no_base(int(str(base)), found))
    rows: list[Cells] = []
    for currency, years in found.items():
        prices = chosen_series(asking, currency, name)
        run = longest_run(year for year, figure in years.items() if figure.decided) or longest_run(years)
        assert run is not None  # a currency is only there with a figure
        first = int(str(base)) if base is not None else run[0]
        rows.extend(_rows(currency, years, first, prices.years if prices else {}, prices.name if prices else None))
    return rows


def _rows(
    currency: str, years: Mapping[int, Figure], base: int, prices: Mapping[int, Price], series: str | None
) -> Iterator[Cells]:
    last = max(*years, *prices) if prices else max(years)
    then = prices.get(base)
    start = years.get(base)
    for year in range(min(years), last + 1):
        figure, price = years.get(year), prices.get(year)
        compared = then is not None and price is not None
        real = keeps = lost = None
        if figure and compared:
            real = rounded(in_prices_of(figure.amount, then.value, price.value))  # type: ignore[union-attr]
        if start and compared and year >= base:
            keeps = rounded(keeping_its_worth(start.amount, then.value, price.value))  # type: ignore[union-attr]
        if compared and year >= base:
            lost = _per_cent(lost_by_freezing(then.value, price.value))  # type: ignore[union-attr]
        changes = _changes(year, years, prices)
        yield (
            year,
            currency,
            figure.basis if figure else None,
            figure.amount if figure else None,
            figure.policy if figure else None,
            changes.nominal,
            (figure.first_full_year or None) if figure else None,
            changes.without_first_full_year,
            changes.last_year,
            changes.since,
            base,
            series,
            price.value if price else None,
            real,
            changes.real,
            keeps,
            lost,
            figure.evidence if figure else None,
            figure.document if figure else None,
            price.evidence if price else None,
            price.document if price else None,
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
    columns=(
        "year",
        "currency",
        "basis",
        "amount",
        "growth_policy",
        "change_pct",
        "first_full_year",
        "change_without_pct",
        "last_figure_year",
        "change_since_pct",
        "base_year",
        "series",
        "price",
        "amount_in_base_prices",
        "real_change_pct",
        "zero_real_growth",
        "purchasing_power_lost_pct",
        "evidence",
        "document",
        "price_evidence",
        "price_document",
    ),
    parameters=("base_year", "currency", "series"),
    function=answer,
)
