"""The assessed core beside voluntary contributions, year by year, each currency for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import TOTALS
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.revenue_kinds import ASSESSED, EARMARKED, NOT_CLASSIFIED, OTHER, UNEARMARKED, VOLUNTARY, kind_of
from governance.words import mark

Key = tuple[int, str]
Sums = dict[Key, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class OfYear:
    """A year's revenue by kind, and whether it rests on totals by type or on rows; what is not held is None."""

    year: int
    currency: str
    rests_on: str
    assessed: Decimal | None
    unearmarked: Decimal | None
    earmarked: Decimal | None
    voluntary: Decimal | None
    core_share_pct: Decimal | None
    other_revenue: Decimal | None
    not_classified: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfYear]:
    """One row per year and currency. The totals by type of revenue are used where they hold both assessed and
    voluntary money; else what was assessed and the contributors' rows. A share is of amounts in one currency."""
    totals = totals_by_kind(asking, values["currency"])
    rows = contributed_by_kind(asking, values["currency"])
    answered: list[OfYear] = []
    for key in sorted({*totals, *rows}):
        by_type = has_both(totals.get(key, {})) or not has_both(rows.get(key, {}))
        basis, sums = ("totals", totals.get(key) or rows[key]) if by_type else ("rows", rows[key])
        basis = "rows" if key not in totals else basis
        answered.append(_row(key, basis, sums))
    return answered


def has_both(sums: Mapping[str, Decimal]) -> bool:
    """Whether assessed and voluntary amounts both stand."""
    return ASSESSED in sums and any(kind in sums for kind in VOLUNTARY)


def _row(key: Key, basis: str, sums: Mapping[str, Decimal]) -> OfYear:
    voluntary = sum((sums[kind] for kind in VOLUNTARY if kind in sums), Decimal(0))
    core = share(sums[ASSESSED], sums[ASSESSED] + voluntary) if has_both(sums) else None
    given = voluntary if any(kind in sums for kind in VOLUNTARY) else None
    return OfYear(
        year=key[0],
        currency=key[1],
        rests_on=basis,
        assessed=sums.get(ASSESSED),
        unearmarked=sums.get(UNEARMARKED),
        earmarked=sums.get(EARMARKED),
        voluntary=given,
        core_share_pct=core,
        other_revenue=sums.get(OTHER),
        not_classified=sums.get(NOT_CLASSIFIED),
    )


def totals_by_kind(asking: Asking, currency: object) -> Sums:
    """The published or reported totals of revenue by year and currency, and by kind."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("revenue", currency=currency):
        sums[_key(row)][kind_of(row.text("type"))] += row.amount("revenue")
    return sums


def contributed_by_kind(asking: Asking, currency: object) -> Sums:
    """What the rows of contributors add up to: assessments, and voluntary contributions of years that have ended."""
    sums: Sums = defaultdict(lambda: defaultdict(Decimal))
    for row in asking.rows("voluntary", currency=currency):
        sums[_key(row)][kind_of(row.text("type"))] += row.amount("voluntary")
    for row in asking.rows("assessed", currency=currency):
        if row.whole("year") < asking.as_of.year or (asking.as_of.month, asking.as_of.day) == (12, 31):
            sums[_key(row)][ASSESSED] += row.amount("assessed")
    return sums


def _key(row: Row) -> Key:
    return row.whole("year"), row.text("currency")


QUESTION = Question(
    name="core_and_voluntary",
    title=mark("Assessed and voluntary contributions"),
    grain=mark("One row per year that has ended and currency."),
    row=OfYear,
    parameters=("currency",),
    function=answer,
    delegations=TOTALS,
)
