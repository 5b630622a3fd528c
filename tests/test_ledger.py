"""The ledger: batches come in whole and once, go and come back by events; nothing is changed or deleted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.ledger import Ledger, attach, closed_years, verify
from governance.ledger.chain import OWN
from governance.problems import Refused
from governance.tables import SCHEMA, TABLES
from tests.ledgers import batches_of, hand_in, new_ledger, sheets, submit, workbook
from tests.servers import straight

pytestmark = pytest.mark.usefixtures("either")

FEBRUARY = """
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 100.00 | BK1
    2024-02-15 | XAN | 50.50 | BK2
"""
MARCH = """
    receipts: received | state | amount | reference
    2024-03-01 | XAA | 25.00 | BK3
"""
APRIL = MARCH.replace("2024-03", "2024-04")


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.rule for problem in refused.value.problems]


def test_a_new_ledger_is_version_0_and_states_its_rulebook(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    (opened,) = ledger.history()
    assert (opened.seq, opened.kind, opened.who) == (0, "opened", "test")
    assert Books.at(ledger).rulebook.currency == "CHF"
    with straight(ledger.target) as connection:
        stored = {
            name
            for (name,) in connection.execute(
                "select table_name from duckdb_tables() where database_name = 'ledger'"
            ).fetchall()
        }
    assert stored == {*TABLES, *OWN}


def test_a_batch_is_an_event_and_its_rows(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    (event,) = hand_in(ledger, FEBRUARY, note="February", evidence="published")
    assert (event.seq, event.kind, event.batch, event.table_name, event.row_count) == (1, "accepted", 1, "receipts", 2)
    assert (event.evidence, event.note, event.file_name, event.schema_version) == (
        "published", "February", "receipts.csv", SCHEMA)  # fmt: skip
    assert ledger.history()[-1] == event
    with straight(ledger.target) as connection:
        rows = connection.execute("select batch, sheet_row, state, amount::varchar from receipts").fetchall()
    assert rows == [(1, 2, "XAA", "100.00"), (1, 3, "XAN", "50.50")], "a row knows its batch and its row in the sheet"


def test_several_files_are_several_batches_all_or_none(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    before = ledger.history()
    with pytest.raises(Refused) as refused:
        hand_in(ledger, MARCH + FEBRUARY + FEBRUARY)
    assert rules(refused) == ["content-in-force", "content-in-force"], "each file that is there already is named"
    assert ledger.history() == before
    assert [event.batch for event in hand_in(ledger, MARCH + "\nscale: year | state | rate_pct\n2024 | XAA | 100")] == [
        2,
        3,
    ]
    assert verify(ledger.target) is None


def test_two_files_with_the_same_rows_are_refused_together(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    with pytest.raises(Refused) as refused:
        hand_in(ledger, MARCH + MARCH)
    (problem,) = refused.value.problems
    assert problem.rule == "content-twice"
    assert problem.message == "The files receipts.csv and receipts 2.csv hold the same rows of receipts."
    assert len(ledger.history()) == 1


def test_the_same_rows_saved_by_a_spreadsheet_program_are_the_same_content(tmp_path: Path) -> None:
    """Another file format, another order of rows and columns, another spelling of the State: the same facts."""
    ledger = new_ledger(tmp_path, FEBRUARY)
    saved = workbook(
        {
            "receipts": [
                ["reference", "state", "received", "amount", "currency"],
                ["BK2", "Anquoria", date(2024, 2, 15), 50.5, "CHF"],
                ["BK1", "Addavine", date(2024, 2, 1), 100, None],
            ]
        }
    )
    again_saved = [("saved again.xlsx", saved)]
    with pytest.raises(Refused) as refused:
        submit(ledger, again_saved)
    (problem,) = refused.value.problems
    assert problem.rule == "content-in-force"
    assert problem.message.startswith("The same rows are in force already: batch 1, receipts, from receipts.csv")
    ledger.revoke(1, why="handed in too early", who="test")
    (again,) = submit(ledger, again_saved)
    first = ledger.history()[1]
    assert again.rows_sha256 == first.rows_sha256
    assert again.file_sha256 != first.file_sha256
    assert again.batch == 2, "revoked content may come again"


def test_a_batch_is_revoked_and_taken_back_by_events(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    revoked = ledger.revoke(1, why="the wrong month", who="controller")
    assert (revoked.seq, revoked.kind, revoked.batch, revoked.who, revoked.note) == (
        2, "revoked", 1, "controller", "the wrong month")  # fmt: skip
    assert Books.at(ledger).all_rows_in_force("receipts") == []
    assert len(Books.at(ledger, 1).all_rows_in_force("receipts")) == 2, "an older version still has them"
    assert ledger.reaccept(1, who="controller").kind == "reaccepted"
    assert len(Books.at(ledger).all_rows_in_force("receipts")) == 2
    assert verify(ledger.target) is None


@pytest.mark.parametrize(
    ("turn", "rule"),
    [
        (lambda ledger: ledger.revoke(7, why="?", who="test"), "no-such-batch"),
        (lambda ledger: ledger.reaccept(7, who="test"), "no-such-batch"),
        (lambda ledger: ledger.revoke(1, why=" ", who="test"), "reason-missing"),
        (lambda ledger: ledger.reaccept(1, who="test"), "in-force-already"),
        (lambda ledger: [ledger.revoke(1, why="?", who="test") for _ in range(2)], "revoked-already"),
    ],
)
def test_a_turn_that_makes_no_sense_is_refused(tmp_path: Path, turn: Callable[[Ledger], object], rule: str) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    with pytest.raises(Refused) as refused:
        turn(ledger)
    assert rules(refused) == [rule]


def test_a_batch_is_not_taken_back_beside_the_one_that_replaced_it(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    ledger.revoke(1, why="handed in again", who="test")
    hand_in(ledger, FEBRUARY)
    with pytest.raises(Refused) as refused:
        ledger.reaccept(1, who="test")
    assert rules(refused) == ["content-in-force"]


def test_a_ledger_is_not_replaced_by_accident(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    with pytest.raises(Refused) as refused:
        Ledger.create(ledger.target, rulebook="iom", title="Another", who="test")
    assert rules(refused) == ["ledger-exists"]
    assert len(ledger.history()) == 2


def test_the_stamp_changes_with_every_commit(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    first = ledger.stamp()
    assert ledger.stamp() == first, "reading changes nothing"
    hand_in(ledger, FEBRUARY)
    assert ledger.stamp() != first


def test_the_file_is_kept_as_it_was_handed_in_and_the_rows_of_a_revoked_batch_too(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    ledger.revoke(1, why="wrong bank", who="test")
    assert ledger.original(1, LOCAL) == sheets(FEBRUARY)[0][1]
    assert ledger.rows(1, LOCAL).column("sheet_row").to_pylist() == [2, 3]
    with pytest.raises(Refused, match="There is no batch 7"):
        ledger.original(7, LOCAL)


def test_what_was_said_of_columns_is_kept_with_the_batch_and_its_hash_is_in_the_event(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    for page, mapping in ((FEBRUARY, '{"A": "received"}'), (MARCH, '{"B": "received"}')):
        batches = list(batches_of(sheets(page)))
        said = {("receipts", "abc"): mapping, ("membership", "xyz"): "of no batch here"}
        ledger.append(batches, who="test", said=said)
    assert Books.at(ledger).remembered == {("receipts", "abc"): '{"B": "received"}'}
    digest = hashlib.sha256(b'{"B": "received"}').hexdigest()
    assert json.loads(ledger.history()[-1].details)["said"] == {"receipts": {"abc": digest}}
    assert verify(ledger.target) is None


def test_a_change_made_on_an_older_version_is_refused_and_nothing_is_done(tmp_path: Path) -> None:
    """Two people look at version 1; the second to accept is told that what he saw is no longer so."""
    ledger = new_ledger(tmp_path, FEBRUARY)
    march, april = (batches_of(sheets(text))[0] for text in (MARCH, APRIL))
    ledger.append([march], who="Ana", after=1)
    for change in (
        lambda: ledger.append([april], who="Ben", after=1),
        lambda: ledger.revoke(1, why="wrong", who="Ben", after=1),
        lambda: ledger.close_year(2023, totals={}, who="Ben", after=1),
    ):
        with pytest.raises(Refused, match="you saw version 1, it is at version 2, by Ana") as refused:
            change()
        assert rules(refused) == ["ledger-moved-on"]
    assert len(ledger.history()) == 3
    ledger.append([april], who="Ben", after=2)


def test_a_year_is_closed_once_and_opened_again_only_for_a_reason(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    with pytest.raises(Refused, match="The year 2024 is not closed") as refused:
        ledger.reopen_year(2024, why="an error", who="Ana")
    assert rules(refused) == ["year-not-closed"]
    ledger.close_year(2024, totals={"bank": "150.50"}, who="Ana")
    with pytest.raises(Refused, match="The year 2024 is closed already") as refused:
        ledger.close_year(2024, totals={}, who="Ben")
    assert rules(refused) == ["year-closed-already"]
    with pytest.raises(Refused, match="Say why the year 2024"):
        ledger.reopen_year(2024, why=" ", who="Ana")
    assert list(closed_years(ledger.history())) == [2024]
    ledger.reopen_year(2024, why="an error", who="Ana")
    events = ledger.history()
    assert closed_years(events) == {}
    assert list(closed_years(events, 2)) == [2024], "what was closed then stays known"
    assert verify(ledger.target) is None


def test_a_ledger_of_a_newer_version_is_refused_to_readers_and_writers(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, FEBRUARY)
    with straight(ledger.target) as connection:
        connection.execute("insert into schema_steps values ($step, now()::timestamp)", {"step": SCHEMA + 1})
    for use in (
        ledger.history,
        lambda: Books.at(ledger),
        lambda: verify(ledger.target),
        lambda: hand_in(ledger, MARCH),
    ):
        with pytest.raises(Refused, match="written by a newer version of the software") as refused:
            use()
        assert rules(refused) == ["ledger-newer"]


@pytest.mark.parametrize("content", [b"", b"date,amount\n2024-01-31,100\n", None])
def test_a_file_that_is_no_ledger_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    """An empty file, a text, and a DuckDB database of something else; the folder's name may speak of locks."""
    target = tmp_path / "could not set lock" / "other.duckdb"
    target.parent.mkdir()
    if content is None:
        duckdb.connect(str(target)).close()
    else:
        target.write_bytes(content)
    for use in (Ledger(str(target)).history, lambda: Books.at(Ledger(str(target))), lambda: verify(str(target))):
        with pytest.raises(Refused, match="is not a ledger that this version can open") as refused:
            use()
        assert rules(refused) == ["ledger-unreadable"]


def test_a_ledger_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    target = tmp_path / "nothing.duckdb"
    with pytest.raises(Refused, match="There is no ledger at") as refused:
        Ledger(str(target)).history()
    assert rules(refused) == ["ledger-missing"]
    assert not target.exists()


def test_an_exception_in_a_transaction_leaves_nothing(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    with (  # noqa: PT012 (what is tested happens between the two statements)
        pytest.raises(KeyboardInterrupt),
        attach.attached(duckdb.connect(), ledger.target, write=True) as connection,
        attach.transaction(connection),
    ):
        connection.execute(
            "insert into ledger.coverage (batch, sheet_row, covers, \"from\") values (1, 2, 'receipts', now())"
        )
        raise KeyboardInterrupt
    assert verify(ledger.target) is None
