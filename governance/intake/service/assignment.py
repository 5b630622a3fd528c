"""Assigning receipts of unknown payers to a State: a further batch, handed in like any other file.

A receipt with a bank reference comes again under the same reference, with its State: the later row takes the place of
the earlier. One that cannot be replaced, since it has no reference or since its year is closed, is reversed among the
unidentified and entered for the State, each under a reference made of the receipt's own name: it cannot be assigned
twice, and of two alike receipts each is assigned for itself. In a closed year both are dated in the open year. So is
one that is divided among States or years: the receipt itself stays as the bank has it, since a statement may bring it
again, and is taken back beside the parts that come to its amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow.compute as pc

from governance.access import Reader, check_may_change
from governance.books import Books, Row
from governance.intake.service.messages import MESSAGES
from governance.intake.service.written import OF_THE_PAYMENT, csv_of, opposite
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.tables.known_years import LAST_DAY
from governance.tables.receipt_names import assigned_name, reversed_name
from governance.wording import amount as amount_in_words
from governance.words import say

FILE = "receipts-assigned.csv"


@dataclass(frozen=True)
class Share:
    """What of a receipt a State paid: all of it where no amount is told. No State: it stays of an unknown payer."""

    state: str | None
    amount: Decimal | None = None
    for_year: int | None = None


def assignment(books: Books, shares: Mapping[str, Sequence[Share]], reader: Reader) -> tuple[str, bytes]:
    """The file that assigns each receipt, by the name that the question `unidentified` gives it, to a State, or divides
    it among States and years.

    Returns the file's name and content. Raises Refused for a reader who may not hand it in, with every name under which
    no unidentified receipt stands, and with every receipt whose shares do not come to its amount.
    """
    check_may_change(reader)
    unidentified = {row.text("receipt"): row for row in books.ask("unidentified", LAST_DAY, reader).dicts()}
    problems = [
        MESSAGES.problem("no-such-receipt", {"name": name}, value=name) for name in shares if name not in unidentified
    ]
    problems += [
        wrong for name, parts in shares.items() if name in unidentified for wrong in _apart(unidentified[name], parts)
    ]
    if problems:
        raise Refused(*problems)
    full = _full_rows(books)
    rows = {name: full[unidentified[name].whole("batch"), unidentified[name].whole("sheet_row")] for name in shares}
    first_open = date(max(books.closed) + 1, 1, 1) if books.closed else date.min
    written = [line for name, parts in shares.items() for line in _lines(name, rows[name], parts, first_open)]
    return FILE, csv_of(TABLES["receipts"].names, written)


def _apart(row: Row, parts: Sequence[Share]) -> Iterator[Problem]:
    """Why a receipt cannot be divided so: no State is named, the parts are another sum, or one of them is against it or
    nothing."""
    whole, currency, name = row.amount("amount"), row.text("currency"), row.text("receipt")
    if not any(part.state for part in parts):
        yield MESSAGES.problem("shares-of-nobody", {"name": name}, value=name)
        return
    if len(parts) == 1 and parts[0].amount is None:
        return
    amounts = [part.amount or Decimal(0) for part in parts]
    total = sum(amounts, Decimal(0))
    if any(amount * whole <= 0 for amount in amounts):
        yield MESSAGES.problem("share-against", {"name": name}, value=name)
    elif total != whole:
        said = {"total": total, "whole": whole, "difference": total - whole}
        values = {key: amount_in_words(value, currency) for key, value in said.items()}
        yield MESSAGES.problem("shares-apart", {**values, "name": name}, value=name)


def _full_rows(books: Books) -> Mapping[tuple[int, int], Mapping[str, object]]:
    """Every receipt of an unknown payer with all that is told of it, by its batch and row."""
    receipts = books.arrow_in_force("receipts")
    rows = receipts.filter(pc.field("state").is_null()).to_pylist()
    return {(row["batch"], row["sheet_row"]): row for row in rows}


def _lines(
    name: str, full: Mapping[str, object], parts: Sequence[Share], first_open: date
) -> list[Mapping[str, object]]:
    dated = full["value_date"] or full["received"]
    assert isinstance(dated, date), "no receipt is without a day"
    (first, *others) = parts
    if full["reference"] is not None and dated >= first_open and not others:
        year = first.for_year or full["for_year"]
        return [{**full, "state": first.state, "for_year": year, "note": say("Assigned; before of an unknown payer")}]
    note = say("Assigned; received on {day} of an unknown payer", day=dated.isoformat())
    whole = full if dated >= first_open else {**full, "received": first_open, "value_date": None}
    back = {**opposite(whole), "reference": reversed_name(name), "note": say("Reversed: of a known payer")}
    lines: list[Mapping[str, object]] = [back]
    for place, part in enumerate(parts, start=1):
        # What each part was paid in another currency, and what the bank took of it, is not known.
        own = {**whole, "amount": part.amount, **dict.fromkeys(OF_THE_PAYMENT)} if others else whole
        told = {
            "state": part.state,
            "for_year": part.for_year or full["for_year"],
            "reference": assigned_name(name, place if others else None),
            "note": note if part.state else None,
        }
        lines.append({**own, **told})
    return lines
