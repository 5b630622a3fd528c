"""What every Member owes on a date, over many receipts: our books, pandas and SQLite, on the same rows.

Each does all of it (what is due, received and adjusted, debts by year paid oldest first, credits, what is known)
for a date that nobody has asked about, in turn (ours, pandas, SQLite, ours, ...), and every figure of every account
must agree to the cent on every date. What does not depend on the date is prepared once by each and not timed: our
books sum the years that are over, SQLite has a covering index over the receipts, pandas categories. Goal: at least
2 times faster than pandas and 4 times faster than SQLite at a million receipts and above, and growth no worse than
linear.

    python -m bench.arrears [--rows N ...] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.in_pandas import InPandas
from bench.in_sqlite import InSqlite
from bench.invented import as_of_dates, ledger, tables
from bench.peers import Balance, of_answer, prepared
from governance.books import Books

SIZES = (10_000, 1_000_000, 10_000_000)


@dataclass
class Way:
    """One way of answering: how it asks, how its answer is compared, what it has taken so far."""

    name: str
    ask: Callable[[date], Any]
    exact: Callable[[Any], list[Balance]]
    schema: str
    seconds: list[float] = field(default_factory=list)

    @property
    def median_ms(self) -> float:
        """Milliseconds in the middle of all runs but the first, which is a warm-up."""
        return statistics.median(self.seconds[1:]) * 1000

    @property
    def least_ms(self) -> float:
        """Milliseconds of the fastest run: what is left when nobody else uses the machine."""
        return min(self.seconds[1:]) * 1000


def ways(size: int, folder: Path) -> list[Way]:
    """The three, loaded with the same rows. Prints how long each takes to load."""
    found = tables(size)
    made = ledger(folder, found)
    rows = prepared(found)
    del found
    books = _loaded("our books", lambda: Books.at(made))
    pandas = _loaded("pandas", lambda: InPandas(rows))
    sqlite = _loaded("SQLite", lambda: InSqlite(rows, folder))
    return [
        Way("ours", lambda day: books.ask("balances", day), of_answer, _SCHEMA),
        Way("pandas", pandas.balances, pandas.exact, pandas.schema),
        Way("SQLite", sqlite.balances, sqlite.exact, sqlite.schema),
    ]


_SCHEMA = "governance/sql/facts: money_in, entries, histories (made once); standing, allocation, balances (of a date)"


def _loaded(name: str, load: Callable[[], Any]) -> Any:
    started = time.perf_counter()
    made = load()
    print(f"    {name} loaded in {time.perf_counter() - started:.1f} s", flush=True)
    return made


def measure(compared: list[Way], runs: int) -> None:
    """Ask each in turn about `runs` dates and one before; raises AssertionError where two do not agree."""
    for day in as_of_dates(runs + 1):
        answers = []
        for way in compared:
            started = time.perf_counter()
            answer = way.ask(day)
            way.seconds.append(time.perf_counter() - started)
            answers.append(way.exact(answer))
        for way, answer in zip(compared[1:], answers[1:], strict=True):
            differing = [pair for pair in zip(answers[0], answer, strict=True) if pair[0] != pair[1]]
            assert not differing, f"ours and {way.name} disagree on {day}: {differing[:1]}"


def main() -> None:
    """Print the schemas once, then a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    lines = []
    for place, size in enumerate(given.rows):
        print(f"{size:,} receipts", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            compared = ways(size, Path(folder))
            if place == 0:
                print("\n\n".join(f"{way.name}:\n{way.schema}" for way in compared), "\n")
            measure(compared, given.runs)
        lines.append(_line(size, compared))
        del compared
    print(f"\nmedian (least) ms of {given.runs} dates; every balance identical in all three")
    print(f"{'receipts':>10} {'ours':>16} {'pandas':>16} {'SQLite':>16} {'pandas/ours':>12} {'SQLite/ours':>12}")
    print("\n".join(lines))


def _line(size: int, compared: list[Way]) -> str:
    times = " ".join(f"{way.median_ms:8.1f} ({way.least_ms:5.0f})" for way in compared)
    ratios = " ".join(f"{way.median_ms / compared[0].median_ms:12.1f}" for way in compared[1:])
    return f"{size:10,} {times} {ratios}"


if __name__ == "__main__":
    main()
