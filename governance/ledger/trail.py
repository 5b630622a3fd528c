"""All that was ever done with a ledger, in one list: its events, what delegations told finance, what was proposed, and
what was done with the figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate, pairwise
from operator import itemgetter

from governance.access import Reader, check_reads_as_finance
from governance.ledger.audit import AUDIT
from governance.ledger.chain import Event
from governance.ledger.notes import NOTES
from governance.ledger.opening import opened
from governance.ledger.proposals import PROPOSALS
from governance.ledger.recording import EVENTS, chain_of
from governance.ledger.threads import briefly
from governance.tables import TABLES, Kind
from governance.words import say

_LEFT_OUT = ("rules", "places_sha256", "file_kept", "whose")
"""What the details hold for the machine, and a whole rulebook."""


@dataclass(frozen=True)
class Done:
    """One link of one of the ledger's chains: its number there (of events the version, of all else from 1), when (UTC),
    what, by whom, about what and which States, and its seal."""

    chain: str
    number: int
    recorded_at: datetime
    kind: str
    who: str
    told: Mapping[str, object]
    states: frozenset[str]
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


EVERY_STATE = "all"
"""What stands for the States of a file about all of them."""

COLUMNS = ("chain", "number", "recorded_at", "kind", "who", "about", "note", "head")


@dataclass(frozen=True)
class Sought:
    """What is looked for; what is None is not asked about. The days are those of the record (UTC), both included.
    `batches` are those that hold rows about the `state`."""

    what: str | None = None
    who: str | None = None
    since: date | None = None
    until: date | None = None
    state: str | None = None
    batches: frozenset[int] = frozenset()

    def among(self, found: Sequence[Done]) -> list[Done]:
        """What meets it, in the same order."""
        return [
            one
            for one in found
            if self.what in (None, one.what)
            and self.who in (None, one.who)
            and (self.state is None or {self.state, EVERY_STATE} & one.states or one.told.get("batch") in self.batches)
            and (self.since or date.min) <= one.recorded_at.date() <= (self.until or date.max)
        ]


def trail(target: str, reader: Reader) -> list[Done]:
    """All that was done with the ledger at `target`, the last first. Raises Refused for a reader who may not see it."""
    check_reads_as_finance(reader)
    with briefly(0) as connection, opened(connection, target):
        chains = {chain: chain_of(connection, chain) for chain in (EVENTS, NOTES, PROPOSALS, AUDIT)}
    told = _told(chains)
    links = [  # by the latest time that its chain had had: where a clock was set back the order stands
        (latest, one.seq, chain, one)
        for chain, found in chains.items()
        for latest, one in zip(accumulate((one.recorded_at for one in found), max), found, strict=True)
    ]
    return [
        Done(
            chain,
            one.seq + (chain != EVENTS),
            one.recorded_at,
            one.kind,
            one.who,
            *told[chain, one.seq],
            one.note or "",
            one.hash,
        )
        for _, _, chain, one in sorted(links, key=itemgetter(0, 1), reverse=True)
    ]


def times_back(done: Sequence[Done]) -> str | None:
    """Says which records are dated before the one that stands before them in their chain; None where none is. Times are
    recorded as the server's clock said them, and what came first is decided by the numbers."""
    back = []
    for chain in sorted({one.chain for one in done}):
        ordered = sorted((one for one in done if one.chain == chain), key=lambda one: one.number)
        numbers = [str(two.number) for one, two in pairwise(ordered) if two.recorded_at < one.recorded_at]
        if numbers:
            back.append(f"{chain} {', '.join(numbers)}")
    if not back:
        return None
    return say(
        "The time goes back at: {places}. A server's clock was set back, or two servers' clocks differ; the numbers "
        "tell what came first.",
        places="; ".join(back),
    )


def batches_about(target: str, state: str, reader: Reader) -> frozenset[int]:
    """The batches that hold a row about the State. Raises Refused as `trail`."""
    check_reads_as_finance(reader)
    named = [(table.name, one.name) for table in TABLES.values() for one in table.columns if one.kind is Kind.STATE]
    asked = " union ".join(f'select batch from ledger.{table} where "{column}" = $state' for table, column in named)
    with briefly(0) as connection, opened(connection, target):
        return frozenset(batch for (batch,) in connection.execute(asked, {"state": state}).fetchall())


_Told = tuple[dict[str, object], frozenset[str]]
"""What a link is about, by the names of the ledger's own parts, and the States that it names."""


def _told(chains: Mapping[str, Sequence[Event]]) -> dict[tuple[str, int], _Told]:
    """What each link is about, also where it names no more than the number of another: a batch, a note, a proposal."""
    told = {(chain, one.seq): _about(one) for chain, links in chains.items() for one in links}
    came_in = {one.batch: told[EVENTS, one.seq] for one in chains[EVENTS] if one.kind == "accepted"}
    for (chain, number), (about, _) in told.items():
        if chain == EVENTS or "act" in about:
            earlier = came_in.get(about.get("batch"))  # type: ignore[call-overload]
        else:
            named = about.get({NOTES: "note", PROPOSALS: "proposal"}.get(chain, ""))
            earlier = told.get((chain, named - 1)) if isinstance(named, int) else None
        if earlier:
            told[chain, number] = (earlier[0] | about, earlier[1])
    return told


def _about(event: Event) -> _Told:
    """What an event is about: the batch, table and file of it, and what only its kind tells in a word or a number."""
    details = json.loads(event.details)
    told: dict[str, object] = {
        "batch": event.batch,
        "table": event.table_name,
        "file": event.file_name,
        "rows": event.row_count,
    }
    if coming := details.get("batches"):
        told["table"] = ", ".join(one["table"] for one in coming)
        told["file"] = ", ".join(dict.fromkeys(one["file_name"] for one in coming))
        told["rows"] = sum(one["row_count"] for one in coming)
    values = {name: value for name, value in details.get("values", {}).items() if name != "note"}
    told |= {name: value for name, value in {**details, **values}.items() if isinstance(value, str | int)}
    told |= {name: place + 1 for name in ("note", "proposal") if isinstance(place := details.get(name), int)}
    states = details.get("states", [])
    named = [*(states.split(", ") if isinstance(states, str) else states), details.get("state")]
    kept = {name: value for name, value in told.items() if value not in (None, "") and name not in _LEFT_OUT}
    return kept, frozenset(filter(None, named))
