"""The restore drill: a ledger is backed up as plain files, lost, and rebuilt from them, the same by every hash."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from frictionless import validate

from governance.access import LOCAL
from governance.books import Books
from governance.books.same_answers import answered_otherwise
from governance.cli import main
from governance.ledger import Ledger, Payment, notes, tell, verify
from governance.problems import Problem, Refused
from governance.shipping import relocating
from governance.shipping.backing_up import backed_up, rebuilt
from tests.ledgers import hand_in, new_ledger, sheets
from tests.servers import straight

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount | note
    2024 | XAA | 100.00 | with, a comma and a “quotation”
    2024 | XAN | 50.50 |
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 60.00 | BK1
"""
PAID = Payment("XAN", Decimal("50.50"), "CHF", date(2024, 3, 1), "REF 1")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger with a batch that was revoked, a closed year, a note beside the facts, and what was said of columns."""
    made = new_ledger(tmp_path, PAGE)
    made.revoke(3, why="to see", who="test")
    hand_in(made, "receipts: received | state | amount | reference\n2024-02-02 | XAA | 70.00 | BK2")
    made.close_year(2023, totals={}, who="test")
    tell(made.target, PAID, who="delegate")
    return made


def shell(ledger: Ledger | str, *words: str | Path) -> Result:
    target = ledger if isinstance(ledger, str) else ledger.target
    return CliRunner().invoke(main, [*map(str, words)], env={"GOVERNANCE_LEDGER": target})


def done(ran: Result) -> str:
    assert ran.exit_code == 0, ran.output
    return " ".join(ran.output.split())


@pytest.mark.usefixtures("either")
def test_a_ledger_that_was_lost_is_rebuilt_from_its_backup_the_same(ledger: Ledger, tmp_path: Path) -> None:
    """The drill, whichever of both the ledger stood in: it comes back in a file."""
    history, before = ledger.history(), Books.at(ledger)
    head = history[-1].hash
    told = done(shell(ledger, "backup", tmp_path / "backup"))
    assert f"version 6, head {head}" in told
    again = str(tmp_path / "again.duckdb")
    assert f"{again}: version 6, head {head}" in done(shell(again, "rebuild", tmp_path / "backup"))
    assert Ledger(again).history() == history
    assert verify(again, head=head) is None
    assert [Ledger(again).original(batch, LOCAL) for batch in (1, 2, 3, 4)] == [
        ledger.original(batch, LOCAL) for batch in (1, 2, 3, 4)
    ]
    assert notes(again, LOCAL) == notes(ledger.target, LOCAL)
    assert not [name for name, otherwise in answered_otherwise(before, Books.at(Ledger(again))) if otherwise]
    assert [event.seq for event in hand_in(Ledger(again), "coverage: covers | from\nreceipts | 2000-01-01")] == [7]
    assert not list(tmp_path.glob("*.unfinished*"))


def test_a_backup_is_a_data_package_that_anyone_can_read(ledger: Ledger, tmp_path: Path) -> None:
    done(shell(ledger, "backup", tmp_path / "backup"))
    told = json.loads((tmp_path / "backup" / "datapackage.json").read_text())
    assert (told["version"], told["head"]) == ("6", ledger.history()[-1].hash)
    tables = {**told, "resources": [one for one in told["resources"] if one["path"].endswith(".csv")]}
    assert len(tables["resources"]) == 4, "of a revoked batch too"
    report = validate(tables, basepath=str(tmp_path / "backup"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    with (tmp_path / "backup" / "batches" / "2-assessments.csv").open(encoding="utf-8", newline="") as file:
        assert [row["amount"] for row in csv.DictReader(file)] == ["100.00", "50.50"]
    kept = tmp_path / "backup" / "files" / str(ledger.history()[1].file_sha256)
    assert kept.read_bytes() == sheets(PAGE)[0][1]


def test_a_part_that_was_changed_is_named_and_nothing_is_built(ledger: Ledger, tmp_path: Path) -> None:
    done(shell(ledger, "backup", tmp_path / "backup"))
    rows, mappings = tmp_path / "backup" / "batches" / "3-receipts.csv", tmp_path / "backup" / "mappings.json"
    rows.write_text(rows.read_text().replace("60.00", "90.00"))
    mappings.unlink()
    ran = shell(str(tmp_path / "again.duckdb"), "rebuild", tmp_path / "backup")
    assert ran.exit_code == 1
    assert "batches/3-receipts.csv: This part of the backup is not as it was written." in ran.output
    assert "mappings.json: This part of the backup is not as it was written." in ran.output
    assert not (tmp_path / "again.duckdb").exists()
    assert rows.exists(), "what is damaged stays where it is"


def test_a_damaged_file_in_the_backup_is_told_and_healed_by_any_copy_of_it(ledger: Ledger, tmp_path: Path) -> None:
    """The spreadsheet as it was handed in is still with whoever handed it in: its hash is its name."""
    done(shell(ledger, "backup", tmp_path / "backup"))
    kept = tmp_path / "backup" / "files" / str(ledger.history()[1].file_sha256)
    kept.write_bytes(b"not what it was")
    first, second = (str(tmp_path / f"{name}.duckdb") for name in ("first", "second"))
    told = done(shell(first, "rebuild", tmp_path / "backup"))
    assert (
        f"The file membership.csv of batch 1 is damaged. If you have it as it was handed in, put it at {kept}" in told
    )
    assert kept.read_bytes() == b"not what it was", "set aside, not deleted"
    problem = verify(first)
    assert problem is not None
    assert "The file of 1 (batch 1, membership, from membership.csv) is not the one handed in." in problem.message
    assert Books.at(Ledger(first)).all_rows_in_force("membership"), "its rows are whole"
    kept.write_bytes(sheets(PAGE)[0][1])
    assert "is damaged" not in done(shell(second, "rebuild", tmp_path / "backup"))
    assert verify(second) is None


@pytest.mark.usefixtures("either")
def test_a_file_that_is_damaged_in_the_ledger_is_set_aside_in_the_backup(ledger: Ledger, tmp_path: Path) -> None:
    name = str(ledger.history()[1].file_sha256)
    with straight(ledger.target) as connection:
        connection.execute("update files set packed = 'x'::blob where file_sha256 = $name", {"name": name})
    asked = shell(ledger, "original", "1", "-o", tmp_path / "membership.csv")
    assert asked.exit_code == 1
    assert "The file of 1 (batch 1, membership, from membership.csv) is not the one handed in." in asked.output
    told = done(shell(ledger, "backup", tmp_path / "backup"))
    assert "The file membership.csv of batch 1 is damaged." in told
    assert (tmp_path / "backup" / "set-aside" / name).read_bytes() == b"x"
    (tmp_path / "backup" / "files" / name).write_bytes(sheets(PAGE)[0][1])
    again = str(tmp_path / "again.duckdb")
    done(shell(again, "rebuild", tmp_path / "backup"))
    assert verify(again, head=ledger.history()[-1].hash) is None


@pytest.mark.parametrize("damage", ["tampered", "cut", "text"])
def test_a_damaged_ledger_is_set_aside_when_it_is_rebuilt_and_a_whole_one_is_not(
    ledger: Ledger, tmp_path: Path, damage: str
) -> None:
    done(shell(ledger, "backup", tmp_path / "backup"))
    place = tmp_path / "again.duckdb"
    done(shell(str(place), "rebuild", tmp_path / "backup"))
    ran = shell(str(place), "rebuild", tmp_path / "backup")
    assert ran.exit_code == 1
    assert "There is a ledger at" in ran.output
    if damage == "tampered":
        with straight(str(place)) as connection:
            connection.execute("update receipts set amount = 90")
    else:
        place.write_bytes(place.read_bytes()[:5000] if damage == "cut" else b"date,amount\n")
    was = place.read_bytes()
    told = done(shell(str(place), "rebuild", tmp_path / "backup"))
    assert f"The damaged ledger was not deleted; it is set aside as {place}.damaged." in told
    assert Path(f"{place}.damaged").read_bytes() == was
    assert verify(str(place), head=ledger.history()[-1].hash) is None


@pytest.mark.parametrize("wrong", [Refused(Problem("ledger-exists", "There is another.")), OSError("It went away.")])
def test_a_damaged_ledger_in_whose_place_none_comes_is_said_to_be_set_aside(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Exception
) -> None:
    def no_place(*_: object, **__: object) -> None:
        raise wrong

    done(shell(ledger, "backup", tmp_path / "backup"))
    place = tmp_path / "again.duckdb"
    place.write_bytes(b"date,amount\n")
    monkeypatch.setattr(relocating, "put_in_place", no_place)
    ran = shell(str(place), "rebuild", tmp_path / "backup")
    assert ran.exit_code == 1
    assert ("There is another." in ran.output) == isinstance(wrong, Refused)
    assert f"The damaged ledger was not deleted; it is set aside as {place}.damaged." in ran.output
    assert Path(f"{place}.damaged").read_bytes() == b"date,amount\n"
    place.write_bytes(b"date,amount\n")
    with pytest.raises(Refused) as refused:
        rebuilt(tmp_path / "backup", str(place), lambda *_: None)
    first = "ledger-exists" if isinstance(wrong, Refused) else "not-put-in-place"
    assert [problem.rule for problem in refused.value.problems] == [first, "ledger-set-aside"]


def test_each_refusal_has_its_rule(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("ours")
    backed_up(ledger.target, tmp_path / "backup", lambda *_: None)
    (tmp_path / "backup" / "mappings.json").write_text("[]")
    again = str(tmp_path / "again.duckdb")
    for rule, refuses in (
        ("folder-not-empty", lambda: backed_up(ledger.target, tmp_path / "full", lambda *_: None)),
        ("backup-unreadable", lambda: rebuilt(tmp_path / "full", again, lambda *_: None)),
        ("backup-damaged", lambda: rebuilt(tmp_path / "backup", again, lambda *_: None)),
    ):
        with pytest.raises(Refused) as refused:
            refuses()
        assert [problem.rule for problem in refused.value.problems] == [rule]


def test_nothing_is_written_over_and_what_is_no_backup_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("ours")
    ran = shell(ledger, "backup", tmp_path / "full")
    assert (ran.exit_code, "There is something in" in ran.output) == (1, True)
    ran = shell(str(tmp_path / "again.duckdb"), "rebuild", tmp_path / "full")
    assert (ran.exit_code, "is no backup of a ledger" in ran.output) == (1, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_an_empty_folder_is_filled_where_it_is(ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the one that somebody stands in, or a disk of its own: another in its place would leave them with nothing."""
    (tmp_path / "stick").mkdir()
    monkeypatch.chdir(tmp_path / "stick")
    done(shell(ledger, "backup", "."))
    assert sorted(path.name for path in Path.cwd().iterdir()) == [
        "batches", "chains", "datapackage.json", "files", "mappings.json"]  # fmt: skip
    (Path("files") / "@eaDir").mkdir()  # as the shelves of some networks lay them in every folder
    done(shell(str(tmp_path / "again.duckdb"), "rebuild", "."))
    assert Ledger(str(tmp_path / "again.duckdb")).history() == ledger.history()


def test_of_a_backup_that_was_not_finished_nothing_stays(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    before = set(tmp_path.iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for folder in ("empty", "new"):
        with pytest.raises(Refused):
            backed_up(ledger.target, tmp_path / folder, full)
    assert set(tmp_path.iterdir()) == before
    assert not list((tmp_path / "empty").iterdir())
