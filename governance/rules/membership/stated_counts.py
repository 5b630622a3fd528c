"""A number that a document states, held against what the recorded spells give for its day, month or year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from governance.rules.membership.spells import Count, Spell
from governance.words import count, mark, say

Finding = Literal["agrees", "inside", "outside"]
AGREES = mark("What is recorded gives the same number.")
MORE = mark("What is recorded gives more, as the document says.")


def days_of(period: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year in ISO form."""
    parts = [int(part) for part in period.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(*parts)[1])
    return date(*parts), date(*parts)


def finding(stated: int, qualifier: str, counted: Count) -> Finding:
    """Whether the spells agree, may agree since the stated number lies inside their band, or cannot agree.

    "More than" and "over" are kept by any larger number; "about" is read as the number itself.
    """
    if qualifier in ("more than", "over"):
        return "agrees" if counted.recorded > stated else "inside" if counted.high > stated else "outside"
    if counted.recorded == stated:
        return "agrees"
    return "inside" if counted.low <= stated <= counted.high else "outside"


def open_in(spell: Spell, first: date, last: date) -> bool:
    """Whether an end of the spell, known by its year only, may lie on either side of a day of the period."""
    ends = (spell.first_days, spell.last_days)
    return any(early < late and early <= last and late >= first for early, late in ends)


def because(verdict: Finding, qualifier: str, open_names: list[str], counted: Count) -> str:
    """The finding in words; `open_names` are those whose first or last day the period cannot settle."""
    if verdict == "agrees":
        return say(MORE) if qualifier in ("more than", "over") else say(AGREES)
    if verdict == "inside":
        return count(
            "It may fit: only the year is known in which {names} joined or left.",
            "It may fit: only the year is known in which {number} States joined or left: {names}.",
            len(open_names),
            names=", ".join(open_names),
        )
    return say("It does not fit: what is recorded allows {low} to {high}.", low=counted.low, high=counted.high)
