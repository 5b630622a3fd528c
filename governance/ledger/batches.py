"""One organization's ledger: batches come in, are revoked or taken back into force; nothing is changed or deleted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import duckdb

from governance.access import Reader, check_reads_as_finance
from governance.ledger import attach, keeping
from governance.ledger.canonical import Written, written
from governance.ledger.chain import START, Event, closed_years, in_force, now, rules_of
from governance.ledger.location import begin, stamp
from governance.ledger.opening import opened
from governance.ledger.postgres import again_if_raced
from governance.ledger.recording import Along, read_events, record, writing
from governance.ledger.refusals import (
    file_changed,
    handed_in_twice,
    in_force_already,
    no_batch,
    reason_missing,
    rules_adopted_already,
    turned_already,
    year_closed_already,
    year_not_closed,
)
from governance.ledger.schema import make, take_away
from governance.ledger.threads import briefly
from governance.problems import Problem, Refused
from governance.settings import cleaned
from governance.tables import SCHEMA, TABLES
from governance.words import say

if TYPE_CHECKING:
    import pyarrow as pa

Said = Mapping[tuple[str, str], str]
"""What was said of columns, by table and hash of the header."""

EVIDENCE = ("published", "reported", "derived", "demonstration")


@dataclass(frozen=True)
class Batch:
    """What one person hands in at one moment: one table's rows, checked, and where they come from.

    `rows` has the column sheet_row (the row in the sheet) and the table's columns with their stored types; `content`
    is the file as it was handed in, which the ledger keeps.
    """

    table: str
    rows: pa.Table
    evidence: str
    file_name: str
    file_sha256: str
    note: str = ""
    content: bytes | None = None

    @cached_property
    def written(self) -> Written:
        """The hashes of its rows, taken once: a batch is looked at before it is taken in."""
        with briefly(self.rows.num_rows) as connection:
            connection.register("handed_in", self.rows)
            return written(connection, self.table, SCHEMA, "handed_in")


class Ledger:
    """The ledger at `target`, a file's path or a database (governance.settings). Every call attaches it briefly.

    What writes takes `after`, the version that its author had seen: it is refused where the ledger has moved on since.
    `along` is recorded in the transaction of each change.
    """

    def __init__(self, target: str, along: Along | None = None) -> None:
        self.target = cleaned(target)
        self._along = along

    @classmethod
    def create(
        cls, target: str, *, rulebook: str, title: str, who: str, replace: bool = False, rules: str | None = None
    ) -> Ledger:
        """A new, empty ledger under a rulebook. Refuses to take the place of one that exists unless `replace`.

        `rules` is the rulebook in canonical form, which the ledger records; without, it follows what ships.
        """
        target = cleaned(target)
        begin(target, replace=replace)
        words = {"rulebook": rulebook, "title": title, "mappings": {}} | ({"rules": json.loads(rules)} if rules else {})
        details = json.dumps(words, sort_keys=True, ensure_ascii=False)
        with attach.refusing(target), attach.attached(duckdb.connect(), target, write=True) as connection:
            with attach.transaction(connection):
                if replace:
                    take_away(connection)
                make(connection)
                record(connection, Event(0, now(), "opened", who, schema_version=SCHEMA, details=details).sealed(START))
            attach.checkpoint(connection, target)
        return cls(target)

    def stamp(self) -> tuple[object, ...]:
        """What changes with every commit: the size and time of the file and of its write-ahead log; of a database what
        its chains end with. Raises Refused where a database cannot be asked."""
        return stamp(self.target)

    def history(self, wait: float | None = None) -> list[Event]:
        """Every event, oldest first. Waits `wait` seconds for a ledger that another program holds."""
        with briefly(0) as connection, opened(connection, self.target, wait=wait):
            return read_events(connection)

    def accepted(self, batch: int, reader: Reader) -> Event:
        """The event with which a batch came in. Raises Refused for one that is not there, and as `rows`."""
        check_reads_as_finance(reader)
        return accepted_event(self.history(), batch)

    def rows(self, batch: int, reader: Reader) -> pa.Table:
        """The rows of a batch as they came in, revoked or not: sheet_row and the table's columns. Raises Refused for a
        reader who may not see them."""
        check_reads_as_finance(reader)
        with briefly(0) as connection, opened(connection, self.target):
            return keeping.rows(connection, accepted_event(read_events(connection), batch))

    def original(self, batch: int, reader: Reader) -> bytes | None:
        """The file in which a batch came, byte for byte; None where it came in before the ledger kept files. Raises
        Refused for a reader who may not see it, and where it is not there any more as it was."""
        check_reads_as_finance(reader)
        with briefly(0) as connection, opened(connection, self.target):
            event = accepted_event(read_events(connection), batch)
            content = keeping.file(connection, str(event.file_sha256))
        if content is None and event.file_kept:
            raise Refused(file_changed(event))
        return content

    @again_if_raced
    def append(
        self, batches: Sequence[Batch], *, who: str, after: int | None = None, said: Said | None = None
    ) -> list[Event]:
        """Take all `batches` into force, or none: one transaction. Returns the event of each.

        `said` is what was said of their columns, by table and hash of the header; it is kept for their next file, and
        their events hold its hash. Raises Refused, with every batch whose content is in force already or is handed in
        twice.
        """
        for batch in batches:
            batch.written  # noqa: B018 - hashed before others are kept waiting
        with self._writing(after, _rows(batches)) as (connection, events):
            return _take(connection, events, batches, who, said or {})

    def revoke(self, batch: int, *, why: str, who: str, after: int | None = None) -> Event:
        """Take a batch out of force, for a stated reason. Its rows stay in the ledger and in older versions."""
        if not why.strip():
            raise Refused(reason_missing(say("Say why batch {batch} is revoked.", batch=batch)))
        return self._turn(batch, "revoked", why, who, after)

    def reaccept(self, batch: int, *, who: str, note: str = "", after: int | None = None) -> Event:
        """Take a revoked batch back into force."""
        return self._turn(batch, "reaccepted", note, who, after)

    @again_if_raced
    def close_year(
        self, year: int, *, totals: Mapping[str, object], who: str, note: str = "", after: int | None = None
    ) -> Event:
        """Record that a financial year is closed, and all before it, with the totals that were compared.

        Raises Refused where the year or a later one is closed already.
        """
        details = json.dumps({"year": year, **totals}, sort_keys=True, ensure_ascii=False)
        with self._writing(after) as (connection, events):
            if any(closed >= year for closed in closed_years(events)):
                raise Refused(year_closed_already(year))
            return _next(connection, events, "closed", who, note=note, details=details)

    @again_if_raced
    def reopen_year(self, year: int, *, why: str, who: str, after: int | None = None) -> Event:
        """Record that the last closed year is open again, for a stated reason; the closing stays in the register."""
        if not why.strip():
            raise Refused(reason_missing(say("Say why the year {year} is opened again.", year=year)))
        with self._writing(after) as (connection, events):
            closed = closed_years(events)
            if year not in closed or year != max(closed):
                raise Refused(year_not_closed(year, max(closed, default=None)))
            return _next(connection, events, "reopened", who, note=why, details=json.dumps({"year": year}))

    @again_if_raced
    def exchange(self, coming: Sequence[Batch], going: Sequence[int], *, why: str, who: str, after: int) -> list[Event]:
        """Take the batches `going` out of force and `coming` in, for one stated reason: all of it, or nothing."""
        with self._writing(after, _rows(coming)) as (connection, events):
            for number in going:
                events.append(_next(connection, events, "revoked", who, batch=number, note=why))
            return events[after + 1 :] + _take(connection, events, coming, who, {})

    @again_if_raced
    def adopt(self, rulebook: str, rules: str, *, who: str, note: str = "", after: int | None = None) -> Event:
        """Put the ledger under other rules from this version on: a rulebook's key and its canonical text.

        The event lists what was ever said of columns as well. Raises Refused where these rules are in force already.
        """
        with self._writing(after) as (connection, events):
            if (now_in_force := rules_of(events)).key == rulebook and now_in_force.text == rules:
                raise Refused(rules_adopted_already(rulebook))
            listed = keeping.hashes(keeping.remembered(connection))
            words = {"rulebook": rulebook, "rules": json.loads(rules), "mappings": listed}
            details = json.dumps(words, sort_keys=True, ensure_ascii=False)
            return _next(connection, events, "adopted", who, note=note, details=details)

    def _writing(
        self, after: int | None, rows: int = 0
    ) -> AbstractContextManager[tuple[duckdb.DuckDBPyConnection, list[Event]]]:
        return writing(self.target, after, rows, self._along)

    @again_if_raced
    def _turn(self, batch: int, kind: str, note: str, who: str, after: int | None) -> Event:
        with self._writing(after) as (connection, events):
            accepted = accepted_event(events, batch)
            counts = {event.batch: event for event in in_force(events)}
            if (batch in counts) == (kind == "reaccepted"):
                raise Refused(turned_already(batch, kind))
            if kind == "reaccepted" and (again := _same_rows(events, accepted, in_force_already)):
                raise Refused(*again)
            return _next(connection, events, kind, who, batch=batch, note=note)


def _rows(batches: Sequence[Batch]) -> int:
    return sum(batch.rows.num_rows for batch in batches)


def accepted_event(events: Sequence[Event], batch: int) -> Event:
    """The event with which a batch came in. Raises Refused where there is no such batch."""
    accepted = {event.batch: event for event in events if event.kind == "accepted"}
    if batch not in accepted:
        raise Refused(no_batch(batch, len(accepted)))
    return accepted[batch]


def _next(
    connection: duckdb.DuckDBPyConnection,
    events: Sequence[Event],
    kind: str,
    who: str,
    *,
    batch: int | None = None,
    note: str = "",
    details: str = "{}",
) -> Event:
    event = Event(events[-1].seq + 1, now(), kind, who, batch=batch, note=note, details=details)
    sealed = event.sealed(events[-1].hash)
    record(connection, sealed)
    return sealed


def _take(
    connection: duckdb.DuckDBPyConnection, events: list[Event], batches: Sequence[Batch], who: str, said: Said
) -> list[Event]:
    """Record the events with which the batches come in after `events`, with their rows."""
    added = coming_in(events, batches, who, said)
    for event, batch in zip(added, batches, strict=True):
        _store(connection, event, batch)
        for (table, header), mapping in _of_table(said, batch).items():
            keeping.remember(connection, table, header, mapping)
    return added


def coming_in(
    events: Sequence[Event], batches: Sequence[Batch], who: str = "", said: Said = MappingProxyType({})
) -> list[Event]:
    """The events with which batches would come in after `events`.

    Raises Refused, with every batch whose content is in force already or is handed in twice.
    """
    added: list[Event] = []
    problems: list[Problem] = []
    for batch in batches:
        event = _accepted([*events, *added], batch, who, keeping.hashes(_of_table(said, batch)))
        again = _same_rows(events, event, in_force_already) + _same_rows(added, event, handed_in_twice)
        problems += again
        added += [] if again else [event]
    if problems:
        raise Refused(*problems)
    return added


def _of_table(said: Said, batch: Batch) -> Said:
    return {key: mapping for key, mapping in said.items() if key[0] == batch.table}


def _accepted(events: list[Event], batch: Batch, who: str, said: Mapping[str, object]) -> Event:
    """The event with which the batch comes in after `events`."""
    rows = batch.written
    details = {"places_sha256": rows.places_sha256, "file_kept": batch.content is not None}
    details |= {"said": said} if said else {}
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
        details=json.dumps(details),
    ).sealed(events[-1].hash)


def _store(connection: duckdb.DuckDBPyConnection, event: Event, batch: Batch) -> None:
    """Record the event and then, under its number, the batch's rows: the loser of a race learns early."""
    record(connection, event)
    connection.register("handed_in", batch.rows)
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *TABLES[str(event.table_name)].names))
    connection.execute(
        f"insert into ledger.{event.table_name} (batch, {names}) select $batch, {names} from handed_in",
        {"batch": event.batch},
    )
    if batch.content is not None:
        keeping.keep(connection, batch.file_sha256, batch.content)


def _same_rows(events: Sequence[Event], new: Event, problem: Callable[[Event, Event], Problem]) -> list[Problem]:
    """A problem for each batch in force that holds the same rows as `new`."""
    content = (new.table_name, new.rows_sha256)
    return [
        problem(event, new)
        for event in in_force(events)
        if (event.table_name, event.rows_sha256) == content and event.batch != new.batch
    ]
