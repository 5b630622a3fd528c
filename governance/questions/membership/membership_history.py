"""A State's line of life: when it became an observer or a Member, left and came back, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import rows_by_spell, turns_by_date
from governance.questions.rows import Cells, Row
from governance.rules.membership.status_changes import Turn
from governance.words import mark, say

_SAME = {
    "membership": ("became_member", "from_observer", "returned"),
    "observer_status": ("became_observer",),
    "withdrawal": ("left",),
}
"""The kinds of turn that an event of a document may be about."""


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each turn by the date, in the order of time, and for each event that is no turn of itself.

    A document's event on the day of a turn is told with the turn.
    """
    events = [
        row
        for row in asking.table("membership_events")
        if row["kind"] == "state" and row["state"] is not None and values["state"] in (None, row["state"])
        if str(row["dated"]) <= asking.as_of.isoformat()
    ]
    told = [(turn, _event_of(turn, events)) for turn in turns_by_date(asking, values["state"])]
    used = {id(event) for _, event in told if event}
    others = [event for event in events if id(event) not in used]
    rows = [_turn(asking, turn, event) for turn, event in told] + [_event(event) for event in others]
    return sorted(rows, key=lambda row: (str(row[0]), str(row[1])))


def _event_of(turn: Turn, events: list[Row]) -> Row | None:
    return next(
        (
            event
            for event in events
            if event["state"] == turn.party
            and event["dated"] == turn.period
            and turn.kind in _SAME.get(event["event"], ())
        ),
        None,
    )


def _turn(asking: Asking, turn: Turn, event: Row | None) -> Cells:
    row = rows_by_spell(asking)[turn.party, turn.spell.first]
    words = turn.because
    if event and event["what"]:
        words = say("{turn} The document says: {what}.", turn=turn.because, what=event["what"])
    documents = [row["document"], event["document"] if event else None]
    notes = [row["note"], event["note"] if event else None]
    return (
        turn.party,
        turn.period,
        turn.kind,
        turn.precision,
        words,
        _joined(documents),
        "; ".join(str(note) for note in notes if note) or None,
    )


def _event(event: Row) -> Cells:
    precision = {4: "year", 7: "month"}.get(len(event["dated"]), "day")
    words = say("The document says: {what}.", what=event["what"] or event["event"])
    return (event["state"], event["dated"], event["event"], precision, words, event["document"], event["note"])


def _joined(documents: list[str | None]) -> str | None:
    """The keys of all documents, each once."""
    keys = [key for document in documents if document for key in document.split(";")]
    return ";".join(dict.fromkeys(keys)) or None


QUESTION = Question(
    name="membership_history",
    title=mark("A State's line of life"),
    grain=mark("One row per turn of a State, or event that a document tells of it."),
    columns=("state", "period", "turn", "from_precision", "words", "document", "note"),
    parameters=("state",),
    function=answer,
)
