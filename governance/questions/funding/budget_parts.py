"""The administrative part of the budget beside the operational part, and the share of the first in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from governance.access import ALL
from governance.money import rounded, share
from governance.questions.assessment.budget_levels import DECIDED, levels
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import rates_held
from governance.rules.funding.conversion import Quoted, converted, one_series
from governance.words import mark

_MEMBER_SHARE = "us_assessed_share_pct"
_YEAR_ALONE = 4  # characters of a figure that is about a whole year


class _Level(NamedTuple):
    """One part's level of a year, in a currency."""

    currency: str
    amount: Decimal
    qualifier: str
    document: str


@dataclass(frozen=True, slots=True)
class OfYear:
    """Both parts of a year's budget as they stand, and the share of the first, converted where currencies differ."""

    year: int
    currency: str
    administrative_budget: Decimal
    qualifier: str
    operational_currency: str
    operational_budget: Decimal
    operational_qualifier: str
    series: str | None
    average_rate: Decimal | None
    rate_year: int | None
    administrative_converted: Decimal | None
    core_share_pct: Decimal | None
    member_share_pct: Decimal | None
    member_amount: Decimal | None
    document: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfYear]:
    """One row per year for which both parts stand.

    Where they are in two currencies the administrative part is converted at the year's average rate, for the share
    alone: both amounts stay as they were stated, and rate, series and year stand beside. All years use one series:
    without a rate in it, no share.
    Where a document states one Member's share of the administrative part, it stands beside with its amount.
    """
    shares = {
        row.text("stated_for"): row.amount("figure")
        for row in asking.rows("funding_stated")
        if row["indicator"] == _MEMBER_SHARE
    }
    administrative, operational = (_levels(asking, part) for part in ("administrative", "operational"))
    pairs = {
        year: (administrative[year].currency, operational[year].currency)
        for year in sorted(administrative.keys() & operational.keys())
    }
    series = _series(asking, pairs)
    rows: list[OfYear] = []
    for year, pair in pairs.items():
        core, other, by = administrative[year], operational[year], series[frozenset(pair)]
        same = core.currency == other.currency
        rate = converted(core.amount, core.currency, by, year) if by else None
        amount = core.amount if same else rate.amount if rate else None
        rows.append(
            OfYear(
                year=year,
                currency=core.currency,
                administrative_budget=core.amount,
                qualifier=core.qualifier,
                operational_currency=other.currency,
                operational_budget=other.amount,
                operational_qualifier=other.qualifier,
                series=rate.series if rate else None,
                average_rate=rate.rate if rate else None,
                rate_year=year if rate else None,
                administrative_converted=rate.amount if rate else None,
                core_share_pct=None if amount is None else share(amount, amount + other.amount),
                member_share_pct=(borne := shares.get(str(year))),
                member_amount=None if borne is None else rounded(core.amount * borne / 100),
                document="; ".join(dict.fromkeys(filter(None, (core.document, other.document)))),
            )
        )
    return rows


def _series(asking: Asking, pairs: Mapping[int, tuple[str, str]]) -> dict[frozenset[str], Quoted | None]:
    """The series of exchange rates for each two currencies, which holds most of their years; none for one currency."""
    years: defaultdict[frozenset[str], set[int]] = defaultdict(set)
    for year, pair in pairs.items():
        years[frozenset(pair)].add(year)
    rates = rates_held(asking)
    return {two: one_series(rates, min(two), max(two), of) if len(two) > 1 else None for two, of in years.items()}


def _levels(asking: Asking, part: str) -> dict[int, _Level]:
    """The part's level by year: the budgets table's, or else the figure that a document states."""
    found: dict[int, _Level] = {}
    in_order = sorted(levels(asking, part).items(), key=lambda one: (DECIDED.index(one[1].text("stage")), one[0][1]))
    for (year, currency), row in in_order:
        if year <= asking.as_of.year:
            found.setdefault(year, _Level(currency, row.amount("amount"), "exact", row["document"] or ""))
    for row in asking.rows("funding_stated"):
        stated_for = row.text("stated_for")
        if row.text("indicator").startswith(f"{part}_budget_") and len(stated_for) == _YEAR_ALONE:
            unit, qualifier = row.text("unit"), row.text("qualifier")
            found.setdefault(int(stated_for), _Level(unit, row.amount("figure"), qualifier, row["document"] or ""))
    return found


QUESTION = Question(
    name="budget_parts",
    title=mark("The administrative and the operational part of the budget"),
    grain=mark("One row per year for which both parts are known."),
    row=OfYear,
    function=answer,
    delegations=ALL,
)
