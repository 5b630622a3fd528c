"""How many threads DuckDB is given: what there is for them to do."""

from __future__ import annotations

import duckdb

TOGETHER = 122_880
"""The rows that DuckDB keeps together: each of its threads is given a part of a table, and never a part of these."""


def in_memory(rows: int) -> duckdb.DuckDBPyConnection:
    """A database in memory, to work on tables of so many rows."""
    connection = duckdb.connect(":memory:")
    fit(connection, rows)
    return connection


def fit(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Let one thread do what cannot be shared: to wake others for it takes a fifth of the time of all that is asked."""
    if rows < TOGETHER:
        connection.execute("set threads = 1")
