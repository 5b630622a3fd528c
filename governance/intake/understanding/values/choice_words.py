"""Cells of a column that has a few words of its own: "Membre", "Member State" and "Miembro" are all `member`.

The words are data (governance/registers/choices.csv): for each choice of each such column, what offices write in
English, French and Spanish. Case, accents and punctuation do not count.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache

import pyarrow as pa

from governance.intake.reading.folding import fold
from governance.settings import REGISTERS
from governance.tables import Column

REGISTER = REGISTERS / "choices.csv"


def read_choices(column: Column, text: pa.Array) -> tuple[pa.Array, tuple[tuple[str, str], ...]]:
    """The cells with each known word as the column's own, and the words so read; what is not known stays as it is."""
    known = words_of(column)
    cells = text.dictionary_encode()
    written = cells.dictionary.to_pylist()
    plain = [word if word.lower() in column.choices else known.get(fold(word), word) for word in written]
    told = tuple((word, choice) for word, choice in zip(written, plain, strict=True) if word != choice)
    if not told:
        return text, ()
    return pa.array(plain, pa.string()).take(cells.indices), told


@cache
def words_of(column: Column) -> Mapping[str, str]:
    """The column's choices by every folded word for them. Raises ValueError where two claim the same."""
    found = {fold(choice): choice for choice in column.choices}
    for name, choice, _, words in rows():
        for word in words if name == column.name and choice in column.choices else ():
            if found.setdefault(fold(word), choice) != choice:
                raise ValueError(f"{column.name}: {found[fold(word)]} and {choice} are both called {word}")
    return found


def rows() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The register: column, choice, language, words."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["column"], row["choice"], row["language"], tuple(row["words"].split(" | "))
