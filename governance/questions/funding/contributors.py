"""Who contributes voluntarily in a year, the largest first, and how much the largest give together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.rules.funding.concentration import concentration
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per contributor and currency in the year (default: the last one with contributions)."""
    rows = asking.rows("voluntary", year=values["year"], currency=values["currency"])
    year = values["year"] or max((row["year"] for row in rows), default=None)
    amounts: dict[str, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        if row["year"] == year:
            amounts[row["currency"]][row["party"], row["contributor_kind"]] += row["voluntary"]
    return [
        (place.number, year, *place.contributor, currency, place.amount, place.share, place.together)
        for currency, given in sorted(amounts.items())
        for place in concentration(given)
    ]


QUESTION = Question(
    name="contributors",
    title=mark("Contributors, the largest first"),
    grain=mark("One row per contributor and currency in one year, the largest first."),
    columns=(
        "place",
        "year",
        "party",
        "contributor_kind",
        "currency",
        "voluntary",
        "share_pct",
        "cumulative_share_pct",
    ),
    parameters=("year", "currency"),
    own_rows="party",
    function=answer,
)
