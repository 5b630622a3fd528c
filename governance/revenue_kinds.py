"""What a type of revenue is: assessed, voluntary without or with a purpose set by the giver, or other.

Accounts name their types in many ways and change them over the years. `registers/revenue_types.csv` says for each
name what it is: those of the United Nations system's financial statistics follow the first figures of its codes
(R01 assessed, R02 un-earmarked, R03 earmarked, R04 other activities). A type that the register does not name is
never guessed: it is shown as not classified.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from governance.settings import REGISTERS
from governance.words import mark

_REGISTER = REGISTERS / "revenue_types.csv"

ASSESSED, UNEARMARKED, EARMARKED, OTHER, NOT_CLASSIFIED = (
    "assessed",
    "unearmarked",
    "earmarked",
    "other",
    "not_classified",
)
VOLUNTARY = (UNEARMARKED, EARMARKED)
KINDS = (ASSESSED, *VOLUNTARY, OTHER, NOT_CLASSIFIED)

WORDS = {
    ASSESSED: mark("Assessed"),
    UNEARMARKED: mark("Voluntary, free to use"),
    EARMARKED: mark("Voluntary, earmarked"),
    OTHER: mark("Other revenue"),
    NOT_CLASSIFIED: mark("Not classified"),
}
"""Each kind as a screen names it."""


def kind_of(type_: str) -> str:
    """The kind of a type of revenue as the accounts name it, whatever its capitals, hyphens and spaces."""
    return _register().get(_plain(type_), NOT_CLASSIFIED)


@cache
def _register() -> dict[str, str]:
    with _REGISTER.open(encoding="utf-8", newline="") as file:
        return {_plain(row["name"]): row["kind"] for row in csv.DictReader(file)}


def _plain(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))
