"""Ledgers with a defect, planted to see that the simulator finds it: each is one that somebody could have written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb

from governance.ledger import Event, Ledger, attach, batches, chain, postgres, recording


def not_committed() -> None:
    """What is acknowledged is not committed."""

    @contextmanager
    def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        connection.execute("begin")
        yield
        connection.execute("rollback")

    attach.transaction = transaction


def event_apart_from_its_rows() -> None:
    """A batch's event is committed before its rows."""
    record = recording.record

    def apart(connection: duckdb.DuckDBPyConnection, event: Event, *more: str) -> None:
        record(connection, event, *more)
        connection.execute("commit")
        connection.execute("begin")

    batches.record = apart  # type: ignore[attr-defined]


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

    batches.writing = apart  # type: ignore[attr-defined,assignment]


def full_disk_after_the_commit() -> None:
    """A checkpoint that fails is told as a change that was not made."""
    attach.checkpoint = lambda connection, _: connection.execute("checkpoint ledger")  # type: ignore[assignment]


def link_rewritten() -> None:
    """A batch that is revoked is marked where it came in."""
    record = recording.record

    def rewrites(connection: duckdb.DuckDBPyConnection, event: Event, *more: str) -> None:
        record(connection, event, *more)
        if event.kind == "revoked":
            connection.execute("update ledger.events set note = 'revoked' where seq = 1")

    batches.record = rewrites  # type: ignore[attr-defined]


def time_made_up() -> None:
    """No link is dated before another, whatever the clock says."""
    sealed = Event.sealed
    last = [chain.datetime.min]

    def later(event: Event, previous: str) -> Event:
        last[0] = max(last[0], event.recorded_at)
        return sealed(chain.replace(event, recorded_at=last[0]), previous)

    Event.sealed = later  # type: ignore[method-assign]


def time_goes_back_unsaid() -> None:
    """Nobody says that the clock was set back."""
    sys.modules["tests.simulator.server"].times_back = lambda _: None  # type: ignore[attr-defined]


def never_looks_anew() -> None:
    """A server shows for ever what it has read first."""
    Ledger.stamp = lambda _: ("read",)  # type: ignore[method-assign]
    sys.modules["governance.ui.shell.cache"].changed_here = lambda _: 0  # type: ignore[attr-defined]


def lost_told_as_unreachable() -> None:
    """A connection that is lost is told as one that never was, whatever was committed."""
    postgres.connection_lost = lambda target: postgres.unreachable(target, "lost")


FAULTS: Mapping[str, Callable[[], None]] = {
    plant.__name__: plant
    for plant in (
        not_committed, event_apart_from_its_rows, approval_apart_from_its_effect, full_disk_after_the_commit,
        link_rewritten, time_made_up, time_goes_back_unsaid, never_looks_anew, lost_told_as_unreachable,
    )
}  # fmt: skip
