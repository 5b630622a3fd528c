"""How long States were observers before they became Members, and how long the others have been."""

from __future__ import annotations

from collections.abc import Mapping

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import spells
from governance.rules.membership.status_changes import Wait, waits
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Wait]:
    """One row for each time as an observer that had begun by the date."""
    return [wait for wait in waits(spells(asking), asking.as_of) if values["state"] in (None, wait.state)]


QUESTION = Question(
    name="time_as_observer",
    title=mark("Time as an observer"),
    grain=mark("One row per State and time as an observer."),
    row=Wait,
    parameters=("state",),
    function=answer,
    delegations=ALL,
)
