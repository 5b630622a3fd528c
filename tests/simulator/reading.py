"""What stands in a ledger, read by plain statements past all of the ledger's own code, and where it differs from what
must be there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256

import duckdb

from governance.ledger import attach
from governance.ledger.chain import CHAINS
from governance.tables import TABLES
from tests.simulator.state import PROPOSALS, Link, Row, State

USED = ("receipts", "adjustments", "assessments")
"""The tables of which rows are handed in."""


class Wrong(Exception):
    """The ledger is not what it must be."""


@dataclass(frozen=True)
class Seen:
    """A link as it stands in its chain."""

    link: Link
    recorded_at: datetime
    head: str


@dataclass(frozen=True)
class Found:
    """All that stands there."""

    chains: Mapping[str, Sequence[Seen]]
    rows: Mapping[int, tuple[str, tuple[Row, ...]]]
    files: frozenset[str]
    said: Mapping[tuple[str, str], str]


def read(target: str) -> Found:
    """All that stands in the ledger, with one look."""
    with attach.attached(_looking(), target) as connection, attach.transaction(connection):
        chains = {chain: _links(connection, chain) for chain in CHAINS}
        rows = {batch: held for table in USED for batch, held in _rows(connection, table).items()}
        files = connection.execute("select file_sha256 from ledger.files").fetchall()
        said = connection.execute("from ledger.mappings").fetchall()
    return Found(
        chains,
        rows,
        frozenset(name for (name,) in files),
        {(table, header): mapping for table, header, mapping in said},
    )


@cache
def _looking() -> duckdb.DuckDBPyConnection:
    """A database in memory that is kept: to make one takes longer than all that is asked."""
    return duckdb.connect(config={"threads": 1})


def _links(connection: duckdb.DuckDBPyConnection, chain: str) -> list[Seen]:
    """The links of a chain, each sealed to the one before and with the hash of its own words."""
    asked = connection.execute(f"select * from ledger.{chain} order by seq")
    names = [name for name, *_ in asked.description or ()]
    seen: list[Seen] = []
    for place, row in enumerate(asked.fetchall()):
        words = dict(zip(names, row, strict=True))
        head, when = words.pop("hash"), words["recorded_at"]
        words["recorded_at"] = when.isoformat(timespec="microseconds")
        text = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if words["seq"] != place or words["previous"] != (seen[-1].head if seen else "0" * 64):
            raise Wrong(f"{chain} {words['seq']} stands at place {place}, or is not sealed to the link before it")
        if sha256(text.encode()).hexdigest() != head:
            raise Wrong(f"{chain} {place} is not as it was sealed")
        told = json.loads(words["details"])
        told["files"] = [part["file_sha256"] for part in told.get("batches", ())]
        link = Link(
            words["kind"], words["who"], words["note"] or "", words["batch"], words["table_name"],
            words["file_sha256"], words["row_count"], told,
        )  # fmt: skip
        seen.append(Seen(link, when, head))
    return seen


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> dict[int, tuple[str, tuple[Row, ...]]]:
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *TABLES[table].names))
    found: dict[int, list[Row]] = {}
    for batch, *row in connection.execute(f"select batch, {names} from ledger.{table} order by all").fetchall():
        found.setdefault(batch, []).append(tuple(row))
    return {batch: (table, tuple(rows)) for batch, rows in found.items()}


def difference(state: State, found: Found) -> str | None:
    """The first thing in which what stands there is not the state, in words."""
    for chain, links in state.chains.items():
        seen = found.chains[chain]
        for number, (link, one) in enumerate(zip(links, seen, strict=False)):
            if _without_details(link) != _without_details(one.link) or not _told(link, one.link):
                return f"{chain} {number} is {one.link}, not {link}"
        if len(links) != len(seen):
            return f"{chain} has {len(seen)} links, not {len(links)}"
    for batch in state.rows.keys() | found.rows.keys():
        if state.rows.get(batch) != found.rows.get(batch):
            return f"batch {batch} has {_counted(found.rows, batch)} rows, not {_counted(state.rows, batch)}, or others"
    coming = [part for seen in found.chains[PROPOSALS] for part in seen.link.told.get("batches", ())]  # type: ignore[attr-defined]
    if found.files != state.files | {part["rows"] for part in coming}:
        return f"{len(found.files)} files are kept, and not those that came in"
    return None if found.said == state.said else "what was said of columns is not what is kept"


def _without_details(link: Link) -> tuple[object, ...]:
    return link.kind, link.who, link.note, link.batch, link.table, link.file, link.rows


def _told(link: Link, there: Link) -> bool:
    return all(there.told.get(name) == value for name, value in link.told.items())


def _counted(rows: Mapping[int, tuple[str, tuple[Row, ...]]], batch: int) -> int:
    return len(rows[batch][1]) if batch in rows else 0
