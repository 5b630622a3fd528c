"""Members and observers over time, each count with the band in which it lies."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import COUNTED, counted
from governance.questions.rows import Cells
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each day by the date on which a count or its band changes, and one on the date itself."""
    rows: list[Cells] = []
    for what in COUNTED:
        found = [count for count in counted(asking, what) if count.day <= asking.as_of]
        rows += [(what, count.day, count.recorded, count.low, count.high) for count in found]
        if found and found[-1].day < asking.as_of:
            last = found[-1]
            rows.append((what, asking.as_of, last.recorded, last.low, last.high))
    return rows


QUESTION = Question(
    name="member_bands",
    title=mark("Members and observers over time, with the band that the known days allow"),
    grain=mark("One row per day on which a count or its band changes, and what is counted."),
    columns=("count_of", "day", "reconstructed", "low", "high"),
    function=answer,
)
