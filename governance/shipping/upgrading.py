"""After an upgrade: a ledger that ships is brought to what ships now, by events, and nothing handed in is touched.

A file that ships anew or changed comes in; the batch that it supersedes is revoked, in the same transaction. What
somebody handed in stays as it is and keeps its precedence: where a new file would take the place of such a row, and
where a closed year would change, the table is left as it stands, and that is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from governance.access import LOCAL
from governance.books import Books, Change
from governance.intake.service.moved import closed_years_moved
from governance.intake.service.preview import Submission, judged
from governance.ledger import Batch, Event, Ledger, brought_up, rules_of
from governance.problems import Refused
from governance.rulebooks import keys
from governance.rulebooks.canonical import canonical
from governance.rulebooks.opening import open_rulebook
from governance.settings import LedgerSetting, target
from governance.shipping.ledgers import WHO, Shipping, files_of
from governance.words import count, mark, say

_WHY = mark("Superseded by what ships with this version of the software")


@dataclass(frozen=True)
class _Exchange:
    """Batches that come in and those in force that go."""

    coming: tuple[Batch, ...]
    going: tuple[Event, ...]

    def without(self, tables: Collection[str]) -> _Exchange:
        return _Exchange(
            tuple(batch for batch in self.coming if batch.table not in tables),
            tuple(event for event in self.going if event.table_name not in tables),
        )

    @property
    def change(self) -> Change:
        return Change(adding=self.coming, revoking=[int(event.batch or 0) for event in self.going])


def bring_up_to_date(setting: LedgerSetting) -> list[str]:
    """Bring a listed ledger that is there to this version: its schema, and what ships. Answers what was done, in words.

    Raises Refused where the ledger cannot be opened or written.
    """
    place, title = target(setting), say(setting.title)
    done = []
    if copy := brought_up(place):
        done.append(say("{title}: brought up to date. As it was it is kept in {copy}.", title=title, copy=copy))
    ledger = Ledger(place)
    if setting.contents == "empty" or not any(event.who == WHO for event in ledger.history()[1:]):
        return done  # none of it came with the software
    done += _rules(ledger, title)
    books = Books.at(ledger)
    try:
        exchange = _exchange(ledger, books, setting.contents)
    except Refused as refused:
        return [*done, _left(title, refused)]
    if not exchange.coming and not exchange.going:
        return done
    kept = _overridden(ledger, books, exchange)
    for table, numbers in kept.items():
        batches = ", ".join(str(number) for number in numbers)
        done.append(
            say(
                "{title}: {table} is left as it is: what was handed in (batch {batches}) would give way to what ships.",
                title=title, table=table, batches=batches,
            )
        )  # fmt: skip
    exchange = exchange.without(kept)
    if exchange.coming or exchange.going:
        done.append(_made(ledger, books, exchange, title))
    return done


def _rules(ledger: Ledger, title: str) -> list[str]:
    """Record the rules that ship where they were never recorded, or were by us; what somebody else adopted stays."""
    rules = rules_of(ledger.history())
    ship = canonical(open_rulebook(rules.key)) if rules.key in keys() else rules.text
    if ship is None or rules.text == ship or (rules.text is not None and rules.who != WHO):
        return []
    Shipping(ledger, LOCAL, WHO).adopt(rules.key, ship, note=say(_WHY))
    return [say("{title}: the rules that ship are recorded.", title=title)]


def _exchange(ledger: Ledger, books: Books, contents: str) -> _Exchange:
    """What of the files that ship is not in force, and what is in force of those that shipped before.

    A batch of theirs that somebody revoked stays revoked. The same rows in another file are the same content. Raises
    Refused where what ships does not fit what is in force beside it.
    """
    story_ends = books.known_until or books.events[0].recorded_at.date()
    files = {(file.table, hashlib.sha256(file.content).hexdigest()): file for file in files_of(contents, story_ends)}
    shipped = {e.batch: e for e in books.events if e.kind == "accepted" and e.who == WHO}
    turned = {e.batch: e.who for e in books.events if e.kind == "revoked" and e.batch in shipped}
    in_force = {e.batch for e in books.batches}
    rejected = {(e.table_name, e.rows_sha256) for number, e in shipped.items()
                if number not in in_force and turned.get(number) != WHO}  # fmt: skip
    standing = {(e.table_name, e.file_sha256): e for number, e in shipped.items() if number in in_force}
    going = {(e.table_name, e.rows_sha256): e for key, e in standing.items() if key not in files}
    news = [file for key, file in files.items() if key not in standing]
    revoked = Change(revoking=[int(event.batch or 0) for event in going.values()])
    found = judged(Submission(news, ours=True), Books.supposing(ledger, revoked, books.version), {})
    if news and not found.batches:
        raise Refused(*found.obstacles)
    contents_of = [((batch.table, batch.written.rows_sha256), batch) for batch in found.batches]
    coming = [batch for key, batch in contents_of if going.pop(key, None) is None and key not in rejected]
    return _Exchange(tuple(coming), tuple(going.values()))


def _overridden(ledger: Ledger, books: Books, exchange: _Exchange) -> dict[str, list[int]]:
    """The tables in which rows that somebody handed in would give way, with the batches that hold them."""
    then = Books.supposing(ledger, exchange.change, books.version)
    tables = {batch.table for batch in exchange.coming}
    gone: dict[str, list[int]] = {}
    for table in sorted(tables):
        handed = {event.batch for event in books.batches if event.table_name == table and event.who != WHO}
        lost = {batch for batch, _ in _rows(books, table) - _rows(then, table)} & handed
        if lost:
            gone[table] = sorted(int(batch or 0) for batch in lost)
    return gone


def _rows(books: Books, table: str) -> set[tuple[int, int]]:
    rows = books.arrow_in_force(table)
    return set(zip(rows.column("batch").to_pylist(), rows.column("sheet_row").to_pylist(), strict=True))


def _made(ledger: Ledger, books: Books, exchange: _Exchange, title: str) -> str:
    then = Books.supposing(ledger, exchange.change, books.version)
    if problems := list(closed_years_moved(books, then)):
        return _left(title, Refused(*problems))
    going = [int(event.batch or 0) for event in exchange.going]
    ledger.exchange(exchange.coming, going, why=say(_WHY), who=WHO, after=books.version)
    return say(
        "{title}: {came}, {went}.",
        title=title,
        came=count("{number} file came in", "{number} files came in", len(exchange.coming)),
        went=count("{number} superseded batch was revoked", "{number} superseded batches were revoked", len(going)),
    )


def _left(title: str, refused: Refused) -> str:
    return say("{title}: left as it is. {problems}", title=title, problems=str(refused))
