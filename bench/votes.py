"""The vote over many receipts, and the shell's `ask balances` as a whole process: how the cost grows.

`voting` is asked for the first time on books just built, at each size in turn; what it takes above the books is
measured in a process of its own. Goal: at 100 thousand receipts at most 1.3 times what it takes at 10 thousand, and
under 200 MiB.
`ask balances` is a whole process; beside it a bare one that only imports duckdb and pyarrow, which any answer needs.

    python -m bench.votes [--rows N ...] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench.goals import goal
from bench.invented import LAST_DAY, ledger, tables
from governance.books import Books
from governance.ledger import Ledger
from governance.settings import ROOT

SIZES = (10_000, 100_000)
_MEMORY = """
import sys, datetime, psutil
from governance.books import Books
from governance.ledger import Ledger
books = Books.at(Ledger(sys.argv[1]))
held = psutil.Process().memory_info().rss
books.ask("voting", datetime.date.fromisoformat(sys.argv[2]))
print((psutil.Process().memory_info().rss - held) / 2**20)
"""
_BARE = [sys.executable, "-c", "import duckdb, pyarrow"]


def first_answer(made: Ledger) -> float:
    """Seconds that the first `voting` takes on fresh books."""
    books = Books.at(made)
    started = time.perf_counter()
    books.ask("voting", LAST_DAY)
    return time.perf_counter() - started


def above_the_books(made: Ledger) -> float:
    """MiB that a process holds after the first `voting` more than before."""
    command = [sys.executable, "-W", "ignore", "-c", _MEMORY, made.target, LAST_DAY.isoformat()]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def process(command: list[str], target: str) -> float:
    """Seconds that a whole process takes."""
    started = time.perf_counter()
    environment = {**os.environ, "GOVERNANCE_LEDGER": target}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the medians of runs in turn, and how each grows from the first size on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    ask = [sys.executable, "-m", "governance", "ask", "balances", "--as-of", LAST_DAY.isoformat()]
    votes: dict[int, list[float]] = defaultdict(list)
    asked: dict[int, list[float]] = defaultdict(list)
    bare: list[float] = []
    memory: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        made: dict[int, Ledger] = {}
        for size in given.rows:
            place = Path(folder) / str(size)
            place.mkdir()
            made[size] = ledger(place, tables(size))
            memory[size] = above_the_books(made[size])
        for _ in range(given.runs):
            for size, each in made.items():
                votes[size].append(first_answer(each))
                asked[size].append(process(ask, each.target))
            bare.append(process(_BARE, ""))
    least = given.rows[0]
    print(f"median of {given.runs} runs in turn")
    print(f"a process that imports duckdb and pyarrow {statistics.median(bare) * 1000:7.0f} ms")
    for size in given.rows:
        vote, whole = statistics.median(votes[size]), statistics.median(asked[size])
        grown = vote / statistics.median(votes[least])
        print(
            f"{size:10,} receipts: voting {vote * 1000:7.0f} ms, {grown:4.2f} times that at {least:,},"
            f" {memory[size]:5.0f} MiB above the books; ask balances {whole * 1000:7.0f} ms,"
            f" {whole / statistics.median(bare):4.2f} times the bare process"
        )
        if size != least:
            goal(f"voting at {size:,} receipts", grown, 1.3, f"itself at {least:,}")
        goal(f"voting's memory at {size:,} receipts", memory[size], 200, "the books", "MiB")


if __name__ == "__main__":
    main()
