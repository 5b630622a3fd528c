"""The turns of one party's line of life: when it became an observer or a Member, left, and came back.

A turn is the first day of a spell, or the last day of one that no other follows the day after. Two spells of one
status that follow each other are one. A spell that follows a break is a turn of its own, whatever came before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from governance.rules.membership.spells import Held, linked, span
from governance.wording import in_words
from governance.words import mark, say

KINDS = {
    "became_member": (mark("Became a Member on {day}."), mark("Became a Member in {year}; the day is not known.")),
    "from_observer": (
        mark("Became a Member on {day}, having been an observer until then."),
        mark("Became a Member in {year}, having been an observer until then; the day is not known."),
    ),
    "returned": (
        mark("Became a Member again on {day}."),
        mark("Became a Member again in {year}; the day is not known."),
    ),
    "became_observer": (
        mark("Became an observer on {day}."),
        mark("Recorded as an observer since {year}; the day is not known."),
    ),
    "left": (
        mark("Was a Member until {day}."),
        mark("Was a Member until some day of {year}, as far as is recorded."),
    ),
    "observer_ended": (
        mark("Was an observer until {day}."),
        mark("Recorded as an observer until {year}; the day is not known."),
    ),
}
"""Each kind of turn, with its sentence where the day is known and where only the year is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a party: its kind (a key of KINDS), its day as recorded, how well that is known, and its spell."""

    party: str
    kind: str
    day: date
    precision: str
    spell: Held

    @property
    def because(self) -> str:
        """The turn in words."""
        exact, by_year = KINDS[self.kind]
        if self.precision == "year":
            return say(by_year, year=self.day.year)
        return say(exact, day=in_words(self.day))

    @property
    def days(self) -> tuple[date, date]:
        """The earliest and the latest day on which it may have been."""
        return span(self.day, self.precision)

    @property
    def period(self) -> str:
        """The day or the year, as well as it is known, in ISO form."""
        return str(self.day.year) if self.precision == "year" else self.day.isoformat()


def turns(spells: Iterable[Held], until: date) -> tuple[Turn, ...]:
    """Every turn by `until`, by party and day."""
    found: list[Turn] = []
    for _, own in groupby(linked(spells), key=lambda spell: spell.party):
        found += _of_one(tuple(own))
    return tuple(turn for turn in found if turn.day <= until)


def _of_one(spells: tuple[Held, ...]) -> Iterable[Turn]:
    before: Held | None = None
    was_member = False
    for spell in spells:
        unbroken = before is not None and before.before is not None
        if not (unbroken and before is not None and before.status == spell.status):
            kind = _start(spell, before if unbroken else None, was_member)
            yield Turn(spell.party, kind, spell.first, spell.first_precision, spell)
        if spell.last is not None and spell.before is None:
            kind = "left" if spell.status == "member" else "observer_ended"
            yield Turn(spell.party, kind, spell.last, spell.last_precision, spell)
        was_member = was_member or spell.status == "member"
        before = spell


def _start(spell: Held, unbroken: Held | None, was_member: bool) -> str:
    if spell.status == "observer":
        return "became_observer"
    if was_member:
        return "returned"
    return "from_observer" if unbroken is not None else "became_member"


@dataclass(frozen=True, slots=True)
class Wait:
    """A State's time as an observer: whole years at least and at most, and how it ended by the day asked.

    `outcome` is "member" (it became one the day after), "observer" (it still is one) or "ended".
    """

    party: str
    first: date
    precision: str
    last: date | None
    outcome: str
    at_least: int
    at_most: int


def waits(spells: Iterable[Held], until: date) -> tuple[Wait, ...]:
    """Every time as an observer that had begun by `until`, by party and first day; a running one is cut there.

    Whole years are counted as birthdays are. Where an end is known by its year only, the least and the most count
    from the latest to the earliest possible days and the other way round.
    """
    found = linked(spells)
    becoming = {
        (spell.party, spell.before) for spell in found if spell.status == "observer" and spell.before is not None
    }
    told: list[Wait] = []
    for spell in found:
        if spell.status != "observer" or spell.first > until:
            continue
        ended = spell.last is not None and spell.last < until
        ends = spell.last_days if ended else (until, until)
        at_least = _whole_years(spell.first_days[1], min(ends[0], until))
        at_most = _whole_years(spell.first_days[0], min(ends[1], until))
        outcome = "observer" if not ended else "member" if (spell.party, spell.before) in becoming else "ended"
        last = spell.last if ended else None
        told.append(Wait(spell.party, spell.first, spell.first_precision, last, outcome, at_least, at_most))
    return tuple(told)


def _whole_years(first: date, last: date) -> int:
    """Birthdays from the first day to the last; none for days in the wrong order."""
    return max(0, last.year - first.year - ((last.month, last.day) < (first.month, first.day)))
