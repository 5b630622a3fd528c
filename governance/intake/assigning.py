"""Assigning receipts of unknown payers to a State: a further batch, handed in like any other file.

A receipt with a bank reference comes again under the same reference, with its State: the later row takes the place of
the earlier. One without a reference cannot be named: it is reversed among the unidentified and entered for the State.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from governance.books import Books
from governance.formulas import harmless
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import say

FILE = "receipts-assigned.csv"
_SIGNED = ("amount", "paid_amount", "charges")
Place = tuple[int, int]
"""A row of the ledger: its batch and its row in the sheet."""


def assignment(books: Books, states: Mapping[Place, str]) -> tuple[str, bytes]:
    """The file that assigns each receipt named by its place to the State (a code): its name and content.

    Raises Refused, with every place at which no unidentified receipt stands.
    """
    table = TABLES["receipts"]
    rows = books.arrow_in_force("receipts").to_pylist()
    unidentified = {(row["batch"], row["sheet_row"]): row for row in rows if row["state"] is None}
    if problems := [_not_there(place) for place in states if place not in unidentified]:
        raise Refused(*problems)
    written = [line for place, state in states.items() for line in _lines(unidentified[place], place, state)]
    return FILE, _csv(table.names, written)


def _lines(row: Mapping[str, object], place: Place, state: str) -> list[Mapping[str, object]]:
    batch, sheet_row = place
    note = say("Assigned; before of an unknown payer: batch {batch}, row {row}", batch=batch, row=sheet_row)
    assigned = {**row, "state": state, "note": note}
    if row["reference"] is not None:
        return [assigned]
    turned = {name: -value for name in _SIGNED if isinstance(value := row[name], Decimal)}
    return [{**row, **turned, "note": say("Reversed, now of {state}", state=state)}, assigned]


def _csv(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(row[name]) for name in names] for row in rows)
    return out.getvalue().encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)


def _not_there(place: Place) -> Problem:
    return Problem(
        "no-such-receipt",
        say("There is no receipt of an unknown payer in batch {batch}, row {row}.", batch=place[0], row=place[1]),
        suggestion=say("It may have been assigned already: look at the list again."),
    )
