"""The names of rows that come of a receipt already held: what takes it back, gives it to a State, or enters it anew.

Each is made of the receipt's own name, so that it cannot be done twice and that the receipt is found again. The SQL of
`unidentified` and of the check `payer_unknown` knows the same words.
"""

from __future__ import annotations

import re

_REVERSED, _ASSIGNED, _CORRECTED = "reversed ", "assigned ", "corrected "
_PART = " · "
_MADE = re.compile(rf"(?:{_REVERSED}|{_ASSIGNED}|{_CORRECTED})(?P<name>.+?)(?:{_PART}\d+)?")


def reversed_name(name: object) -> str:
    """Of the row that takes a receipt back."""
    return f"{_REVERSED}{name}"


def corrected_name(name: object) -> str:
    """Of the row that enters a receipt anew beside the one that takes it back."""
    return f"{_CORRECTED}{name}"


def assigned_name(name: object, part: int | None = None) -> str:
    """Of the row that gives a receipt, or that part of it, to a State."""
    return f"{_ASSIGNED}{name}" if part is None else f"{_ASSIGNED}{name}{_PART}{part}"


def name_of(reference: str | None) -> str | None:
    """The name of the receipt of which a row came, through all that was made of it; a receipt's own where it is one
    itself."""
    name = reference or ""
    while found := _MADE.fullmatch(name):
        name = found["name"]
    return name or reference
