"""The governing bodies of the rulebook on the date: the seats that they may have, and those that are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import counted
from governance.questions.rows import Row
from governance.rulebooks import Body
from governance.rules.membership.spells import Count, stated_range
from governance.wording import in_words
from governance.words import count, mark, named, paragraph, say


@dataclass(frozen=True, slots=True)
class OfBody:
    """A governing body: the seats that the rulebook sets (None: every Member belongs to it) and those that are held."""

    body: str
    exists: str
    first_day: date | None
    last_day: date | None
    seats_set: int | None
    most_seats: int | None
    term_years: int | None
    seats: int
    article: str
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[OfBody]:
    """One row per body of the rulebook, whether or not it exists on the date."""
    members = stated_range(counted(asking, "members"), asking.as_of, asking.as_of)
    until = asking.as_of.isoformat()
    stated = {row["indicator"]: row for row in asking.rows("stated_figures") if row.text("dated") <= until}
    seats = Counter(row.text("body").casefold() for row in asking.rows("seats") if row["running"] == "yes")
    rows: list[OfBody] = []
    for body in asking.rulebook.bodies:
        there = body.in_force(asking.as_of)
        rows.append(
            OfBody(
                body=named(body.name),
                exists="yes" if there else "no",
                first_day=body.first_day,
                last_day=body.last_day,
                seats_set=body.seats,
                most_seats=body.most_seats(members.recorded) if there else None,
                term_years=body.term_years,
                seats=members.recorded if there and body.seats is None else seats[body.name.casefold()],
                article=body.article,
                because=paragraph(_words(body, members, asking, there), _stated(body, stated)),
            )
        )
    return rows


def _words(body: Body, members: Count, asking: Asking, there: bool) -> str:
    if not there and body.last_day and body.last_day < asking.as_of:
        return say("It no longer exists: its last day was {day}.", day=in_words(body.last_day))
    if not there:
        return say("It does not exist yet.")
    if body.seats is None:
        return say("Every Member belongs to it.")
    if body.most_share_of is None:
        return count("It has {number} seat.", "It has {number} seats.", body.seats)
    return say(
        "It has {seats} seats, or more by a two-thirds majority of the {body}: at most {most}, since the seats must "
        "not exceed one in {share} of {members} Members.",
        seats=body.seats,
        most=_range(body.most_seats(members.low), body.most_seats(members.high)),
        share=body.most_share_of,
        body=asking.rulebook.body_of_votes(asking.as_of),
        members=_range(members.low, members.high),
    )


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else say("{low} to {high}", low=low, high=high)


def _stated(body: Body, stated: Mapping[str, Row]) -> str:
    """How many members of the body the last document by the date counts, if one does."""
    row = stated.get(f"{body.name.lower().replace(' ', '_')}_members")
    if row is None:
        return ""
    return count(
        "A document of {dated} counts {number} member of it.",
        "A document of {dated} counts {number} members of it.",
        int(row.amount("value")),
        dated=row["dated"],
    )


QUESTION = Question(
    name="bodies",
    title=mark("Governing bodies"),
    grain=mark("One row per body of the rulebook."),
    row=OfBody,
    function=answer,
    delegations=ALL,
)
