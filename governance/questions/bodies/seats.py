"""Seats on governing bodies: who holds or held them, from when to when, and which terms end within a year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.regions import region
from governance.rules.vote.criterion import one_year_after
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row for each term that has begun by the date, by body, first day and State."""
    body = values["body"]
    rows = [
        _row(asking, row)
        for row in asking.table("committee_seats")
        if row["from"] <= asking.as_of and values["state"] in (None, row["state"])
        if body is None or str(row["body"]).casefold() == str(body).casefold()
    ]
    return sorted(rows, key=lambda row: (str(row[0]), str(row[3]), str(row[1])))


def _row(asking: Asking, row: Row) -> Cells:
    body = asking.rulebook.body(row["body"])
    ends: date | None = row["to"] or (body.last_day_of_term(row["from"]) if body else None)
    running = ends is None or ends >= asking.as_of
    soon = running and ends is not None and ends < one_year_after(asking.as_of)
    return (
        body.name if body else row["body"],
        row["state"],
        row["role"],
        row["from"],
        ends,
        "yes" if running else "no",
        "yes" if soon else "no",
        region(row["state"]),
        row["document"],
    )


QUESTION = Question(
    name="seats",
    title=mark("Seats and terms"),
    grain=mark("One row per seat and term that has begun by the date."),
    columns=(
        "body",
        "state",
        "role",
        "first_day",
        "term_ends",
        "running",
        "ends_within_a_year",
        "region",
        "document",
    ),
    parameters=("body", "state"),
    function=answer,
)
