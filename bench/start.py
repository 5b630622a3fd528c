"""First and second start of the dashboard, over `streamlit hello`'s: from the command to the first page drawn.

The first start builds the ledgers (`prepare`); the second finds them. Each is looked at in a real browser on loopback.

    python -m bench.start
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from governance.settings import ROOT
from tests.browsing import browsing

OURS = ["-m", "governance.ui.serve"]
HELLO = ["-m", "streamlit", "hello"]
_PORT = 8765


def seconds_to_first_page(browser: Browser, command: list[str], home: Path, heading: str, port: int) -> float:
    """Seconds from the start of the server until `heading` is on the screen."""
    settings = {"STREAMLIT_SERVER_PORT": str(port), "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
                "STREAMLIT_SERVER_HEADLESS": "true", "GOVERNANCE_HOME": str(home)}  # fmt: skip
    started = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        page = browser.new_page()
        _patiently(lambda: page.goto(f"http://127.0.0.1:{port}"))
        page.get_by_role("heading", name=heading).first.wait_for(timeout=120_000)
        seconds = time.perf_counter() - started
        page.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
    return seconds


def _patiently(visit: object) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            visit()  # type: ignore[operator]
            return
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def main() -> None:
    """Print the seconds and their ratios to `streamlit hello`."""
    with browsing() as browser, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        hello = seconds_to_first_page(browser, HELLO, home, "Welcome to Streamlit", _PORT)
        started = time.perf_counter()
        prepare = [sys.executable, "-m", "governance", "prepare"]
        environment = {**os.environ, "GOVERNANCE_HOME": str(home)}
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True, capture_output=True)
        prepared = time.perf_counter() - started
        first = prepared + seconds_to_first_page(browser, OURS, home, "Overview", _PORT + 1)
        second = seconds_to_first_page(browser, OURS, home, "Overview", _PORT + 2)
    print(f"streamlit hello {hello:5.1f} s")
    print(f"first start     {first:5.1f} s, {first / hello:4.1f} times that")
    print(f"second start    {second:5.1f} s, {second / hello:4.1f} times that")


if __name__ == "__main__":
    main()
