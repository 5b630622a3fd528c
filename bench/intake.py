"""From bytes to accepted: receipts as a workbook and as text, over the bare reading of the file by the same reader.

Ours is all that a user waits for: it reads the file defensively, understands it, checks every cell, row and key, holds
it against the ledger in force, works out its effect, and appends it to the ledger with its hashes and the file itself.
The floors only read: python-calamine to lists, DuckDB's read_csv into a table. The peers, frictionless and pandera,
read and do the column checks alone. All work on the same rows, in turn. Each file is read in a process of its own: what
that costs is shown for a small file of each kind, beside reading it here; goal: under 0.3 s a file.
Peak memory is that of a process of its own and its children, over what it held before
it began. Goal: 3 times the floor for the workbook and 5 times for the text, and faster than either peer.

    python -m bench.intake [--rows-xlsx N] [--rows-csv N] [--runs N]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.intake_files import membership, write_csv, write_xlsx
from bench.intake_peers import PEERS
from governance.access import LOCAL
from governance.intake.reading.files import sheets_of
from governance.intake.reading.process import read
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.service import Service
from governance.ledger import Ledger
from tests.memory import READY, peak_mib

GOALS = {".xlsx": 3, ".csv": 5}
GOAL_OF_A_FILE = 0.3  # seconds


def ours(file: Path) -> int:
    """Preview the file beside a ledger that knows the Members, see its effect, and accept it; how many rows came."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(f"{folder}/bench.duckdb", rulebook="iom", title="Bench", who="bench")
        service = Service(ledger, LOCAL, "bench")
        for name, content in (("membership.csv", membership()), (file.name, file.read_bytes())):
            found = preview(service, Submission.of([(name, content)]))
            assert found.effect is not None
            assert found.effect.totals is not None  # and with them whose standing changes: worked out when asked for
            (event,) = accept(service, found, acknowledged=True)
    return event.row_count or 0


def bare(file: Path) -> int:
    """Read the file and do nothing with it; how many rows it has."""
    if file.suffix == ".xlsx":
        import python_calamine

        return len(python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()) - 1
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("create table read as from read_csv($file)", {"file": str(file)})
        return int(connection.execute("select count(*) from read").fetchall()[0][0])


WAYS: dict[str, Callable[[Path], int]] = {"ours": ours, "bare": bare, **PEERS}


def measure(file: Path, rows: int, runs: int) -> None:
    """Print a line for each way: the seconds of the runs in turn, over the bare reading, and the memory."""
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    slow: set[str] = set()
    for _ in range(runs):
        for name, way in WAYS.items():
            if name in slow:
                continue  # a peer that takes minutes is measured once
            started = time.perf_counter()
            found = way(file)
            seconds[name].append(time.perf_counter() - started)
            assert found == rows, f"{name} read {found} of {rows} rows"
            slow |= {name} if seconds[name][0] > 60 else set()
    size = file.stat().st_size / 1024 / 1024
    print(f"\n{rows:,} receipts as {file.suffix}, {size:.1f} MiB; goal for ours: {GOALS[file.suffix]} times bare")
    print(f"{'':>12} {'median s':>9} {'least s':>9} {'over bare':>10} {'peak MiB':>9} {'over file':>10}")
    floor = min(seconds["bare"])
    for name, took in seconds.items():
        peak = most_memory(name, file)
        print(
            f"{name:>12} {statistics.median(took):9.2f} {min(took):9.2f} {min(took) / floor:10.1f} "
            f"{peak:9.0f} {peak / size:10.1f}",
            flush=True,
        )


def measure_process(folder: Path, runs: int) -> None:
    """Print what it costs to read a small file in a process of its own, over reading it here."""
    print(f"\n{'10 receipts':>12} {'process s':>10} {'here s':>8}   goal: under {GOAL_OF_A_FILE} s a file")
    for ending in GOALS:
        file = folder / f"small{ending}"
        content = file.read_bytes()
        apart, here = (
            statistics.median(timed(reader, file.name, content) for _ in range(max(runs, 5)))
            for reader in (read, sheets_of)
        )
        print(f"{ending:>12} {apart:10.3f} {here:8.3f}", flush=True)


def timed(reader: Callable[[str, bytes], object], name: str, content: bytes) -> float:
    """The seconds that it takes to read the file."""
    started = time.perf_counter()
    reader(name, content)
    return time.perf_counter() - started


def most_memory(name: str, file: Path) -> float:
    """MiB that a way takes at most, over what its process held when all was loaded."""
    return peak_mib([sys.executable, "-W", "ignore", "-m", "bench.intake", "--memory", name, str(file)])[1]


def _take_memory(name: str, file: Path) -> None:
    WAYS[name](file.with_name(f"small{file.suffix}"))  # so that everything is loaded
    print(READY, flush=True)
    sys.stdin.readline()
    WAYS[name](file)


def main() -> None:
    """Write the files, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows-xlsx", type=int, default=100_000)
    parser.add_argument("--rows-csv", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        _take_memory(given.memory[0], Path(given.memory[1]))
        return
    if missing := {"frictionless", "pandera"} - set(PEERS):
        print(f"Not installed, and so left out: {', '.join(sorted(missing))}.")
    with tempfile.TemporaryDirectory() as folder:
        for ending, rows, write in ((".xlsx", given.rows_xlsx, write_xlsx), (".csv", given.rows_csv, write_csv)):
            file = Path(folder) / f"receipts{ending}"
            write(file, rows)
            write(file.with_name(f"small{ending}"), 10)
            measure(file, rows, given.runs)
        measure_process(Path(folder), given.runs)


if __name__ == "__main__":
    main()
