"""The shell as whole processes, over the plain-text accountants and a script: what is owed, and two rows handed in.

`ask balances` prints what every State owes; `import` takes two receipts in, checked beside all that is in force, with
a warning of each recorded figure that they would change. hledger and ledger balance a journal of the same rows, once as
it is and once with two entries more, and beancount (on which fava stands) loads and checks it; the script reads two
sheets with pandas and prints what is outstanding. All read everything anew. In turn. The goals are judged by processor
seconds, which others at work on the machine change little; the clock's stand beside them. At a million receipts, once
and without peers: two rows handed in may take a tenth of what they took in November 2026, in time and in memory.

    python -m bench.shell [--rows N ...] [--runs N] [--large N]
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pyarrow as pa

from bench.goals import goal, left_out
from bench.invented import LAST_DAY, ledger, tables
from bench.office import write_sheets
from governance.settings import ROOT
from tests.memory import READY, peak_mib

SIZES = (10_000, 100_000)
LARGE = 1_000_000
PEERS = {
    "hledger": "apt-get install hledger",
    "ledger": "apt-get install ledger",
    "bean-check": "pip install beancount (and fava, which serves what it loads)",
}
_ONCE_SECONDS, _ONCE_MIB = 59, 6_963
"""What two rows took at a million receipts, in November 2026 on two cores."""
_TWO = """received,state,amount,currency,reference
2026-10-20,AFG,1234.50,CHF,NEW-1
2026-10-21,AGO,99.00,CHF,NEW-2
"""
_SCRIPT = """
import sys
import pandas as pd
assessed, receipts = (pd.read_csv(f"{sys.argv[1]}/{name}.csv") for name in ("assessments", "receipts"))
due, paid = (rows.groupby("state")["amount"].sum() for rows in (assessed, receipts[receipts["dated"] <= sys.argv[2]]))
owed = (due - paid.reindex(due.index, fill_value=0)).clip(0)
print(pd.DataFrame({"assessed": due, "received": paid, "outstanding": owed}).to_string())
"""
_KINDS = (
    ("assessments", 1, lambda row: f"{row['year']}-01-01"),
    ("opening_balances", 1, lambda row: row["dated"]),
    ("receipts", -1, lambda row: row["value_date"] or row["received"]),
    ("adjustments", -1, lambda row: row["dated"]),
)


def journal(found: dict[str, pa.Table]) -> str:
    """The rows as entries of double-entry bookkeeping, as hledger and ledger read them, in the order of their days."""
    entries = [
        (str(day(row)), f"{row['state'] or 'unidentified'}", sign * row["amount"], row["currency"], name)
        for name, sign, day in _KINDS
        for row in found[name].to_pylist()
    ]
    return "\n".join(
        f"{day} {name}\n    owed:{state}  {amount} {currency}\n    {name}\n"
        for day, state, amount, currency, name in sorted(entries)
    )


def for_beancount(found: dict[str, pa.Table]) -> str:
    """The same entries as beancount reads them."""
    entries = journal(found).replace("owed:", "Assets:").replace("unidentified", "XXX")
    for name, *_ in _KINDS:
        entries = entries.replace(f" {name}\n    Assets", f' * "{name}"\n    Assets')
        entries = entries.replace(f"\n    {name}\n", f"\n    Income:{name.replace('_', '-').capitalize()}\n")
    used = sorted({word for word in entries.split() if word.startswith(("Assets:", "Income:"))})
    return "".join(f"1900-01-01 open {account}\n" for account in used) + entries


def write(folder: Path, size: int) -> None:
    """The same rows as a ledger of ours, as sheets, and as journals; and two rows to hand in."""
    write_sheets(folder, size)
    text = journal(tables(size))
    (folder / "all.journal").write_text(text)
    two = "".join(f"2026-10-2{n} receipts\n    owed:{state}  -{amount} CHF\n    receipts\n\n"
                  for n, (state, amount) in enumerate((("AFG", "1234.50"), ("AGO", "99.00"))))  # fmt: skip
    (folder / "more.journal").write_text(f"{text}\n{two}")
    (folder / "all.beancount").write_text(for_beancount(tables(size)))
    (folder / "two.csv").write_text(_TWO)


def commands(folder: Path) -> dict[str, list[str]]:
    """Each process by what it does."""
    ours = [sys.executable, "-m", "governance", "--ledger"]
    peers = [peer for peer in ("hledger", "ledger") if shutil.which(peer)]
    return {
        "ask balances": [*ours, str(folder / "iom.duckdb"), "ask", "balances", "--as-of", str(LAST_DAY)],
        "import": [*ours, str(folder / "copy.duckdb"), "import", str(folder / "two.csv"), "--acknowledge", "--by", "b"],
        "pandas": [sys.executable, "-c", _SCRIPT, str(folder), str(LAST_DAY)],
        **{peer: [peer, "-f", str(folder / "all.journal"), "balance", "owed"] for peer in peers},
        **{f"{peer}, two more": [peer, "-f", str(folder / "more.journal"), "balance", "owed"] for peer in peers},
        **({"beancount": ["bean-check", str(folder / "all.beancount")]} if shutil.which("bean-check") else {}),
    }


def large(size: int) -> None:
    """Two rows handed in to a large ledger: the seconds, and the MiB that the process held at most."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ledger(place, tables(size), file="copy.duckdb")
        (place / "two.csv").write_text(_TWO)
        words = [sys.executable, "-W", "ignore", "-m", "bench.shell", "--memory", *commands(place)["import"][3:]]
        started, used = time.perf_counter(), processor_seconds()
        _, peak = peak_mib(words)
        taken, clock = processor_seconds() - used, time.perf_counter() - started
    took = f"{taken:.1f} s ({clock:.1f} on the clock) and {peak:.0f} MiB"
    print(f"\n{size:,} receipts, once: two rows handed in take {took}")
    goal(f"two rows handed in at {size:,}, time", taken, _ONCE_SECONDS / 10, "itself before", "s")
    goal(f"two rows handed in at {size:,}, memory", peak, _ONCE_MIB / 10, "itself before", "MiB")


def _take_memory(words: list[str]) -> None:
    import governance.cli.importing

    print(READY, flush=True)
    sys.stdin.readline()
    with redirect_stdout(StringIO()):
        governance.cli.main(words)


def seconds(folder: Path, name: str, command: list[str]) -> tuple[float, float]:
    """What a whole process takes, of the processors and on the clock.

    Rows are handed in to a copy of the ledger that has not seen them.
    """
    if name == "import":
        shutil.copy(folder / "iom.duckdb", folder / "copy.duckdb")
    given = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}  # as users have it
    started, used = time.perf_counter(), processor_seconds()
    subprocess.run(command, cwd=ROOT, env={**given, "PYTHONWARNINGS": "ignore"}, check=True, capture_output=True)
    return processor_seconds() - used, time.perf_counter() - started


def processor_seconds() -> float:
    """What the processes that this one started, and that have ended, took of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the medians, and whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", type=int, default=LARGE, help="0: leave it out")
    parser.add_argument("--memory", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.memory:
        _take_memory(given.memory)
        return
    for size in given.rows:
        times: dict[str, list[tuple[float, float]]] = defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), size)
            for _ in range(given.runs):
                for name, command in commands(Path(folder)).items():
                    times[name].append(seconds(Path(folder), name, command))
        found = {name: statistics.median(used for used, _ in each) for name, each in times.items()}
        clock = {name: statistics.median(taken for _, taken in each) for name, each in times.items()}
        print(f"\n{size:,} receipts, median of {given.runs} runs in turn: processor seconds (on the clock)")
        for name, middle in found.items():
            print(f"{name:>20} {middle:7.2f} s ({clock[name]:.2f})")
        if "hledger" in found:
            goal(f"two rows handed in at {size:,}", found["import"] / found["hledger, two more"], 1, "hledger")
            if size == SIZES[0]:
                goal(f"ask balances at {size:,}", found["ask balances"] / found["hledger"], 1, "hledger")
        if size >= SIZES[1]:
            goal(f"ask balances at {size:,}", found["ask balances"] / found["pandas"], 1, "a script with pandas")
    if given.large:
        large(given.large)
    for peer, how in PEERS.items():
        if not shutil.which(peer):
            left_out(peer, how)


if __name__ == "__main__":
    main()
