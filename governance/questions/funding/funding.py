"""Voluntary contributions added up by year, kind of contributor and earmarking, with corrections told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import TOTALS
from governance.questions.declare import Asking, Question
from governance.revenue_kinds import KINDS, kind_of
from governance.words import mark

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Given:
    """Voluntary amounts of one kind of contributor and earmarking: given, corrected (negative), and both together."""

    year: int
    currency: str
    contributor_kind: str
    earmarking: str
    given: Decimal
    corrections: Decimal
    voluntary: Decimal
    rows: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[Given]:
    """One row per year, currency, kind of contributor and earmarking: what was given, less what was corrected."""
    groups: dict[tuple[int, str, str, str], list[Decimal]] = defaultdict(list)
    for row in asking.rows("voluntary", year=values["year"], currency=values["currency"]):
        key = (row.whole("year"), row.text("currency"), row.text("contributor_kind"), kind_of(row.text("type")))
        groups[key].append(row.amount("voluntary"))
    return [
        Given(
            year=year,
            currency=currency,
            contributor_kind=who,
            earmarking=earmarking,
            given=sum((amount for amount in amounts if amount > 0), NOTHING),
            corrections=sum((amount for amount in amounts if amount < 0), NOTHING),
            voluntary=sum(amounts, NOTHING),
            rows=len(amounts),
        )
        for (year, currency, who, earmarking), amounts in sorted(
            groups.items(), key=lambda group: (*group[0][:3], KINDS.index(group[0][3]))
        )
    ]


QUESTION = Question(
    name="funding",
    title=mark("Voluntary contributions by year, kind of contributor and earmarking"),
    grain=mark("One row per year, currency, kind of contributor and earmarking."),
    row=Given,
    parameters=("year", "currency"),
    function=answer,
    delegations=TOTALS,
)
