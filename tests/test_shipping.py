"""The ledgers that ship: `prepare` builds them, a page never does, and what was lost is not taken for what never was."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from governance.books import Books
from governance.intake.service.preview import File
from governance.intake.understanding import understand_file
from governance.ledger import Ledger, put_in_place, verify
from governance.problems import Refused
from governance.settings import setting, target
from governance.shipping.ledgers import WHO, absent, build, build_missing, remove_unfinished
from governance.shipping.upgrading import bring_up_to_date
from governance.ui.shell import cache
from tests.ledgers import hand_in, new_ledger
from tests.shell import Shell
from tests.shipped import open_page


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the listed ledgers; nothing in it was ever open here."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cache, "_last_seen", {})
    return tmp_path / "home"


def errors_on(**link: str) -> str:
    return "\n".join(str(error.value) for error in open_page(**link).error)


def yours() -> str:
    entry = setting("yours")
    assert entry is not None
    build_missing(entry)
    return target(entry)


def absence(key: str) -> str | None:
    """Under which rule it is told that a listed ledger is not there."""
    entry = setting(key)
    assert entry is not None
    problem = absent(entry)
    return problem.rule if problem else None


def test_a_page_builds_nothing_and_says_so_only_where_that_ledger_is_chosen(home: Path) -> None:
    yours()
    assert not errors_on(ledger="yours")
    told = errors_on(ledger="demonstration")
    assert "is not prepared yet" in told
    assert "python -m governance prepare" in told
    assert (absence("yours"), absence("demonstration")) == (None, "ledger-not-prepared")
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
    assert trace == "seen" or absence("yours") == "ledger-gone"
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
    with pytest.raises(Refused, match="its log") as refused:
        build(str(place), "empty")
    assert [problem.rule for problem in refused.value.problems] == ["ledger-log-alone"]
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
    monkeypatch.setattr("governance.ledger.location.refuse_existing", lambda _: None)
    with pytest.raises(Refused, match="already"):
        put_in_place(made.target, str(place), replace=False)
    assert place.read_bytes() == b"another process was faster"


def test_where_a_ledger_cannot_take_its_place_safely_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On FAT, and in some network folders, there are no hard links."""
    made, place = new_ledger(tmp_path), tmp_path / "place.duckdb"

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(Refused, match=r"has no hard links.*set GOVERNANCE_HOME") as refused:
        put_in_place(made.target, str(place), replace=False)
    assert refused.value.problems[0].rule == "ledger-no-links"
    assert not place.exists()


def test_files_that_ship_are_read_without_a_process_for_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a process was started for a file of our own")

    monkeypatch.setattr(understand_file, "read", never)
    assert len(Books.at(build(str(tmp_path / "fund.duckdb"), "mlf", rulebook="mlf")).batches) > 1


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


PRICES = "year,series,value\n2022,Swiss CPI,100\n2023,Swiss CPI,102\n"
MEMBERS = "state,status,from\nFRA,member,1990-01-01\n"


def ships(monkeypatch: pytest.MonkeyPatch, **files: str) -> None:
    """What ships from now on, by table."""
    found = [File(f"{table}.csv", text.encode(), table, "published", "") for table, text in files.items()]
    for module in ("shipping.ledgers", "shipping.upgrading"):
        monkeypatch.setattr(f"governance.{module}.files_of", lambda contents, today: iter(found))


@pytest.fixture
def iom(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """IOM's ledger as an earlier version shipped it."""
    ships(monkeypatch, prices=PRICES, membership=MEMBERS)
    entry = setting("iom")
    assert entry is not None
    build_missing(entry)
    return Ledger(target(entry))


def upgrade() -> list[str]:
    entry = setting("iom")
    assert entry is not None
    return bring_up_to_date(entry)


def prices(ledger: Ledger) -> list[tuple[object, ...]]:
    return sorted((year, str(value)) for year, value in Books.at(ledger).all_rows_in_force("prices", ["year", "value"]))


def test_an_upgrade_brings_new_files_in_and_revokes_what_they_supersede(
    iom: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert upgrade() == [], "nothing new ships"
    before = iom.history()
    ships(
        monkeypatch,
        prices=PRICES.replace("102", "102.1"),
        membership=MEMBERS,
        exchange_rates="year,series,value\n2023,USD per CHF,1.1\n",
    )
    assert upgrade() == ["IOM, published facts: 2 files came in, 1 superseded batch was revoked."]
    events = iom.history()
    assert events[: len(before)] == before
    assert [(e.kind, e.batch, e.who) for e in events[len(before) :]] == [
        ("revoked", 1, WHO), ("accepted", 3, WHO), ("accepted", 4, WHO)]  # fmt: skip
    assert prices(iom) == [(2022, "100.00000000"), (2023, "102.10000000")]
    assert verify(iom.target) is None
    assert upgrade() == [], "once is enough"
    assert len(Books.at(iom, before[-1].seq).all_rows_in_force("prices")) == 2, "older versions answer as they did"


def test_the_same_rows_in_another_file_are_no_news(iom: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ships(monkeypatch, prices=PRICES.replace("\n", "\r\n"), membership=MEMBERS)
    assert upgrade() == []


def test_what_was_handed_in_keeps_its_place(iom: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction by hand of a row that ships is not undone, and what is beside it comes."""
    hand_in(iom, "prices: year | series | value\n2023 | Swiss CPI | 103")
    ships(monkeypatch, prices=PRICES.replace("100", "101"), membership=MEMBERS + "DEU,member,1990-01-01\n")
    told, done = upgrade()
    assert "prices is left as it is: what was handed in (batch 3) would give way" in told
    assert done == "IOM, published facts: 1 file came in, 1 superseded batch was revoked."
    assert prices(iom) == [(2022, "100.00000000"), (2023, "103.00000000")]
    assert len(Books.at(iom).all_rows_in_force("membership")) == 2
    assert all(event.kind != "revoked" or event.batch == 2 for event in iom.history())


def test_what_somebody_revoked_stays_revoked(iom: Ledger) -> None:
    iom.revoke(1, why="not ours", who="clerk")
    assert upgrade() == []
    assert prices(iom) == []


def test_the_demonstration_is_brought_up_to_date_on_its_own_last_day(shipped: Path, shell: Shell) -> None:
    """The ledgers of this run ship with this version: whatever the clock says, nothing is new in them."""
    done = shell("prepare")
    assert (done.exit_code, done.stdout) == (0, "")
