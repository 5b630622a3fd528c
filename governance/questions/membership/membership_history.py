"""A State's line of life: when it became an observer or a Member, left and came back, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import changes_by_date, rows_by_spell
from governance.questions.rows import Row
from governance.rules.membership.status_changes import StatusChange
from governance.words import mark, say

_SAME = {
    "membership": ("became_member", "from_observer", "returned"),
    "observer_status": ("became_observer",),
    "withdrawal": ("left",),
}
"""The kinds of turn that an event of a document may be about."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a State's status, or an event that a document tells of it, in words."""

    state: str
    period: str
    turn: str
    from_precision: str
    words: str
    document: str | None
    note: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Told]:
    """One row for each turn by the date, in the order of time, and for each event that is no turn of itself.

    A document's event on the day of a turn is told with the turn.
    """
    events = [
        row
        for row in asking.table("membership_events")
        if row["kind"] == "state" and row.known("state") and values["state"] in (None, row["state"])
        if row.text("dated") <= asking.as_of.isoformat()
    ]
    changes = [(change, _event_of(change, events)) for change in changes_by_date(asking, values["state"])]
    used = {id(event) for _, event in changes if event}
    others = [event for event in events if id(event) not in used]
    rows = [_change(asking, change, event) for change, event in changes] + [_event(event) for event in others]
    return sorted(rows, key=lambda row: (row.state, row.period))


def _event_of(change: StatusChange, events: list[Row]) -> Row | None:
    same = (e for e in events if (e["state"], e["dated"]) == (change.party, change.period))
    return next((event for event in same if change.kind in _SAME.get(event.text("event"), ())), None)


def _change(asking: Asking, change: StatusChange, event: Row | None) -> Told:
    evidence = [rows_by_spell(asking)[change.party, change.spell.first], *([event] if event else [])]
    words = change.because
    if event and event["what"]:
        words = say("{turn} The document says: {what}.", turn=words, what=event["what"])
    return Told(
        state=change.party,
        period=change.period,
        turn=change.kind,
        from_precision=change.precision,
        words=words,
        document=_joined([row.text_or_none("document") for row in evidence]),
        note="; ".join(row.text("note") for row in evidence if row["note"]) or None,
    )


def _event(event: Row) -> Told:
    return Told(
        state=event.text("state"),
        period=event.text("dated"),
        turn=event.text("event"),
        from_precision={4: "year", 7: "month"}.get(len(event.text("dated")), "day"),
        words=say("The document says: {what}.", what=event["what"] or event["event"]),
        document=event.text_or_none("document"),
        note=event.text_or_none("note"),
    )


def _joined(documents: list[str | None]) -> str | None:
    """The keys of all documents, each once."""
    keys = [key for document in documents if document for key in document.split(";")]
    return ";".join(dict.fromkeys(keys)) or None


QUESTION = Question(
    name="membership_history",
    title=mark("A State's line of life"),
    grain=mark("One row per turn of a State, or event that a document tells of it."),
    row=Told,
    parameters=("state",),
    function=answer,
    delegations=ALL,
)
