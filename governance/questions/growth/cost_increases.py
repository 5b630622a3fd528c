"""What the Administration asked for to cover its costs, and what was granted: its own figures, not a price index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import year_end
from governance.questions.rows import Row
from governance.rules.growth.prices import beyond_costs, not_granted
from governance.words import mark

_DECIDED = ("revised", "approved")


@dataclass(frozen=True, slots=True)
class CostIncrease:
    """What a year's budget was proposed and approved at, and how far beyond the costs it went; None: not stated."""

    year: int
    currency: str
    proposed: Decimal | None
    approved: Decimal
    not_granted: Decimal | None
    cost_increase: Decimal | None
    beyond_costs: Decimal | None
    growth_policy: str | None
    document: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[CostIncrease]:
    """One row per year and currency with a proposal and a decision, or a stated cost increase and two decisions."""
    stages: dict[tuple[str, int], dict[str, Row]] = {}
    for row in asking.rows("budget_figures", on=year_end(asking), currency=values["currency"]):
        if row["part"] == "administrative":
            stages.setdefault((row["currency"], row["year"]), {})[row["stage"]] = row
    found = (_row(year, currency, stages) for currency, year in sorted(stages))
    return [row for row in found if row and (row.proposed is not None or row.beyond_costs is not None)]


def _row(year: int, currency: str, stages: Mapping[tuple[str, int], Mapping[str, Row]]) -> CostIncrease | None:
    decided, before = _decided(stages[currency, year]), _decided(stages.get((currency, year - 1), {}))
    if decided is None:
        return None
    proposed = stages[currency, year].get("proposed")
    asked = proposed.amount("amount") if proposed else None
    costs = decided.amount_or_none("cost_increase")
    if costs is None and proposed:
        costs = proposed.amount_or_none("cost_increase")
    granted, beyond = decided.amount("amount"), None
    if costs is not None and before is not None:
        new = decided.amount_or_none("new_member_contributions") or Decimal(0)
        beyond = beyond_costs(before.amount("amount"), granted, costs, new)
    documents = sorted({row.text("document") for row in (proposed, decided) if row and row["document"]})
    return CostIncrease(
        year=year,
        currency=currency,
        proposed=asked,
        approved=granted,
        not_granted=None if asked is None else not_granted(asked, granted),
        cost_increase=costs,
        beyond_costs=beyond,
        growth_policy=decided["growth_policy"],
        document="; ".join(documents) or None,
    )


def _decided(found: Mapping[str, Row]) -> Row | None:
    return next((found[stage] for stage in _DECIDED if stage in found), None)


QUESTION = Question(
    name="cost_increases",
    title=mark("Cost increases, as the Administration states them"),
    grain=mark("One row per year and currency with a proposed and an approved budget, or a stated cost increase."),
    row=CostIncrease,
    parameters=("currency",),
    function=answer,
    delegations=ALL,
)
