"""How long States were observers before they became Members, and how long the others have been."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import spells
from governance.questions.rows import Cells
from governance.rules.membership.status_changes import waits
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each time as an observer that had begun by the date."""
    return [
        (wait.party, wait.first, wait.precision, wait.last, wait.outcome, wait.at_least, wait.at_most)
        for wait in waits(spells(asking), asking.as_of)
        if values["state"] in (None, wait.party)
    ]


QUESTION = Question(
    name="time_as_observer",
    title=mark("Time as an observer"),
    grain=mark("One row per State and time as an observer."),
    columns=("state", "first_day", "from_precision", "last_day", "outcome", "years_at_least", "years_at_most"),
    parameters=("state",),
    function=answer,
)
