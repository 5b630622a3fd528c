"""Books rebuilt at a million receipts, over DuckDB copying the same tables bare.

Once with all receipts in one batch, once with five cumulative files, of which the last row for a reference wins.

    python -m bench.books [--rows N] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import duckdb

from bench.invented import ledger, tables
from governance.books import Books
from governance.ledger import Ledger, opened
from governance.tables import TABLES


def bare_copy(made: Ledger) -> None:
    """Every table of the ledger copied into memory, nothing else."""
    connection = duckdb.connect()
    with opened(connection, made.target):
        for name in TABLES:
            connection.execute(f"create table {name} as select * from ledger.{name}")


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    found = tables(given.rows)
    print(f"books at {given.rows:,} receipts, median of {given.runs} runs")
    for batches in (1, 5):
        with tempfile.TemporaryDirectory() as folder:
            made = ledger(Path(folder), found, batches)
            mine: list[float] = []
            bare: list[float] = []
            for _ in range(given.runs):
                for times, work in ((mine, Books.at), (bare, bare_copy)):
                    started = time.perf_counter()
                    work(made)
                    times.append(time.perf_counter() - started)
        ours, floor = statistics.median(mine), statistics.median(bare)
        print(
            f"{batches} batch(es): books {ours:6.2f} s, bare copy {floor:6.2f} s, ratio {ours / floor:5.2f}", flush=True
        )


if __name__ == "__main__":
    main()
