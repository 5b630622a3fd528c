"""One State's assessed contributions through the years, with its share, its rate and the United Nations rate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year, State and currency; the share is of the year's sum in that currency."""
    rows = asking.rows("assessed", currency=values["currency"])
    whole: dict[tuple[object, object], Decimal] = defaultdict(Decimal)
    for row in rows:
        whole[row["year"], row["currency"]] += Decimal(str(row["assessed"]))
    rates = {(row["year"], row["state"]): row for row in asking.rows("scales", state=values["state"])}
    answered: list[Cells] = []
    for row in rows:
        if values["state"] not in (None, row["state"]):
            continue
        rate = rates.get((row["year"], row["state"]), Row())
        part = share(Decimal(str(row["assessed"])), whole[row["year"], row["currency"]], Decimal("0.0001"))
        answered.append(
            (
                row["year"],
                row["state"],
                row["currency"],
                row["assessed"],
                part,
                rate.get("rate_pct"),
                rate.get("un_rate_pct"),
            )
        )
    return answered


QUESTION = Question(
    name="state_history",
    title=mark("Amounts and rates through the years"),
    grain=mark("One row per year, State and currency."),
    columns=("year", "state", "currency", "assessed", "share_pct", "rate_pct", "un_rate_pct"),
    parameters=("state", "currency"),
    own_rows="state",
    function=answer,
)
