"""The seats of a body by region of the world, beside the membership by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each body with seats held on the date and region with a Member or a seat."""
    members = {row["region"]: row for row in asking.rows("by_region") if row["members"]}
    running = [row for row in asking.rows("seats", body=values["body"]) if row["running"] == "yes"]
    rows: list[Cells] = []
    for body in sorted({str(row["body"]) for row in running}):
        held = Counter(row["region"] for row in running if row["body"] == body)
        whole = Decimal(held.total())
        for name in [*members, *sorted(set(held) - set(members))]:
            there = members.get(name, {"members": 0, "members_share_pct": Decimal(0)})
            seats = share(Decimal(held[name]), whole)
            rows.append((body, name, held[name], seats, there["members"], there["members_share_pct"]))
    return rows


QUESTION = Question(
    name="seats_by_region",
    title=mark("Seats by region, against the membership"),
    grain=mark("One row per body and region with a Member or a seat on the date."),
    columns=("body", "region", "seats", "seats_share_pct", "members", "members_share_pct"),
    parameters=("body",),
    function=answer,
)
