"""What one person proposes and another has to approve, beside the facts: batches, revocations, closings, rules.

A proposal is no fact. It stands in a chain of its own in the ledger's file, sealed as the ledger's events are, and
changes no figure and no version; the rows and the file of a proposed batch are kept, so that exactly what was proposed
is what takes effect. Nothing of it is updated or deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import duckdb

from governance.access import Reader, check_reads_as_finance
from governance.ledger import keeping
from governance.ledger.batches import Batch, Said
from governance.ledger.chain import Event
from governance.ledger.opening import opened
from governance.ledger.postgres import again_if_raced
from governance.ledger.recording import add, adding, chain_of, read_events
from governance.ledger.refusals import moved_on, proposal_not_pending, proposal_not_whole
from governance.ledger.threads import briefly
from governance.problems import Refused
from governance.tables import TABLES, Kind

PROPOSALS = "proposals"
PENDING, APPROVED, REJECTED = "proposed", "approved", "rejected"


@dataclass(frozen=True)
class Act:
    """What would be done: its kind (accept, revoke, reaccept, close, reopen, adopt) and what that takes, as JSON holds
    it; and the batches that come in, with what was said of their columns."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    batches: Sequence[Batch] = ()
    said: Said = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """An act that somebody proposed on a `version`, by its number (its place in the chain, from 1); once it is decided,
    how, by whom and why. `whose` tells one person from another, whatever they are called."""

    number: int
    event: Event
    status: str = PENDING
    decided: datetime | None = None
    decided_by: str | None = None
    word: str = ""

    @property
    def who(self) -> str:
        """Who proposed it."""
        return self.event.who

    @property
    def details(self) -> Mapping[str, object]:
        """What was recorded of it."""
        found: dict[str, object] = json.loads(self.event.details)
        return found

    @property
    def kind(self) -> str:
        """The kind of act."""
        return str(self.details["act"])

    @property
    def values(self) -> Mapping[str, object]:
        """What the act takes."""
        found = self.details["values"]
        assert isinstance(found, dict)
        return found

    @property
    def whose(self) -> str:
        """Whose it is."""
        return str(self.details["whose"])

    @property
    def version(self) -> int:
        """The version on which it was proposed."""
        return int(str(self.details["version"]))


def proposals(target: str, reader: Reader) -> list[Proposal]:
    """Every proposal in the ledger at `target`, the first one first. Raises Refused for a reader who may not see it."""
    check_reads_as_finance(reader)
    with briefly(0) as connection, opened(connection, target):
        return proposals_of(chain_of(connection, PROPOSALS))


def proposals_of(events: Sequence[Event]) -> list[Proposal]:
    """The proposals that the chain tells of."""
    found = {event.seq: Proposal(event.seq + 1, event) for event in events if event.kind == PENDING}
    for event in events:
        if event.kind != PENDING:
            proposed = int(json.loads(event.details)["proposal"])
            found[proposed] = replace(
                found[proposed],
                status=event.kind,
                decided=event.recorded_at,
                decided_by=event.who,
                word=event.note or "",
            )
    return list(found.values())


@again_if_raced
def propose(target: str, act: Act, *, who: str, whose: str, after: int | None) -> Event:
    """Record an act as proposed, with all that it takes. Raises Refused where the ledger has moved on since `after`."""
    with adding(target) as connection:
        events = read_events(connection)
        if after is not None and events[-1].seq != after:
            raise Refused(moved_on(events[after + 1 :], after))
        details = {
            "act": act.kind,
            "values": dict(act.values),
            "whose": whose,
            "version": events[-1].seq,
            "batches": [_kept(connection, batch) for batch in act.batches],
            "said": [[*key, mapping] for key, mapping in sorted(act.said.items())],
            "states": sorted({state for batch in act.batches for state in _states(batch)}),
        }
        return add(connection, PROPOSALS, PENDING, who, details, str(act.values.get("note", "")))


def _states(batch: Batch) -> set[str]:
    """The States that its rows are about."""
    named = [column.name for column in TABLES[batch.table].columns if column.kind is Kind.STATE]
    return {state for name in named for state in batch.rows.column(name).unique().to_pylist() if state}


def act_of(target: str, proposal: Proposal, reader: Reader) -> Act:
    """The act exactly as it was proposed. Raises Refused where what was kept of it is not what was proposed."""
    check_reads_as_finance(reader)
    details = proposal.details
    with briefly(0) as connection, opened(connection, target):
        batches = [_batch(connection, one, proposal.number) for one in details["batches"]]  # type: ignore[attr-defined]
    said = {(table, header): mapping for table, header, mapping in details["said"]}  # type: ignore[attr-defined]
    return Act(proposal.kind, proposal.values, batches, said)


@again_if_raced
def decide(target: str, number: int, status: str, *, who: str, word: str = "") -> Proposal:
    """Record that a proposal was approved or rejected. Raises Refused for one that does not wait."""
    with adding(target) as connection:
        return decide_in(connection, number, status, who=who, word=word)


def decide_in(connection: duckdb.DuckDBPyConnection, number: int, status: str, *, who: str, word: str = "") -> Proposal:
    """The same in a transaction that has begun: what takes effect and that it was approved are recorded together."""
    links = chain_of(connection, PROPOSALS)
    if number not in {one.number for one in proposals_of(links) if one.status == PENDING}:
        raise Refused(proposal_not_pending(number))
    event = add(connection, PROPOSALS, status, who, {"proposal": number - 1}, word)
    return next(one for one in proposals_of([*links, event]) if one.number == number)


def _kept(connection: duckdb.DuckDBPyConnection, batch: Batch) -> dict[str, object]:
    """What is recorded of a proposed batch, whose rows and file are kept under their hashes."""
    import pyarrow as pa  # here and not above: a question on the shell proposes nothing

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.rows.schema) as stream:
        stream.write_table(batch.rows)
    rows = sink.getvalue().to_pybytes()
    kept = hashlib.sha256(rows).hexdigest()
    keeping.keep(connection, kept, rows)
    if batch.content is not None:
        keeping.keep(connection, batch.file_sha256, batch.content)
    return {
        "table": batch.table,
        "evidence": batch.evidence,
        "file_name": batch.file_name,
        "file_sha256": batch.file_sha256,
        "file_kept": batch.content is not None,
        "note": batch.note,
        "rows": kept,
        "row_count": batch.rows.num_rows,
    }


def _batch(connection: duckdb.DuckDBPyConnection, kept: Mapping[str, object], number: int) -> Batch:
    import pyarrow as pa  # as above

    rows = _whole(connection, str(kept["rows"]), number)
    content = _whole(connection, str(kept["file_sha256"]), number) if kept["file_kept"] else None
    table = pa.ipc.open_stream(rows).read_all()
    named = {name: str(kept[name]) for name in ("evidence", "file_name", "file_sha256", "note")}
    return Batch(str(kept["table"]), table, content=content, **named)


def _whole(connection: duckdb.DuckDBPyConnection, sha256: str, number: int) -> bytes:
    content = keeping.file(connection, sha256)
    if content is None:
        raise Refused(proposal_not_whole(number))
    return content
