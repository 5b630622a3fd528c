"""Which uploaded tables a statement rests on, read from its SQL and from the shared facts that it names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from governance.tables import TABLES

_FOLDER = Path(__file__).parents[1] / "sql" / "facts"


@cache
def _facts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in _FOLDER.rglob("*.sql")}


def fact_sql(name: str) -> str:
    """The text of one shared fact."""
    return _facts()[name]


def named(sql: str) -> set[str]:
    """The words after `from` and `join`: the relations that a statement reads."""
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return set(re.findall(r"\b(?:from|join)\s+([a-z_]+)", code))


@cache
def tables_of(sql: str, unused: frozenset[str] = frozenset()) -> frozenset[str]:
    """The uploaded tables on which a statement rests, directly or through shared facts that make use of them."""
    found: set[str] = set()
    for name in named(sql):
        if name in TABLES:
            found.add(name)
        elif name in _facts():
            found |= tables_of(_facts()[name], unused) - unused
    return frozenset(found)


@cache
def facts_of(sql: str) -> frozenset[str]:
    """The shared facts on which a statement rests, directly or through others."""
    found = {name for name in named(sql) if name in _facts()}
    return frozenset(found.union(*(facts_of(_facts()[name]) for name in found)))
