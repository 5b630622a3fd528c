"""Spells of membership and observer status, each with the days between which it began and ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from governance.access import ALL
from governance.questions.declare import Asking, Question
from governance.questions.membership.counting import rows_by_spell, spells_by_date
from governance.questions.rows import Row
from governance.rules.membership.spells import Spell
from governance.words import mark


@dataclass(frozen=True, slots=True)
class SpellRow:
    """A spell; what is about its last day is None while it lasts. The days between which an end lies are one day where
    it is known to the day."""

    state: str
    kind: str
    status: str
    first_day: date
    last_day: date | None
    from_precision: str
    to_precision: str | None
    earliest_first_day: date
    latest_first_day: date
    earliest_last_day: date | None
    latest_last_day: date | None
    document: str | None
    note: str | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[SpellRow]:
    """One row for each spell that has begun by the date, by party and first day."""
    rows = [_row(spell, rows_by_spell(asking)[spell.party, spell.first]) for spell in spells_by_date(asking)]
    names = ("state", "status", "kind")
    return [row for row in rows if all(values[name] in (None, getattr(row, name)) for name in names)]


def _row(spell: Spell, recorded: Row) -> SpellRow:
    ended = spell.last is not None
    return SpellRow(
        state=spell.party,
        kind=recorded.text("kind"),
        status=spell.status,
        first_day=spell.first,
        last_day=spell.last,
        from_precision=spell.first_precision,
        to_precision=spell.last_precision if ended else None,
        earliest_first_day=spell.first_days[0],
        latest_first_day=spell.first_days[1],
        earliest_last_day=spell.last_days[0] if ended else None,
        latest_last_day=spell.last_days[1] if ended else None,
        document=recorded.text_or_none("document"),
        note=recorded.text_or_none("note"),
    )


QUESTION = Question(
    name="spells",
    title=mark("Spells of membership and observer status"),
    grain=mark(
        "One row per State or organization and spell that has begun by the date; a last day after it is not told."
    ),
    row=SpellRow,
    parameters=("state", "status", "kind"),
    function=answer,
    delegations=ALL,
)
