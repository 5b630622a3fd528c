"""Proving that a ledger is what it was: every event, every batch's rows, and, with an anchor, its tail."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

import duckdb

from governance.ledger import keeping
from governance.ledger.audit import AUDIT
from governance.ledger.canonical import Written, written
from governance.ledger.chain import START, Event, rules_of, said_of_columns
from governance.ledger.notes import NOTES
from governance.ledger.opening import opened
from governance.ledger.proposals import PROPOSALS
from governance.ledger.recording import chain_of, read_events
from governance.ledger.refusals import described, file_changed, tampered
from governance.ledger.threads import briefly
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import count, mark, say


def verify(target: str, head: str | None = None, *, without: Collection[str] = ()) -> Problem | None:
    """The first thing in the ledger that is not as it was recorded, or None where all of it is.

    `head` is the hash that an acknowledgement printed: with it, a tail that was cut off is found as well. `without`:
    files that are known not to be there, by their hash.
    """
    try:
        with opened(duckdb.connect(), target) as connection:
            changed = _first_problem(connection, without)
            return changed or next(iter(_missing(connection, [head] if head else [])), None)
    except duckdb.Error as error:
        return tampered(say("The ledger cannot be read: {error}", error=str(error).splitlines()[0]))


def missing(target: str, heads: Sequence[str]) -> list[Problem]:
    """A problem for each of the heads that the ledger does not hold: neither in the chain of its facts nor in those
    beside it, of notes, proposals and what was done."""
    with briefly(0) as connection, opened(connection, target):
        return _missing(connection, heads)


def beside(target: str) -> dict[str, Event]:
    """The last link of each chain beside the facts that has one."""
    with briefly(0) as connection, opened(connection, target):
        return {chain: links[-1] for chain in _BESIDE if (links := chain_of(connection, chain))}


def _first_problem(connection: duckdb.DuckDBPyConnection, without: Collection[str]) -> Problem | None:
    try:
        events = read_events(connection)
    except Refused as refused:
        return refused.problems[0]
    changed = _missing_tables(connection) or _chain(connection, events, without) or _strays(connection, events)
    return changed or _columns(connection, events) or _beside_the_facts(connection)


def _missing_tables(connection: duckdb.DuckDBPyConnection) -> Problem | None:
    there = connection.execute("select table_name from duckdb_tables() where database_name = 'ledger'").fetchall()
    gone = [name for name in TABLES if (name,) not in there]
    return tampered(say("The table {table} was taken out of the ledger.", table=gone[0])) if gone else None


def _chain(connection: duckdb.DuckDBPyConnection, events: list[Event], without: Collection[str]) -> Problem | None:
    previous = START
    for place, event in enumerate(events):
        if event.seq != place:
            return tampered(say("Event {place} is missing from the chain.", place=place))
        if event.previous != previous or event.digest() != event.hash:
            return tampered(say("Event {described} was changed after it was recorded.", described=described(event)))
        if event.kind == "accepted" and not _rows_stand(connection, event):
            return tampered(
                say("The rows of {described} were changed after they were recorded.", described=described(event))
            )
        if event.kind == "accepted" and event.file_sha256 not in without and not _file_stands(connection, event):
            return file_changed(event)
        previous = event.hash
    return None


def _beside_the_facts(connection: duckdb.DuckDBPyConnection) -> Problem | None:
    """What delegations told finance is as it was told, and what was done with the figures as it was recorded."""
    for chain, changed in _BESIDE.items():
        previous = START
        for place, event in enumerate(chain_of(connection, chain)):
            if event.seq != place or event.previous != previous or event.digest() != event.hash:
                return tampered(say(changed, place=place))
            previous = event.hash
    return None


_BESIDE = {
    NOTES: mark("A note of a delegation was changed after it was recorded: {place}."),
    PROPOSALS: mark("A proposal, or what was decided of it, was changed after it was recorded: {place}."),
    AUDIT: mark("A record of an action was changed after it was made: {place}."),
}


def _file_stands(connection: duckdb.DuckDBPyConnection, event: Event) -> bool:
    return not event.file_kept or keeping.file(connection, str(event.file_sha256)) is not None


def _rows_stand(connection: duckdb.DuckDBPyConnection, event: Event) -> bool:
    if event.table_name not in TABLES or event.batch is None or event.schema_version is None:
        return False
    rows = f"(select * from ledger.{event.table_name} where batch = {int(event.batch)})"
    places = json.loads(event.details).get("places_sha256", "")
    recorded = Written(str(event.rows_sha256), places, event.row_count or 0)
    return written(connection, event.table_name, event.schema_version, rows) == recorded


def _strays(connection: duckdb.DuckDBPyConnection, events: list[Event]) -> Problem | None:
    """Rows that no event accounts for."""
    for table in TABLES:
        batches = [event.batch for event in events if event.kind == "accepted" and event.table_name == table]
        found = connection.execute(
            f"select count(*) from ledger.{table} where not list_contains($batches::integer[], batch)",
            {"batches": batches},
        ).fetchall()[0][0]
        if found:
            return tampered(
                say("In the table {table}, rows that belong to no batch: {found}.", table=table, found=found)
            )
    return None


def _columns(connection: duckdb.DuckDBPyConnection, events: list[Event]) -> Problem | None:
    """What was said of columns decides how the next file is read: it too is as the events have it."""
    said, complete = said_of_columns(events)
    kept = keeping.remembered(connection)
    for key in sorted(said.keys() | kept.keys()):
        if key not in said and not complete:
            continue
        if key not in kept or key not in said or keeping.mapping_sha256(kept[key]) != said[key]:
            return tampered(
                say("What was said of the columns of {table} was changed after it was recorded.", table=key[0])
            )
    return None


def loose_ends(target: str) -> list[str]:
    """What the chain of a ledger does not hold, in words: in ledgers older than what it holds today."""
    with briefly(0) as connection, opened(connection, target):
        events = read_events(connection)
        kept = keeping.remembered(connection)
    said, complete = said_of_columns(events)
    found = []
    if rules_of(events).text is None:
        found.append(say("Rules not anchored: the ledger follows the rulebook that ships. Record it: adopt-rulebook."))
    if not complete and (loose := kept.keys() - said.keys()):
        found.append(
            count(
                "Not anchored: what was said of the columns of {number} sheet. adopt-rulebook records it.",
                "Not anchored: what was said of the columns of {number} sheets. adopt-rulebook records it.",
                len(loose),
            )
        )
    return found


def _missing(connection: duckdb.DuckDBPyConnection, heads: Sequence[str]) -> list[Problem]:
    events = read_events(connection)
    known = {link.hash for links in (events, *(chain_of(connection, chain) for chain in _BESIDE)) for link in links}
    return [
        Problem(
            "head-not-found",
            say("The chain ends at event {last} without the head {head}.", last=events[-1].seq, head=head),
            value=head,
            suggestion=say(
                "Events that were acknowledged are missing, or the head was not copied whole: restore a copy."
            ),
        )
        for head in heads
        if head not in known
    ]
