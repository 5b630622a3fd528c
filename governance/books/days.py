"""The facts that depend on a date, worked out once for each day that is asked about, and kept.

The books never change, so what was worked out for a day stays true. Kept rows are found by their day; a day that is
let go again leaves with all its rows in one transaction, and a question reads in the snapshot in which it saw them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb

from governance.books.loading import KEPT_BY_DAY, ON_A_DATE

MOST_DAYS = 500
_NAMES = tuple(name for name in ON_A_DATE if name in KEPT_BY_DAY)


class Days:
    """The days whose facts one set of books has worked out."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._connection.execute("create table days_kept (fact varchar, day date, turn bigint)")
        self._turn = 0

    @contextmanager
    def reading(self, facts: frozenset[str], day: date) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a snapshot in which `facts` are worked out for `day`."""
        wanted = [name for name in _NAMES if name in facts]
        cursor = self._connection.cursor()
        cursor.execute("begin")
        while missing := self._missing(cursor, wanted, day):
            cursor.execute("commit")
            self._work_out(missing, day)
            cursor.execute("begin")
        try:
            yield cursor
        finally:
            cursor.execute("rollback")

    def _missing(self, cursor: duckdb.DuckDBPyConnection, wanted: list[str], day: date) -> list[str]:
        if not wanted:
            return []
        rows = cursor.execute("select fact from days_kept where day = $day", {"day": day}).fetchall()
        kept = {row[0] for row in rows}
        return [name for name in wanted if name not in kept]

    def _work_out(self, names: list[str], day: date) -> None:
        with self._lock:
            cursor = self._connection.cursor()
            for name in self._missing(cursor, names, day):
                self._turn += 1
                cursor.execute("begin")
                cursor.execute(f"insert into {name}_kept select $day, * from {name}_of($day)", {"day": day})
                cursor.execute(
                    "insert into days_kept values ($fact, $day, $turn)", {"fact": name, "day": day, "turn": self._turn}
                )
                cursor.execute("commit")
            self._let_go(cursor)

    def _let_go(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Drop the days that were worked out longest ago, all their facts together."""
        rows = cursor.execute("select day from days_kept group by day order by max(turn) desc").fetchall()
        for (day,) in rows[MOST_DAYS:]:
            cursor.execute("begin")
            for name in _NAMES:
                cursor.execute(f"delete from {name}_kept where kept_day = $day", {"day": day})
            cursor.execute("delete from days_kept where day = $day", {"day": day})
            cursor.execute("commit")
