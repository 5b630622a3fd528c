"""Members and observer States by region of the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from governance.access import ALL
from governance.money import share
from governance.questions.declare import Asking, Question
from governance.regions import region
from governance.words import mark


@dataclass(frozen=True, slots=True)
class InRegion:
    """The Members and observer States of a region; the share is of all Members, None where there are none."""

    region: str
    members: int
    members_share_pct: Decimal | None
    observers: int


def answer(asking: Asking, values: Mapping[str, object]) -> list[InRegion]:
    """One row for each region with a Member or an observer on the date, the most Members first."""
    counts = Counter((region(row.text("state")), row.text("status")) for row in asking.rows("members"))
    whole = Decimal(sum(number for (_, status), number in counts.items() if status == "member"))
    names = sorted({name for name, _ in counts}, key=lambda name: (-counts[name, "member"], name))
    return [
        InRegion(name, counts[name, "member"], share(Decimal(counts[name, "member"]), whole), counts[name, "observer"])
        for name in names
    ]


QUESTION = Question(
    name="by_region",
    title=mark("Members and observer States by region"),
    grain=mark("One row per region with a Member or an observer on the date."),
    row=InRegion,
    function=answer,
    delegations=ALL,
)
