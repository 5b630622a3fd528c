"""From nothing to the first page, as somebody does it who has just cloned this: `make run` in a new folder.

It fetches what running needs, so it runs where that is asked for: on the integration server (CI=true), or here with

    CI=true .venv/bin/python -m pytest tests/test_fresh.py
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from governance.settings import ROOT
from tests.browsing import free_port, is_whole, open_at

_MINUTES = 15  # a slow network, and packages of 200 MB
pytestmark = pytest.mark.skipif(os.environ.get("CI") != "true", reason="installs from the network: CI=true asks for it")


def cloned(folder: Path) -> Path:
    """What is in the repository, as it stands here, in a folder whose name has a space in it."""
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
        check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in files:
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def without_this_environment() -> dict[str, str]:
    """The system's own settings: nothing of the environment in which this test runs."""
    own = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "GOVERNANCE_HOME", "GOVERNANCE_LEDGER", "MAKEFLAGS", "MAKELEVEL"}
    path = os.pathsep.join(
        part for part in os.environ["PATH"].split(os.pathsep) if not Path(part).is_relative_to(ROOT / ".venv")
    )
    return {**{name: text for name, text in os.environ.items() if name not in own}, "PATH": path}


def test_make_run_in_a_new_folder_draws_the_first_page(browser: Browser, tmp_path: Path) -> None:
    folder = cloned(tmp_path / "a new folder")
    port = free_port()
    environment = {**without_this_environment(), "STREAMLIT_SERVER_PORT": str(port)}
    with (tmp_path / "make.log").open("w") as log:
        made = subprocess.Popen(
            ["make", "run"], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait_for(made, f"http://127.0.0.1:{port}/_stcore/health", tmp_path / "make.log")
            page = open_at(browser, f"http://127.0.0.1:{port}")
            expect(page.get_by_role("heading", name="Today")).to_be_visible()
            is_whole(page)
        finally:
            os.killpg(made.pid, signal.SIGTERM)
            made.wait(timeout=60)
    installed = {path.name.split("-")[0] for path in (folder / ".venv").glob("lib/*/site-packages/*.dist-info")}
    assert "streamlit" in installed
    assert not {"pytest", "playwright", "mypy", "uv"} & installed, "running needs nothing of what testing needs"


def _wait_for(made: subprocess.Popen[bytes], health: str, log: Path) -> None:
    deadline = time.monotonic() + _MINUTES * 60
    while time.monotonic() < deadline:
        assert made.poll() is None, f"make run ended:\n{log.read_text()}"
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError(f"make run did not serve in {_MINUTES} minutes:\n{log.read_text()}")
