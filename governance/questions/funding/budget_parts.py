"""The administrative part of the budget beside the operational part, and the share of the first in both."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.rules.funding.conversion import converted
from governance.words import mark

_STAGES = ("revised", "approved", "stated")
_YEAR_ALONE = 4  # characters of a figure that is about a whole year


class _Level(NamedTuple):
    """One part's level of a year: the earlier its place among the stages, the more it counts."""

    place: int
    currency: str
    amount: Decimal
    qualifier: str
    document: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year for which both parts stand.

    Where they are in two currencies the administrative part is converted at the year's average rate, for the share
    alone: both amounts stay as they were stated, and rate, series and year stand beside. Without a rate, no share.
    """
    administrative, operational = (_levels(asking, part) for part in ("administrative", "operational"))
    rates = {(row["series"], row["year"]): row["value"] for row in asking.table("exchange_rates")}
    rows: list[Cells] = []
    for year in sorted(administrative.keys() & operational.keys()):
        core, other = administrative[year], operational[year]
        found = None
        amount: Decimal | None = core.amount
        if core.currency != other.currency:
            found = converted(core.amount, core.currency, other.currency, year, rates)
            amount = None if found is None else found.amount
        rows.append(
            (
                year,
                core.currency,
                core.amount,
                core.qualifier,
                other.currency,
                other.amount,
                other.qualifier,
                found and found.series,
                found and found.rate,
                None if found is None else year,
                found and found.amount,
                None if amount is None else share(amount, amount + other.amount),
                "; ".join(dict.fromkeys(document for document in (core.document, other.document) if document)),
            )
        )
    return rows


def _levels(asking: Asking, part: str) -> dict[int, _Level]:
    """The part's level by year: the budgets table's, or else the figure that a document states."""
    found: dict[int, _Level] = {}
    for row in asking.table("budgets"):
        if row["part"] == part and row["stage"] in _STAGES and row["year"] <= asking.as_of.year:
            document = str(row["document"] or "")
            level = _Level(_STAGES.index(row["stage"]), row["currency"], row["amount"], "exact", document)
            found[row["year"]] = min(found.get(row["year"], level), level)
    for row in asking.rows("funding_stated"):
        if row["indicator"].startswith(f"{part}_budget_") and len(row["stated_for"]) == _YEAR_ALONE:
            level = _Level(len(_STAGES), row["unit"], row["figure"], row["qualifier"], str(row["document"] or ""))
            found.setdefault(int(row["stated_for"]), level)
    return found


QUESTION = Question(
    name="budget_parts",
    title=mark("The administrative and the operational part of the budget"),
    grain=mark("One row per year for which both parts are known."),
    columns=(
        "year",
        "currency",
        "administrative_budget",
        "qualifier",
        "operational_currency",
        "operational_budget",
        "operational_qualifier",
        "series",
        "average_rate",
        "rate_year",
        "administrative_converted",
        "core_share_pct",
        "document",
    ),
    function=answer,
)
