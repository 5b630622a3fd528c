"""Columns that can change what the rows of a sheet mean, and what their cells say, in the words of offices.

The words are data (governance/registers/row_meanings.csv): what stands above such a column, by what it is about, and
what its cells then say of their row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from governance.intake.reading.folding import fold
from governance.intake.understanding.layout.headers import forms
from governance.settings import REGISTERS

REGISTER = REGISTERS / "row_meanings.csv"

SIGN, STANDING, CANCELLED, PART, TYPE, AMOUNT = "sign", "standing", "cancelled", "part", "type", "amount"
HEADER, CREDIT, DEBIT = "header", "credit", "debit"


def about(header: str) -> frozenset[str]:
    """What the header says that its column is about: sign, standing, cancelled, part, type, amount, debit, credit."""
    if not header:
        return frozenset()
    found = (_headers().get(form, frozenset()) for form in (_word(header), *forms(header)))
    return next((one for one in found if one), frozenset())


def role(kind: str, cell: str) -> str | None:
    """What a cell of a column about `kind` says of its row (take, turn, leave out; credit or debit); None: unknown."""
    return _roles(kind).get(_word(cell))


def rows() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The register: what a column is about, the role of the words, their language, and the words."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["about"], row["role"], row["language"], tuple(row["words"].split(" | "))


def _word(text: str) -> str:
    """The text folded; where nothing of it is left (+, -), itself."""
    return fold(text) or "".join(text.split())


@cache
def _headers() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, part, _, words in rows():
        for word in words if part == HEADER else ():
            found.setdefault(_word(word), set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def _roles(kind: str) -> Mapping[str, str]:
    return {_word(word): part for one, part, _, words in rows() for word in words if one == kind and part != HEADER}
