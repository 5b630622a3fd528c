"""What goes wrong around a ledger, simulated from a seed (tests/simulator): how much of it, and that nothing was lost.

Goal: no ledger that is not what plain Python says after each step.

    python -m bench.faults [--seed N] [--steps N]
"""

from __future__ import annotations

import argparse

from bench.goals import goal, left_out
from tests.simulator import kernel
from tests.simulator.__main__ import run


def main() -> None:
    """Print what was done, and whether all of it was found as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=1_000)
    given = parser.parse_args()
    if not kernel.possible():
        left_out("simulated faults", "a Linux that lets one process hold another (ptrace)")
        return
    whole = run(given.seed, given.steps)
    goal(f"ledgers not whole after {given.steps} steps with faults", int(not whole), 0, "plain Python", "ledgers")


if __name__ == "__main__":
    main()
