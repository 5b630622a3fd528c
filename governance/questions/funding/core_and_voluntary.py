"""The assessed core beside voluntary contributions, year by year, each currency for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.revenue_kinds import ASSESSED, EARMARKED, NOT_CLASSIFIED, OTHER, UNEARMARKED, VOLUNTARY, kind_of
from governance.words import mark

Key = tuple[int, str]
Sums = dict[Key, dict[str, Decimal]]


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year and currency. The totals by type of revenue are used where they hold both assessed and
    voluntary money; else what was assessed and the contributors' rows. A share is of amounts in one currency."""
    totals = totals_by_kind(asking, values["currency"])
    rows = contributed_by_kind(asking, values["currency"])
    answered: list[Cells] = []
    for key in sorted({*totals, *rows}):
        by_type = has_both(totals.get(key, {})) or not has_both(rows.get(key, {}))
        basis, sums = ("totals", totals.get(key) or rows[key]) if by_type else ("rows", rows[key])
        basis = "rows" if key not in totals else basis
        answered.append(_row(key, basis, sums))
    return answered


def has_both(sums: Mapping[str, Decimal]) -> bool:
    """Whether assessed and voluntary amounts both stand."""
    return ASSESSED in sums and any(kind in sums for kind in VOLUNTARY)


def _row(key: Key, basis: str, sums: Mapping[str, Decimal]) -> Cells:
    voluntary = sum((sums[kind] for kind in VOLUNTARY if kind in sums), Decimal(0))
    core = share(sums[ASSESSED], sums[ASSESSED] + voluntary) if has_both(sums) else None
    given = voluntary if any(kind in sums for kind in VOLUNTARY) else None
    kinds = (sums.get(kind) for kind in (ASSESSED, UNEARMARKED, EARMARKED))
    return (*key, basis, *kinds, given, core, sums.get(OTHER), sums.get(NOT_CLASSIFIED))


def totals_by_kind(asking: Asking, currency: object) -> Sums:
    """The published or reported totals of revenue by year and currency, and by kind."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("revenue", currency=currency):
        sums[row["year"], row["currency"]][kind_of(row["type"])] += row["revenue"]
    return sums


def contributed_by_kind(asking: Asking, currency: object) -> Sums:
    """What the rows of contributors add up to: assessments, and voluntary contributions of years that have ended."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("voluntary", currency=currency):
        sums[row["year"], row["currency"]][kind_of(row["type"])] += row["voluntary"]
    for row in asking.rows("assessed", currency=currency):
        if row["year"] < asking.as_of.year or (asking.as_of.month, asking.as_of.day) == (12, 31):
            sums[row["year"], row["currency"]][ASSESSED] += row["assessed"]
    return sums


QUESTION = Question(
    name="core_and_voluntary",
    title=mark("Assessed and voluntary contributions"),
    grain=mark("One row per year that has ended and currency."),
    columns=(
        "year",
        "currency",
        "rests_on",
        "assessed",
        "unearmarked",
        "earmarked",
        "voluntary",
        "core_share_pct",
        "other_revenue",
        "not_classified",
    ),
    parameters=("currency",),
    function=answer,
)
