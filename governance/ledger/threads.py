"""Databases in memory, and how many threads DuckDB is given for them: what there is for them to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

TOGETHER = 122_880
"""The rows that DuckDB keeps together: each of its threads is given a part of a table, and never a part of these."""

_idle: list[duckdb.DuckDBPyConnection] = []


def in_memory(rows: int) -> duckdb.DuckDBPyConnection:
    """A database in memory, to work on tables of so many rows."""
    connection = duckdb.connect(":memory:")
    fit(connection, rows)
    return connection


@contextmanager
def briefly(rows: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory for what leaves nothing behind but temporary tables and views: one that has done its work
    serves again, since to make one takes longer than most of what is asked of it. After any failure it does not."""
    if rows >= TOGETHER:
        with in_memory(rows) as connection:
            yield connection
        return
    try:
        database = _idle.pop()
    except IndexError:  # all others are at work, in other threads or around this one
        database = in_memory(rows)
    with database.cursor() as connection:
        yield connection
    _idle.append(database)


def fit(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Let one thread do what cannot be shared: to wake others for it takes a fifth of the time of all that is asked."""
    if rows < TOGETHER:
        connection.execute("set threads = 1")
