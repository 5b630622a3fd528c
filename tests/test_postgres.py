"""A ledger in a PostgreSQL database: the same ledger, with many at it at once, and a password that nobody reads."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from click.testing import CliRunner

from governance.access import LOCAL
from governance.books import Books
from governance.cli import main
from governance.ledger import (
    Batch,
    Ledger,
    Payment,
    attach,
    audit,
    brought_up,
    close_note,
    opening,
    postgres,
    tell,
    verify,
)
from governance.ledger.attach import attached
from governance.ledger.proposals import APPROVED, Act, act_of, decide_in, proposals, propose
from governance.ledger.schema import migrate
from governance.problems import Refused
from governance.settings import LEDGERS, ROOT, cleaned, is_database, password_of, target
from governance.shipping.ledgers import absent
from governance.tables import SCHEMA
from tests import servers
from tests.ledgers import IN_A_DATABASE, batches_of, hand_in, new_ledger, sheets
from tests.servers import straight

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 100.00 | BK1
"""
COVERAGE = "coverage: covers | from\nreceipts | 2000-01-01"
SECRET = "gehe'im"


@pytest.fixture(autouse=True)
def database() -> Iterator[None]:
    """Every ledger here is in a database."""
    before = IN_A_DATABASE.set(True)
    yield
    IN_A_DATABASE.reset(before)
    servers.give_back()


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Event 1: membership; event 2: receipts."""
    return new_ledger(tmp_path, PAGE)


@contextmanager
def at_work(ledger: Ledger) -> Iterator[threading.Event]:
    """Somebody revokes batch 2, and has recorded it but not committed; when the event is set they go on."""
    begun, goes_on = threading.Event(), threading.Event()

    def waits(_: duckdb.DuckDBPyConnection) -> None:
        begun.set()
        assert goes_on.wait(60)

    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(Ledger(ledger.target, along=waits).revoke, 2, why="wrong", who="first")
        assert begun.wait(60)
        try:
            yield goes_on
        finally:
            goes_on.set()
        assert first.result(60).seq == 3


def coverage() -> Batch:
    (batch,) = batches_of(sheets(COVERAGE))
    return batch


def test_who_comes_second_begins_again_on_what_is_there_then(ledger: Ledger) -> None:
    """Both had read version 2: the unique sequence decides, and the loser's batch is the next event."""
    with ThreadPoolExecutor(1) as thread, at_work(ledger) as goes_on:
        second = thread.submit(ledger.append, [coverage()], who="second")
        with pytest.raises(TimeoutError):
            second.result(0.5)
        goes_on.set()
        assert [event.seq for event in second.result(60)] == [4]
    assert [event.kind for event in ledger.history()] == ["opened", "accepted", "accepted", "revoked", "accepted"]
    assert verify(ledger.target) is None


def test_who_comes_second_with_what_was_seen_on_an_older_version_is_refused(ledger: Ledger) -> None:
    with ThreadPoolExecutor(1) as thread, at_work(ledger) as goes_on:
        second = thread.submit(ledger.append, [coverage()], who="second", after=2)
        goes_on.set()
        with pytest.raises(Refused) as refused:
            second.result(60)
    assert [problem.rule for problem in refused.value.problems] == ["ledger-moved-on"]
    assert len(ledger.history()) == 4


def test_who_is_never_first_is_told_so(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    turns: list[int] = []
    clock = SimpleNamespace(monotonic=lambda: 40.0 * len(turns), sleep=lambda _: None)  # every turn takes that long
    monkeypatch.setattr(postgres, "time", clock)

    def raced(_: duckdb.DuckDBPyConnection) -> None:
        turns.append(1)
        raise postgres.Raced

    with pytest.raises(Refused, match="for a minute somebody else was always first") as refused:
        Ledger(ledger.target, along=raced).append([coverage()], who="second")
    assert refused.value.problems[0].rule == "ledger-busy"
    assert len(turns) == 2
    assert len(ledger.history()) == 3


def test_who_reads_waits_for_nobody_and_sees_all_or_nothing_of_a_change(ledger: Ledger) -> None:
    with at_work(ledger):
        assert len(ledger.history()) == 3
        assert len(Books.at(ledger).all_rows_in_force("receipts")) == 1
    assert not Books.at(ledger).all_rows_in_force("receipts")


def test_who_waits_for_another_too_long_is_refused_in_words(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attach, "WAIT_SECONDS", 1.0)
    with at_work(ledger), pytest.raises(Refused, match="Another program has held the ledger") as refused:
        ledger.append([coverage()], who="second")
    assert refused.value.problems[0].rule == "ledger-held"
    assert [event.kind for event in ledger.history()][3:] == ["revoked"]


def test_a_change_whose_connection_is_lost_is_refused_and_nothing_of_it_is_there(ledger: Ledger) -> None:
    def cut(_: duckdb.DuckDBPyConnection) -> None:
        ours = ledger.target.rsplit("=", 1)[1]
        servers.say(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{ours}'")

    with pytest.raises(Refused, match="The connection to the database of the ledger") as refused:
        Ledger(ledger.target, along=cut).append([coverage()], who="second")
    assert refused.value.problems[0].rule == "ledger-connection-lost"
    assert len(ledger.history()) == 3, "a connection anew"
    assert verify(ledger.target) is None
    assert [event.seq for event in hand_in(ledger, COVERAGE)] == [3]


def test_a_database_that_can_only_be_read_is_read_and_takes_no_change(ledger: Ledger) -> None:
    """As a copy that follows another server."""
    name = ledger.target.rsplit("=", 1)[1]
    servers.say(f"alter database {name} set default_transaction_read_only = on")
    try:
        with pytest.raises(Refused, match="can only be read, and takes no change") as refused:
            ledger.append([coverage()], who="test")
        assert refused.value.problems[0].rule == "ledger-read-only"
        assert len(Books.at(ledger).all_rows_in_force("receipts")) == 1
    finally:
        servers.say(f"alter database {name} reset default_transaction_read_only")
    assert [event.seq for event in ledger.append([coverage()], who="test")] == [3]


def test_a_change_asks_the_server_for_no_checkpoint(ledger: Ledger) -> None:
    """Which would write all that all of its databases have changed, and keep all of them waiting."""
    asked = "select num_requested from pg_stat_checkpointer"
    ((before,),) = servers.ask(servers.at("postgres"), asked)
    for _ in range(3):
        ledger.revoke(2, why="to see", who="test")
        ledger.reaccept(2, who="test")
    servers.say("checkpoint")  # it is counted after all that were asked for before
    ((after,),) = servers.ask(servers.at("postgres"), asked)
    assert after - before <= 1


@pytest.mark.parametrize("said", ["is starting up", "is in recovery mode", "is not yet accepting connections"])
def test_a_server_that_has_just_been_started_is_waited_for(
    ledger: Ledger, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_LONGEST_PAUSE", 0.0)
    answers: list[str] = [f"FATAL: the database system {said}"] * 3

    class Connection:
        def load_extension(self, _: str) -> None: ...

        def execute(self, _: str) -> None:
            if answers:
                raise duckdb.IOException(answers.pop())

    postgres._attach(Connection(), ledger.target, "ledger", False, 5)  # type: ignore[arg-type]
    assert not answers


def test_the_stamp_is_asked_anew_where_its_connection_was_lost(ledger: Ledger) -> None:
    before = ledger.stamp()
    ours = ledger.target.rsplit("=", 1)[1]
    servers.say(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{ours}'")
    assert ledger.stamp() == before


def test_a_large_import_is_not_starved_by_small_changes(ledger: Ledger) -> None:
    """Others change the ledger all the time: one that takes long is first in its turn, and is not overtaken from then."""
    rows = "".join(f"2024-03-01,XAA,1.00,LARGE-{number}\n" for number in range(5_000))
    large = batches_of([("receipts.csv", f"received,state,amount,reference\n{rows}".encode())])
    done, small = threading.Event(), []

    def turn() -> None:
        while not done.is_set():
            small.append(ledger.revoke(2, why="to see", who="small"))
            small.append(ledger.reaccept(2, who="small"))

    with ThreadPoolExecutor(1) as thread:
        turning = thread.submit(turn)
        while not small:
            time.sleep(0.01)
        (event,) = ledger.append(large, who="large")
        done.set()
        turning.result(60)
    assert event.row_count == 5_000
    assert [one.seq for one in ledger.history()] == list(range(len(small) + 4))
    assert verify(ledger.target) is None


def test_what_stands_beside_the_facts_is_recorded_in_the_same_transaction(ledger: Ledger) -> None:
    """A note, a proposal and its approval with what takes effect by it, a record of an action."""
    paid = Payment("XAA", Decimal(40), "CHF", date(2024, 5, 1), "REF")
    note = tell(ledger.target, paid, who="delegate")
    close_note(ledger.target, note.number, word="found", who="Ana")
    proposal = propose(ledger.target, Act("accept", {}, [coverage()]), who="Ana", whose="ana", after=2)
    act = act_of(ledger.target, proposals(ledger.target, LOCAL)[0], LOCAL)
    assert act.batches[0].rows == coverage().rows

    def decides(connection: duckdb.DuckDBPyConnection) -> None:
        decide_in(connection, proposal.seq + 1, APPROVED, who="Ben")

    Ledger(ledger.target, along=decides).append(act.batches, who="Ana")
    audit.add(ledger.target, "exported", "Ana", {"what": "statement"})
    assert [one.status for one in proposals(ledger.target, LOCAL)] == [APPROVED]
    with pytest.raises(Refused) as refused:
        Ledger(ledger.target, along=decides).revoke(3, why="again", who="Ana")
    assert refused.value.problems[0].rule == "proposal-not-pending"
    assert [event.kind for event in ledger.history()][3:] == ["accepted"], "neither the one nor the other"
    assert verify(ledger.target) is None


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("update receipts set amount = 90", "The rows of 2 (batch 2, receipts, from receipts.csv) were changed after"),
        ("update files set packed = 'x'::blob", "The file of 1 (batch 1, membership, from membership.csv) is not the"),
        (
            "update events set who = 'nobody' where seq = 2",
            "Event 2 (batch 2, receipts, from receipts.csv) was changed",
        ),
        ("drop table receipts", "The table receipts was taken out of the ledger."),
    ],
)
def test_what_was_tampered_with_is_named(ledger: Ledger, statement: str, sentence: str) -> None:
    with straight(ledger.target) as connection:
        connection.execute(statement)
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.message.startswith(sentence)


def test_a_database_without_a_ledger_is_said_to_have_none() -> None:
    empty = servers.new_database()
    with pytest.raises(Refused, match="There is no ledger at") as refused:
        Ledger(empty).history()
    assert refused.value.problems[0].rule == "ledger-missing"


@pytest.mark.parametrize("number", [1, SCHEMA - 1])
def test_an_older_ledger_is_read_as_it_is_and_brought_up_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No reader migrates; `migrate` does, and keeps what was there in a file in the home of the ledgers."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    older = Ledger(servers.new_database())
    with straight(older.target) as connection:
        connection.execute((ROOT / "tests" / "schemas" / f"{number}.sql").read_text(encoding="utf-8"))
    (balance,) = Books.at(older).ask("balances", date(2024, 6, 30)).dicts()
    assert balance["outstanding"] == Decimal("160.25")
    assert verify(older.target) is None
    with pytest.raises(Refused, match="migrate") as refused:
        older.append([coverage()], who="test")
    assert refused.value.problems[0].rule == "ledger-older"
    assert steps_of(older.target) == number
    history = older.history()
    copy = brought_up(older.target)
    assert (steps_of(older.target), steps_of(str(copy))) == (SCHEMA, number)
    assert older.history() == Ledger(str(copy)).history() == history
    older.append([coverage()], who="test")
    assert verify(older.target) is None
    assert brought_up(older.target) is None


def test_of_a_copy_that_could_not_be_made_nothing_stays_and_the_ledger_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path / "not yet there"))
    older = servers.new_database()
    with straight(older) as connection:
        connection.execute((ROOT / "tests" / "schemas" / "1.sql").read_text(encoding="utf-8"))
    copied = opening._copy_rows

    def full(connection: duckdb.DuckDBPyConnection, source: str, copy: str) -> None:
        copied(connection, source, copy)
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(opening, "_copy_rows", full)
    with pytest.raises(Refused, match="The disk is full"):
        brought_up(older)
    assert not list((tmp_path / "not yet there").iterdir())
    assert steps_of(older) == 1


def test_of_two_that_bring_a_ledger_up_at_once_one_does_and_one_copy_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was second is told that it is done, and not that there is a ledger already, which --force would lose."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    older = servers.new_database()
    with straight(older) as connection:
        connection.execute((ROOT / "tests" / "schemas" / f"{SCHEMA - 1}.sql").read_text(encoding="utf-8"))
    both = threading.Barrier(2)

    def at_once(connection: duckdb.DuckDBPyConnection) -> None:
        with suppress(threading.BrokenBarrierError):
            both.wait(5)
        migrate(connection)

    monkeypatch.setattr(opening, "migrate", at_once)
    with ThreadPoolExecutor(2) as threads:
        kept = list(threads.map(brought_up, [older, older]))
    assert sorted(map(bool, kept)) == [False, True]
    assert [*tmp_path.iterdir()] == [*filter(None, kept)]
    assert steps_of(older) == SCHEMA


def steps_of(target: str) -> int:
    with straight(target) as connection:
        return len(connection.execute("from schema_steps").fetchall())


def test_a_connection_lost_while_it_is_asked_whether_anything_changed_is_no_missing_ledger(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages then show what they had last, and nobody is told to make a ledger."""

    def lost(*_: object) -> None:
        raise duckdb.IOException("server closed the connection unexpectedly")

    monkeypatch.setattr(postgres.Probe, "_ask", lost)
    with pytest.raises(Refused) as refused:
        ledger.stamp()
    assert refused.value.problems[0].rule == "ledger-connection-lost"


def test_two_that_begin_a_ledger_at_once_begin_one(tmp_path: Path) -> None:
    place = servers.new_database()

    def begin(who: str) -> str:
        try:
            Ledger.create(place, rulebook="iom", title="Test", who=who)
        except Refused as refused:
            return refused.problems[0].rule
        return "made"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(begin, ["Ana", "Ben"])) == ["ledger-exists", "made"]
    (opened,) = Ledger(place).history()
    assert opened.seq == 0


ADDRESSES = (
    "postgres:host=127.0.0.1 port=1 dbname=dues user=ana password='gehe\\'im'",
    "postgres:postgresql://ana:gehe%27im@127.0.0.1:1/dues",
    "postgresql://ana:gehe%27im@127.0.0.1:1/dues",
)


@pytest.mark.parametrize("written", ADDRESSES)
def test_a_password_is_kept_apart_and_stands_in_nothing_that_is_said(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = cleaned(written)
    assert "im" not in shown.replace("dbname", "")
    assert (password_of(shown), cleaned(shown), is_database(shown)) == (SECRET, shown, True)
    monkeypatch.setenv("GOVERNANCE_LEDGER_YOURS", written)
    yours = next(entry for entry in LEDGERS if entry.key == "yours")
    assert target(yours) == shown
    problem = absent(yours)
    assert problem is not None
    assert problem.rule == "ledger-unreachable"
    with pytest.raises(Refused) as refused:
        Ledger(written).history()
    cause: BaseException | None = refused.value
    while cause is not None:
        assert "gehe" not in str(cause)
        cause = cause.__cause__ or cause.__context__
    connection = duckdb.connect()
    with pytest.raises(Refused), attached(connection, shown, write=True):
        raise AssertionError
    assert connection.execute("from duckdb_secrets()").fetchall() == []


def test_a_password_opens_a_database_and_a_wrong_one_is_refused_in_words(caplog: pytest.LogCaptureFixture) -> None:
    place = servers.new_database()
    name = place.rsplit("=", 1)[1]
    servers.say(
        f"do $$ begin create role {servers.GUARDED} login password 'gehe''im'; exception when others then null; end $$"
    )
    servers.say(f"alter database {name} owner to {servers.GUARDED}")
    theirs = place.replace("user=postgres", f"user={servers.GUARDED}")
    for wrong in (theirs, f"{theirs} password=gehe1m"):
        with pytest.raises(Refused, match="cannot be reached") as refused:
            Ledger.create(wrong, rulebook="iom", title="Test", who="test")
        assert "gehe" not in str(refused.value)
    right = f"{theirs} password='gehe\\'im'"
    ledger = Ledger.create(right, rulebook="iom", title="Test", who="test")
    hand_in(ledger, COVERAGE)
    assert len(Books.at(ledger).all_rows_in_force("coverage")) == 1
    assert ledger.stamp() == Ledger(theirs).stamp(), "once told, it is known"
    assert "gehe" not in caplog.text


def test_a_password_on_the_command_line_is_refused_and_one_in_the_environment_is_not_told() -> None:
    ran = CliRunner().invoke(main, ["--ledger", ADDRESSES[0], "history"])
    assert ran.exit_code == 2
    assert "Everybody on this machine can read a password" in " ".join(ran.output.split())
    assert "gehe" not in ran.output
    ran = CliRunner().invoke(main, ["history"], env={"GOVERNANCE_LEDGER": ADDRESSES[0]})
    assert ran.exit_code == 1
    assert "cannot be reached" in ran.output
    assert "gehe" not in ran.output


@pytest.mark.parametrize("written", ["postgres:", "postgres:gehe im", "postgresql://ana:geheim@h:port/x"])
def test_what_is_no_address_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(Refused, match="The address of the ledger's database cannot be read") as refused:
        cleaned(written)
    assert refused.value.problems[0].rule == "target-unreadable"
    assert "gehe" not in str(refused.value)


def test_the_shell_makes_fills_and_proves_a_ledger_in_a_database(tmp_path: Path) -> None:
    (tmp_path / "receipts.csv").write_bytes(sheets(PAGE)[1][1])
    place = servers.new_database()
    told = []
    for words in (["init"], ["import", str(tmp_path / "receipts.csv"), "--acknowledge"], ["verify"], ["history"]):
        ran = CliRunner().invoke(main, words, env={"GOVERNANCE_LEDGER": place, "GOVERNANCE_HOME": str(tmp_path)})
        assert ran.exit_code == 0, ran.output
        told.append(ran.output)
    assert "The ledger is whole: version 1" in told[2]
    refused = CliRunner().invoke(main, ["init"], env={"GOVERNANCE_LEDGER": place})
    assert "There is a ledger at" in refused.output
    replaced = CliRunner().invoke(
        main, ["init", "--force"], env={"GOVERNANCE_LEDGER": place, "GOVERNANCE_HOME": str(tmp_path)}
    )
    assert "version 0" in replaced.output
    assert len(Ledger(place).history()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["receipts.csv"], "what it was made in is gone"
