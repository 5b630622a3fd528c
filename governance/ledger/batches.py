"""One organization's ledger: batches come in, are revoked or taken back into force; nothing is changed or deleted."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import duckdb
import pyarrow as pa

from governance.ledger import attach
from governance.ledger.canonical import written
from governance.ledger.chain import START, Event, in_force, now
from governance.ledger.opening import opened
from governance.ledger.schema import migrate
from governance.problems import Problem, Refused
from governance.tables import SCHEMA, TABLES
from governance.words import say

EVIDENCE = ("published", "reported", "derived", "demonstration")
_EVENT_COLUMNS = ", ".join(field.name for field in fields(Event))
_EVENT_VALUES = ", ".join("?" for _ in fields(Event))


@dataclass(frozen=True)
class Batch:
    """What one person hands in at one moment: one table's rows, checked, and where they come from.

    `rows` has the column sheet_row (the row in the sheet) and the table's columns with their stored types.
    """

    table: str
    rows: pa.Table
    evidence: str
    file_name: str
    file_sha256: str
    note: str = ""


class Ledger:
    """The ledger at `target`, a file path. Opening is cheap: every call attaches it briefly and lets go."""

    def __init__(self, target: str) -> None:
        self.target = target

    @classmethod
    def create(cls, target: str, *, rulebook: str, title: str, who: str, replace: bool = False) -> Ledger:
        """A new, empty ledger under a rulebook. Refuses to take the place of one that exists unless `replace`."""
        path = Path(target)
        if not replace:
            refuse_existing(target)
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        attach.create(target)
        details = json.dumps({"rulebook": rulebook, "title": title}, sort_keys=True, ensure_ascii=False)
        with attach.attached(duckdb.connect(), target, write=True) as connection:
            migrate(connection)
            _record(connection, Event(0, now(), "opened", who, schema_version=SCHEMA, details=details).sealed(START))
        return cls(target)

    def stamp(self) -> tuple[object, ...]:
        """What changes with every commit: the size and time of the file and of its write-ahead log."""
        files = (Path(self.target), Path(self.target + ".wal"))
        return tuple((s.st_mtime_ns, s.st_size, s.st_ino) if (s := _stat(file)) else None for file in files)

    def history(self, wait: float | None = None) -> list[Event]:
        """Every event, oldest first. Waits `wait` seconds for a ledger that another program holds."""
        with opened(duckdb.connect(), self.target, wait=wait) as connection:
            return read_events(connection)

    def rulebook(self) -> str:
        """The key of the rulebook under which the ledger was opened."""
        return str(json.loads(self.history()[0].details)["rulebook"])

    def append(self, batches: Sequence[Batch], *, who: str) -> list[Event]:
        """Take all `batches` into force, or none: one transaction. Returns the event of each.

        Raises Refused, with every batch whose content is in force already or is handed in twice.
        """
        with opened(duckdb.connect(), self.target, write=True) as connection:
            events = read_events(connection)
            with attach.transaction(connection):
                added = _take(connection, events, batches, who, store=True)
            connection.execute("checkpoint ledger")
        return added

    def check(self, batches: Sequence[Batch]) -> None:
        """Raises Refused where `append` would, and changes nothing."""
        with opened(duckdb.connect(), self.target) as connection:
            _take(connection, read_events(connection), batches, "", store=False)

    def revoke(self, batch: int, *, why: str, who: str) -> Event:
        """Take a batch out of force, for a stated reason. Its rows stay in the ledger and in older versions."""
        if not why.strip():
            raise Refused(Problem("reason-missing", say("Say why batch {batch} is revoked.", batch=batch)))
        return self._turn(batch, "revoked", why, who)

    def reaccept(self, batch: int, *, who: str, note: str = "") -> Event:
        """Take a revoked batch back into force."""
        return self._turn(batch, "reaccepted", note, who)

    def _turn(self, batch: int, kind: str, note: str, who: str) -> Event:
        with opened(duckdb.connect(), self.target, write=True) as connection:
            events = read_events(connection)
            accepted = {event.batch: event for event in events if event.kind == "accepted"}
            if batch not in accepted:
                raise Refused(_no_batch(batch, len(accepted)))
            counts = {event.batch: event for event in in_force(events)}
            if (batch in counts) == (kind == "reaccepted"):
                raise Refused(_turned_already(batch, kind))
            if kind == "reaccepted" and (again := _same_rows(events, accepted[batch], _in_force_already)):
                raise Refused(*again)
            event = Event(events[-1].seq + 1, now(), kind, who, batch=batch, note=note).sealed(events[-1].hash)
            _record(connection, event)
            connection.execute("checkpoint ledger")
        return event


def _take(
    connection: duckdb.DuckDBPyConnection, events: list[Event], batches: Sequence[Batch], who: str, *, store: bool
) -> list[Event]:
    """The events with which the batches come in after `events`, recorded with their rows if `store`."""
    added: list[Event] = []
    problems: list[Problem] = []
    for batch in batches:
        event = _accepted(connection, [*events, *added], batch, who)
        again = _same_rows(events, event, _in_force_already) + _same_rows(added, event, _handed_in_twice)
        problems += again
        if again:
            continue
        added.append(event)
        if store:
            _store(connection, event)
    if problems:
        raise Refused(*problems)
    return added


def _accepted(connection: duckdb.DuckDBPyConnection, events: list[Event], batch: Batch, who: str) -> Event:
    """The event with which the batch comes in after `events`; its rows stand ready as `handed_in`."""
    connection.register("handed_in", batch.rows)
    rows = written(connection, batch.table, SCHEMA, "handed_in")
    return Event(
        events[-1].seq + 1,
        now(),
        "accepted",
        who,
        batch=1 + sum(event.kind == "accepted" for event in events),
        table_name=batch.table,
        evidence=batch.evidence,
        file_name=batch.file_name,
        file_sha256=batch.file_sha256,
        rows_sha256=rows.rows_sha256,
        row_count=rows.row_count,
        schema_version=SCHEMA,
        note=batch.note,
        details=json.dumps({"places_sha256": rows.places_sha256}),
    ).sealed(events[-1].hash)


def _store(connection: duckdb.DuckDBPyConnection, event: Event) -> None:
    """Record the event and then, under its batch, the rows that stand ready: the loser of a race learns early."""
    _record(connection, event)
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *TABLES[str(event.table_name)].names))
    connection.execute(
        f"insert into ledger.{event.table_name} (batch, {names}) select $batch, {names} from handed_in",
        {"batch": event.batch},
    )


def refuse_existing(target: str) -> None:
    """Raises Refused if there is a ledger at `target`."""
    if Path(target).exists():
        raise Refused(_exists(target))


def read_events(connection: duckdb.DuckDBPyConnection) -> list[Event]:
    """The events of the attached ledger, oldest first. Raises Refused where there are none: a ledger has an opening."""
    rows = connection.execute(f"select {_EVENT_COLUMNS} from ledger.events order by seq").fetchall()
    if not rows:
        raise Refused(tampered(say("The ledger has no events: even its opening is missing.")))
    return [Event(*row) for row in rows]


def tampered(message: str) -> Problem:
    """What is said of a ledger that is not as it was recorded."""
    return Problem("tampered", message, suggestion=say("Restore the ledger from a copy that verifies."))


def _record(connection: duckdb.DuckDBPyConnection, event: Event) -> None:
    connection.execute(f"insert into ledger.events ({_EVENT_COLUMNS}) values ({_EVENT_VALUES})", list(astuple(event)))


def _same_rows(events: list[Event], new: Event, problem: Callable[[Event, Event], Problem]) -> list[Problem]:
    """A problem for each batch in force that holds the same rows as `new`."""
    content = (new.table_name, new.rows_sha256)
    return [
        problem(event, new)
        for event in in_force(events)
        if (event.table_name, event.rows_sha256) == content and event.batch != new.batch
    ]


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _exists(target: str) -> Problem:
    return Problem(
        "ledger-exists",
        say("There is a ledger at {target} already; nothing was changed.", target=target),
        suggestion=say("Add --force to replace it with a new one: all that it holds is then lost."),
    )


def _no_batch(batch: int, last: int) -> Problem:
    return Problem(
        "no-such-batch",
        say("There is no batch {batch}.", batch=batch),
        suggestion=say("The ledger has batches 1 to {last}.", last=last) if last else say("The ledger has no batch."),
    )


def _turned_already(batch: int, kind: str) -> Problem:
    if kind == "revoked":
        return Problem("revoked-already", say("Batch {batch} is revoked already.", batch=batch))
    return Problem("in-force-already", say("Batch {batch} is in force already.", batch=batch))


def _in_force_already(event: Event, new: Event) -> Problem:
    return Problem(
        "content-in-force",
        say(
            "The same rows are in force already: batch {batch}, {table}, from {file}, accepted on {day} by {who}.",
            batch=event.batch,
            table=event.table_name,
            file=event.file_name,
            day=event.recorded_at.date().isoformat(),
            who=event.who,
        ),
        file=new.file_name,
        suggestion=say(
            "Nothing was changed. To take these rows in again, revoke batch {batch} first.", batch=event.batch
        ),
    )


def _handed_in_twice(event: Event, new: Event) -> Problem:
    return Problem(
        "content-twice",
        say(
            "The files {first} and {second} hold the same rows of {table}.",
            first=event.file_name,
            second=new.file_name,
            table=new.table_name,
        ),
        file=new.file_name,
        suggestion=say("Hand in one of the two."),
    )
