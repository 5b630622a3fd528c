"""Which figure of a part of the budget counts for a year: the one that had gone furthest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from governance.questions.declare import Asking
from governance.questions.rows import Row

DECIDED = ("revised", "approved", "stated")
"""The stages of a budget that is decided, the one that goes furthest first: a proposal is none of them."""


def levels(asking: Asking, part: str, stages: Sequence[str] = DECIDED) -> Mapping[tuple[int, str], Row]:
    """By year and currency the row of `budgets` about the part, at the first of the stages that is held."""
    rows = [row for row in asking.table("budgets") if row["part"] == part and row["stage"] in stages]
    rows.sort(key=lambda row: stages.index(row.text("stage")), reverse=True)
    return {(row.whole("year"), row.text("currency")): row for row in rows}
