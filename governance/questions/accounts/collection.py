"""How fast a year's assessed contributions come in: the collection rate by day, beside earlier years."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, currency and day on which the sum changed, with the running sum and rate.

    A year in which the receipts of a Member are not known has no rows: a rate without them would be wrong.
    """
    year, currency, since = values["year"], values["currency"], values["since_year"]
    known = {
        (row["year"], row["currency"]): row.amount("assessed")
        for row in asking.rows("totals", currency=currency, since_year=since)
        if row["known"] == "yes" and row["assessed"] and year in (None, row["year"])
    }
    running: dict[tuple[object, object], Decimal] = {}
    rows: list[Cells] = []
    for row in asking.rows("collected_by_day", year=year, currency=currency, since_year=since):
        key = (row["year"], row["currency"])
        if key not in known:
            continue
        day = row.day("day")
        running[key] = running.get(key, Decimal(0)) + row.amount("applied")
        rate = share(running[key], known[key])
        rows.append((*key, day, day.timetuple().tm_yday, known[key], running[key], rate))
    return rows


QUESTION = Question(
    name="collection",
    title=mark("How fast contributions come in"),
    grain=mark("One row per year, currency and day on which money for the year's own assessments came in."),
    columns=("year", "currency", "day", "day_of_year", "assessed", "applied", "collection_rate_pct"),
    parameters=("year", "currency", "since_year"),
    function=answer,
)
