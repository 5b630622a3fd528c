"""Revenue that is neither assessed nor voluntary: what other activities brought, type by type."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.revenue_kinds import ASSESSED, VOLUNTARY, kind_of
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, type and currency; a type that is not classified is among them, and says so."""
    return [
        (row["year"], row["type"], kind, *(row[name] for name in QUESTION.columns[3:]))
        for row in asking.rows("revenue", year=values["year"], currency=values["currency"])
        if (kind := kind_of(row["type"])) not in (ASSESSED, *VOLUNTARY)
    ]


QUESTION = Question(
    name="other_revenue",
    title=mark("Other revenue"),
    grain=mark("One row per year, type of revenue and currency."),
    columns=("year", "type", "revenue_kind", "currency", "revenue", "document", "note"),
    parameters=("year", "currency"),
    function=answer,
)
