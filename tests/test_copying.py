"""A ledger copied from a file into a database and back: the same ledger, proved before it is said to be copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from governance.access import LOCAL
from governance.cli import main
from governance.ledger import Ledger, Payment, notes, tell, verify
from governance.problems import Refused
from governance.shipping import relocating
from governance.shipping.relocating import copied
from tests import servers
from tests.ledgers import hand_in, new_ledger
from tests.servers import straight

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2024 | XAA | 100.00
    2024 | XAN | 50.50
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 60.00 | BK1
"""
PAID = Payment("XAN", Decimal("50.50"), "CHF", date(2024, 3, 1), "REF 1")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger in a file, with a batch that was revoked and a note beside the facts."""
    made = new_ledger(tmp_path, PAGE)
    made.revoke(3, why="to see", who="test")
    hand_in(made, "receipts: received | state | amount | reference\n2024-02-02 | XAA | 70.00 | BK2")
    made.close_year(2023, totals={}, who="test")
    tell(made.target, PAID, who="delegate")
    return made


def nobody(*_: object) -> None:
    """Is shown no progress."""


def test_a_ledger_goes_into_a_database_and_back_and_stays_the_same(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, back = servers.new_database(), str(tmp_path / "back.duckdb")
    steps: list[tuple[int, int, str]] = []
    assert copied(ledger.target, database, lambda *step: steps.append(step)) == ledger.history()[-1]
    assert [number for number, _, _ in steps] == list(range(1, steps[-1][1] + 1)), "told to the end"
    monkeypatch.setattr(relocating, "answered_otherwise", lambda *_: iter(()))  # asked once: it takes seconds
    assert copied(database, back, nobody) == ledger.history()[-1]
    for copy in (database, back):
        assert Ledger(copy).history() == ledger.history()
        assert verify(copy, head=ledger.history()[-1].hash) is None
        assert Ledger(copy).original(1, LOCAL) == ledger.original(1, LOCAL)
        assert Ledger(copy).rows(3, LOCAL) == ledger.rows(3, LOCAL), "of a revoked batch too"
        assert notes(copy, LOCAL) == notes(ledger.target, LOCAL)
    assert [event.seq for event in hand_in(Ledger(database), "coverage: covers | from\nreceipts | 2000-01-01")] == [7]
    assert not list(tmp_path.glob("*.unfinished*"))


def test_nothing_is_copied_over_a_ledger(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = new_ledger(tmp_path / "other")
    database = servers.new_database()
    Ledger.create(database, rulebook="iom", title="Test", who="test")
    for target in (other.target, database):
        with pytest.raises(Refused, match="There is a ledger at"):
            copied(ledger.target, target, nobody)
        assert len(Ledger(target).history()) == 1


@pytest.mark.parametrize("place", [lambda folder: str(folder / "copy.duckdb"), lambda _: servers.new_database()])
def test_a_ledger_that_is_not_whole_is_not_copied(ledger: Ledger, tmp_path: Path, place: Callable[[Path], str]) -> None:
    with straight(ledger.target) as connection:
        connection.execute("update receipts set amount = 90")
    target = place(tmp_path)
    with pytest.raises(Refused, match="were changed after they were recorded"):
        copied(ledger.target, target, nobody)
    with pytest.raises(Refused, match="There is no ledger at"):
        Ledger(target).history()
    assert not list(tmp_path.glob("*.unfinished*"))


@pytest.mark.parametrize("place", [lambda folder: str(folder / "copy.duckdb"), lambda _: servers.new_database()])
def test_a_copy_that_answers_otherwise_is_not_kept(
    ledger: Ledger, tmp_path: Path, place: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked, and not only counted: where one question is answered otherwise nothing stands there."""
    monkeypatch.setattr(relocating, "answered_otherwise", lambda *_: iter([("balances", False), ("outstanding", True)]))
    target = place(tmp_path)
    with pytest.raises(Refused, match="differs from what it was copied from, in: outstanding") as refused:
        copied(ledger.target, target, nobody)
    assert refused.value.problems[0].rule == "copy-differs"
    with pytest.raises(Refused, match="There is no ledger at"):
        Ledger(target).history()


def test_the_shell_copies_and_says_what_was_proved(ledger: Ledger) -> None:
    target = servers.new_database()
    ran = CliRunner().invoke(main, ["copy", ledger.target, target])
    assert ran.exit_code == 0, ran.output
    head = ledger.history()[-1].hash
    assert f"answers every question as {ledger.target} does: version 6, head {head}" in ran.output
    ran = CliRunner().invoke(main, ["copy", ledger.target, "postgres:host=x password=geheim"])
    assert ran.exit_code == 2
    assert "geheim" not in ran.output
