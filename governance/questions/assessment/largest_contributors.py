"""Who is assessed the most in a year, with each State's share of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per State and currency, the largest first; shares are of the year's sum in that currency."""
    rows = asking.rows("assessed", year=values["year"], currency=values["currency"])
    year = values["year"] or max((row["year"] for row in rows), default=None)
    by_currency: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["year"] == year:
            by_currency[str(row["currency"])].append(row)
    answered: list[Cells] = []
    for currency, members in sorted(by_currency.items()):
        answered.extend(_ranked(currency, members))
    return answered


def _ranked(currency: str, members: list[Row]) -> list[Cells]:
    amounts = {str(row["state"]): Decimal(str(row["assessed"])) for row in members}
    year = members[0]["year"]
    whole = sum(amounts.values(), Decimal(0))
    running = Decimal(0)
    rows: list[Cells] = []
    for place, state in enumerate(sorted(amounts, key=lambda state: (-amounts[state], state)), start=1):
        running += amounts[state]
        rows.append((place, year, state, currency, amounts[state], share(amounts[state], whole), share(running, whole)))
    return rows


QUESTION = Question(
    name="largest_contributors",
    title=mark("The largest contributors"),
    grain=mark("One row per State and currency in one year, the largest first."),
    columns=("place", "year", "state", "currency", "assessed", "share_pct", "cumulative_share_pct"),
    parameters=("year", "currency"),
    own_rows="state",
    function=answer,
)
