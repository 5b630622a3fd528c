"""The audit of what is installed: what it says where advisories can be read, and that it says so where they cannot."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest

from tests.browsing import free_port
from tools import audit

CLEAN = {"dependencies": [{"name": "duckdb", "version": "1.5.5", "vulns": []}], "fixes": []}
ONE = {"dependencies": [{"name": "duckdb", "version": "1.5.5", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.5.6"]}]},
                        {"name": "left", "skip_reason": "not on the registry"}]}  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, report: str, why: str | None = None) -> int:
    def answered(*_: Any, **__: Any) -> SimpleNamespace:
        return SimpleNamespace(stdout=report, stderr="no route to host", returncode=1)

    monkeypatch.setattr(audit, "reached", lambda: why)
    monkeypatch.setattr(subprocess, "run", answered)
    return audit.audit()


def test_advisories_are_told_one_by_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, json.dumps(CLEAN)) == audit.NONE_KNOWN
    assert run(monkeypatch, json.dumps(ONE)) == audit.SOME
    assert "duckdb 1.5.5: PYSEC-1, mended in ['1.5.6']" in capsys.readouterr().out


def test_where_nobody_could_be_asked_that_is_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.reached(f"http://127.0.0.1:{free_port()}/") is not None
    assert run(monkeypatch, json.dumps(CLEAN), why="no route to host") == audit.NOT_ASKED
    assert "Not audited" in capsys.readouterr().out
    assert run(monkeypatch, "no report") == audit.NOT_ASKED
    assert "no route to host" in capsys.readouterr().out
