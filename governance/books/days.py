"""The facts that depend on a date, worked out once for each day that is asked about, and kept.

The books never change, so what was worked out for a day stays true. Kept rows are found by their day; a day that is
let go again leaves with all its rows in one transaction, and a question reads in the snapshot in which it saw them.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb

from governance.books.loading import KEPT_BY_DAY, KEPT_BY_HISTORY

MOST_BYTES = 48 * 2**20
"""How much of what was worked out is kept; the day that is asked about is, however much it takes."""
_CELL_BYTES = 16  # at most: sums of money take as much, days and short words less
Kept = tuple[str, date]
"""A fact, and the day for which it is worked out."""


class Days:
    """The days whose facts one set of books has worked out."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, most: int = MOST_BYTES) -> None:
        self._connection = connection
        self._most = most
        self._lock = threading.Lock()
        self._connection.execute("create table days_kept (fact varchar, day date, turn bigint, bytes bigint)")
        self._turn = 0

    @contextmanager
    def reading(self, facts: frozenset[str], day: date) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a snapshot in which `facts` are worked out for `day`."""
        cursor = self._connection.cursor()
        wanted = [(name, day) for name in KEPT_BY_DAY if name in facts]
        wanted += [(name, self._until(cursor, day)) for name in KEPT_BY_HISTORY if name in facts]
        cursor.execute("begin")
        while missing := self._missing(cursor, wanted):
            cursor.execute("commit")
            self._work_out(missing)
            cursor.execute("begin")
        try:
            yield cursor
        finally:
            cursor.execute("rollback")

    def _until(self, cursor: duckdb.DuckDBPyConnection, day: date) -> date:
        """The last day before balances are opened anew."""
        ((last,),) = cursor.execute("select history_until($day)", {"day": day}).fetchall()
        until: date = last or day
        return until

    def _missing(self, cursor: duckdb.DuckDBPyConnection, wanted: list[Kept]) -> list[Kept]:
        if not wanted:
            return []
        kept = set(cursor.execute("select fact, day from days_kept").fetchall())
        return [one for one in wanted if one not in kept]

    def _work_out(self, missing: list[Kept]) -> None:
        with self._lock:
            cursor = self._connection.cursor()
            for name, day in self._missing(cursor, missing):
                self._turn += 1
                cursor.execute("begin")
                ((rows,),) = cursor.execute(
                    f"insert into {name}_kept select $day, * from {name}_of($day)", {"day": day}
                ).fetchall()
                cells = rows * len(cursor.execute(f"from {name}_kept limit 0").description or ())
                cursor.execute(
                    "insert into days_kept values ($fact, $day, $turn, $bytes)",
                    {"fact": name, "day": day, "turn": self._turn, "bytes": cells * _CELL_BYTES},
                )
                cursor.execute("commit")
            self._let_go(cursor, {day for _, day in missing})

    def _let_go(self, cursor: duckdb.DuckDBPyConnection, asked: set[date]) -> None:
        """Once too much is kept, drop what was worked out longest ago, each fact of a day with all its rows, and make
        the tables anew of the rest: rows that are only deleted stay in memory. A quarter more than must goes, so that
        this is seldom done."""
        kept = cursor.execute("select fact, day, bytes from days_kept order by turn desc").fetchall()
        if sum(size for *_, size in kept) <= self._most:
            return
        held, staying = 0, defaultdict[str, list[date]](list)
        for name, day, size in kept:
            if day in asked or held + size <= 0.75 * self._most:
                held += size
                staying[name].append(day)
        cursor.execute("begin")
        for name in sorted({name for name, *_ in kept}):
            days = {"days": staying[name]}
            cursor.execute(
                f"create or replace table {name}_kept as from {name}_kept where list_contains($days::date[], kept_day)",
                days,
            )
            cursor.execute(
                "delete from days_kept where fact = $fact and not list_contains($days::date[], day)",
                {"fact": name, **days},
            )
        cursor.execute("commit")
