"""What questions about growth share: the budget of each year that goes furthest, and each currency's prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from governance.problems import Problem, Refused
from governance.questions.declare import Asking
from governance.questions.rows import Row
from governance.rules.funding.conversion import Rates
from governance.words import mark, say

FURTHEST = ("revised", "approved", "stated", "recovered", "assessed", "proposed")
"""Which figure of a year counts: what documents state as decided, then what was assessed, then what was proposed."""

BASIS_WORDS = {
    "revised": mark("revised budget"),
    "approved": mark("approved budget"),
    "stated": mark("budget as stated"),
    "recovered": mark("recovered from the dollars assessed"),
    "assessed": mark("sum of the contributions assessed"),
    "proposed": mark("proposed budget"),
}


@dataclass(frozen=True)
class Figure:
    """One year's administrative budget in one currency, how far it had come, and where it stands.

    `first_full_year`: what of it States are assessed that joined during the year before, and so for the first time
    for a full year; None where no assessments of the year are held in the currency.
    """

    year: int
    amount: Decimal
    basis: str
    policy: str | None
    evidence: str
    document: str | None
    first_full_year: Decimal | None = None

    @property
    def decided(self) -> bool:
        """Whether it is more than a proposal."""
        return self.basis != "proposed"


@dataclass(frozen=True)
class Price:
    """One year of a price index, and where it stands."""

    value: Decimal
    evidence: str
    document: str | None


@dataclass(frozen=True)
class Series:
    """A price index: the currency whose purchasing power it measures, and its years."""

    name: str
    currency: str
    years: Mapping[int, Price]


def figures(asking: Asking) -> dict[str, dict[int, Figure]]:
    """By currency and year, the figure that goes furthest.

    The sum of the assessments stands for the budget only in a currency in which no budget is held.
    """
    found: dict[str, dict[int, list[Figure]]] = {}
    newly: dict[tuple[str, int], Decimal] = {}
    for question in ("assessed_by_year", "recovered_by_year"):
        for row in asking.rows(question, on=year_end(asking)):
            newly[row["currency"], row["year"]] = row["joined_year_before"]
    for row in asking.rows("budget_figures", on=year_end(asking)):
        if row["part"] == "administrative":
            figure = _figure(row, row["amount"], row.text("stage"), row["growth_policy"])
            found.setdefault(row["currency"], {}).setdefault(row["year"], []).append(figure)
    for row in asking.rows("recovered_by_year", on=year_end(asking)):
        figure = _figure(row, row["assessed"] - row["joined_during_year"], "recovered")
        found.setdefault(row["currency"], {}).setdefault(row["year"], []).append(figure)
    stated = set(found)
    for row in asking.rows("assessed_by_year"):
        if row["currency"] not in stated:
            figure = _figure(row, row["assessed"], "assessed")
            found.setdefault(row["currency"], {}).setdefault(row["year"], []).append(figure)
    return {
        currency: {
            year: replace(
                min(several, key=lambda f: FURTHEST.index(f.basis)), first_full_year=newly.get((currency, year))
            )
            for year, several in sorted(years.items())
        }
        for currency, years in sorted(found.items())
    }


def _figure(row: Row, amount: Decimal, basis: str, policy: str | None = None) -> Figure:
    return Figure(row["year"], amount, basis, policy, row["evidence"], row["document"])


def rates_held(asking: Asking) -> Rates:
    """The yearly rates of exchange by series and year."""
    rows = asking.table("exchange_rates", ("series", "year", "value"))
    return {(row.text("series"), row.whole("year")): row.amount("value") for row in rows}


def year_end(asking: Asking) -> date:
    """The last day of the date's year: what is known by years is the same on every day of one, and kept for all."""
    return date(asking.as_of.year, 12, 31)


def all_series(asking: Asking) -> dict[str, Series]:
    """Every price index with a declared currency, by its name; kept for the years asked about last."""
    return asking.kept("price indices", _all_series, asking.as_of.year)


def _all_series(asking: Asking) -> dict[str, Series]:
    rows: dict[str, tuple[str, dict[int, Price]]] = {}
    for row in asking.rows("price_figures", on=year_end(asking)):
        years = rows.setdefault(row["series"], (row["currency"], {}))[1]
        years[row["year"]] = Price(row["value"], row["evidence"], row["document"])
    return {name: Series(name, currency, years) for name, (currency, years) in sorted(rows.items())}


def chosen_series(asking: Asking, currency: str, name: str | None) -> Series | None:
    """The index for a currency: the one named, else the first declared for it; None without any.

    Raises Refused for a name that no index has, and for an index that measures another currency.
    """
    known = all_series(asking)
    if name is None:
        return next((series for series in known.values() if series.currency == currency), None)
    if name not in known:
        names = "; ".join(known) or say("none")
        raise Refused(
            Problem(
                "no-such-series",
                say("No price index with a declared currency is called “{name}”.", name=name),
                column="series",
                value=name,
                suggestion=say("There are: {names}. The table price_series says which currency is whose.", names=names),
            )
        )
    if known[name].currency != currency:
        raise Refused(
            Problem(
                "prices-of-another-currency",
                say(
                    "“{name}” measures what {theirs} buys, and cannot be used for amounts in {ours}.",
                    name=name,
                    theirs=known[name].currency,
                    ours=currency,
                ),
                column="series",
                value=name,
                suggestion=say("Choose an index of the same currency."),
            )
        )
    return known[name]
