"""What was done with the figures: a sealed chain of its own in the ledger's file, which changes no figure and no
version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from governance.access import DELEGATION, PUBLIC, Reader
from governance.intake.service.service import Service
from governance.ledger import Ledger, audit, recording, verify
from governance.ledger.chain import Event
from governance.ledger.opening import brought_up
from governance.problems import Refused
from tests.ledgers import new_ledger
from tests.test_schemas import ledger_of


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = new_ledger(tmp_path)
    audit.add(made.target, "issued", "Ana", {"number": "N-1", "sha256": "ab"})
    audit.add(made.target, "issued", "Ben", {"number": "N-2", "sha256": "cd"})
    return made


def test_what_is_recorded_is_kept_in_order_and_moves_no_version(ledger: Ledger) -> None:
    history = ledger.history()
    audit.add(ledger.target, "refused", "Ben", {"act": "close"})
    found = audit.recorded(ledger.target)
    assert [(one.seq, one.kind, one.who) for one in found] == [
        (0, "issued", "Ana"), (1, "issued", "Ben"), (2, "refused", "Ben")]  # fmt: skip
    assert json.loads(found[1].details) == {"number": "N-2", "sha256": "cd"}
    assert ledger.history() == history
    assert verify(ledger.target) is None


def test_of_a_long_chain_no_more_is_read_to_record_than_of_a_short_one(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that is taken along is recorded, for years: what was recorded before is not read each time."""
    made: list[Event] = []

    def noted(*cells: Any, **named: Any) -> Event:
        made.append(Event(*cells, **named))
        return made[-1]

    monkeypatch.setattr(recording, "Event", noted)
    counts = []
    for _ in range(3):
        made.clear()
        audit.add_all(ledger.target, [("downloaded", "Ana", {}), ("downloaded", "Ben", {})])
        counts.append(len(made))
    assert counts == [2, 2, 2]
    assert [one.seq for one in audit.recorded(ledger.target)] == list(range(8))
    assert verify(ledger.target) is None


@pytest.mark.parametrize(
    "change",
    [
        "update ledger.audit set details = replace(details, 'N-1', 'N-9')",
        "update ledger.audit set who = 'Eve' where seq = 1",
        "delete from ledger.audit where seq = 0",
    ],
)
def test_verify_sees_that_a_record_was_changed(ledger: Ledger, change: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ledger.target}' as ledger")
        connection.execute(change)
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.rule == "tampered"
    assert "record of an action was changed" in problem.message


def test_an_older_ledger_has_none_until_it_is_brought_up(tmp_path: Path) -> None:
    older = ledger_of(tmp_path, 5)
    assert audit.recorded(older.target) == []
    with pytest.raises(Refused, match="migrate"):
        audit.add(older.target, "issued", "Ana", {})
    brought_up(older.target)
    audit.add(older.target, "issued", "Ana", {})
    assert len(audit.recorded(older.target)) == 1
    assert verify(older.target) is None


def test_who_signed_in_and_asks_for_what_is_not_theirs_is_recorded_and_whoever_is_unknown_is_not(
    tmp_path: Path,
) -> None:
    made = new_ledger(tmp_path)
    delegate = Reader("Dee", frozenset({DELEGATION}), frozenset({"XAA"}), subject="d-4", issuer="https://who.example")
    for reader in (delegate, PUBLIC):
        with pytest.raises(Refused):
            Service(made, reader, "Somebody else")
    (one,) = audit.recorded(made.target)
    assert (one.kind, one.who) == ("refused", "Dee (d-4)")
    assert "may-not-change" in one.details
    assert len(made.history()) == 1, "no version moves"
