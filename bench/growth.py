"""What a server holds more after long use: 500 new dates, 1,500 runs of pages, 1,000 scenario links, 200 versions.

Each in a process of its own over the demonstration's ledger (versions: of a ledger with as many batches). The first
half fills what is kept; what the second half adds is growth. Goal: at most 16 MiB. Of pages only each fourth or so asks
for what is worked out by day, so that after 500 what is kept of days is not yet full; after some 650 it is
(`governance.books.days.MOST_BYTES`). What is held goes up and down by twenty MiB as days are let go, each 200 pages or
so: of each half, the middle of its own second half counts.

    python -m bench.growth [--times N]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil

from bench.goals import goal
from bench.invented import ledger, tables
from governance.books import Books
from governance.ledger import Ledger
from governance.settings import ROOT
from governance.shipping.ledgers import build
from governance.ui.shell import cache
from governance.ui.shell.opening import give_back_large_arrays
from tests.kept_pages import keep_what_a_server_keeps
from tests.shipped import PAGES, TODAY, build_shipped

_ASKED = ("balances", "identity", "ageing", "totals", "members", "voting", "collection", "over_time", "attention")
Use = Callable[[int], object]


def dates(folder: Path) -> Use:
    """All that Arrears and the overview ask, on a date that nobody has asked about."""
    books = Books.at(build(str(folder / "demonstration.duckdb"), "demonstration", today=TODAY))
    return lambda turn: [books.ask(question, TODAY - timedelta(days=turn)) for question in _ASKED]


def pages(folder: Path) -> Use:
    """Each page in turn, on a date that nobody has asked about."""
    from bench.pages import open_app

    build_shipped(folder)
    apps = [open_app(name, ledger="demonstration", as_of=TODAY.isoformat()) for _, name in PAGES]

    def again(turn: int) -> None:
        app, day = apps[turn % len(apps)], (TODAY - timedelta(days=turn)).isoformat()
        app.session_state["link"]["as_of"], app.session_state["link_written"] = day, None
        app.query_params["as_of"] = day
        assert not app.run().exception

    return again


def scenarios(folder: Path) -> Use:
    """A scenario that no link has named before."""
    books = Books.at(build(str(folder / "demonstration.duckdb"), "demonstration", today=TODAY))
    return lambda turn: books.ask("scenario", TODAY, growth=f"{turn % 100 / 10}", inflation=f"{turn // 100 / 10}")


def versions(folder: Path) -> Use:
    """Another version of the ledger, as the menu of versions opens it."""
    made = ledger(folder, tables(2_000), batches=60)
    return lambda turn: cache.books(made.target, turn % (len(Ledger(made.target).history())))


USES = {"dates": (dates, 500), "pages": (pages, 1_500), "scenarios": (scenarios, 1_000), "versions": (versions, 200)}


def held() -> float:
    """MiB that this process holds."""
    return float(psutil.Process().memory_info().rss / 2**20)


def use(name: str, times: int) -> None:
    """Use it, and print what was held at first, in the middle, at the end, and after each sixth."""
    logging.disable(logging.WARNING)
    keep_what_a_server_keeps()
    give_back_large_arrays()  # as a server does
    with tempfile.TemporaryDirectory() as folder:
        once = USES[name][0](Path(folder))
        once(0)
        found = [held()]
        for turn in range(1, times):
            once(turn)
            found.append(held())
    middle, last = (statistics.median(half[len(half) // 2 :]) for half in (found[: times // 2], found[times // 2 :]))
    print(found[0], middle, last, *(found[times * sixth // 6 - 1] for sixth in range(1, 7)))


def main() -> None:
    """Print what each use leaves in memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--use", choices=USES, help=argparse.SUPPRESS)
    parser.add_argument("--times", type=int)
    given = parser.parse_args()
    if given.use:
        use(given.use, given.times)
        return
    for name, (_, usual) in USES.items():
        times = given.times or usual
        words = [sys.executable, "-W", "ignore", "-m", "bench.growth", "--use", name, "--times", str(times)]
        told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        first, middle, last, *sixths = map(float, told.split())
        print(
            f"{name:>10}, {times} times: {first:.0f} MiB after the first, {middle:.0f} halfway, {last:.0f} at the end;"
            f" each sixth: {', '.join(f'{held:.0f}' for held in sixths)}"
        )
        goal(f"what the second half of {times} {name} adds", last - middle, 16, "nothing", "MiB")


if __name__ == "__main__":
    main()
