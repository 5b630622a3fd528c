"""The fictional States of the register, each with its part in the story."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from data.demonstration.cast import CAST, OBSERVER_ORGANIZATIONS, Part, Spell
from data.demonstration.setting import Setting

REGISTER = Path(__file__).parents[2] / "governance" / "registers" / "fictional.csv"

Row = dict[str, object]
"""One row of a table: values by column name; a missing column is a blank cell."""


@cache
def english_names() -> dict[str, str]:
    """The register's English names by code, in the order of the codes."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name_en"] for row in sorted(csv.DictReader(file), key=lambda row: row["code"])}


@cache
def parts() -> dict[str, Part]:
    """The part of every State of the register, in the order of the codes.

    A State without a line in the cast pays nothing and attends nothing: it only has the scale's lowest rate.
    Raises ValueError where the cast names a State that the register lacks.
    """
    written = {part.state: part for part in CAST}
    codes = english_names()
    if unknown := sorted(set(written) - set(codes)):
        raise ValueError(f"{REGISTER.name} lacks {', '.join(unknown)}: add them there or take them out of the cast.")
    return {code: written.get(code, Part(code, Decimal(0), ())) for code in codes}


def members_on(day: date) -> list[Part]:
    """The Members on a day, in the order of their codes."""
    return [part for part in parts().values() if part.member_on(day)]


def membership(setting: Setting) -> Iterator[Row]:
    """The membership table: every spell that has begun by today."""
    for part in parts().values():
        for spell in part.spells:
            if spell.first <= setting.today:
                yield _spell_row(part.state, "state", spell)
    for name, admitted in OBSERVER_ORGANIZATIONS.items():
        yield _spell_row(name, "organization", Spell("observer", date.fromisoformat(admitted)))


def _spell_row(party: str, kind: str, spell: Spell) -> Row:
    return {
        "state": party,
        "kind": kind,
        "status": spell.status,
        "from": spell.first,
        "to": spell.last,
        "from_precision": spell.precision,
        "to_precision": "day" if spell.last else None,
        "document": f"DEMO/MEMBERSHIP/{spell.first.year}",
    }
