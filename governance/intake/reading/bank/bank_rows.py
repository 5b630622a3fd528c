"""What is read of a bank's file, whatever its format: its statements and their entries, each a row of a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from governance.intake.reading import unread
from governance.intake.reading.extent import over_extent
from governance.intake.reading.grid import Grid
from governance.settings import LIMITS

STATEMENTS, ENTRIES = "statements", "entries"
"""The names of the two sheets that a bank's file is read as."""


class StatementRow(NamedTuple):
    """One statement. Balances are negative where the account is overdrawn; a file of details (camt.054) has none.

    `last`: whether its closing balance is that of the day, and not of one of several pages. `pending` counts entries
    that the bank has not booked yet: they are no entries of the statement.
    """

    form: str
    account: str | None
    currency: str | None
    number: str | None
    opened: date | None = None
    closed: date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    last: bool = True
    pending: int = 0

    @property
    def is_details(self) -> bool:
        """Whether it only tells of what entries are made."""
        return self.form.startswith("camt.054")


class EntryRow(NamedTuple):
    """One entry of the statement of that number (from 0), at its `place` there (from 1); or one of the payments of
    which it is made, with the payment's own place in it as `part`.

    The amount is negative where the money left the account. `payments` is of how many payments the bank says that it
    is made. `kind` is one of the table of entries.
    """

    statement: int
    place: int
    part: int | None
    reference: str | None
    booked_on: date
    value_date: date | None
    amount: Decimal
    currency: str
    kind: str
    counterparty: str | None = None
    counterparty_iban: str | None = None
    remittance: str | None = None
    payer_reference: str | None = None
    charges: Decimal | None = None
    paid_amount: Decimal | None = None
    paid_currency: str | None = None
    rate: Decimal | None = None
    payments: int = 0


def grids_of_bank(name: str, statements: Iterable[StatementRow], entries: Iterable[EntryRow]) -> list[Grid]:
    """The two sheets. Raises Refused where there are more rows, or longer texts, than the settings allow."""
    every = [tuple(entry) for entry in entries]
    if limit := over_extent(len(every), len(EntryRow._fields)):
        raise unread.over_limit(name, *limit)
    if any(isinstance(cell, str) and len(cell) > LIMITS.characters for row in every for cell in row):
        raise unread.over_limit(name, "characters", LIMITS.characters)
    return [
        Grid(name, STATEMENTS, tuple(tuple(statement) for statement in statements), bank=True),
        Grid(name, ENTRIES, tuple(every), bank=True),
    ]


def amount_of(text: str | None) -> Decimal | None:
    """A plain amount as banks' formats write it, of at most eighteen digits; None for everything else."""
    digits = (text or "").strip()
    whole, _, part = digits.partition(".")
    if not (whole + part).isdecimal() or not digits.isascii() or len(digits) > 19:
        return None
    return Decimal(digits)
