"""That the tests would notice a request to another host: the browser's, and the server's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from governance.settings import ROOT
from tests.browsing import browsing
from tests.outward import is_outside


def test_a_request_of_a_page_to_another_host_would_fail_the_tests() -> None:
    with pytest.raises(AssertionError, match=r"elsewhere\.example"):
        _show("<img src='http://elsewhere.example/icon.svg'>")


@pytest.mark.parametrize("asking", ["socket.create_connection(('elsewhere.example', 443))",
                                    "socket.socket(type=socket.SOCK_DGRAM).connect(('8.8.8.8', 1))"])  # fmt: skip
def test_a_request_of_the_server_to_another_host_would_fail_the_tests(tmp_path: Path, asking: str) -> None:
    noted = tmp_path / "asked.txt"
    script = f"import pathlib, socket, tests.outward as o; o.guard(pathlib.Path({str(noted)!r})); {asking}"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False).returncode == 1
    assert noted.read_text()
    assert not is_outside("127.0.0.1")


def _show(html: str) -> None:
    with browsing() as guarded:
        page = guarded.new_page()
        page.set_content(html)
        page.wait_for_timeout(500)
