"""The totals by kind of revenue held against the sums of the contributors' rows: where they agree and where not."""

from __future__ import annotations

from collections.abc import Mapping

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.funding.core_and_voluntary import contributed_by_kind, totals_by_kind
from governance.questions.rows import Cells
from governance.revenue_kinds import ASSESSED, VOLUNTARY
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, currency and kind (assessed, voluntary free to use, voluntary earmarked).

    A side that does not stand is blank, and so is the difference.
    """
    totals = totals_by_kind(asking, values["currency"])
    rows = contributed_by_kind(asking, values["currency"])
    answered: list[Cells] = []
    for year, currency in sorted({*totals, *rows}):
        for kind in (ASSESSED, *VOLUNTARY):
            total = totals.get((year, currency), {}).get(kind)
            added = rows.get((year, currency), {}).get(kind)
            if total is None and added is None:
                continue
            if total is None or added is None:
                finding = "no_total" if total is None else "no_rows"
                answered.append((year, currency, kind, finding, total, added, None, None))
                continue
            finding = "agrees" if total == added else "differs"
            answered.append((year, currency, kind, finding, total, added, added - total, share(added - total, total)))
    return answered


QUESTION = Question(
    name="revenue_agreement",
    title=mark("Totals by type held against the contributors' rows"),
    grain=mark("One row per year that has ended, currency and kind of contribution."),
    columns=(
        "year",
        "currency",
        "revenue_kind",
        "finding",
        "total_by_type",
        "sum_of_rows",
        "difference",
        "difference_pct",
    ),
    parameters=("currency",),
    function=answer,
)
