"""What is done to a ledger, each act twice: as a server does it, and as plain Python says that it must end.

An act is drawn before anybody knows how many batches there will be: it names a place among them, and a number when its
turn comes (`on`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import duckdb
import pyarrow as pa

from governance.access import LOCAL
from governance.ledger import Batch, Event, Ledger, Payment, audit, close_note, tell
from governance.ledger.keeping import mapping_sha256
from governance.ledger.notes import MOST_OF_A_STATE
from governance.ledger.proposals import APPROVED, PENDING, REJECTED, act_of, decide, decide_in, proposals, propose
from governance.ledger.proposals import Act as Proposed
from governance.ledger.schema import table_ddl
from governance.tables import TABLES
from tests.simulator.state import AUDIT, EVENTS, NOTES, PROPOSALS, Link, Row, State, contents, picked

Effect = State | frozenset[str]
"""What is there afterwards, or the rules by which the act is refused."""

Done = Sequence[tuple[str, int, str]]
"""The links whose heads were acknowledged: their chain, number and head."""


@dataclass(frozen=True)
class Act:
    """Something that is done by somebody, on the version that `after` names."""

    who: str

    def on(self, state: State) -> Act:
        """The act with its numbers, when its turn comes."""
        return self

    def do(self, ledger: Ledger) -> Done:
        """Do it, as a server does."""
        raise NotImplementedError

    def effect(self, state: State) -> Effect:
        """What must come of it."""
        raise NotImplementedError


def refused(*rules: str) -> Effect:
    return frozenset(rules)


def _acknowledged(chain: str, *links: Event) -> Done:
    return [(chain, link.seq, link.hash) for link in links]


@dataclass(frozen=True)
class Sheet:
    """One table's rows as somebody hands them in. `kept`: with the file that they came in."""

    table: str
    rows: tuple[Row, ...] = field(repr=False)
    note: str = ""
    kept: bool = True

    @property
    def content(self) -> bytes:
        return "\n".join(map(repr, self.rows)).encode()

    @property
    def file(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def batch(self) -> Batch:
        """The same as the ledger takes it."""
        columns = dict(zip(("sheet_row", *TABLES[self.table].names), zip(*self.rows, strict=True), strict=True))
        rows = pa.Table.from_pydict(columns, schema=_schema(self.table))
        content = self.content if self.kept else None
        return Batch(self.table, rows, "reported", f"{self.table}.csv", self.file, self.note, content)


@cache
def _schema(table: str) -> pa.Schema:
    """The stored types of a table's columns and of the row in the sheet."""
    with duckdb.connect() as connection:
        connection.execute(table_ddl(TABLES[table]).replace("create table ledger.", "create table "))
        return connection.execute(f"select * exclude (batch) from {table}").to_arrow_table().schema


@dataclass(frozen=True)
class Accept(Act):
    """Batches come in together; what was said of their columns with them. `behind`: so many versions ago it was looked
    at; `again`: the place of a batch whose rows are handed in once more; `going`: that of one which leaves for them."""

    sheets: tuple[Sheet, ...]
    said: Mapping[tuple[str, str], str]
    behind: int | None = None
    again: float | None = None
    going: float | None = None
    after: int | None = None
    leaves: int | None = None

    def on(self, state: State) -> Act:
        sheets = self.sheets
        if self.again is not None and state.rows:
            table, rows = state.rows[picked(sorted(state.rows), self.again, 0)]
            sheets = (Sheet(table, rows, "once more"), *sheets)
        leaves = picked(state.in_force, self.going, 0) if self.going is not None and state.in_force else None
        after = None if self.behind is None else max(0, state.version - self.behind)
        return replace(self, sheets=sheets, leaves=leaves, after=state.version if leaves else after)

    def do(self, ledger: Ledger) -> Done:
        batches = [sheet.batch() for sheet in self.sheets]
        if self.leaves is not None:
            assert self.after is not None
            events = ledger.exchange(batches, [self.leaves], why="exchanged", who=self.who, after=self.after)
        else:
            events = ledger.append(batches, who=self.who, after=self.after, said=self.said)
        return _acknowledged(EVENTS, *events)

    def effect(self, state: State) -> Effect:
        if self.after is not None and self.after != state.version:
            return refused("ledger-moved-on")
        if self.leaves is not None:
            state = state.added(EVENTS, Link("revoked", self.who, "exchanged", self.leaves))
            return come_in(state, self.sheets, {}, self.who)
        return come_in(state, self.sheets, self.said, self.who)


def come_in(state: State, sheets: Sequence[Sheet], said: Mapping[tuple[str, str], str], who: str) -> Effect:
    """What must come of sheets that are handed in together."""
    rules, added = set(), []
    for sheet in sheets:
        content = contents(sheet.table, sheet.rows)
        if state.same_rows(content):
            rules.add("content-in-force")
        elif content in added:
            rules.add("content-twice")
        else:
            added.append(content)
    if rules:
        return frozenset(rules)
    for sheet in sheets:
        number = len(state.rows) + 1
        of_it = {key: value for key, value in said.items() if key[0] == sheet.table}
        told: dict[str, object] = {"file_kept": sheet.kept}
        hashes = {header: mapping_sha256(value) for (_, header), value in of_it.items()}
        told |= {"said": {sheet.table: hashes}} if hashes else {}
        link = Link("accepted", who, sheet.note, number, sheet.table, sheet.file, len(sheet.rows), told)
        state = replace(
            state.added(EVENTS, link),
            rows={**state.rows, number: (sheet.table, sheet.rows)},
            files=state.files | ({sheet.file} if sheet.kept else frozenset()),
            said={**state.said, **of_it},
        )
    return state


@dataclass(frozen=True)
class Turn(Act):
    """A batch leaves (`revoked`) or comes back (`reaccepted`). `right`: one of those that can; else any."""

    kind: str
    place: float
    right: bool
    note: str = "as it was drawn"
    batch: int = 0

    def on(self, state: State) -> Act:
        counts = set(state.in_force)
        able = [number for number in sorted(state.rows) if (number in counts) == (self.kind == "revoked")]
        return replace(self, batch=picked(able if self.right else sorted(state.rows), self.place, 0))

    def do(self, ledger: Ledger) -> Done:
        if self.kind == "revoked":
            event = ledger.revoke(self.batch, why=self.note, who=self.who)
        else:
            event = ledger.reaccept(self.batch, who=self.who, note=self.note)
        return _acknowledged(EVENTS, event)

    def effect(self, state: State) -> Effect:
        if self.batch not in state.rows:
            return refused("no-such-batch")
        counts = self.batch in state.in_force
        if self.kind == "revoked" and not counts:
            return refused("revoked-already")
        if self.kind == "reaccepted" and counts:
            return refused("in-force-already")
        if self.kind == "reaccepted" and state.same_rows(contents(*state.rows[self.batch])):
            return refused("content-in-force")
        return state.added(EVENTS, Link(self.kind, self.who, self.note, self.batch))


@dataclass(frozen=True)
class Close(Act):
    """The year after the last closed one is closed, or with `again` the last one once more."""

    again: bool
    year: int = 0

    def on(self, state: State) -> Act:
        last = max(state.closed, default=1999)
        return replace(self, year=last if self.again else last + 1)

    def do(self, ledger: Ledger) -> Done:
        return _acknowledged(EVENTS, ledger.close_year(self.year, totals={}, who=self.who))

    def effect(self, state: State) -> Effect:
        if any(closed >= self.year for closed in state.closed):
            return refused("year-closed-already")
        return state.added(EVENTS, Link("closed", self.who, told={"year": self.year}))


@dataclass(frozen=True)
class Reopen(Act):
    """The last closed year is opened again, or one that is not the last."""

    earlier: int
    year: int = 0

    def on(self, state: State) -> Act:
        return replace(self, year=max(state.closed, default=1999) - self.earlier)

    def do(self, ledger: Ledger) -> Done:
        return _acknowledged(EVENTS, ledger.reopen_year(self.year, why="to see", who=self.who))

    def effect(self, state: State) -> Effect:
        if self.year != max(state.closed, default=None):
            return refused("year-not-closed")
        return state.added(EVENTS, Link("reopened", self.who, "to see", told={"year": self.year}))


@dataclass(frozen=True)
class Propose(Act):
    """One person proposes sheets, or that a batch leaves."""

    act: Accept | Turn

    def on(self, state: State) -> Act:
        act = self.act.on(state)
        assert isinstance(act, Accept | Turn)
        return replace(self, act=act)

    def do(self, ledger: Ledger) -> Done:
        if isinstance(self.act, Accept):
            act = Proposed("accept", {}, [sheet.batch() for sheet in self.act.sheets], self.act.said)
        else:
            act = Proposed("revoke", {"batch": self.act.batch})
        return _acknowledged(PROPOSALS, propose(ledger.target, act, who=self.who, whose=self.who, after=None))

    def effect(self, state: State) -> Effect:
        number = len(state.chains[PROPOSALS])
        if isinstance(self.act, Accept):
            sheets = self.act.sheets
            told: dict[str, object] = {"act": "accept", "files": [sheet.file for sheet in sheets]}
        else:
            sheets, told = (), {"act": "revoke", "values": {"batch": self.act.batch}}
        return replace(
            state.added(PROPOSALS, Link(PENDING, self.who, told=told)),
            proposed={**state.proposed, number: self.act},
            files=state.files | {sheet.file for sheet in sheets if sheet.kept},
        )


@dataclass(frozen=True)
class Decide(Act):
    """Another person approves a proposal (`number`: its link, from 0), which takes effect in the same transaction, or
    rejects it. `right`: one that
    waits; else any."""

    approved: bool
    place: float
    right: bool
    number: int = 0
    takes: Act | None = None

    def on(self, state: State) -> Act:
        number = picked(state.waiting if self.right else sorted(state.proposed), self.place, 0)
        return replace(self, number=number, takes=state.proposed.get(number))

    def do(self, ledger: Ledger) -> Done:
        if not self.approved or self.takes is None:
            decide(ledger.target, self.number + 1, REJECTED, who=self.who, word="no")
            return []
        along: Callable[[duckdb.DuckDBPyConnection], object] = self._decides
        both, who = Ledger(ledger.target, along=along), self.takes.who
        found = next(one for one in proposals(ledger.target, LOCAL) if one.number == self.number + 1)
        act = act_of(ledger.target, found, LOCAL)
        if act.kind == "accept":
            return _acknowledged(EVENTS, *both.append(act.batches, who=who, said=act.said))
        return _acknowledged(EVENTS, both.revoke(int(str(act.values["batch"])), why="proposed", who=who))

    def _decides(self, connection: duckdb.DuckDBPyConnection) -> None:
        decide_in(connection, self.number + 1, APPROVED, who=self.who, word="yes")

    def effect(self, state: State) -> Effect:
        if self.takes is None:
            return refused("proposal-not-pending")
        if not self.approved:
            return self._decided(state, REJECTED, "no")
        if isinstance(self.takes, Accept):
            taken = come_in(state, self.takes.sheets, self.takes.said, self.takes.who)
        else:
            assert isinstance(self.takes, Turn)
            taken = replace(self.takes, note="proposed").effect(state)
        return self._decided(taken, APPROVED, "yes") if isinstance(taken, State) else taken

    def _decided(self, state: State, kind: str, word: str) -> Effect:
        if self.number not in state.waiting:
            return refused("proposal-not-pending")
        return state.added(PROPOSALS, Link(kind, self.who, word, told={"proposal": self.number}))


@dataclass(frozen=True)
class Tell(Act):
    """A delegation tells finance of a payment."""

    payment: Payment

    def do(self, ledger: Ledger) -> Done:
        tell(ledger.target, self.payment, who=self.who)
        return []

    def effect(self, state: State) -> Effect:
        links = state.chains[NOTES]
        waiting = [links[number].told for number in state.open_notes]
        told = {"state": self.payment.state, "reference": self.payment.reference, "amount": str(self.payment.amount)}
        if told in waiting:
            return refused("note-twice")
        if sum(one["state"] == self.payment.state for one in waiting) >= MOST_OF_A_STATE:
            return refused("notes-too-many")
        return state.added(NOTES, Link("told", self.who, told=told))


@dataclass(frozen=True)
class Answer(Act):
    """Finance closes a note. `right`: an open one; else any."""

    place: float
    right: bool
    number: int = 0

    def on(self, state: State) -> Act:
        notes = state.open_notes if self.right else range(len(state.chains[NOTES]))
        return replace(self, number=picked(notes, self.place, 0))

    def do(self, ledger: Ledger) -> Done:
        close_note(ledger.target, self.number + 1, word="found", who=self.who)
        return []

    def effect(self, state: State) -> Effect:
        if self.number not in state.open_notes:
            return refused("note-not-open")
        return state.added(NOTES, Link("closed", self.who, "found", told={"note": self.number}))


@dataclass(frozen=True)
class Record(Act):
    """Something done with the figures is recorded."""

    what: str

    def do(self, ledger: Ledger) -> Done:
        return _acknowledged(AUDIT, audit.add(ledger.target, "exported", self.who, {"what": self.what}))

    def effect(self, state: State) -> Effect:
        return state.added(AUDIT, Link("exported", self.who, told={"what": self.what}))
