"""The audit of what is locked: what it says where advisories can be read, and that it says so where they cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.browsing import free_port
from tools import audit

ADVISORIES: dict[str, dict[str, Any]] = {
    "PYSEC-1": {
        "summary": "Reads a file",
        "affected": [
            {"package": {"name": "DuckDB", "ecosystem": "PyPI"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5.6"}]},
                        {"type": "GIT", "events": [{"fixed": "0a1b2c"}]}]},
            {"package": {"name": "other"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "9"}]}]},
        ],
    },
    "PYSEC-2": {"affected": []},
    "PYSEC-3": {"withdrawn": "2026-01-01T00:00:00Z"},
}  # fmt: skip
KNOWN = {("duckdb", "1.5.5", ""): ["PYSEC-1"], ("duckdb", "1.5.5", "more"): ["PYSEC-2", "PYSEC-3"]}


class Source(BaseHTTPRequestHandler):
    """A source of advisories that answers as OSV does, page by page."""

    said: bytes | None = None

    def do_GET(self) -> None:
        self._answer(ADVISORIES[self.path.rpartition("/")[2]])

    def do_POST(self) -> None:
        assert self.path == "/v1/querybatch"
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        assert all(one["package"]["ecosystem"] == "PyPI" for one in queries)
        results: list[dict[str, Any]] = []
        for one in queries:
            key = (one["package"]["name"], one["version"], one.get("page_token", ""))
            found: dict[str, Any] = {"vulns": [{"id": number} for number in KNOWN[key]]} if key in KNOWN else {}
            results.append(found | ({"next_page_token": "more"} if key == ("duckdb", "1.5.5", "") else {}))
        self._answer({"results": results})

    def _answer(self, said: dict[str, Any]) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said if self.said is not None else json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what it must."""


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Source)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_where_a_source_answers_each_advisory_is_told(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of every page of the answer, with what mends it; one that was withdrawn is none."""
    versions = [("duckdb", "1.5.5"), ("pandas", "3.0.0")]
    assert audit.audit(source, versions=versions) == audit.SOME
    assert capsys.readouterr().out.splitlines() == [
        "duckdb 1.5.5: PYSEC-1, Reads a file; mended in 1.5.6",
        "duckdb 1.5.5: PYSEC-2, no summary; mended in no version",
    ]
    assert audit.audit(source, versions=versions[1:]) == audit.NONE_KNOWN
    assert "No advisory is known for any of the 1 versions" in capsys.readouterr().out


def test_all_that_is_locked_is_asked_about(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line that pip installs, over several questions where there are many."""
    names = {re.split(r"[=\[]", line)[0] for lock in audit.LOCKS for line in lock.read_text().splitlines()
             if re.match(r"[A-Za-z0-9]", line)}  # fmt: skip
    found = audit.locked()
    assert {name for name, _ in found} == names
    assert ("duckdb", "1.5.5") in found
    monkeypatch.setattr(audit, "_AT_ONCE", 7)
    assert audit.audit(source, versions=found) == audit.SOME


@pytest.mark.parametrize("said", [b"", b"no report", b"[]", b'{"results": []}', b'{"results": [3]}'])
def test_an_answer_that_is_none_is_told_apart(
    said: bytes, source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Source, "said", said)
    assert audit.audit(source, versions=[("duckdb", "1.5.5")]) == audit.NOT_ASKED
    assert "Not audited" in capsys.readouterr().out


def test_where_nobody_could_be_asked_that_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert audit.audit(f"http://127.0.0.1:{free_port()}") == audit.NOT_ASKED
    assert "Not audited" in capsys.readouterr().out
