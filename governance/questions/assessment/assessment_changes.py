"""How each State's assessed contribution changed against the year before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.words import mark

Key = tuple[str, str]


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per State and currency assessed in the year (default: the last with assessments) or the year before.

    A State assessed in only one of the two years has no percentage, and no amount for the other: not zero.
    """
    rows = asking.rows("assessed", state=values["state"], currency=values["currency"])
    year = int(str(values["year"] or max((int(str(row["year"])) for row in rows), default=0)))
    now, before = _of_year(rows, year), _of_year(rows, year - 1)
    return [_row(year, key, before.get(key), now.get(key)) for key in sorted({*now, *before})]


def _of_year(rows: list[Row], year: int) -> dict[Key, Decimal]:
    return {
        (str(row["state"]), str(row["currency"])): Decimal(str(row["assessed"])) for row in rows if row["year"] == year
    }


def _row(year: int, key: Key, before: Decimal | None, now: Decimal | None) -> Cells:
    change = None if before is None or now is None else now - before
    percent = None if change is None or not before else share(change, before)
    return (year, *key, before, now, change, percent)


QUESTION = Question(
    name="assessment_changes",
    title=mark("Change of assessed contributions against the year before"),
    grain=mark("One row per State and currency assessed in the year or the year before."),
    columns=("year", "state", "currency", "assessed_before", "assessed", "change", "change_pct"),
    parameters=("year", "state", "currency"),
    own_rows="state",
    function=answer,
)
