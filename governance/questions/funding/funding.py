"""Voluntary contributions added up by year, kind of contributor and earmarking, with corrections told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.revenue_kinds import KINDS, kind_of
from governance.words import mark

NOTHING = Decimal(0)


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, currency, kind of contributor and earmarking: what was given, less what was corrected."""
    groups: dict[tuple[int, str, str, str], list[Decimal]] = defaultdict(list)
    for row in asking.rows("voluntary", year=values["year"], currency=values["currency"]):
        groups[row["year"], row["currency"], row["contributor_kind"], kind_of(row["type"])].append(row["voluntary"])
    return [
        (
            *key,
            sum((amount for amount in amounts if amount > 0), NOTHING),
            sum((amount for amount in amounts if amount < 0), NOTHING),
            sum(amounts, NOTHING),
            len(amounts),
        )
        for key, amounts in sorted(groups.items(), key=lambda group: (*group[0][:3], KINDS.index(group[0][3])))
    ]


QUESTION = Question(
    name="funding",
    title=mark("Voluntary contributions by year, kind of contributor and earmarking"),
    grain=mark("One row per year, currency, kind of contributor and earmarking."),
    columns=("year", "currency", "contributor_kind", "earmarking", "given", "corrections", "voluntary", "rows"),
    parameters=("year", "currency"),
    function=answer,
)
