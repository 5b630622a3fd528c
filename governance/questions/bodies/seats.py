"""Seats on governing bodies: who holds or held them, from when to when, and which terms end within a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.regions import region
from governance.rules.vote.criterion import one_year_after
from governance.words import mark


@dataclass(frozen=True, slots=True)
class Seat:
    """A term on a body; where the table leaves its last day open, it ends when the rulebook ends it, if it does."""

    body: str
    state: str
    role: str | None
    first_day: date
    term_ends: date | None
    running: str
    ends_within_a_year: str
    region: str
    document: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Seat]:
    """One row for each term that has begun by the date, by body, first day and State."""
    body = values["body"]
    rows = [
        _row(asking, row)
        for row in asking.table("committee_seats")
        if row.day("from") <= asking.as_of and values["state"] in (None, row["state"])
        if body is None or row.text("body").casefold() == str(body).casefold()
    ]
    return sorted(rows, key=lambda row: (row.body, row.first_day, row.state))


def _row(asking: Asking, row: Row) -> Seat:
    body, first = asking.rulebook.body(row.text("body")), row.day("from")
    ends = row.day_or_none("to") or (body.last_day_of_term(first) if body else None)
    running = ends is None or ends >= asking.as_of
    soon = running and ends is not None and ends < one_year_after(asking.as_of)
    return Seat(
        body=body.name if body else row.text("body"),
        state=row.text("state"),
        role=row.text_or_none("role"),
        first_day=first,
        term_ends=ends,
        running="yes" if running else "no",
        ends_within_a_year="yes" if soon else "no",
        region=region(row.text("state")),
        document=row.text_or_none("document"),
    )


QUESTION = Question(
    name="seats",
    title=mark("Seats and terms"),
    grain=mark("One row per seat and term that has begun by the date."),
    row=Seat,
    parameters=("body", "state"),
    function=answer,
    delegations=ALL,
)
