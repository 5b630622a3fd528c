"""The ledgers that ship: `prepare` builds them, a page never does, and what was lost is not taken for what never was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from governance.ledger import Ledger, put_in_place
from governance.problems import Refused
from governance.settings import setting, target
from governance.shipping import build, build_missing, remove_unfinished
from governance.ui import shelf
from tests.ledgers import new_ledger
from tests.shell import Shell
from tests.shipped import open_page


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the listed ledgers; nothing in it was ever open here."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(shelf, "_last_seen", {})
    return tmp_path / "home"


def errors_on(**link: str) -> str:
    return "\n".join(str(error.value) for error in open_page(**link).error)


def yours() -> str:
    entry = setting("yours")
    assert entry is not None
    build_missing(entry)
    return target(entry)


def test_a_page_builds_nothing_and_says_so_only_where_that_ledger_is_chosen(home: Path) -> None:
    yours()
    assert not errors_on(ledger="yours")
    told = errors_on(ledger="demonstration")
    assert "is not prepared yet" in told
    assert "python -m governance prepare" in told
    assert sorted(os.listdir(home)) == ["yours.duckdb", "yours.duckdb.made"]


@pytest.mark.parametrize("trace", ["made", "wal", "seen"])
def test_a_ledger_that_was_here_and_is_missing_is_said_loudly_and_not_built(
    home: Path, shell: Shell, trace: str
) -> None:
    """A lost disk looks as if nothing had ever been there: an empty ledger in its place would hide that."""
    place = Path(yours())
    if trace == "seen":
        assert not errors_on(ledger="yours")
    place.unlink()
    if trace != "made":
        Path(f"{place}.made").unlink()
    if trace == "wal":
        Path(f"{place}.wal").write_bytes(b"what was handed in last")
    told = errors_on(ledger="yours")
    assert f"was at {place} and is missing" in told.replace("\\", "")
    assert "restore the file" in told
    assert not place.exists()
    if trace != "seen":  # another process knows what lies in the folder, not what this one has seen
        for name in ("iom", "demonstration"):
            Ledger.create(str(home / f"{name}.duckdb"), rulebook="iom", title=name, who="test")
        done = shell("prepare")
        assert done.exit_code == 0, "the others are served all the same"
        assert "yours.duckdb and is missing" not in done.stdout
        assert f"was at {place} and is missing" in done.stderr
        assert not place.exists()
    assert trace != "wal" or Path(f"{place}.wal").read_bytes() == b"what was handed in last", "a log is never deleted"


def test_a_lone_log_is_not_built_over(home: Path, tmp_path: Path) -> None:
    place = tmp_path / "books.duckdb"
    place.with_name("books.duckdb.wal").write_bytes(b"committed last")
    with pytest.raises(Refused, match="its log"):
        build(str(place), "empty")
    assert os.listdir(tmp_path) == ["books.duckdb.wal"]


def test_a_ledger_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    made = new_ledger(tmp_path)
    first = tmp_path / "first.duckdb"
    put_in_place(made.target, str(first), replace=False)
    head = Ledger(str(first)).history()[-1].hash
    other = Ledger.create(str(tmp_path / "other.duckdb"), rulebook="iom", title="Other", who="test")
    with pytest.raises(Refused, match="already"):
        put_in_place(other.target, str(first), replace=False)
    assert Ledger(str(first)).history()[-1].hash == head


def test_a_ledger_that_appears_at_the_last_moment_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, place = new_ledger(tmp_path), tmp_path / "place.duckdb"
    place.write_bytes(b"another process was faster")
    monkeypatch.setattr("governance.ledger.batches.refuse_existing", lambda _: None)
    with pytest.raises(Refused, match="already"):
        put_in_place(made.target, str(place), replace=False)
    assert place.read_bytes() == b"another process was faster"


def test_what_a_killed_building_left_behind_goes_and_what_still_runs_stays(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for number in (ended.pid, os.getpid()):
        (tmp_path / f"x.duckdb.{number}.unfinished").touch()
        (tmp_path / f"x.duckdb.{number}.unfinished.wal").touch()
    (tmp_path / "x.duckdb.notes.unfinished").touch()
    remove_unfinished(str(tmp_path / "x.duckdb"))
    mine = f"x.duckdb.{os.getpid()}.unfinished"
    assert sorted(os.listdir(tmp_path)) == sorted([mine, f"{mine}.wal", "x.duckdb.notes.unfinished"])
