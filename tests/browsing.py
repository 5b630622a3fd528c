"""The application served on loopback, and a real browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect, sync_playwright

from governance.settings import ROOT
from tests.outward import listening

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run", "--disable-quic"]  # fmt: skip
_BROWSERS_OWN = ("update.googleapis.com", "accounts.google.com", "content-autofill.googleapis.com",
                 "optimizationguide-pa.googleapis.com", "clients2.google.com", "redirector.gvt1.com")  # fmt: skip
"""What Chromium asks for itself, whatever page is shown; the last for its spelling checker's words. No page of ours has reason to ask these."""
_START_SECONDS = 60
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
"""The browsers that the tests accept: by name on the path, or where macOS keeps them."""
expect.set_options(timeout=30_000)  # the machine may be busy: a slow page is no defect, a wrong one is


def found_browser() -> str | None:
    """The browser to drive, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def browser_program() -> str:
    """The browser to drive. Its absence is a failure with a sentence, never a skipped test."""
    if found := found_browser():
        return found
    raise RuntimeError("The browser tests need Chromium: make browser")


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The dashboard over the ledgers in `home`, at an address on loopback, until the end of the block.

    `settings` are put into its environment. It is an error if the server asked any other host for anything.
    """
    port = int(settings.get("STREAMLIT_SERVER_PORT", free_port()))
    asked = home / f"asked-outside-{port}.txt"
    environment = {**os.environ, "GOVERNANCE_HOME": str(home), "STREAMLIT_SERVER_PORT": str(port), **settings}
    command = [sys.executable, "-m", "tests.outward", str(asked), "governance.ui.serve"]
    log = (home / "server.log").open("w")
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=60)
        log.close()
    assert not asked.exists(), f"the server asked outside: {asked.read_text()}"


@contextmanager
def browsing(*others: str) -> Iterator[Browser]:
    """Chromium without a window. It is an error if it asked any other host than this one for anything; of `others`,
    what pages that are not ours ask, nothing comes.

    All but loopback goes to a proxy that only listens: Playwright's own events do not tell of a page's icon.
    """
    with listening() as (port, asked), sync_playwright() as playwright:
        proxy = f"--proxy-server=http://127.0.0.1:{port}"
        browser = playwright.chromium.launch(executable_path=browser_program(), args=[*_QUIET, proxy])
        try:
            yield browser
        finally:
            browser.close()
    outside = [line for line in asked if not any(host in line for host in (*_BROWSERS_OWN, *others))]
    assert not outside, f"the browser asked outside: {outside}"


def open_at(browser: Browser, address: str, *, width: int = 1400, dark: bool = False) -> Page:
    """A new page at `address`, once its script has run to the end."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    page.goto(address)
    settled(page)
    return page


def go(page: Page, address: str, *, width: int = 1400, dark: bool = False) -> None:
    """To `address` in a page that is there: what the browser has fetched for it, it has, which halves its time."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the application has nothing more to draw: before its first script has begun nothing runs either, so
    that is asked once more when the page has its title."""
    drawn = "[data-testid=stApp][data-test-script-state=notRunning]"
    page.wait_for_selector(drawn, timeout=60_000)
    page.wait_for_selector("[data-testid=stMain] h1, [data-testid=stMain] [data-testid=stAlert]", timeout=60_000)
    page.wait_for_selector(drawn, timeout=60_000)
    page.wait_for_selector("[data-testid=stMain] [data-stale=true]", state="detached", timeout=60_000)  # drawn faint
    page.wait_for_timeout(400)  # charts draw in the frame after the script has ended


def unfold(button: Locator, inside: Locator) -> None:
    """Open what a button opens until what is inside is seen: on a busy machine a page that is drawn once more closes
    it again."""
    for _ in range(3):
        button.click()
        with suppress(TimeoutError):
            inside.wait_for(state="visible", timeout=10_000)
            return
    expect(inside).to_be_visible()


def is_whole(page: Page) -> None:
    """No error, nothing wider than the screen, no chart without a drawing. What is too wide moves the main part alone
    sideways, never the document."""
    assert page.locator("[data-testid=stException]").count() == 0
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("one => one.scrollWidth <= one.clientWidth"), f"{part} can be moved sideways"
    for chart in page.locator("[data-testid=stVegaLiteChart]").all():
        box = chart.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 100


def free_port() -> int:
    """A port on loopback that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")
