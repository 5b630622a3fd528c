"""A rulebook in its canonical form: the text that a ledger records, so that what was decided stays decidable.

JSON with sorted keys and every parameter written out, defaults too: a default that changes later changes no ledger.
Comments are not part of it, nor in which order a file says things. {"number": "0.01"} is an exact number,
{"day": "2013-11-21"} a date. Reading it gives the same rulebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from governance.rulebooks import Reading, Rulebook, parse_table
from governance.rules.vote.case import Regime

_PARTS = {"rule": "parameters", "rules": "parameters"}  # what a rulebook's file calls them


def canonical(book: Rulebook) -> str:
    """The text of a rulebook."""
    return json.dumps(_plain(book), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=32)
def restored(text: str, key: str) -> Rulebook:
    """The rulebook of a canonical text. Raises RulebookRefused where this version does not know what it says."""
    return parse_table(json.loads(text, object_hook=_typed), key)


def differences(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    """What two texts say differently: the place by its dotted name, what stood there and what stands there now."""
    before, after = (dict(_leaves(json.loads(text))) for text in (old, new))
    return [(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)]  # fmt: skip


def _plain(value: object) -> object:
    if is_dataclass(value):
        names = [field.name for field in fields(value) if not (isinstance(value, Reading) and field.name == "value")]
        found = {_PARTS.get(name, name): _plain(getattr(value, name)) for name in names
                 if getattr(value, name) is not None}  # fmt: skip
        return found | ({"kind": value.rule.kind} if isinstance(value, Regime) else {})
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return {"number": f"{value.normalize():f}"}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _typed(found: dict[str, Any]) -> object:
    if found.keys() == {"number"}:
        return Decimal(found["number"])
    return date.fromisoformat(found["day"]) if found.keys() == {"day"} else found


def _leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value.keys() not in ({"number"}, {"day"}):
        for key, each in value.items():
            yield from _leaves(each, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for place, each in enumerate(value, start=1):
            yield from _leaves(each, f"{name}.{place}")
    else:
        yield name, str(next(iter(value.values())) if isinstance(value, dict) else value)
