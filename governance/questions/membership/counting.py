"""From rows of membership to the spells that the rules count, and to the words that name them."""

from __future__ import annotations

from datetime import date

from governance.questions.declare import Asking
from governance.questions.rows import Row
from governance.rules.membership.spells import Count, Held, counts, linked
from governance.rules.membership.status_changes import Turn, turns

COUNTED = {
    "members": ("state", "member"),
    "observers": ("state", "observer"),
    "observer_organizations": ("organization", "observer"),
}
"""What is counted, by the kind of party and its status."""

LAST_COUNTED = date(2199, 12, 31)


def rows_by_spell(asking: Asking) -> dict[tuple[str, date], Row]:
    """The rows of membership by party and first day."""
    return asking.kept("spells by row", lambda of: {(row["state"], row["from"]): row for row in of.table("membership")})


def spells(asking: Asking, kind: str = "state") -> tuple[Held, ...]:
    """The spells of States (or organizations), linked, made once and kept."""
    return asking.kept(f"spells of {kind}", lambda of: linked(_held(row) for row in _of_kind(of, kind)))


def counted(asking: Asking, what: str) -> tuple[Count, ...]:
    """A key of COUNTED on every day on which it or its band can change, made once and kept."""
    kind, status = COUNTED[what]
    return asking.kept(
        f"counts of {what}",
        lambda of: counts((spell for spell in spells(of, kind) if spell.status == status), LAST_COUNTED),
    )


def turns_by_date(asking: Asking, state: object = None) -> list[Turn]:
    """The turns of all States, or of one, by the date asked about, by State and day."""
    every = asking.kept("turns", lambda of: turns(spells(of), LAST_COUNTED))
    return [turn for turn in every if turn.day <= asking.as_of and state in (None, turn.party)]


def _of_kind(asking: Asking, kind: str) -> list[Row]:
    return [row for row in asking.table("membership") if row["kind"] == kind]


def _held(row: Row) -> Held:
    return Held(
        row["state"],
        row["status"],
        row["from"],
        row["to"],
        row["from_precision"] or "day",
        row["to_precision"] or "day",
    )
