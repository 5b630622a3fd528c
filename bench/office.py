"""Arrears and the overview in a real browser, over the page that an office would write for itself.

`bench.office_page` is Streamlit and pandas: a table and four charts, and no more arithmetic than they need. Both read
the same receipts. `visit`: from the address to the last change on the screen, in a browser that was never there, of a
server that has started; the first is what a server's first visitor waits. `date`: from a new date, which nobody has
asked about, to the last change on the screen. `server`: what its processes hold in memory at the end. In turn.

    python -m bench.office [--rows N ...] [--runs N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from bench.goals import goal
from bench.invented import LAST_DAY, ledger, tables
from governance.settings import ROOT
from tests.browsing import browsing, free_port, wait_for

SIZES = (10_000, 100_000)
PLACES = {"office": "", "arrears": "arrears_and_voting", "overview": "overview"}
_QUIET = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  return app?.dataset.testScriptState === 'notRunning' && document.querySelector('[data-testid=stMain] h1')
    && performance.now() - window.lastChange > 1500;
}"""
_WATCH = """
window.lastChange = 0;
new MutationObserver(changes => {
  if (changes.some(one => one.target.closest?.('[data-testid=stMain]'))) window.lastChange = performance.now();
}).observe(document, {childList: true, subtree: true, attributes: true, characterData: true});
"""


@dataclass
class Times:
    """What one page took, in seconds: each first visit, and each new date."""

    visits: list[float] = field(default_factory=list)
    dates: list[float] = field(default_factory=list)


def visit(browser: Browser, address: str) -> tuple[Page, float]:
    """A page in a browser that was never there, and the seconds until nothing on it changes any more."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.add_init_script(_WATCH)
    page.goto(address)
    page.wait_for_function(_QUIET, timeout=120_000)
    return page, float(page.evaluate("window.lastChange")) / 1000


def days_back(page: Page, days: int) -> float:
    """Choose the date so many days earlier in the month; the seconds until nothing changes any more."""
    day = page.get_by_test_id("stDateInput").get_by_role("spinbutton").last
    day.focus()
    for _ in range(days):
        day.press("ArrowDown")
    started = page.evaluate("window.lastChange = performance.now()")
    page.get_by_role("heading", level=1).click()  # which leaves the field: only then is the date chosen
    page.wait_for_function(_QUIET, timeout=120_000)
    seconds = (float(page.evaluate("window.lastChange")) - float(started)) / 1000
    assert seconds, "nothing changed"
    return seconds


@contextmanager
def serving(module: str, *words: str, **settings: str) -> Iterator[tuple[str, psutil.Process]]:
    """A Streamlit server on loopback that has started, its address, and its process."""
    port = free_port()
    server = {
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    program = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", module, *words], cwd=ROOT, env={**os.environ, **server, **settings},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", program)
        time.sleep(3)  # what a server does at its start is done before the first visitor comes
        yield f"http://127.0.0.1:{port}", psutil.Process(program.pid)
    finally:
        program.terminate()
        program.wait(timeout=20)


def write_sheets(folder: Path, size: int) -> None:
    """The office's two sheets, and the same receipts in a ledger."""
    found = tables(size)
    ledger(folder, found, file="iom.duckdb")
    assessments, receipts = (found[name].to_pandas() for name in ("assessments", "receipts"))
    francs = assessments[assessments["currency"] == "CHF"]
    francs[["state", "year", "amount"]].to_csv(folder / "assessments.csv", index=False)
    receipts = receipts[receipts["currency"] == "CHF"].assign(dated=receipts["value_date"].fillna(receipts["received"]))
    receipts[["state", "dated", "amount"]].to_csv(folder / "receipts.csv", index=False)


def measure(browser: Browser, folder: Path, runs: int) -> tuple[dict[str, Times], dict[str, float]]:
    """What each page took, in turn, and the MiB that each server holds at the end."""
    times = {name: Times() for name in PLACES}
    ours = serving("governance.ui.serve", GOVERNANCE_HOME=str(folder))
    theirs = serving("streamlit", "run", str(ROOT / "bench" / "office_page.py"), OFFICE=str(folder))
    with theirs as (office, its), ours as (address, own):
        at = {
            name: f"{office}" if name == "office" else f"{address}/{place}?as_of={LAST_DAY}"
            for name, place in PLACES.items()
        }
        for turn in range(runs):
            for place, name in enumerate(PLACES):
                page, seconds = visit(browser, at[name])
                times[name].visits.append(seconds)
                times[name].dates.append(days_back(page, 1 + len(PLACES) * turn + place))
                page.context.close()
        return times, {name: process.memory_info().rss / 2**20 for name, process in (("office", its), ("ours", own))}


def main() -> None:
    """Print a line for each page: the medians, over the office's own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--runs", type=int, default=5, help="at most 10")
    given = parser.parse_args()
    for size in given.rows:
        with tempfile.TemporaryDirectory() as folder, browsing() as browser:
            write_sheets(Path(folder), size)
            times, held = measure(browser, Path(folder), given.runs)
        print(f"\n{size:,} receipts, median of {given.runs} runs in turn, seconds and times the office's")
        print(f"{'':>10} {'first':>8} {'':>6} {'visit':>8} {'':>6} {'date':>8}")
        office = _figures(times["office"])
        most = 1.3 if size < SIZES[-1] else 1.0
        for name, found in times.items():
            cells = (f"{mine:8.2f} {mine / peer:6.2f}" for mine, peer in zip(_figures(found), office, strict=True))
            print(f"{name:>10}", *cells)
        for name in ("arrears", "overview"):
            for what, mine, peer in zip(
                ("first visit", "visit", "new date"), _figures(times[name]), office, strict=True
            ):
                goal(f"{name}, {what}, {size:,} receipts", mine / peer, most, "the office's own page")
        its, own = held["office"], held["ours"]
        goal(f"the server's memory, {size:,} receipts", own / its, 1.5, "the office's own page")
        print(f"    server: office {its:.0f} MiB, ours {own:.0f} MiB, {own / its:.2f} times")


def _figures(found: Times) -> tuple[float, float, float]:
    return found.visits[0], statistics.median(found.visits), statistics.median(found.dates)


if __name__ == "__main__":
    main()
