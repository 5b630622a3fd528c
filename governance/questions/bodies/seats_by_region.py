"""The seats of a body by region of the world, beside the membership by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import ALL
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.words import mark


@dataclass(frozen=True, slots=True)
class SeatsOfRegion:
    """A region's seats on a body and its Members, each with its share of all."""

    body: str
    region: str
    seats: int
    seats_share_pct: Decimal | None
    members: int
    members_share_pct: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[SeatsOfRegion]:
    """One row for each body with seats held on the date and region with a Member or a seat."""
    members = {row.text("region"): row for row in asking.rows("by_region") if row["members"]}
    running = [row for row in asking.rows("seats", body=values["body"]) if row["running"] == "yes"]
    rows: list[SeatsOfRegion] = []
    for body in sorted({row.text("body") for row in running}):
        seats = Counter(row.text("region") for row in running if row["body"] == body)
        for name in [*members, *sorted(set(seats) - set(members))]:
            there = members.get(name, Row(members=0, members_share_pct=Decimal(0)))
            rows.append(
                SeatsOfRegion(
                    body=body,
                    region=name,
                    seats=seats[name],
                    seats_share_pct=share(Decimal(seats[name]), Decimal(seats.total())),
                    members=there.whole("members"),
                    members_share_pct=there.amount_or_none("members_share_pct"),
                )
            )
    return rows


QUESTION = Question(
    name="seats_by_region",
    title=mark("Seats by region, against the membership"),
    grain=mark("One row per body and region with a Member or a seat on the date."),
    row=SeatsOfRegion,
    parameters=("body",),
    function=answer,
    delegations=ALL,
)
