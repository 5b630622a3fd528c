"""The governing bodies of the rulebook on the date: the seats that they may have, and those that are held."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import counted
from governance.questions.rows import Cells, Row
from governance.rulebooks import Body
from governance.rules.membership.spells import Count, stated_range
from governance.wording import in_words
from governance.words import mark, say


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per body of the rulebook, whether or not it exists on the date."""
    found = stated_range(counted(asking, "members"), asking.as_of, asking.as_of)
    members = found.recorded
    stated = {row["indicator"]: row for row in asking.rows("stated_figures") if row["dated"] <= str(asking.as_of)}
    running = [row["body"] for row in asking.rows("seats") if row["running"] == "yes"]
    exists = {body.name for body in asking.rulebook.bodies_on(asking.as_of)}
    rows: list[Cells] = []
    for body in asking.rulebook.bodies:
        held = sum(str(name).casefold() == body.name.casefold() for name in running)
        there = body.name in exists
        rows.append(
            (
                body.name,
                "yes" if there else "no",
                body.first_day,
                body.last_day,
                body.seats,
                body.most_seats(members) if there else None,
                body.term_years,
                held,
                body.article,
                f"{_words(body, found, asking, there)} {_stated(body, stated)}".strip(),
            )
        )
    return rows


def _words(body: Body, found: Count, asking: Asking, there: bool) -> str:
    if not there and body.last_day and body.last_day < asking.as_of:
        return say("It no longer exists: its last day was {day}.", day=in_words(body.last_day))
    if not there:
        return say("It does not exist yet.")
    if body.seats is None:
        return say("Every Member belongs to it.")
    if body.most_share_of is None:
        return say("It has {seats} seats.", seats=body.seats)
    return say(
        "It has {seats} seats, or more by a two-thirds majority of the Council: at most {most}, since the seats must "
        "not exceed one in {share} of {members} Members.",
        seats=body.seats,
        most=_range(body.most_seats(found.low), body.most_seats(found.high)),
        share=body.most_share_of,
        members=_range(found.low, found.high),
    )


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)


def _stated(body: Body, stated: Mapping[str, Row]) -> str:
    """How many members of the body the last document by the date counts, if one does."""
    row = stated.get(f"{body.name.lower().replace(' ', '_')}_members")
    if row is None:
        return ""
    return say("A document of {dated} counts {number} members of it.", dated=row["dated"], number=int(row["value"]))


QUESTION = Question(
    name="bodies",
    title=mark("Governing bodies"),
    grain=mark("One row per body of the rulebook."),
    columns=(
        "body",
        "exists",
        "first_day",
        "last_day",
        "seats_set",
        "most_seats",
        "term_years",
        "seats",
        "article",
        "because",
    ),
    function=answer,
)
