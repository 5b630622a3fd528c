"""Ledgers with a defect, planted to see that the simulator finds it: each is one that somebody could have written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import duckdb

from governance.ledger import Event, Ledger, attach, batches, postgres, recording, refusals


def _put(place: object, name: str, defect: object) -> None:
    """The defect in place of what is called so there."""
    assert hasattr(place, name), name
    setattr(place, name, defect)


def not_committed() -> None:
    """What is acknowledged is not committed."""

    @contextmanager
    def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        connection.execute("begin")
        yield
        connection.execute("rollback")

    _put(attach, "transaction", transaction)


def event_apart_from_its_rows() -> None:
    """A batch's event is committed before its rows."""
    record = recording.record

    def apart(connection: duckdb.DuckDBPyConnection, event: Event, *more: str) -> None:
        record(connection, event, *more)
        connection.execute("commit")
        connection.execute("begin")

    _put(batches, "record", apart)


def approval_apart_from_its_effect() -> None:
    """What a proposal takes into force is committed before its approval is recorded."""
    writing = recording.writing

    @contextmanager
    def apart(target: str, after: int | None, rows: int, along: recording.Along | None) -> Iterator[Any]:
        with writing(target, after, rows) as both:
            yield both
        if along:
            with writing(target, None, 0, along):
                pass

    _put(batches, "writing", apart)


def full_disk_after_the_commit() -> None:
    """A checkpoint that fails is told as a change that was not made."""
    _put(attach, "checkpoint", lambda connection, _: connection.execute("checkpoint ledger"))


def link_rewritten() -> None:
    """A batch that is revoked is marked where it came in."""
    record = recording.record

    def rewrites(connection: duckdb.DuckDBPyConnection, event: Event, *more: str) -> None:
        record(connection, event, *more)
        if event.kind == "revoked":
            connection.execute("update ledger.events set note = 'revoked' where seq = 1")

    _put(batches, "record", rewrites)


def time_made_up() -> None:
    """No link is dated before another, whatever the clock says."""
    sealed = Event.sealed
    last = [datetime.min]

    def later(event: Event, previous: str) -> Event:
        last[0] = max(last[0], event.recorded_at)
        return sealed(replace(event, recorded_at=last[0]), previous)

    _put(Event, "sealed", later)


def time_goes_back_unsaid() -> None:
    """Nobody says that the clock was set back."""
    _put(sys.modules["tests.simulator.server"], "times_back", lambda _: None)


def never_looks_anew() -> None:
    """A server shows for ever what it has read first."""
    _put(Ledger, "stamp", lambda _: ("read",))
    _put(sys.modules["governance.ui.shell.cache"], "changed_here", lambda _: 0)


def lost_told_as_unreachable() -> None:
    """A connection that is lost is told as one that never was, whatever was committed."""
    _put(postgres, "connection_lost", lambda target: refusals.unreachable(target, "lost"))


FAULTS: Mapping[str, Callable[[], None]] = {
    plant.__name__: plant
    for plant in (
        not_committed, event_apart_from_its_rows, approval_apart_from_its_effect, full_disk_after_the_commit,
        link_rewritten, time_made_up, time_goes_back_unsaid, never_looks_anew, lost_told_as_unreachable,
    )
}  # fmt: skip
