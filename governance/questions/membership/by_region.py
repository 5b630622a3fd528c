"""Members and observer States by region of the world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from governance.money import share
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.regions import region
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each region with a Member or an observer on the date, the most Members first."""
    found = Counter((region(str(row["state"])), str(row["status"])) for row in asking.rows("members"))
    whole = Decimal(sum(number for (_, status), number in found.items() if status == "member"))
    names = sorted({name for name, _ in found}, key=lambda name: (-found[name, "member"], name))
    return [
        (name, found[name, "member"], share(Decimal(found[name, "member"]), whole), found[name, "observer"])
        for name in names
    ]


QUESTION = Question(
    name="by_region",
    title=mark("Members and observer States by region"),
    grain=mark("One row per region with a Member or an observer on the date."),
    columns=("region", "members", "members_share_pct", "observers"),
    function=answer,
)
