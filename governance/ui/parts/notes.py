"""How a note of a delegation about a payment reads, to the delegation and to finance."""

from __future__ import annotations

from governance.ledger import Note
from governance.ui.parts.numbers import day_words, money_exact
from governance.ui.parts.words import say


def in_words(note: Note) -> str:
    """A note and what became of it."""
    values = {
        "amount": money_exact(note.payment.amount, note.payment.currency),
        "paid": day_words(note.payment.paid),
        "reference": note.payment.reference or "–",
        "told": day_words(note.told.date()),
    }
    if note.closed is None:
        return say("{told}: finance was told of {amount} paid on {paid}, reference {reference}. It is open.", **values)
    return say(
        "{told}: finance was told of {amount} paid on {paid}, reference {reference}. Closed on {closed}: {word}",
        **values,
        closed=day_words(note.closed.date()),
        word=note.word,
    )
