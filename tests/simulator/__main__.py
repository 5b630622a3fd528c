"""`make simulate SEED=7 STEPS=5000`: as many steps as wanted, seven of ten over a file and three over a database.

They are done in runs of 50, each with a seed of its own and a new ledger. Ends with status 1 where a ledger is not what
it must be, and says how that run is replayed.

    python -m tests.simulator [--seed N] [--steps N] [--place file|database] [--plant NAME]
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from tests.simulator import kernel, planted
from tests.simulator.places import InDatabase, InFile, Server
from tests.simulator.plan import Step, told_of
from tests.simulator.reading import Wrong
from tests.simulator.server import Mother
from tests.simulator.simulation import Tally, simulate

A_RUN = 50
"""Steps of a run: what is looked at after each grows with what was done before."""
_AGAIN = "\r\033[K" if sys.stdout.isatty() else ""  # the line is written anew


def main() -> int:
    """Simulate what is asked for; 1 where a ledger is not what it must be, or nothing can be simulated here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--steps", type=int, default=1_000)
    parser.add_argument("--place", choices=("file", "database"))
    parser.add_argument("--plant", choices=planted.FAULTS, help="a defect of the ledger, which must be found")
    given = parser.parse_args()
    if not kernel.possible():
        print("This system does not let one process hold another (ptrace): nothing can be simulated here.")
        return 1
    return int(not run(given.seed, given.steps, given.place, given.plant))


def run(seed: int, steps: int, where: str | None = None, plant: str | None = None) -> bool:
    """Simulate so many steps from a seed on, and print what was done; False where a ledger is not what it must be."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")  # of a machine that names no folder for what runs
    tallies, started = {"file": Tally(), "database": Tally()}, time.monotonic()
    mother, server = Mother(), None if where == "file" else Server()
    try:
        for number, first in enumerate(range(0, steps, A_RUN)):
            over = where or ("database" if number % 10 in (2, 5, 8) else "file")
            try:
                tallies[over].add(_run(seed + number, min(A_RUN, steps - first), over, mother, server, plant))
            except Wrong as wrong:
                print(f"\nWRONG, over a {over}: {wrong}")
                print(f"Replay: make simulate SEED={seed + number} STEPS={min(A_RUN, steps - first)} PLACE={over}")
                return False
    finally:
        mother.end()
        if server:
            server.end()
    _print(tallies, time.monotonic() - started)
    return True


def _run(seed: int, steps: int, where: str, mother: Mother, server: Server | None, plant: str | None) -> Tally:
    with tempfile.TemporaryDirectory() as folder:
        place = InDatabase(server) if server and where == "database" else InFile(Path(folder))
        found = simulate(seed, steps, place, mother, plant=plant, each=_show)
    print(f"{_AGAIN}seed {seed}, {steps} steps over a {where}: ends with {found.head[:16]}", flush=True)
    return found


def _show(number: int, step: Step) -> None:
    if _AGAIN:
        print(f"{_AGAIN}{number:>4} {told_of(step)}", end="", flush=True)


def _print(tallies: dict[str, Tally], seconds: float) -> None:
    faults = sorted({kind for tally in tallies.values() for kind in tally.faults})
    rows: list[tuple[str, Counter[str] | dict[str, int]]] = [
        ("steps", {where: tally.steps for where, tally in tallies.items()}),
        ("batches acknowledged", {where: tally.batches for where, tally in tallies.items()}),
        *((f"acts {how}", {where: tally.acts[how] for where, tally in tallies.items()})
          for how in ("acknowledged", "refused", "not answered")),
        *((kind, {where: tally.faults[kind] for where, tally in tallies.items()}) for kind in faults),
    ]  # fmt: skip
    print(f"\n{'':24}{''.join(f'{where:>10}' for where in tallies)}")
    for name, counts in rows:
        print(f"{name:24}{''.join(f'{counts[where]:>10,}' for where in tallies)}")
    print(f"in {seconds:.0f} seconds; nothing acknowledged was lost, nothing was half there")


if __name__ == "__main__":
    sys.exit(main())
