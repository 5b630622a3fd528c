"""All verdicts for all Members on every year-end since 1990: in one call, beside asking year by year.

Both over books just built from the demonstration's ledger; year by year is measured twice: on books that are built
anew for each question, as the shell does, and on one set of books. The verdicts must be identical. Goal: one call
in under a tenth of the time.

    python -m bench.voting [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from governance.books import Books
from governance.ledger import Ledger
from governance.shipping.ledgers import build

TODAY = date(2026, 11, 22)
DAYS = [date(year, 12, 31) for year in range(1990, TODAY.year)]

Verdicts = list[tuple[object, ...]]
_COLUMNS = ("state", "currency", "status", "arrears", "threshold", "because")


def in_one_call(ledger: Ledger) -> Verdicts:
    """`ask voting_history` on fresh books."""
    answer = Books.at(ledger).ask("voting_history", TODAY)
    return [tuple(row[name] for name in ("day", *_COLUMNS)) for row in answer.dicts()]


def on_one_set_of_books(ledger: Ledger) -> Verdicts:
    """`ask voting` for each year-end on one set of fresh books."""
    books = Books.at(ledger)
    return [verdict for day in DAYS for verdict in _voting(books, day)]


def on_books_of_their_own(ledger: Ledger) -> Verdicts:
    """`ask voting` for each year-end on fresh books each time, as the shell asks."""
    return [verdict for day in DAYS for verdict in _voting(Books.at(ledger), day)]


def _voting(books: Books, day: date) -> Verdicts:
    return [(day, *(row[name] for name in _COLUMNS)) for row in books.ask("voting", day).dicts()]


def _timed(ask: Callable[[Ledger], Verdicts], ledger: Ledger) -> tuple[float, Verdicts]:
    started = time.perf_counter()
    found = ask(ledger)
    return time.perf_counter() - started, sorted(found, key=lambda row: (row[0], row[1]))


def main() -> None:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    ways = (in_one_call, on_one_set_of_books, on_books_of_their_own)
    times: dict[str, list[float]] = {way.__name__: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        ledger = build(str(Path(folder) / "demonstration.duckdb"), "demonstration", today=TODAY)
        for _ in range(runs):
            answers = []
            for way in ways:
                seconds, found = _timed(way, ledger)
                times[way.__name__].append(seconds)
                answers.append(found)
            assert answers[0] == answers[1] == answers[2], "the verdicts differ"
    whole = statistics.median(times["in_one_call"])
    print(f"{len(answers[0])} verdicts on {len(DAYS)} year-ends, identical in all three (median of {runs} runs)")
    for name, took in times.items():
        middle = statistics.median(took)
        print(f"{name:24} {middle * 1000:9.0f} ms   one call takes {whole / middle:5.2f} of it")


if __name__ == "__main__":
    main()
