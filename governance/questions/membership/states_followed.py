"""A list of States followed: what each was when the list was made, what it is now, and what happened in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.problems import Problem, Refused
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import changes_by_date
from governance.questions.rows import Row
from governance.rules.membership.status_changes import StatusChange
from governance.wording import in_words
from governance.words import mark, paragraph, say


@dataclass(frozen=True)
class _Listed:
    state: str
    list: str | None = None
    dated: date | None = None
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A State of a list: what it was on the day of the list (None: no list, or still to come) and is on the date."""

    list: str | None
    state: str
    listed: date | None
    then: str | None
    status: str
    since: date | None
    since_precision: str | None
    words: str
    document: str | None
    note: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Followed]:
    """One row per list and State: of the States given, else of the list named, else of all lists.

    Raises Refused for a list that is not there; it names those that are.
    """
    picked = values["states"]
    if isinstance(picked, tuple):
        return [_row(asking, _Listed(state)) for state in picked]
    return [_row(asking, listed) for listed in _listed(asking, values["list"])]


def _listed(asking: Asking, name: object) -> Iterable[_Listed]:
    rows = asking.table("state_lists")
    names = sorted({row.text("list") for row in rows})
    if name is not None and name not in names:
        raise Refused(_no_such_list(str(name), names))
    return [
        _Listed(
            state=row.text("state"),
            list=row.text("list"),
            dated=row.day_or_none("dated"),
            document=row.text_or_none("document"),
            note=row.text_or_none("note"),
        )
        for row in rows
        if name in (None, row["list"])
    ]


def _row(asking: Asking, listed: _Listed) -> Followed:
    now = _status(asking, listed.state, asking.as_of)
    then = _status(asking, listed.state, listed.dated) if listed.dated and listed.dated <= asking.as_of else None
    return Followed(
        list=listed.list,
        state=listed.state,
        listed=listed.dated,
        then=then.text("status") if then else None,
        status=now.text("status"),
        since=now.day_or_none("since"),
        since_precision=now.text_or_none("since_precision"),
        words=_words(asking, listed),
        document=listed.document,
        note=listed.note,
    )


def _status(asking: Asking, state: str, on: date) -> Row:
    rows = asking.rows("members", on=on, state=state)
    return rows[0] if rows else Row(status="neither", since=None, since_precision=None)


def _words(asking: Asking, listed: _Listed) -> str:
    """What changed after the list was made. A change known by the year of the list only may lie before or after it."""
    own = changes_by_date(asking, listed.state)
    if not own:
        return say("Not recorded as a Member or an observer.")
    if listed.dated is None:
        return _told(own)
    if listed.dated > asking.as_of:
        return say("The list is of {day}, which is still to come. So far: {turns}",
                   day=in_words(listed.dated), turns=_told(own))  # fmt: skip
    since = [change for change in own if change.days[1] > listed.dated]
    if not since:
        return say("Nothing changed after the list was made. Before: {turns}", turns=_told(own))
    if any(change.days[0] <= listed.dated for change in since):
        return say("{turns} Whether the list was made before or after the turn of its own year is not known.",
                   turns=_told(since))  # fmt: skip
    return _told(since)


def _told(changes: Sequence[StatusChange]) -> str:
    return paragraph(*(change.because for change in changes))


def _no_such_list(name: str, known: list[str]) -> Problem:
    lists = "; ".join(known) or say("none")
    return Problem(
        "list-unknown",
        say("There is no list “{name}”.", name=name),
        column="list",
        value=name,
        suggestion=say("The lists are: {lists}.", lists=lists),
    )


QUESTION = Question(
    name="states_followed",
    title=mark("What became of the States of a list"),
    grain=mark("One row per list and State."),
    row=Followed,
    parameters=("list", "states"),
    function=answer,
    delegations=ALL,
)
