"""What every Member owes on a date, over many receipts: our books, pandas and SQLite, on the same rows.

Each asks about a date that nobody has asked about, in turn (ours, pandas, SQLite, ours, ...), and all must agree to
the cent. Goal: at least 2 times faster than pandas and 4 times faster than SQLite at a million receipts and above,
and growth no worse than linear.

    python -m bench.arrears [--rows N ...] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.invented import as_of_dates, ledger, tables
from bench.peers import QUERY, Balances, Pandas, Rows, Sqlite
from governance.books import Books

SIZES = (10_000, 1_000_000, 10_000_000)


def ours(books: Books, day: date) -> Balances:
    """The question that the pages ask."""
    rows = books.ask("balances", day).dicts()
    names = ("arrears", "current_year", "credit")
    return {
        (str(row["state"]), str(row["currency"])): tuple(int(row[name] * 100) for name in names)  # type: ignore[misc]
        for row in rows
    }


def measure(size: int, runs: int) -> list[float]:
    """Median seconds of our books, pandas and SQLite."""
    found = tables(size)
    with tempfile.TemporaryDirectory() as folder:
        books = Books.at(ledger(Path(folder), found))
    rows = Rows.of(found)
    pandas, sqlite = Pandas(rows), Sqlite(rows)
    ways: list[Callable[[date], Balances]] = [lambda day: ours(books, day), pandas.balances, sqlite.balances]
    times: list[list[float]] = [[] for _ in ways]
    for day in as_of_dates(runs + 1):
        answers = []
        for place, way in enumerate(ways):
            started = time.perf_counter()
            answers.append(way(day))
            times[place].append(time.perf_counter() - started)
        for other in answers[1:]:
            differing = {key for key in answers[0] if answers[0][key] != other.get(key)}
            assert not differing, f"they disagree on {day}: {sorted(differing)[:3]}"
    return [statistics.median(seconds[1:]) for seconds in times]  # the first of each is a warm-up


def main() -> None:
    """Print the schemas, then the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print("SQLite:", Sqlite.schema, QUERY, "\npandas:", Pandas.schema)
    print(
        f"\n{'receipts':>10} {'ours ms':>9} {'pandas ms':>10} {'SQLite ms':>10} {'pandas/ours':>12} {'SQLite/ours':>12}"
    )
    for size in given.rows:
        mine, pandas, sqlite = measure(size, given.runs)
        print(
            f"{size:10,} {mine * 1000:9.1f} {pandas * 1000:10.1f} {sqlite * 1000:10.1f} "
            f"{pandas / mine:12.2f} {sqlite / mine:12.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
