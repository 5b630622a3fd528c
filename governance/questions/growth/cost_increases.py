"""What the Administration asked for to cover its costs, and what was granted: its own figures, not a price index."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import year_end
from governance.questions.rows import Cells, Row
from governance.rules.growth.prices import beyond_costs, not_granted
from governance.words import mark

_DECIDED = ("revised", "approved")


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year and currency with a proposal and a decision, or a stated cost increase and two decisions."""
    stages: dict[tuple[str, int], dict[str, Row]] = {}
    for row in asking.rows("budget_figures", on=year_end(asking), currency=values["currency"]):
        if row["part"] == "administrative":
            stages.setdefault((row["currency"], row["year"]), {})[row["stage"]] = row
    rows: list[Cells] = []
    for (currency, year), found in sorted(stages.items()):
        decided = _decided(found)
        if decided is None:
            continue
        proposed = found.get("proposed")
        asked = None if proposed is None else _amount(proposed["amount"])
        costs = _amount(
            decided["cost_increase"]
            if decided["cost_increase"] is not None or proposed is None
            else proposed["cost_increase"]
        )
        before = _decided(stages.get((currency, year - 1)) or {})
        granted = _amount(decided["amount"])
        assert granted is not None  # the column is required
        beyond = None
        if costs is not None and before is not None:
            new = _amount(decided["new_member_contributions"]) or Decimal(0)
            beyond = beyond_costs(_amount(before["amount"]) or Decimal(0), granted, costs, new)
        if asked is None and beyond is None:
            continue
        short = None if asked is None else not_granted(asked, granted)
        documents = sorted({str(row["document"]) for row in (proposed, decided) if row and row["document"]})
        rows.append(
            (
                year,
                currency,
                asked,
                granted,
                short,
                costs,
                beyond,
                decided["growth_policy"],
                "; ".join(documents) or None,
            )
        )
    return rows


def _decided(found: Mapping[str, Row]) -> Row | None:
    return next((found[stage] for stage in _DECIDED if stage in found), None)


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


QUESTION = Question(
    name="cost_increases",
    title=mark("Cost increases, as the Administration states them"),
    grain=mark("One row per year and currency with a proposed and an approved budget, or a stated cost increase."),
    columns=(
        "year",
        "currency",
        "proposed",
        "approved",
        "not_granted",
        "cost_increase",
        "beyond_costs",
        "growth_policy",
        "document",
    ),
    parameters=("currency",),
    function=answer,
)
