"""What a ledger already holds of its bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from governance.books import Books, Row

Key = tuple[str, str]
_NUMBER = re.compile(r" \([0-9]+\)$")
_OF_A_RECEIPT = ("state", "amount", "currency", "paid_amount", "paid_currency", "rate", "charges")


class Booked(NamedTuple):
    """An entry as it is held."""

    amount: Decimal
    currency: str
    booked_on: date
    kind: str
    counterparty: str | None
    statement: str | None


@dataclass
class Known:
    """What is in force, and what of a handing-in is taken with it while its statements are gone through.

    `accounts` names the organization's own accounts by their plain numbers; `entries` are what is held of each by
    account and reference, `owners` the account that first had a reference; `receipts` what is held of each by its
    reference; `balances` what each account held at the end of a day, by its name and currency; `batches` the batches in
    which entries came.
    """

    accounts: dict[str, str] = field(default_factory=dict)
    entries: dict[Key, Booked] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, Row] = field(default_factory=dict)
    balances: dict[Key, dict[date, Decimal]] = field(default_factory=dict)
    batches: dict[Key, int] = field(default_factory=dict)
    _names: dict[Key, list[str]] = field(default_factory=dict)
    _alike: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    _money: dict[tuple[object, ...], list[str]] = field(default_factory=dict)

    def take(self, account: str, reference: str, booked: Booked) -> None:
        """Hold an entry."""
        if (account, reference) not in self.entries:
            told = self.told_as(account, reference)
            self._names.setdefault((account, told), []).append(reference)
            self._alike.setdefault((account, told, *booked[:3]), []).append(reference)
            self._money.setdefault((account, *booked[:3]), []).append(reference)
        self.entries[account, reference] = booked
        self.owners.setdefault(reference, account)

    def bookings(self, account: str, told: str) -> list[str]:
        """The names of the bookings of the account that have the reference, as the bank tells it."""
        return self._names.get((account, _without_number(told)), [])

    def alike(self, account: str, told: str, booked: Sequence[object]) -> list[str]:
        """Of these the names of those of an amount, a currency and a day."""
        return self._alike.get((account, _without_number(told), *booked), [])

    def of_the_same_money(self, account: str, booked: Sequence[object]) -> list[str]:
        """The names of the bookings of the account of an amount, a currency and a day, whatever their references."""
        return self._money.get((account, *booked), [])

    def told_as(self, account: str, reference: str) -> str:
        """The reference as the bank told it, of the name of a booking."""
        return _without_number(self.without_account(reference, account))

    def has(self, account: str, reference: str) -> bool:
        """Whether a booking of the account has that name."""
        return (account, reference) in self.entries

    def without_account(self, reference: str, account: str) -> str:
        """The name of a booking without the account's number by which it is told from another account's."""
        return reference.removesuffix(f" ({account})")

    def name_of(self, account: str) -> str:
        """The name of an account by its number; the number, where nobody has named it."""
        return self.accounts.get(plain(account), account)

    def is_own(self, account: str | None) -> bool:
        """Whether an account is one of the organization's own."""
        return bool(account) and plain(account or "") in self.accounts

    def balance(self, account: str, currency: str, by: date) -> tuple[date, Decimal] | None:
        """The last day by that one at whose end it is known what the account held, and what."""
        held = self.balances.get((self.name_of(account), currency), {})
        day = max((day for day in held if day <= by), default=None)
        return None if day is None else (day, held[day])


def known(books: Books) -> Known:
    """What the books hold."""
    found = Known(
        {plain(str(iban)): str(name) for iban, name in _rows(books, "payment_instructions", "iban", "account")}
    )
    for account, reference, *booked in _rows(books, "bank_entries", "account", "reference", *Booked._fields):
        found.take(str(account), str(reference), Booked._make(booked))
    for row in books.arrow_in_force("bank_entries").select(["account", "reference", "batch"]).to_pylist():
        found.batches[row["account"], row["reference"]] = row["batch"]
    for reference, *cells in _rows(books, "receipts", "reference", *_OF_A_RECEIPT):
        if reference is not None:
            found.receipts[str(reference)] = Row(zip(_OF_A_RECEIPT, cells, strict=True))
    for account, currency, dated, amount in _rows(books, "cash", "account", "currency", "dated", "amount"):
        found.balances.setdefault((str(account), str(currency)), {})[dated] = amount  # type: ignore[index,assignment]
    return found


def _without_number(name: str) -> str:
    """What bookings of one reference share of their names."""
    return _NUMBER.sub("", name)


def plain(account: str) -> str:
    """An account's number without blanks, by which two writings of it are one."""
    return re.sub(r"\s", "", account).upper()


def _rows(books: Books, table: str, *columns: str) -> Iterable[tuple[object, ...]]:
    return books.all_rows_in_force(table, columns)
