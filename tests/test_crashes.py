"""What goes wrong around the ledger: other programs hold it, many write at once, the power fails, the disk rots."""

from __future__ import annotations

import random
import threading
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import duckdb
import pytest

from governance.books import Books
from governance.ledger import Ledger, attach, verify
from governance.problems import Refused, of_the_system
from tests.ledgers import IN_A_DATABASE, new_ledger
from tests.workers import hold, import_for_ever, import_on_a_full_disk, import_some, processes

PAGE = """
    assessments: year | state | amount
    2024 | XAA | 100.00
"""


def check_pairs(ledger: Ledger) -> int:
    """Every month is whole: its two files, next to each other, sealed. Returns how many there are."""
    assert verify(ledger.target) is None
    events = ledger.history()
    assert [event.seq for event in events] == list(range(len(events))), "no gap, no fork"
    batches = [event for event in events if event.table_name in ("receipts", "adjustments")]
    for receipts, adjustments in zip(batches[::2], batches[1::2], strict=True):
        assert (receipts.table_name, adjustments.table_name) == ("receipts", "adjustments")
        assert (receipts.seq + 1, receipts.who) == (adjustments.seq, adjustments.who)
    books = Books.at(ledger)
    assert len(books.all_rows_in_force("adjustments")) == len(batches) // 2
    return len(batches) // 2


@pytest.mark.usefixtures("either")
def test_a_killed_import_leaves_all_or_nothing(tmp_path: Path) -> None:
    """Twenty times, a process is killed with SIGKILL somewhere in an import; what it was told to be in is in."""
    ledger = new_ledger(tmp_path, PAGE)
    chance, acknowledged = random.Random(2024), 0
    for round_number in range(20):
        told, tell = processes.Pipe(duplex=False)
        process = processes.Process(target=import_for_ever, args=(ledger.target, f"round-{round_number}", tell))
        process.start()
        if round_number < 3:
            assert told.poll(30), "the first month comes in"
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.join()
        tell.close()
        heads: list[str] = []
        while told.poll():
            try:
                heads += told.recv()
            except EOFError:
                break
        acknowledged += len(heads) // 2
        last = heads[-1] if heads else None
        assert verify(ledger.target, head=last) is None, "nothing acknowledged is lost"
    assert check_pairs(ledger) >= acknowledged >= 3


@pytest.mark.usefixtures("either")
def test_many_processes_and_threads_append_without_fork_or_gap(tmp_path: Path) -> None:
    ledger, times = new_ledger(tmp_path, PAGE), 2 if IN_A_DATABASE.get() else 4
    others = [processes.Process(target=import_some, args=(ledger.target, f"process-{n}", times)) for n in range(2)]
    mine = [threading.Thread(target=import_some, args=(ledger.target, f"thread-{n}", times)) for n in range(3)]
    workers: list[threading.Thread | BaseProcess] = [*others, *mine]
    for worker in workers:
        worker.start()
    seen = [len(ledger.history()) for _ in range(5)]
    for worker in workers:
        worker.join()
    assert [process.exitcode for process in others] == [0, 0]
    assert seen == sorted(seen), "whoever reads meanwhile never sees less than before"
    assert check_pairs(ledger) == 5 * times


def test_a_held_ledger_is_waited_for(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    told, tell = processes.Pipe(duplex=False)
    holder = processes.Process(target=hold, args=(ledger.target, 0.5, tell))
    holder.start()
    assert told.recv() == "held"
    assert len(ledger.history()) == 2
    import_some(ledger.target, "after", 1)
    assert verify(ledger.target) is None
    holder.join()


def hold_until(target: str, enough: threading.Event, told: Connection) -> None:
    """Hold the ledger in this process until told that it is enough."""
    with attach.attached(duckdb.connect(), target, write=True):
        told.send("held")
        enough.wait()


@pytest.mark.parametrize("held_by", ["process", "thread"])
def test_a_ledger_that_stays_held_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held_by: str
) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    monkeypatch.setattr(attach, "WAIT_SECONDS", 0.2)
    told, tell = processes.Pipe(duplex=False)
    enough = threading.Event()
    holder: threading.Thread | BaseProcess
    if held_by == "process":
        holder = processes.Process(target=hold, args=(ledger.target, 600, tell))
    else:
        holder = threading.Thread(target=hold_until, args=(ledger.target, enough, tell))
    holder.start()
    assert told.recv() == "held"
    for use in (ledger.history, lambda: Books.at(ledger), lambda: import_some(ledger.target, "meanwhile", 1)):
        with pytest.raises(Refused, match="Another program has held the ledger") as refused:
            use()
        assert refused.value.problems[0].rule == "ledger-held"
    if isinstance(holder, BaseProcess):
        holder.kill()
    enough.set()
    holder.join()
    assert len(ledger.history()) == 2, "nothing was changed, and the ledger can be had again"


def test_a_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    file = Path(ledger.target)
    whole = file.read_bytes()
    file.write_bytes(whole[:12_288] + bytes(len(whole) - 12_288))  # three headers, then blocks with checksums
    for use in (ledger.history, lambda: Books.at(ledger), lambda: verify(ledger.target)):
        with pytest.raises(Refused, match="restore") as refused:
            use()
        assert refused.value.problems[0].rule in ("ledger-damaged", "ledger-unreadable")


def told_on_a_full_disk(ledger: Ledger, largest: int) -> list[str]:
    told, tell = processes.Pipe(duplex=False)
    worker = processes.Process(target=import_on_a_full_disk, args=(ledger.target, largest, tell))
    worker.start()
    found: list[str] = told.recv()
    worker.join()
    return found


def test_what_was_committed_is_done_though_the_disk_is_full_after_it(tmp_path: Path) -> None:
    """The log had room for the batch, the file has not: it is in force, acknowledged, and written there later."""
    ledger = new_ledger(tmp_path, PAGE)
    size, log = Path(ledger.target).stat().st_size, Path(ledger.target + ".wal")
    assert told_on_a_full_disk(ledger, size) == ["accepted", "accepted"]
    assert log.stat().st_size > 0, "it stands in the log alone"
    assert len(Books.at(ledger).all_rows_in_force("receipts")) == 4_000
    assert verify(ledger.target) is None
    import_some(ledger.target, "with room again", 1)
    assert not log.exists() or log.stat().st_size == 0, "the next change writes all of it into the file"
    assert len(Books.at(ledger).all_rows_in_force("receipts")) == 4_003


def test_what_could_not_be_committed_is_refused_as_a_full_disk(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    assert told_on_a_full_disk(ledger, 50_000) == ["disk-full"]
    assert [event.kind for event in ledger.history()] == ["opened", "accepted"]
    assert verify(ledger.target) is None


@pytest.mark.parametrize(
    ("error", "rule"),
    [
        (OSError(28, "No space left on device", "data/x"), "disk-full"),
        (OSError(122, "Disk quota exceeded"), "disk-full"),
        (
            duckdb.TransactionException('Failed to commit: Could not write file "x.wal": No space left on device'),
            "disk-full",
        ),
        (OSError(30, "Read-only file system", "data"), "not-writable"),
        (PermissionError(13, "Permission denied", "data/x"), "not-writable"),
        (duckdb.IOException('IO Error: Cannot open file "x": Permission denied'), "not-writable"),
        (MemoryError(), "memory-short"),
        (
            duckdb.OutOfMemoryException("Out of Memory Error: could not allocate block of size 256.0 KiB"),
            "memory-short",
        ),
        (ValueError("a defect of ours"), None),
    ],
)
def test_what_the_machine_does_not_give_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, rule: str | None
) -> None:
    """Wherever it happens: in the shell, on a page, and inside the ledger, where it is refused."""
    problem = of_the_system(error, "x")
    assert (problem.rule if problem else None) == rule
    if not isinstance(error, duckdb.Error | MemoryError):
        return
    ledger = new_ledger(tmp_path, PAGE)

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr("governance.ledger.recording.record", fails)
    monkeypatch.setattr("governance.ledger.batches.record", fails)
    with pytest.raises(Refused) as refused:
        import_some(ledger.target, "meanwhile", 1)
    assert [found.rule for found in refused.value.problems] == [rule]
    assert len(ledger.history()) == 2


def test_a_folder_that_may_not_be_written_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "new"))

    monkeypatch.setattr(Path, "mkdir", fails)
    with pytest.raises(Refused, match="may not be read or written") as refused:
        Ledger.create(str(tmp_path / "new" / "ledger.duckdb"), rulebook="iom", title="Test", who="test")
    assert refused.value.problems[0].rule == "not-writable"
