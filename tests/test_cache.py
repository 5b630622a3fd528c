"""The books that pages share: always those of the ledger as it is on the disk now."""

from __future__ import annotations

import gc
import shutil
import threading
import time
from collections import defaultdict, deque
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from weakref import ref

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.ledger import Ledger, attach
from governance.problems import Problem, Refused
from governance.ui.shell import cache, opening
from tests.ledgers import batches_of, hand_in, new_ledger, sheets
from tests.shipped import open_page
from tests.workers import import_some, processes

FIRST = "assessments: year | state | amount\n2022 | XAA | 100.00"
LOST = "assessments: year | state | amount\n2023 | XAA | 200.00"
ANEW = "assessments: year | state | amount\n2023 | XAA | 300.00"


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has looked at anything before."""
    for name in ("_last_seen", "_asked", "_looked_at"):
        monkeypatch.setattr(cache, name, {})
    monkeypatch.setattr(cache, "_shown", defaultdict(deque))


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Your own ledger with one batch, in a home of its own."""
    made = new_ledger(tmp_path, FIRST)
    place = tmp_path / "yours.duckdb"
    Path(made.target).rename(place)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    return Ledger(str(place))


def test_a_ledger_restored_from_a_copy_is_read_anew_where_it_has_taken_another_way(ledger: Ledger) -> None:
    """Version 2 of what was lost and version 2 of what was handed in after the restoring are not the same."""
    shutil.copy(ledger.target, ledger.target + ".copy")
    hand_in(ledger, LOST)
    assert [row["assessed"] for row in cache.books(ledger.target).ask("assessed").dicts()][-1] == Decimal(200)
    shutil.move(ledger.target + ".copy", ledger.target)
    hand_in(ledger, ANEW)
    found = cache.books(ledger.target)
    assert found.head == ledger.history()[-1].hash
    assert [row["assessed"] for row in found.ask("assessed").dicts()][-1] == Decimal(300)


def test_who_looks_at_an_older_version_may_choose_each_later_one_and_the_newest_stays_the_default(
    ledger: Ledger,
) -> None:
    assert not open_page(ledger="yours", version="1").exception  # its books are kept from here on
    hand_in(ledger, LOST)
    app = open_page(ledger="yours", version="1")
    choice = app.selectbox(key="choose_version")
    assert [option.split(":")[0] for option in choice.options] == ["2", "1", "0"]
    choice.select("2").run()
    assert "version 2" in "\n".join(str(one.value) for one in app.caption)


def test_who_loads_a_version_keeps_nobody_waiting_who_asks_for_another(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ledger, LOST)
    slow, at = threading.Event(), Books.at
    loads: list[int] = []

    def loading(found: Ledger, version: int) -> Books:
        loads.append(version)
        if version == 1:
            assert slow.wait(20)
        return at(found, version)

    monkeypatch.setattr(Books, "at", loading)
    with ThreadPoolExecutor(3) as threads:
        first, same = (threads.submit(cache.books, ledger.target, 1) for _ in range(2))
        assert threads.submit(cache.books, ledger.target, 2).result(20).version == 2
        assert not first.done()
        slow.set()
        assert first.result(20) is same.result(20)
    assert sorted(loads) == [1, 2], "what several ask for is loaded once"


@pytest.fixture
def shared(tmp_path: Path, either: None, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger that others change: what is handed in here counts as handed in on another server."""
    monkeypatch.setattr(cache, "changed_here", lambda _: 0)
    return new_ledger(tmp_path, FIRST)


def test_what_another_server_changed_is_loaded_before_any_page_has_it(
    shared: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages go on with what they had, and ask nobody, until the server has looked and all is ready."""
    assert cache.books(shared.target).version == 1
    cache.look()
    hand_in(shared, LOST)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "stamp", lambda _: pytest.fail("a page asks for the ledger"))
        assert cache.books(shared.target).version == 1
        assert len(cache.events(shared.target, LOCAL)) == 2
    loads, at, prepared = [], Books.at, []

    def loading(found: Ledger, version: int) -> Books:
        loads.append(version)
        assert cache.books(shared.target).version == 1, "while it is loaded pages have what they had"
        return at(found, version)

    def asked(books: Books) -> None:
        prepared.append(books.version)
        assert cache.books(shared.target).version == 1

    with monkeypatch.context() as patch:
        patch.setattr(Books, "at", loading)
        cache.look(asked)
        assert cache.books(shared.target).version == 2
    assert loads == [2], "no page has loaded it"
    assert prepared == [2], "and what the first page asks is asked before"


def test_whoever_changes_a_ledger_here_sees_it_at_once(tmp_path: Path, either: None) -> None:
    ledger = new_ledger(tmp_path, FIRST)
    assert cache.books(ledger.target).version == 1
    cache.look()
    hand_in(ledger, LOST)
    assert cache.books(ledger.target).version == 2


def test_a_ledger_that_is_away_is_shown_as_it_was_last(shared: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.books(shared.target).version == 1
    hand_in(shared, LOST)
    with monkeypatch.context() as patch:

        def away(*_: object, **__: object) -> None:
            raise Refused(Problem("ledger-unreachable", "away"))

        patch.setattr(Ledger, "stamp", away)
        patch.setattr(Ledger, "history", away)
        cache.look()
        assert cache.books(shared.target).version == 1
    cache.look()
    assert cache.books(shared.target).version == 2


def test_a_ledger_that_is_lost_keeps_nobody_from_the_others_and_is_told_to_whoever_asks(
    shared: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "lost").mkdir()
    lost = new_ledger(tmp_path / "lost", FIRST)
    for ledger in (lost, shared):
        cache.books(ledger.target)
    cache.look()
    hand_in(shared, LOST)
    stamp = Ledger.stamp

    def gone(ledger: Ledger) -> object:
        if ledger.target == lost.target:
            raise Refused(Problem("ledger-missing", "gone"))
        return stamp(ledger)

    monkeypatch.setattr(Ledger, "stamp", gone)
    for _ in range(3):
        cache.look()
    assert cache.books(shared.target).version == 2
    assert [line.message for line in caplog.records].count("no longer watched: gone") == 1, "it is said once"
    with pytest.raises(Refused, match="gone"):
        cache.books(lost.target)


def test_what_nobody_asked_for_in_a_while_is_looked_at_by_whoever_asks_for_it_next(
    shared: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has watched it meanwhile, and others may have changed it."""
    cache.books(shared.target)
    cache.look()
    hand_in(shared, LOST)
    later = time.monotonic() + cache._IN_USE_SECONDS + 1
    monkeypatch.setattr(cache, "monotonic", lambda: later)
    cache.look()
    assert cache.books(shared.target).version == 2


def test_books_of_versions_that_are_no_longer_shown_are_freed(shared: Ledger) -> None:
    """The last but one stays, since what was changed is compared with it."""
    found = [ref(cache.books(shared.target))]
    for page in (LOST, ANEW, LOST.replace("2023", "2024")):
        hand_in(shared, page)
        cache.look()
        found.append(ref(cache.books(shared.target)))
    gc.collect()
    assert [one() is not None for one in found] == [False, False, True, True]


def test_a_server_that_watches_notices_what_another_process_changed(tmp_path: Path, either: None) -> None:
    """Nobody asks for it: the server looks by itself, twice a second."""
    assert opening._PAUSE_SECONDS <= 0.5
    ledger = new_ledger(tmp_path, FIRST)
    assert cache.books(ledger.target).version == 1
    ended = threading.Event()
    watching = threading.Thread(target=opening.watch, args=(ended,))
    watching.start()
    other = processes.Process(target=import_some, args=(ledger.target, "elsewhere", 1))
    other.start()
    other.join()
    assert other.exitcode == 0
    deadline = time.monotonic() + 30
    while cache.books(ledger.target).version < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    ended.set()
    watching.join()
    assert cache.books(ledger.target).version == 3


def test_a_ledger_is_held_only_while_its_rows_are_copied(shared: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """The facts over them are made when others have the ledger again."""
    batches, define = batches_of(sheets(LOST)), Books._define

    def defining(books: Books, facts: frozenset[str]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(attach, "WAIT_SECONDS", 1.0)
            shared.append(batches, who="meanwhile")
        define(books, facts)

    monkeypatch.setattr(Books, "_define", defining)
    assert cache.books(shared.target).version == 1
    assert len(shared.history()) == 3
