"""What a reader waits for, in real Chromium, beside Streamlit's own: `streamlit hello`, and the barest page with a
chart.

First meaningful paint: from the address to the page's first sentence and figures, in a browser that has nothing yet and
in one that has been there. A changed date, State and year: from the key that chooses to the last change of a chart,
beside a page that holds one list and one chart of the same rows, and nothing else. Bytes: all that a new visitor is
sent, over the line and over the websocket. Every round asks each of them once, so that a busy machine is shared fairly.

    python -m bench.face [--rounds N]
"""

from __future__ import annotations

import argparse
import base64
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from bench.goals import goal
from governance.settings import ROOT
from governance.ui.shell.places import PLACES
from tests.browsing import browsing, free_port, served, wait_for
from tests.shipped import TODAY, build_shipped

_VIEW = f"ledger=demonstration&as_of={TODAY.isoformat()}"
_BAREST = """
import streamlit as st
year = st.selectbox("Year", list(range(2000, 2027)))
st.title(f"Year {year}")
rows = [{"at": at, "amount": at * (year - 1990)} for at in range(30)]
spec = {"mark": "bar", "encoding": {"x": {"field": "at"}, "y": {"field": "amount", "type": "quantitative"}}}
st.vega_lite_chart(rows, spec)
"""
_WATCH = """() => {
  window.lastChange = 0
  const watched = new MutationObserver(changes => {
    if (changes.some(({target}) => target.closest && target.closest('[data-testid=stVegaLiteChart]')))
      window.lastChange = performance.now()
  })
  watched.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true})
}"""
_ENDED = "[data-testid=stApp][data-test-script-state=notRunning]"


@contextmanager
def streamlit(*command: str) -> Iterator[str]:
    """Streamlit's own command, served on loopback as the dashboard is."""
    port = free_port()
    settings = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true",
                "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]  # fmt: skip
    program = [sys.executable, "-m", "streamlit", *command, *settings]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def paint(context: BrowserContext, address: str, shows: str) -> float:
    """Milliseconds from asking for the address until what is meant to be seen is seen."""
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(shows).first.wait_for(timeout=60_000)
    waited = (time.perf_counter() - started) * 1000
    page.close()
    return waited


def paints(browser: Browser, address: str, shows: str) -> tuple[float, float]:
    """The same for a new visitor, and for one who has been there."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    try:
        return paint(context, address, shows), paint(context, address, shows)
    finally:
        context.close()


def bytes_sent(browser: Browser, address: str, shows: str) -> int:
    """All that a new visitor's browser receives until the page is whole."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[int] = []
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    line.on("Network.webSocketFrameReceived", lambda event: sizes.append(_length(event["response"])))
    page.goto(address)
    page.locator(shows).first.wait_for(timeout=60_000)
    _quiet(page)
    context.close()
    return sum(sizes)


def _length(frame: dict[str, Any]) -> int:
    text = frame["payloadData"]
    return len(base64.b64decode(text)) if frame["opcode"] == 2 else len(text)


def _quiet(page: Page) -> None:
    page.wait_for_selector(_ENDED, timeout=60_000)
    page.wait_for_timeout(800)


def changed(page: Page, change: Callable[[Page], None]) -> float:
    """Milliseconds from the key that changes a choice to the last change that this makes in a chart."""
    _quiet(page)
    before = page.evaluate("performance.now()")
    change(page)
    for _ in range(100):
        page.wait_for_timeout(100)
        last, now = page.evaluate("[window.lastChange, performance.now()]")
        if last > before and now - last > 700:
            return float(last - before)
    raise RuntimeError("no chart changed")


def choose_next(label: str) -> Callable[[Page], None]:
    """Choose in a list what stands below what is chosen; only the last key counts."""

    def change(page: Page) -> None:
        page.get_by_role("combobox", name=label).first.press("Enter")

    return change


def open_list(page: Page, label: str) -> None:
    """Open a list and go one down: its choice is then one key away."""
    box = page.get_by_role("combobox", name=label).first
    box.click()
    box.press("ArrowDown")


def leave_date(page: Page) -> None:
    """Leave the date for the page's heading: only then is it taken over."""
    page.get_by_role("heading", level=1).click()


def one_change(page: Page, label: str | None) -> float:
    """One change of a list, or of the date: the month before."""
    if label is None:
        page.get_by_role("spinbutton", name="month").first.press("ArrowDown")
        return changed(page, leave_date)
    open_list(page, label)
    return changed(page, choose_next(label))


def watched(browser: Browser, address: str) -> Page:
    """A page whose charts are watched."""
    page = browser.new_page(viewport={"width": 1280, "height": 3000})
    page.goto(address)
    page.wait_for_selector("[data-testid=stVegaLiteChart] svg", timeout=60_000)
    _quiet(page)
    page.evaluate(_WATCH)
    return page


CHANGES = (
    ("another State on Arrears and votes", "arrears_and_votes", "State"),
    ("another date on Arrears and votes", "arrears_and_votes", None),
    ("another year on Assessed budget", "assessed_budget", "Year"),
)
"""What is changed, on which page, in which list; the date is none."""


def main() -> None:
    """Print what was measured, and whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        home = build_shipped(Path(folder) / "home")
        barest = Path(folder) / "barest.py"
        barest.write_text(_BAREST, encoding="utf-8")
        with (
            served(home) as ours,
            streamlit("hello") as hello,
            streamlit("run", str(barest)) as bare,
            browsing("fonts.gstatic.com") as browser,
        ):
            _paints(browser, ours, hello, rounds)
            _changes(browser, ours, bare, rounds)
            _bytes(browser, ours, hello)


def _paints(browser: Browser, ours: str, hello: str, rounds: int) -> None:
    places = {
        "hello": (hello, "h1:has-text('Welcome')"),
        "Today": (f"{ours}/today?{_VIEW}", "[data-testid=stMetric]"),
        "My State": (f"{ours}/my_state?{_VIEW}&state=XDU", "[data-testid=stMain] h1"),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in places}
    for _ in range(rounds):
        for name, (address, shows) in places.items():
            found[name].append(paints(browser, address, shows))
    print(f"First meaningful paint, milliseconds (median of {rounds})\n{'':12} {'new':>8} {'again':>8}")
    middle = {name: [statistics.median(times) for times in zip(*found[name], strict=True)] for name in places}
    for name, (new, again) in middle.items():
        print(f"{name:12} {new:8.0f} {again:8.0f}")
    for name in ("Today", "My State"):
        for turn, visitor in enumerate(("a new visitor", "one who has been there")):
            goal(f"first meaningful paint of {name}, {visitor}", middle[name][turn] / middle["hello"][turn], 1.5,
                 "streamlit hello")  # fmt: skip


def _changes(browser: Browser, ours: str, bare: str, rounds: int) -> None:
    pages = {what: watched(browser, f"{ours}/{page}?{_VIEW}") for what, page, _ in CHANGES}
    barest = watched(browser, bare)
    found: dict[str, list[float]] = {what: [] for what in ("barest", *pages)}
    for _ in range(rounds):
        found["barest"].append(one_change(barest, "Year"))
        for what, _, label in CHANGES:
            found[what].append(one_change(pages[what], label))
    floor = statistics.median(found["barest"])
    print(f"\nFrom a choice to the last changed chart, milliseconds (median of {rounds})")
    for what, times in found.items():
        print(f"{what:40} {statistics.median(times):8.0f}")
    for what in pages:
        goal(what, statistics.median(found[what]) / floor, 1.3, "the barest page with a chart")


def _bytes(browser: Browser, ours: str, hello: str) -> None:
    print("\nBytes sent to a new visitor, thousands")
    floor = bytes_sent(browser, hello, "h1:has-text('Welcome')")
    print(f"{'streamlit hello':40} {floor / 1000:8.0f}")
    for place in PLACES:
        sent = bytes_sent(browser, f"{ours}/{place.tabs[0].address}?{_VIEW}&state=XDU", "[data-testid=stMain] h1")
        print(f"{place.title:40} {sent / 1000:8.0f}")


if __name__ == "__main__":
    main()
