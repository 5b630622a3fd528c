"""What stands on a screen for a name: for a column, a kind of event, an indicator, a rule and what it is told; for an
organization that contributes or observes.

The words are a register's, `labels.csv`: none is made of the name, since no other language could.
"""

from __future__ import annotations

import csv
from functools import cache

from governance.settings import REGISTERS
from governance.words import joined, say

ORGANIZATION = "organization"


def label(of: str, name: str) -> str:
    """The words for the name `of` a column, event, indicator, rule, parameter or choice; a name that the register does
    not hold came with somebody's data, and stands as it is written there."""
    words = labels().get((of, name))
    return say(words) if words else name


def choice(column: str, value: str) -> str:
    """The words for one of the few values of a column: its own words in that column, else those that the value has
    everywhere. What has none of them came with somebody's data, or is in words already: it stays as it is."""
    own = labels().get(("choice", f"{column}: {value}")) or labels().get(("choice", value))
    if own is None and ";" in value:  # several of them, as a row that rests on several has them
        return joined(", ", (choice(column, one.strip()) for one in value.split(";")))
    return say(own) if own else value


@cache
def labels() -> dict[tuple[str, str], str]:
    """The register."""
    with (REGISTERS / "labels.csv").open(encoding="utf-8", newline="") as file:
        return {(row["of"], row["name"]): row["label"] for row in csv.DictReader(file)}
