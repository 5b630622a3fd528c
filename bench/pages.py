"""Each page's script time over the time of a bare page: the same Streamlit elements, fed with constants.

The bare page is made by recording every Streamlit command that the page issues, with its arguments, and issuing
them again. Warm: the answers are kept (the same link again). Cold: a date that nobody has asked about. Over the
ledgers that ship, and an invented one of 100 thousand receipts. Goal: at most 2 times warm; cold at most 5 times and
under 100 ms.

    python -m bench.pages [--runs N] [--rows N]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.testing.v1 import AppTest

from bench.goals import goal
from bench.invented import ledger, tables
from governance.charts.theme import trust
from governance.settings import ROOT
from governance.ui.shell import link
from tests.kept_pages import keep_what_a_server_keeps
from tests.shipped import PAGES, build_shipped

COMMANDS = (
    "badge", "button", "caption", "code", "columns", "container", "dataframe", "date_input", "download_button", "error",
    "expander", "grid", "header", "html", "link_button", "markdown", "menu_button", "metric", "multiselect",
    "page_link", "popover", "selectbox", "slider", "table", "tabs", "text_input", "title", "toggle", "vega_lite_chart",
)  # fmt: skip


@dataclass
class Recorder:
    """What the page did in its last run: its commands in order, each in the place where it was issued, and how long."""

    calls: list[tuple[int | None, str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    started: float = 0.0
    seconds: float = 0.0
    recording: bool = False
    originals: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def install(self) -> None:
        """Stand between the pages and Streamlit, and around the part of app.py that is about the page."""
        for name in COMMANDS:
            self.originals[name] = getattr(st, name)
            setattr(st, name, self._recorded(name))
        keep_what_a_server_keeps()
        read, write = link.read, link.write

        def first() -> None:
            self.calls, self.places = [], {}
            self.started = time.perf_counter()
            read()

        def last() -> None:
            write()
            self.seconds = time.perf_counter() - self.started

        link.read, link.write = first, last

    def _recorded(self, name: str) -> Callable[..., Any]:
        def command(*args: Any, **kwargs: Any) -> Any:
            result = self.originals[name](*args, **kwargs)
            if self.recording:
                self.calls.append((self._place(), name, args, kwargs))
                for number, made in enumerate(result if isinstance(result, list | tuple) else [result]):
                    if isinstance(made, DeltaGenerator):
                        self.places[id(made)] = len(self.calls) * 100 + number
            return result

        return command

    def _place(self) -> int | None:
        stack = context_dg_stack.get()
        return self.places.get(id(stack[-1])) if stack else None

    def replay(self) -> float:
        """Issue the recorded commands again; the seconds that it took."""
        made: dict[int, DeltaGenerator] = {}
        started = time.perf_counter()
        for number, (place, name, args, kwargs) in enumerate(self.calls, start=1):
            with made[place] if place in made else nullcontext():
                result = self.originals[name](*args, **kwargs)
            for turn, one in enumerate(result if isinstance(result, list | tuple) else [result]):
                if isinstance(one, DeltaGenerator):
                    made[number * 100 + turn] = one
        return time.perf_counter() - started


RECORDER = Recorder()


def bare() -> None:
    """The bare page's script."""
    import streamlit

    from bench import pages
    from governance.settings import ROOT
    from tests.shipped import PAGES

    streamlit.navigation([streamlit.Page(ROOT / "pages" / folder / f"{name}.py") for folder, name in PAGES])
    pages.BARE_SECONDS.append(pages.RECORDER.replay())


BARE_SECONDS: list[float] = []


def open_app(page: str, **given: str) -> AppTest:
    """The application on one page."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, text in given.items():
        app.query_params[key] = text
    app.run()
    folder = next(folder for folder, name in PAGES if name == page)
    return app if page == "overview" else app.switch_page(f"pages/{folder}/{page}.py").run()


def measure(page: str, ledger: str, runs: int, first_day: date) -> tuple[float, float, float]:
    """Median seconds of the bare page, of the page warm, and of the page cold."""
    app = open_app(page, ledger=ledger, as_of=first_day.isoformat())
    warm = [_seconds(app) for _ in range(runs)]
    RECORDER.recording = True
    app.run()
    RECORDER.recording = False
    calls, places = RECORDER.calls, RECORDER.places
    BARE_SECONDS.clear()
    for _ in range(runs):
        RECORDER.calls, RECORDER.places = calls, places
        AppTest.from_function(bare, default_timeout=120).run()
    cold = []
    for turn in range(1, runs + 1):
        day = (first_day - timedelta(days=turn)).isoformat()
        app.session_state["link"]["as_of"] = day
        app.session_state["link_written"] = None
        app.query_params["as_of"] = day
        cold.append(_seconds(app))
    return statistics.median(BARE_SECONDS), statistics.median(warm), statistics.median(cold)


def _seconds(app: AppTest) -> float:
    app.run()
    assert not app.exception
    return RECORDER.seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rows", type=int, default=100_000)
    given = parser.parse_args()
    runs = given.runs
    logging.disable(logging.WARNING)
    RECORDER.install()
    trust()  # as a server does
    print("Page script time over a bare page with the same elements (median of", runs, "runs)")
    print(f"{'page':22} {'ledger':14} {'bare ms':>8} {'warm ms':>8} {'cold ms':>8} {'warm x':>7} {'cold x':>7}")
    with tempfile.TemporaryDirectory() as home:
        build_shipped(Path(home))
        made = ledger(Path(home), tables(given.rows), file="yours.duckdb.new")
        Path(made.target).replace(Path(home) / "yours.duckdb")
        for key in ("iom", "demonstration", "mlf", "yours"):
            found = [_one(page, key, runs, number) for number, (_, page) in enumerate(PAGES)]
            name = f"{given.rows:,} receipts" if key == "yours" else key
            for what, most, unit, place in (("warm", 2, "times", 0), ("cold", 5, "times", 1), ("cold", 100, "ms", 2)):
                worst, page = max((figures[place], page) for figures, (_, page) in zip(found, PAGES, strict=True))
                goal(f"the worst page {what} on {name} ({page})", worst, most, "the bare page", unit)


def _one(page: str, key: str, runs: int, number: int) -> tuple[float, float, float]:
    """Print one page's line; how many times the bare page it takes warm and cold, and its milliseconds cold."""
    day = (date(2026, 10, 31) if key == "yours" else date(2026, 11, 22)) - timedelta(days=40 * number)
    floor, warm, cold = measure(page, key, runs, day)
    times = f"{floor * 1000:8.1f} {warm * 1000:8.1f} {cold * 1000:8.1f}"
    print(f"{page:22} {key:14} {times} {warm / floor:7.2f} {cold / floor:7.2f}", flush=True)
    return warm / floor, cold / floor, cold * 1000


if __name__ == "__main__":
    from bench.pages import main as run  # one module, whether run or imported by the bare page's script

    run()
