"""The ledger's own history as relations: the batches in force, every event, and the totals of closed years."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal

import duckdb

from governance.ledger import Event, closed_years, in_force

_BATCHES = (
    'create table batches (batch integer, "table" varchar, evidence varchar, "rows" integer, file varchar,'
    " accepted date, who varchar, note varchar, rows_sha256 varchar, file_sha256 varchar)"
)
_EVENTS = (
    "create table events (version integer, recorded_at timestamp, event varchar, who varchar, batch integer,"
    ' "table" varchar, evidence varchar, "rows" integer, file varchar, in_force boolean, year integer, note varchar,'
    " file_sha256 varchar, rows_sha256 varchar, head varchar)"
)
_CLOSED = (
    "create table closed_years (year integer, version integer, closed date, who varchar, note varchar, item varchar,"
    " currency varchar, ours decimal(18, 2), theirs decimal(18, 2))"
)


def list_history(connection: duckdb.DuckDBPyConnection, events: Sequence[Event]) -> None:
    """Make the relations `batches` (one row per batch in force), `events` and `closed_years` from `events`."""
    counting = in_force(events)
    _fill(connection, _BATCHES, "batches", [
        (e.batch, e.table_name, e.evidence, e.row_count, e.file_name, e.recorded_at.date(), e.who, e.note,
         e.rows_sha256, e.file_sha256)
        for e in counting
    ])  # fmt: skip
    accepted = {e.batch: e for e in events if e.kind == "accepted"}
    numbers = {e.batch for e in counting}
    rows = []
    for e in events:
        about = accepted.get(e.batch)  # what an event takes out or back is told beside it
        rows.append(
            (e.seq, e.recorded_at, e.kind, e.who, e.batch,
             about and about.table_name, about and about.evidence, about and about.row_count,
             about and about.file_name, e.batch in numbers if about else None, json.loads(e.details).get("year"),
             e.note, about and about.file_sha256, about and about.rows_sha256, e.hash)
        )  # fmt: skip
    _fill(connection, _EVENTS, "events", rows)
    _fill(connection, _CLOSED, "closed_years", [
        (year, e.seq, e.recorded_at.date(), e.who, e.note, t["item"], t["currency"], Decimal(t["ours"]),
         Decimal(t["theirs"]))
        for year, e in closed_years(events).items()
        for t in json.loads(e.details).get("totals", [])
    ])  # fmt: skip


def _fill(connection: duckdb.DuckDBPyConnection, ddl: str, name: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Make a relation of these rows, which are given by columns: row by row takes ten times as long."""
    connection.execute(ddl)
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"insert into {name} select {', '.join('unnest(?)' for _ in columns)}", columns)
