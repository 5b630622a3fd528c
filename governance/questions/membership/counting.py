"""From rows of membership to the spells that the rules count, and to the words that name them."""

from __future__ import annotations

from datetime import date

from governance.questions.declare import Asking
from governance.questions.rows import Row
from governance.rules.membership.spells import Count, Spell, counts, linked
from governance.rules.membership.status_changes import StatusChange, status_changes
from governance.tables.known_years import LAST_DAY

COUNTED = {
    "members": ("state", "member"),
    "observers": ("state", "observer"),
    "observer_organizations": ("organization", "observer"),
}
"""What is counted, by the kind of party and its status."""


def rows_by_spell(asking: Asking) -> dict[tuple[str, date], Row]:
    """The rows of membership by party and first day."""
    return asking.kept("spells by row", lambda of: {(row["state"], row["from"]): row for row in of.table("membership")})


def spells(asking: Asking, kind: str = "state") -> tuple[Spell, ...]:
    """The spells of States (or organizations), linked, made once and kept."""
    return asking.kept(f"spells of {kind}", lambda of: linked(_spell(row) for row in _of_kind(of, kind)))


def counted(asking: Asking, what: str) -> tuple[Count, ...]:
    """A key of COUNTED on every day on which it or its band can change, made once and kept."""
    kind, status = COUNTED[what]
    return asking.kept(
        f"counts of {what}",
        lambda of: counts((spell for spell in spells(of, kind) if spell.status == status), LAST_DAY),
    )


def changes_by_date(asking: Asking, state: object = None) -> list[StatusChange]:
    """The status changes of all States, or of one, by the date asked about, by State and day."""
    every = asking.kept("status changes", lambda of: status_changes(spells(of), LAST_DAY))
    return [change for change in every if change.day <= asking.as_of and state in (None, change.party)]


def spells_by_date(asking: Asking) -> tuple[Spell, ...]:
    """The spells of all parties that have begun by the date asked about, as they stand on it: what ends later lasts."""
    rows = (row for row in asking.table("membership") if row.day("from") <= asking.as_of)
    return linked(_spell(row, asking.as_of) for row in rows)


def _of_kind(asking: Asking, kind: str) -> list[Row]:
    return [row for row in asking.table("membership") if row["kind"] == kind]


def _spell(row: Row, until: date = LAST_DAY) -> Spell:
    last = row.day_or_none("to")
    return Spell(
        party=row.text("state"),
        status=row.text("status"),
        first=row.day("from"),
        last=last if last and last <= until else None,
        first_precision=row.text_or_none("from_precision") or "day",
        last_precision=row.text_or_none("to_precision") or "day",
    )
