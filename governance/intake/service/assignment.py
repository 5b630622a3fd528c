"""Assigning receipts of unknown payers to a State: a further batch, handed in like any other file.

A receipt with a bank reference comes again under the same reference, with its State: the later row takes the place of
the earlier. One that cannot be replaced, since it has no reference or since its year is closed, is reversed among the
unidentified and entered for the State, each under a reference made of the receipt's own name: it cannot be assigned
twice, and of two alike receipts each is assigned for itself. In a closed year both are dated in the open year.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.access import Reader, check_may_change
from governance.books import Books
from governance.intake.service.messages import MESSAGES
from governance.intake.service.written import csv_of
from governance.problems import Refused
from governance.tables import TABLES
from governance.words import say

FILE = "receipts-assigned.csv"
_LAST_DAY = date(2199, 12, 31)


def assignment(books: Books, states: Mapping[str, str], reader: Reader) -> tuple[str, bytes]:
    """The file that assigns each receipt, by the name that the question `unidentified` gives it, to a State (a code).

    Returns the file's name and content. Raises Refused for a reader who may not hand it in, and with every name under
    which no unidentified receipt stands.
    """
    check_may_change(reader)
    unidentified = {row.text("receipt"): row for row in books.ask("unidentified", _LAST_DAY, reader).dicts()}
    if problems := [
        MESSAGES.problem("no-such-receipt", {"name": name}, value=name) for name in states if name not in unidentified
    ]:
        raise Refused(*problems)
    full = _full_rows(books)
    first_open = date(max(books.closed) + 1, 1, 1) if books.closed else date.min
    written = [line for name, state in states.items() for line in _lines(full, unidentified[name], state, first_open)]
    return FILE, csv_of(TABLES["receipts"].names, written)


def _full_rows(books: Books) -> Mapping[str, Mapping[str, object]]:
    rows = books.arrow_in_force("receipts").to_pylist()
    return {str(row["reference"]): row for row in rows if row["state"] is None and row["reference"] is not None}


def _lines(
    full: Mapping[str, Mapping[str, object]], row: Mapping[str, object], state: str, first_open: date
) -> list[Mapping[str, object]]:
    name, reference, dated = str(row["receipt"]), row["reference"], row["value_date"]
    assert isinstance(dated, date)
    if reference is not None and dated >= first_open:
        return [{**full[str(reference)], "state": state, "note": say("Assigned; before of an unknown payer")}]
    booked = max(dated, first_open)
    entry = {"received": booked, "amount": row["amount"], "currency": row["currency"]}
    amount = row["amount"]
    return [
        {**entry, "amount": -amount, "reference": f"reversed {name}", "note": say("Reversed: of a known payer")},  # type: ignore[operator]
        {
            **entry,
            "state": state,
            "reference": f"assigned {name}",
            "note": say("Assigned; received on {day} of an unknown payer", day=dated.isoformat()),
        },
    ]
