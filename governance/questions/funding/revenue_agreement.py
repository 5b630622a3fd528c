"""The totals by kind of revenue held against the sums of the contributors' rows: where they agree and where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import TOTALS
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.funding.core_and_voluntary import contributed_by_kind, totals_by_kind
from governance.revenue_kinds import ASSESSED, VOLUNTARY
from governance.words import mark


@dataclass(frozen=True, slots=True)
class Agreement:
    """A kind's total beside the sum of its rows in a year; the difference is the sum less the total."""

    year: int
    currency: str
    revenue_kind: str
    finding: str
    total_by_type: Decimal | None
    sum_of_rows: Decimal | None
    difference: Decimal | None
    difference_pct: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Agreement]:
    """One row per year, currency and kind (assessed, voluntary free to use, voluntary earmarked).

    A side that does not stand is blank, and so is the difference.
    """
    totals = totals_by_kind(asking, values["currency"])
    rows = contributed_by_kind(asking, values["currency"])
    answered: list[Agreement] = []
    for year, currency in sorted({*totals, *rows}):
        for kind in (ASSESSED, *VOLUNTARY):
            total = totals.get((year, currency), {}).get(kind)
            added = rows.get((year, currency), {}).get(kind)
            if total is None and added is None:
                continue
            apart = None if total is None or added is None else added - total
            compared = "differs" if apart else "agrees"
            answered.append(
                Agreement(
                    year=year,
                    currency=currency,
                    revenue_kind=kind,
                    finding="no_total" if total is None else "no_rows" if added is None else compared,
                    total_by_type=total,
                    sum_of_rows=added,
                    difference=apart,
                    difference_pct=None if apart is None or total is None else share(apart, total),
                )
            )
    return answered


QUESTION = Question(
    name="revenue_agreement",
    title=mark("Totals by type held against the contributors' rows"),
    grain=mark("One row per year that has ended, currency and kind of contribution."),
    row=Agreement,
    parameters=("currency",),
    function=answer,
    delegations=TOTALS,
)
