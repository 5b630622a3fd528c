"""What changed in offices between two counts of staff: opened, closed, grown or shrunk.

The register of offices decides what opened or closed: an office whose first day lies after the first count and by
the second one opened. An office that the register does not know, or knows without such a day, is only said to be
counted for the first time, or no longer: a count may be incomplete, and an office may have opened without staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

OPENED, CLOSED, GROWN, SHRUNK, UNCHANGED = "opened", "closed", "grown", "shrunk", "unchanged"
FIRST_COUNTED, NO_LONGER_COUNTED = "first_counted", "no_longer_counted"
ORDER = (OPENED, FIRST_COUNTED, CLOSED, NO_LONGER_COUNTED, GROWN, SHRUNK, UNCHANGED)


@dataclass(frozen=True)
class Spell:
    """One period of an office; None where a day is not known, or the office is still open."""

    office: str
    opened: date | None
    closed: date | None


@dataclass(frozen=True)
class Change:
    """One office: persons at both counts (None: not counted), and what that shows."""

    office: str
    before: int | None
    now: int | None
    finding: str


def changes(
    before: Mapping[str, int], now: Mapping[str, int], spells: Sequence[Spell], since: date, until: date
) -> list[Change]:
    """One change for each office that is in a count or that opened or closed after `since` and by `until`."""
    opened = {s.office for s in spells if s.opened and since < s.opened <= until}
    closed = {s.office for s in spells if s.closed and since <= s.closed < until}
    changed = [
        Change(office, before.get(office), now.get(office), _finding(office, before, now, opened, closed))
        for office in {*before, *now, *opened, *closed}
    ]
    return sorted(changed, key=lambda change: (ORDER.index(change.finding), change.office))


def _finding(office: str, before: Mapping[str, int], now: Mapping[str, int], opened: set[str], closed: set[str]) -> str:
    if office in opened and office not in before:
        return CLOSED if office in closed and office not in now else OPENED
    if office in closed and office not in now:
        return CLOSED
    if office not in before:
        return FIRST_COUNTED
    if office not in now:
        return NO_LONGER_COUNTED
    if now[office] == before[office]:
        return UNCHANGED
    return GROWN if now[office] > before[office] else SHRUNK
