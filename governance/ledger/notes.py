"""What delegations tell finance beside the facts: a payment that is not among the receipts.

A note is no fact. It stands in a chain of its own in the ledger's file, sealed as the ledger's events are, and changes
no figure and no version of the books; finance closes it with a word. Nothing of it is updated or deleted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from governance.access import DELEGATION, Reader
from governance.ledger.chain import Event
from governance.ledger.opening import opened
from governance.ledger.postgres import again_if_raced
from governance.ledger.recording import add, adding, chain_of
from governance.ledger.refusals import note_not_open, note_twice, too_many_notes
from governance.ledger.threads import briefly
from governance.problems import Refused

NOTES = "notes"
MOST_OF_A_STATE = 5
MOST_OPEN = 300
"""How many notes of one State, and of all States, may be open at a time: each is a task of finance."""


@dataclass(frozen=True)
class Payment:
    """What a State says that it paid: the amount in a currency, the day, and the reference that it gave its bank."""

    state: str
    amount: Decimal
    currency: str
    paid: date
    reference: str


@dataclass(frozen=True)
class Note:
    """A payment that somebody told of, by its number (its place in the chain, from 1); `word` is what finance closed it
    with, None while it is open."""

    number: int
    payment: Payment
    who: str
    told: datetime
    word: str | None = None
    closed: datetime | None = None
    closed_by: str | None = None

    @property
    def open(self) -> bool:
        """Whether finance has not closed it."""
        return self.word is None


def notes(target: str, reader: Reader) -> list[Note]:
    """The notes in the ledger at `target` that the reader may see, the first one first: finance sees all of them, a
    delegation those about its own States."""
    with briefly(0) as connection, opened(connection, target):
        return seen_notes(notes_of(chain_of(connection, NOTES)), reader)


def seen_notes(found: Sequence[Note], reader: Reader) -> list[Note]:
    """Those of the notes that the reader may see."""
    own = reader.states or frozenset() if DELEGATION in reader.roles else frozenset()
    return [note for note in found if reader.reads_as_finance or note.payment.state in own]


def notes_of(events: Sequence[Event]) -> list[Note]:
    """The notes that the chain tells of."""
    found = {event.seq: Note(event.seq + 1, _payment(event), event.who, event.recorded_at)
             for event in events if event.kind == "told"}  # fmt: skip
    for event in events:
        if event.kind == "closed":
            told = int(json.loads(event.details)["note"])
            found[told] = replace(found[told], word=event.note or "", closed=event.recorded_at, closed_by=event.who)
    return list(found.values())


@again_if_raced
def tell(target: str, payment: Payment, *, who: str) -> Note:
    """Record a note. Raises Refused where the same stands open already, and where too many do."""
    with adding(target) as connection:
        waiting = [note for note in notes_of(chain_of(connection, NOTES)) if note.open]
        if any(note.payment == payment for note in waiting):
            raise Refused(note_twice())
        of_state = sum(note.payment.state == payment.state for note in waiting)
        if of_state >= MOST_OF_A_STATE or len(waiting) >= MOST_OPEN:
            raise Refused(too_many_notes(MOST_OF_A_STATE if of_state >= MOST_OF_A_STATE else MOST_OPEN))
        words = {
            "state": payment.state,
            "amount": str(payment.amount),
            "currency": payment.currency,
            "paid": payment.paid.isoformat(),
            "reference": payment.reference,
        }
        event = add(connection, NOTES, "told", who, words)
        return Note(event.seq + 1, payment, who, event.recorded_at)


@again_if_raced
def close_note(target: str, number: int, *, word: str, who: str) -> Note:
    """Close a note with a word. Raises Refused for one that is not open."""
    with adding(target) as connection:
        events = chain_of(connection, NOTES)
        if number not in {note.number for note in notes_of(events) if note.open}:
            raise Refused(note_not_open(number))
        event = add(connection, NOTES, "closed", who, {"note": number - 1}, word)
        return next(note for note in notes_of([*events, event]) if note.number == number)


def _payment(event: Event) -> Payment:
    told = json.loads(event.details)
    return Payment(
        told["state"], Decimal(told["amount"]), told["currency"], date.fromisoformat(told["paid"]), told["reference"]
    )
