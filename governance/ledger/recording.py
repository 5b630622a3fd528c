"""Reading the chains of a ledger and adding to them: the facts' own on the version that its author had seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, fields

import duckdb

from governance.ledger import attach
from governance.ledger.chain import START, Event, now
from governance.ledger.opening import opened
from governance.ledger.refusals import moved_on, tampered
from governance.ledger.threads import briefly
from governance.problems import Refused
from governance.words import say

EVENTS = "events"
_EVENT_COLUMNS = ", ".join(field.name for field in fields(Event))
_EVENT_VALUES = ", ".join("?" for _ in fields(Event))


Along = Callable[[duckdb.DuckDBPyConnection], object]
"""What is recorded beside the facts in the transaction of a change to them: both are there, or neither."""


_changes: Counter[str] = Counter()


def changed_here(target: str) -> int:
    """How often this process has set out to change the ledger at `target`: who has, looks at it anew."""
    return _changes[target]


@contextmanager
def _counted(target: str) -> Iterator[None]:
    try:
        yield
    finally:
        _changes[target] += 1


@contextmanager
def writing(
    target: str, after: int | None, rows: int = 0, along: Along | None = None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Event]]]:
    """The ledger attached for writing, and its events: all that is done inside is in force at the end, or none of it.
    In a database another may be first: what writes is `again_if_raced`.

    `rows`: how many will be written; `along`: what is recorded with it. Raises Refused where the last version is not
    `after` (None: whichever it is).
    """
    with _counted(target), briefly(rows) as connection, opened(connection, target, write=True):
        events = read_events(connection)
        if after is not None and events[-1].seq != after:
            raise Refused(moved_on(events[after + 1 :], after))
        with attach.transaction(connection):
            yield connection, events
            if along is not None:
                along(connection)
        attach.checkpoint(connection, target)


def read_events(connection: duckdb.DuckDBPyConnection) -> list[Event]:
    """The events of the attached ledger, oldest first. Raises Refused where there are none: a ledger has an opening."""
    events = chain_of(connection, EVENTS)
    if not events:
        raise Refused(tampered(say("The ledger has no events: even its opening is missing.")))
    return events


def chain_of(connection: duckdb.DuckDBPyConnection, chain: str) -> list[Event]:
    """The links of one of the ledger's own chains (`chain.CHAINS`), oldest first."""
    rows = connection.execute(f"select {_EVENT_COLUMNS} from ledger.{chain} order by seq").fetchall()
    return [Event(*row) for row in rows]


def record(connection: duckdb.DuckDBPyConnection, event: Event, chain: str = EVENTS) -> None:
    """Add one event to a chain of the attached ledger."""
    connection.execute(f"insert into ledger.{chain} ({_EVENT_COLUMNS}) values ({_EVENT_VALUES})", list(astuple(event)))


@contextmanager
def adding(target: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The ledger attached for writing beside the facts: all that is added inside stands at the end, or none of it. No
    version moves. What adds is `again_if_raced`."""
    with _counted(target), briefly(0) as connection, opened(connection, target, write=True):
        with attach.transaction(connection):
            yield connection
        attach.checkpoint(connection, target)


def add(
    connection: duckdb.DuckDBPyConnection,
    chain: str,
    kind: str,
    who: str,
    details: Mapping[str, object],
    note: str = "",
) -> Event:
    """Seal one more link after the last of a chain beside the facts, however long that is."""
    last = connection.execute(f"select hash, seq from ledger.{chain} order by seq desc limit 1").fetchall()
    previous, seq = (last[0][0], last[0][1] + 1) if last else (START, 0)
    text = json.dumps(details, sort_keys=True, ensure_ascii=False)
    event = Event(seq, now(), kind, who, note=note, details=text).sealed(previous)
    record(connection, event, chain)
    return event
