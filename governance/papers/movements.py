"""An account between two days: what it opened with, what was booked, and what it closes with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.books import Books, Row
from governance.words import mark

MOVES = {
    "opening": (1, mark("Opening balances of earlier years")),
    "assessed": (1, mark("Assessed contributions")),
    "received": (-1, mark("Receipts")),
    "adjusted": (-1, mark("Adjustments")),
    "disputed": (-1, mark("Disputed, and not counted in what is owed")),
}
"""What is booked, by the column of `balances`: the sign with which it counts in what is owed, and its name."""


@dataclass(frozen=True)
class Account:
    """`opened_with` and `closing` are what is owed, less a credit; `opened_with` is None where the balance on that day
    is not known, or balances were opened anew since: then all that was booked in this history stands in `moved`, each
    with the sign with which it counts."""

    opened_with: Decimal | None
    moved: Mapping[str, Decimal]
    closing: Decimal


def opening_day(as_of: date) -> date:
    """The day with whose balance an account opens: the end of the year before."""
    return date(as_of.year - 1, 12, 31)


def account(books: Books, before: Row | None, row: Row) -> Account:
    """From two rows of `balances`, on the opening day and on the closing one; balances that were opened anew in between
    begin the account."""
    start = before if before is not None and before["known"] == "yes" and not opened_anew(before, row) else None

    def between(name: str) -> Decimal:
        return row.amount(name) - (start.amount(name) if start else Decimal(0))

    moved = {name: Decimal(0) + sign * between(name) for name, (sign, _) in MOVES.items()}  # never less nothing: −0
    if books.rulebook.receipts.disputed != "outside":
        moved["disputed"] = Decimal(0)  # it is owed like anything else
    return Account(_net(start) if start else None, moved, _net(row))


def opened_anew(before: Row, row: Row) -> bool:
    """Whether balances were opened anew between two days, so that what was booked until then no longer counts."""
    return bool(before["opening"] != row["opening"] or before["assessed"] > row["assessed"])


def _net(row: Row) -> Decimal:
    return row.amount("outstanding") - row.amount("credit")
