"""All that was ever done with a ledger, in one list: its events, what delegations told finance, what was proposed, and
what was done with the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from governance.access import Reader, check_reads_as_finance
from governance.ledger.audit import AUDIT
from governance.ledger.chain import Event
from governance.ledger.notes import NOTES
from governance.ledger.opening import opened
from governance.ledger.proposals import PROPOSALS
from governance.ledger.recording import EVENTS, chain_of

_LEFT_OUT = ("rules", "places_sha256", "file_kept", "whose")
"""What the details hold for the machine, and a whole rulebook."""


@dataclass(frozen=True)
class Done:
    """One link of one of the ledger's chains: its number there, when (UTC), what, by whom, about what, and its seal."""

    chain: str
    number: int
    recorded_at: datetime
    kind: str
    who: str
    told: Mapping[str, object]
    note: str
    head: str

    @property
    def what(self) -> str:
        """What was done, by the chain and the kind: both a note and a year may be closed."""
        return f"{self.chain}.{self.kind}"

    @property
    def about(self) -> str:
        """What it is about, as the ledger keeps it: the names of its own parts with their values."""
        return "; ".join(f"{name}: {value}" for name, value in self.told.items())

    @property
    def cells(self) -> tuple[object, ...]:
        """The same as a row of a file, under COLUMNS."""
        when = f"{self.recorded_at.isoformat(timespec='seconds')}Z"
        return self.chain, self.number, when, self.kind, self.who, self.about, self.note, self.head


COLUMNS = ("chain", "number", "recorded_at", "kind", "who", "about", "note", "head")


@dataclass(frozen=True)
class Sought:
    """What is looked for; what is None is not asked about. The days are those of the record, both included."""

    what: str | None = None
    who: str | None = None
    since: date | None = None
    until: date | None = None

    def among(self, found: Sequence[Done]) -> list[Done]:
        """What meets it, in the same order."""
        return [
            one
            for one in found
            if self.what in (None, one.what)
            and self.who in (None, one.who)
            and (self.since or date.min) <= one.recorded_at.date() <= (self.until or date.max)
        ]


def trail(target: str, reader: Reader) -> list[Done]:
    """All that was done with the ledger at `target`, the last first. Raises Refused for a reader who may not see it."""
    check_reads_as_finance(reader)
    with opened(duckdb.connect(), target) as connection:
        links = [(chain, one) for chain in (EVENTS, NOTES, PROPOSALS, AUDIT) for one in chain_of(connection, chain)]
    links.sort(key=lambda link: (link[1].recorded_at, link[1].seq), reverse=True)
    return [
        Done(chain, one.seq, one.recorded_at, one.kind, one.who, _about(one), one.note or "", one.hash)
        for chain, one in links
    ]


def _about(event: Event) -> dict[str, object]:
    """What an event is about: the batch, table and file of it, and what only its kind tells in a word or a number."""
    told = {"batch": event.batch, "table": event.table_name, "file": event.file_name, "rows": event.row_count}
    told |= {name: value for name, value in json.loads(event.details).items() if isinstance(value, str | int)}
    return {name: value for name, value in told.items() if value not in (None, "") and name not in _LEFT_OUT}
