"""Several processes that accept batches into one ledger at once, in a file and in a database: how many a second, how
often one was not first, how long the longest waited; and a large import beside them.

The database is PostgreSQL on the same machine, and both write to the disk before they acknowledge. A batch has ten
receipts. Goals: nothing acknowledged is lost; a large import is accepted within the minute after which it is refused.

    python -m bench.races [--seconds N] [--rows N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from bench.goals import goal
from bench.invented import tables
from governance.ledger import Batch, Ledger, attach, missing, verify
from tests.simulator.places import Server

ROWS = 10
PROCESSES = (1, 2, 4)
_context = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Accepted:
    """What one process had accepted: the heads, the seconds that each took, and how often another was first: it found
    the file held, or began again."""

    heads: list[str]
    seconds: list[float]
    second: int


def batch(rows: pa.Table, name: str) -> Batch:
    return Batch("receipts", rows, "demonstration", f"{name}.csv", "0" * 64)


def accepting(target: str, rows: pa.Table, name: str, told: Connection) -> None:
    """Accept one batch after the other until told that it is enough, and tell what was accepted."""
    held, ledger = _count_those_that_found_it_held(), _Tries(target)
    ledger.history()  # once: what is measured is a server that runs
    told.send("ready")
    told.recv()
    done = Accepted([], [], 0)
    while not told.poll():
        place = ROWS * len(done.heads)
        handed_in = batch(rows.slice(place, ROWS), name)
        started = time.perf_counter()
        (event,) = ledger.append([handed_in], who=name)
        done.seconds.append(time.perf_counter() - started)
        done.heads.append(event.hash)
    told.send(Accepted(done.heads, done.seconds, ledger.begun - len(done.heads) + len(held)))


class _Tries(Ledger):
    """A ledger that counts how often a change of it was begun."""

    begun = 0

    def _writing(self, *given: Any) -> Any:
        self.begun += 1
        return super()._writing(*given)


def _count_those_that_found_it_held() -> list[None]:
    found: list[None] = []
    is_held = attach._is_held

    def held(error: duckdb.Error, target: str) -> bool:
        answer = is_held(error, target)
        found.extend([None] * answer)
        return answer

    attach._is_held = held
    return found


@contextmanager
def others(target: str, number: int, rows: pa.Table) -> Iterator[list[Accepted]]:
    """So many processes accept batches while something else is done; afterwards what they had accepted."""
    found: list[Accepted] = []
    part = len(rows) // max(1, number)
    pipes = [_context.Pipe() for _ in range(number)]
    processes = [
        _context.Process(target=accepting, args=(target, rows.slice(n * part, part), f"process {n + 1}", theirs))
        for n, (_, theirs) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    for ours, _ in pipes:
        assert ours.recv() == "ready"
    for ours, _ in pipes:
        ours.send("go")
    yield found
    for ours, _ in pipes:
        ours.send("enough")
    found += [ours.recv() for ours, _ in pipes]
    for process in processes:
        process.join()


def lost(target: str, found: list[Accepted]) -> int:
    """How many of those that were acknowledged are not there; all of them where the ledger does not verify."""
    heads = [head for one in found for head in one.heads]
    return len(heads) if verify(target) else len(missing(target, heads))


def race(where: str, target: str, number: int, rows: pa.Table, seconds: float) -> int:
    """Print what so many processes have accepted; how many batches are lost."""
    with others(target, number, rows) as found:
        time.sleep(seconds)
    waited = [one for each in found for one in each.seconds]
    print(
        f"{where:>9}, {number} at once: {len(waited) / seconds:6.1f} batches a second, median "
        f"{statistics.median(waited) * 1000:5.0f} ms, longest {max(waited) * 1000:6.0f} ms, "
        f"second {sum(each.second for each in found):4} times, lost {(gone := lost(target, found))}",
        flush=True,
    )
    return gone


def large(where: str, made: list[str], rows: pa.Table, small: pa.Table) -> int:
    """Print how long a large import takes alone and beside three others; how many of their batches are lost."""
    times = []
    for number, target in zip((0, 3), made, strict=True):
        with others(target, number, small) as found:
            time.sleep(1)
            started = time.perf_counter()
            Ledger(target).append([batch(rows, "large")], who="large")
            times.append(time.perf_counter() - started)
    alone, beside = times
    meanwhile = sum(len(one.heads) for one in found)
    print(
        f"{where:>9}, {len(rows):,} receipts: {alone:.1f} s alone, {beside:.1f} s beside three that had {meanwhile} "
        f"batches accepted",
        flush=True,
    )
    goal(f"{len(rows):,} receipts into a {where} beside three others", beside, 60, f"alone {alone:.1f} s", "seconds")
    return lost(made[1], found)


def main() -> None:
    """Print the races, the large import, and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # of a machine that names no folder for what runs
    small, rows = tables(200_000)["receipts"], tables(given.rows)["receipts"]
    server, gone = Server(durable=True), 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            for where in ("file", "database"):
                made = [
                    _new(str(Path(folder) / f"{n}.duckdb") if where == "file" else server.new_database())
                    for n in range(len(PROCESSES) + 2)
                ]
                for target, number in zip(made, PROCESSES, strict=False):
                    gone += race(where, target, number, small, given.seconds)
                gone += large(where, made[-2:], rows, small)
    finally:
        server.end()
    goal("acknowledged batches that are lost", gone, 0, "the heads that were acknowledged", "batches")


def _new(target: str) -> str:
    return Ledger.create(target, rulebook="iom", title="Race", who="bench").target


if __name__ == "__main__":
    main()
