"""Notes of delegations to finance: “we paid and it is not here”. Told by whoever may, closed by finance with a word.

A note changes no figure: what is owed changes when finance finds the receipt and hands it in.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from governance.access import Reader, acting, check_may_tell
from governance.intake.service.messages import MESSAGES
from governance.intake.service.service import Service, refuse_reserved
from governance.ledger import Ledger, Note, Payment, close_note
from governance.ledger import tell as record_note
from governance.money import CENT
from governance.problems import Problem, Refused

LONGEST = {"reference": 140, "who": 120, "word": 500}
"""Letters of what is written in a note."""

_FIRST_DAY = date(1951, 1, 1)
_MOST = Decimal(10) ** 12


def tell(ledger: Ledger, reader: Reader, payment: Payment, *, who: str, today: date) -> Note:
    """Leave a note about a payment. Raises Refused, with all that is wrong with it, where it is none."""
    check_may_tell(reader, payment.state)
    who = acting(reader, who)
    refuse_reserved(who)
    named, reference = _line(who), _line(payment.reference)
    problems = [*_unsaid(named, "who"), *_impossible(payment, today), *_too_long(named, "who")]
    problems += _too_long(reference, "reference")
    if problems:
        raise Refused(*problems)
    one = Payment(payment.state, payment.amount.quantize(CENT), payment.currency, payment.paid, reference)
    return record_note(ledger.target, one, who=named)


def close(service: Service, number: int, *, word: str) -> Note:
    """Close a note with a word, which the delegation reads. Raises Refused without one, and for a note that is not
    open."""
    said = _line(word)
    if problems := [*_unsaid(said, "word"), *_too_long(said, "word")]:
        raise Refused(*problems)
    return close_note(service.ledger.target, number, word=said, who=service.named())


def _impossible(payment: Payment, today: date) -> list[Problem]:
    found = []
    try:
        sound = 0 < payment.amount < _MOST and payment.amount == payment.amount.quantize(CENT)
    except InvalidOperation:
        sound = False
    if not sound:
        found.append(MESSAGES.problem("note-amount", column="amount", value=str(payment.amount)))
    if not _FIRST_DAY <= payment.paid <= today:
        found.append(MESSAGES.problem("note-day", column="paid", value=payment.paid.isoformat()))
    return found


def _unsaid(text: str, name: str) -> list[Problem]:
    return [] if text else [MESSAGES.problem("who-missing" if name == "who" else "note-word", column=name)]


def _too_long(text: str, name: str) -> list[Problem]:
    most = LONGEST[name]
    return [MESSAGES.problem("note-too-long", {"most": most}, column=name)] if len(text) > most else []


def _line(text: str) -> str:
    """What was written as one line of what can be seen: no control characters, nothing that turns a text around."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
