"""Revenue that is neither assessed nor voluntary: what other activities brought, type by type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.revenue_kinds import ASSESSED, VOLUNTARY, kind_of
from governance.words import mark


@dataclass(frozen=True, slots=True)
class OtherRevenue:
    """Revenue of a year, type and currency that is neither assessed nor voluntary."""

    year: int
    type: str
    revenue_kind: str
    currency: str
    revenue: Decimal
    document: str | None
    note: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[OtherRevenue]:
    """One row per year, type and currency; a type that is not classified is among them, and says so."""
    return [
        OtherRevenue(
            year=row.whole("year"),
            type=row.text("type"),
            revenue_kind=kind,
            currency=row.text("currency"),
            revenue=row.amount("revenue"),
            document=row.text_or_none("document"),
            note=row.text_or_none("note"),
        )
        for row in asking.rows("revenue", year=values["year"], currency=values["currency"])
        if (kind := kind_of(row.text("type"))) not in (ASSESSED, *VOLUNTARY)
    ]


QUESTION = Question(
    name="other_revenue",
    title=mark("Other revenue"),
    grain=mark("One row per year, type of revenue and currency."),
    row=OtherRevenue,
    parameters=("year", "currency"),
    function=answer,
    delegations=ALL,
)
