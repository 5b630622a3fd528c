"""The chain of events: what happened to the facts, in order, each event sealed with the hash of the one before.

Version N of a ledger is what its events up to number N say. Event 0 opens the ledger and states its rulebook.
An unanchored chain cannot show that its tail was cut, so every acknowledgement prints the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from governance.access import PUBLIC, Reader

CHAINS = ("events", "notes", "audit", "proposals")
"""The chains of a ledger: what happened to the facts, and what was told, done and proposed beside them."""

OWN = ("schema_steps", *CHAINS, "files", "mappings")
"""All of the ledger's own relations, beside the tables of facts."""

START = "0" * 64
"""What stands before the first event."""

PUBLISHED = frozenset(("published", "derived"))
"""The evidence of cited documents; all other is an office's own."""


@dataclass(frozen=True)
class Event:
    """One event: `opened`; `accepted` (a batch came in), `revoked` or `reaccepted` (it left or came back); `closed` or
    `reopened` (a financial year); `adopted` (other rules)."""

    seq: int
    recorded_at: datetime  # UTC, without zone
    kind: str
    who: str
    batch: int | None = None
    table_name: str | None = None
    evidence: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None
    rows_sha256: str | None = None
    row_count: int | None = None
    schema_version: int | None = None
    note: str | None = None
    details: str = "{}"  # JSON: what only this kind of event has
    previous: str = START
    hash: str = ""

    @property
    def file_kept(self) -> bool:
        """Of a batch that came in, whether the file in which it came was kept."""
        return bool(json.loads(self.details).get("file_kept"))

    def sealed(self, previous: str) -> Event:
        """The event as the next link after `previous`."""
        linked = replace(self, previous=previous)
        return replace(linked, hash=linked.digest())

    def digest(self) -> str:
        """SHA-256 over the event's own words and the hash of the event before it.

        Canonical form: JSON with sorted keys, no white space, UTF-8; the time in ISO form to the microsecond.
        """
        words = asdict(self) | {"recorded_at": self.recorded_at.isoformat(timespec="microseconds")}
        del words["hash"]
        text = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def now() -> datetime:
    """The time of an event: UTC, without zone, as the ledger stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def in_force(events: Iterable[Event], version: int | None = None) -> list[Event]:
    """The batches that count at `version` (default: the last): accepted and not revoked since."""
    accepted: dict[int, Event] = {}
    revoked: set[int] = set()
    for event in events:
        if event.batch is None or (version is not None and event.seq > version):
            continue
        if event.kind == "accepted":
            accepted[event.batch] = event
        elif event.kind == "revoked":
            revoked.add(event.batch)
        elif event.kind == "reaccepted":
            revoked.discard(event.batch)
    return [event for number, event in accepted.items() if number not in revoked]


def closed_years(events: Iterable[Event], version: int | None = None) -> dict[int, Event]:
    """The financial years that are closed at `version` (default: the last), each with the event that closed it."""
    closed: dict[int, Event] = {}
    for event in events:
        if event.kind not in ("closed", "reopened") or (version is not None and event.seq > version):
            continue
        year = int(json.loads(event.details)["year"])
        closed.pop(year, None)
        if event.kind == "closed":
            closed[year] = event
    return closed


def seen(events: Iterable[Event], reader: Reader) -> list[Event]:
    """The events as the reader may see them: who brought in what of an office's own, the file's name and the note are
    for no delegation; and nobody's where the installation publishes."""
    if reader.sees_offices and reader != PUBLIC:
        return list(events)
    return [
        event if event.evidence in PUBLISHED else replace(event, who="", file_name=None, file_sha256=None, note=None)
        for event in events
    ]


@dataclass(frozen=True)
class Rules:
    """The rulebook of a ledger: its key, its recorded canonical text (None: never recorded), and who recorded it."""

    key: str
    text: str | None
    who: str


def rules_of(events: Iterable[Event]) -> Rules:
    """The rules under which a ledger with these events stands: the last adopted, else those that it was opened with."""
    stating = [event for event in events if event.kind in ("opened", "adopted")][-1]
    details = json.loads(stating.details)
    rules = details.get("rules")
    text = None if rules is None else json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return Rules(details["rulebook"], text, stating.who)


def said_of_columns(events: Iterable[Event]) -> tuple[dict[tuple[str, str], str], bool]:
    """The hash of what was said last of the columns of each table and header; and whether nothing else can be there,
    as in every ledger that recorded it from the start or listed what there was when it adopted rules."""
    said: dict[tuple[str, str], str] = {}
    complete = False
    for event in events:
        details = json.loads(event.details)
        listed = details.get("mappings")
        if listed is not None:
            said, complete = {}, True
        for table, headers in (listed or details.get("said") or {}).items():
            said |= {(table, header): mapping for header, mapping in headers.items()}
    return said, complete
