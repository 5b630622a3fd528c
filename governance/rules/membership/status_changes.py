"""The status changes in one party's line of life: when it became an observer or a Member, left, and came back.

A status changes on the first day of a spell, and on the last day of one that no other follows the day after. Two spells
of one status that follow each other are one. A spell that follows a break is a change of its own, whatever came before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from governance.rules.membership.spells import Spell, linked, span
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
"""Each kind of change, with its sentence where the day is known and where only the year is."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One change of a party's status: its kind (a key of KINDS), its day, how well that is known, and its spell."""

    party: str
    kind: str
    day: date
    precision: str
    spell: Spell

    @property
    def because(self) -> str:
        """The change in words."""
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


def status_changes(spells: Iterable[Spell], until: date) -> tuple[StatusChange, ...]:
    """Every change by `until`, by party and day."""
    changes: list[StatusChange] = []
    for _, own in groupby(linked(spells), key=lambda spell: spell.party):
        changes += _of_one(tuple(own))
    return tuple(change for change in changes if change.day <= until)


def _of_one(spells: tuple[Spell, ...]) -> Iterable[StatusChange]:
    before: Spell | None = None
    was_member = False
    for spell in spells:
        unbroken = before is not None and before.before is not None
        if not (unbroken and before is not None and before.status == spell.status):
            kind = _start(spell, before if unbroken else None, was_member)
            yield StatusChange(spell.party, kind, spell.first, spell.first_precision, spell)
        if spell.last is not None and spell.before is None:
            kind = "left" if spell.status == "member" else "observer_ended"
            yield StatusChange(spell.party, kind, spell.last, spell.last_precision, spell)
        was_member = was_member or spell.status == "member"
        before = spell


def _start(spell: Spell, unbroken: Spell | None, was_member: bool) -> str:
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

    state: str
    first_day: date
    from_precision: str
    last_day: date | None
    outcome: str
    years_at_least: int
    years_at_most: int


def waits(spells: Iterable[Spell], until: date) -> tuple[Wait, ...]:
    """Every time as an observer that had begun by `until`, by party and first day; a running one is cut there, and two
    spells that follow each other without a break are one.

    Whole years are counted as birthdays are. Where an end is known by its year only, the least and the most count
    from the latest to the earliest possible days and the other way round.
    """
    times: list[Spell] = []
    for spell in linked(spells):
        before = times[-1] if times else None
        if before and before.before is not None and (before.party, before.status) == (spell.party, spell.status):
            times[-1] = replace(spell, first=before.first, first_precision=before.first_precision)
        else:
            times.append(spell)
    return tuple(_wait(time, until) for time in times if time.status == "observer" and time.first <= until)


def _wait(spell: Spell, until: date) -> Wait:
    ended = spell.last is not None and spell.last < until
    ends = spell.last_days if ended else (until, until)
    return Wait(
        state=spell.party,
        first_day=spell.first,
        from_precision=spell.first_precision,
        last_day=spell.last if ended else None,
        outcome="observer" if not ended else "member" if spell.before is not None else "ended",
        years_at_least=_whole_years(spell.first_days[1], min(ends[0], until)),
        years_at_most=_whole_years(spell.first_days[0], min(ends[1], until)),
    )


def _whole_years(first: date, last: date) -> int:
    """Birthdays from the first day to the last; none for days in the wrong order."""
    return max(0, last.year - first.year - ((last.month, last.day) < (first.month, first.day)))
