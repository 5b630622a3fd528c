"""How many States became Members or observers, came back or left, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import turns_by_date
from governance.questions.rows import Cells
from governance.rules.membership.status_changes import KINDS
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year from the first turn to the date, years without any included: nothing happened in them."""
    found = Counter((turn.day.year, turn.kind) for turn in turns_by_date(asking))
    if not found:
        return []
    first = min(year for year, _ in found)
    return [(year, *(found[year, kind] for kind in KINDS)) for year in range(first, asking.as_of.year + 1)]


QUESTION = Question(
    name="joins_and_departures",
    title=mark("Joins, returns and departures by year"),
    grain=mark("One row per year since the first spell."),
    columns=("year", "became_members", "from_observers", "returned", "new_observers", "left", "observers_ended"),
    function=answer,
)
