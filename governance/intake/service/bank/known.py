"""What a ledger already holds of its bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from governance.books import Books

Key = tuple[str, str]


@dataclass
class Known:
    """What is in force, and what of a handing-in is taken with it while its statements are gone through.

    `accounts` names the organization's own accounts by their plain numbers; `entries` are the amount, currency, day
    and kind of each entry by account and reference, `owners` the account that first had a reference; `receipts` the
    State of each by its reference, and its amount by currency, that in which it is credited first; `balances` what each
    account held at the end of a day, by its name and currency.
    """

    accounts: dict[str, str] = field(default_factory=dict)
    entries: dict[Key, tuple[Decimal, str, date, str]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, tuple[str | None, dict[str, Decimal]]] = field(default_factory=dict)
    balances: dict[Key, dict[date, Decimal]] = field(default_factory=dict)

    def take(self, account: str, reference: str, *told: object) -> None:
        """Hold an entry by what is told of it."""
        self.entries[account, reference] = told  # type: ignore[assignment]
        self.owners.setdefault(reference, account)

    def own_reference(self, account: str, reference: str) -> str:
        """The name of an entry of the account: with the account's number where another account has the reference,
        since receipts are named by it alone."""
        apart = f"{reference} ({account})"
        if (account, reference) in self.entries:
            return reference
        return (
            apart if (account, apart) in self.entries or self.owners.get(reference, account) != account else reference
        )

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
    names = ("account", "reference", "amount", "currency", "booked_on", "kind")
    for account, reference, *rest in _rows(books, "bank_entries", *names):
        found.take(str(account), str(reference), *rest)
    names = ("reference", "state", "amount", "currency", "paid_amount", "paid_currency")
    for reference, state, amount, currency, paid, of in _rows(books, "receipts", *names):
        if reference is not None:
            found.receipts[str(reference)] = (state, {currency: amount, of or currency: paid if of else amount})  # type: ignore[assignment,dict-item]
    for account, currency, dated, amount in _rows(books, "cash", "account", "currency", "dated", "amount"):
        found.balances.setdefault((str(account), str(currency)), {})[dated] = amount  # type: ignore[index,assignment]
    return found


def plain(account: str) -> str:
    """An account's number without blanks, by which two writings of it are one."""
    return re.sub(r"\s", "", account).upper()


def _rows(books: Books, table: str, *columns: str) -> Iterable[tuple[object, ...]]:
    return books.all_rows_in_force(table, columns)
