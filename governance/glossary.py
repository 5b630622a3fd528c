"""What the field's terms mean: one register, for whoever meets a term on a screen and for the page that lists them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from governance.settings import REGISTERS
from governance.words import language, say

_ENDING = r"\w{0,2}"  # a plural, in each of the languages


@dataclass(frozen=True)
class Entry:
    """A term and what it means, both as messages to be said."""

    term: str
    definition: str


@cache
def entries() -> tuple[Entry, ...]:
    """The register, in its own order: the budget, who belongs, what is owed, votes, money that comes in."""
    with (REGISTERS / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Entry(row["term"], row["definition"]) for row in csv.DictReader(file))


def named_in(text: str) -> list[Entry]:
    """The terms that a text in the language in force holds, in whatever number, in the order in which they stand. Of
    terms within another the longest counts."""
    found: list[tuple[int, int, Entry]] = []
    for entry, pattern in _patterns(language.get()):
        for match in pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end, _ in found):
                found.append((match.start(), match.end(), entry))
    in_order = sorted(found, key=lambda one: one[0])
    return list(dict.fromkeys(entry for _, _, entry in in_order))


@cache
def _patterns(_: str) -> list[tuple[Entry, re.Pattern[str]]]:
    """Each term of the language in force as it is found in a text, the longest first."""
    terms = sorted(((str(say(entry.term)), entry) for entry in entries()), key=lambda pair: -len(pair[0]))
    return [(entry, re.compile(_pattern(term), re.IGNORECASE)) for term, entry in terms]


def _pattern(term: str) -> str:
    return r"(?<!\w)" + rf"{_ENDING} ".join(map(re.escape, term.split())) + rf"{_ENDING}(?!\w)"
