"""What the bank booked beside the receipts held here: matched, only in the bank, only here, or of other amounts.

No article: bookkeeping. Our readings: an entry and a receipt are of each other where the receipt bears the bank's
reference; else where the amount is the same, as it is held or as it was paid, and the days lie within a week's work of
each other, the nearest first. A receipt that was assigned or divided afterwards is one with what it was before: what
was made of it changes its amount only where that does not come to nothing. What it came to in the bank's currency is
not known where a part of it is held in another one: then nothing is said of amounts. Money
that left, charges, interest and what came from an account of ours are looked at only where a receipt bears their
reference: they are no receipts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MATCHED, ONLY_IN_BANK, ONLY_HERE, AMOUNTS_DIFFER = "matched", "only_in_bank", "only_here", "amounts_differ"
CURRENCIES_DIFFER = "currencies_differ"
FINDINGS = (AMOUNTS_DIFFER, CURRENCIES_DIFFER, ONLY_IN_BANK, ONLY_HERE, MATCHED)
"""What is found, first what needs a person."""
_DAYS_APART = 5


@dataclass(frozen=True)
class Entry:
    """What the bank booked. `received`: it is of a kind that becomes a receipt."""

    account: str
    reference: str
    booked_on: date
    amount: Decimal
    currency: str
    counterparty: str | None
    received: bool


@dataclass(frozen=True)
class Held:
    """A row of the receipts, as it was entered or as it was assigned or taken back later, under the reference of the
    receipt that it was. `made`: it was made of that receipt later."""

    reference: str | None
    received: date
    amount: Decimal
    currency: str
    state: str | None
    paid_amount: Decimal | None = None
    paid_currency: str | None = None
    made: bool = False

    def amount_in(self, currency: str) -> Decimal | None:
        """The amount in a currency in which it is known."""
        if currency == self.currency:
            return self.amount
        return self.paid_amount if currency == self.paid_currency else None


@dataclass(frozen=True)
class Receipt:
    """A receipt with all that became of it."""

    rows: tuple[Held, ...]

    @property
    def reference(self) -> str | None:
        """The bank's reference, or the name that it has without one."""
        return self.rows[0].reference

    @property
    def received(self) -> date:
        """The day on which it came in."""
        return min(row.received for row in self.rows)

    @property
    def currency(self) -> str:
        """The currency in which it is held."""
        return self.rows[0].currency

    @property
    def currencies(self) -> set[str]:
        """The currencies in which its amount may be known: that in which it is held, and that in which it was paid."""
        return {self.currency} | {row.paid_currency for row in self.rows if row.paid_currency}

    @property
    def states(self) -> tuple[str, ...]:
        """The States to which it is assigned."""
        return tuple(sorted({row.state for row in self.rows if row.state}))

    @property
    def amounts(self) -> dict[str, Decimal]:
        """What is held of it, in each currency in which anything of it is held."""
        return _amounts(self.rows)

    def amount_in(self, currency: str) -> Decimal | None:
        """What is held of it in a currency; None where that is not known. Who divides a receipt does not know what was
        paid of each part: parts that come to what was taken back leave what it was."""
        made = [row for row in self.rows if row.made]
        rows = self.rows if _amounts(made) else [row for row in self.rows if not row.made]
        amounts = [row.amount_in(currency) for row in rows]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _amounts(rows: Iterable[Held]) -> dict[str, Decimal]:
    """The sums of rows in their own currencies, but for those that are nothing."""
    found: dict[str, Decimal] = {}
    for row in rows:
        found[row.currency] = found.get(row.currency, Decimal(0)) + row.amount
    return {currency: amount for currency, amount in found.items() if amount}


@dataclass(frozen=True)
class Pair:
    """An entry and a receipt that are of each other, or one of them alone."""

    entry: Entry | None
    receipt: Receipt | None

    @property
    def day(self) -> date:
        """The day on which the bank booked it; of a receipt alone the day on which it came in."""
        if self.entry is not None:
            return self.entry.booked_on
        assert self.receipt is not None, "one of the two is there"
        return self.receipt.received

    @property
    def currency(self) -> str:
        """The currency of both amounts."""
        if self.entry is not None:
            return self.entry.currency
        assert self.receipt is not None, "one of the two is there"
        return self.receipt.currency

    @property
    def here(self) -> Decimal | None:
        """What is held here, in that currency; None where nothing is, or where a part of it is held in another one."""
        return None if self.receipt is None else self.receipt.amount_in(self.currency)

    @property
    def finding(self) -> str:
        """What was found."""
        if self.entry is None or self.receipt is None:
            return ONLY_HERE if self.entry is None else ONLY_IN_BANK
        if self.here is None:
            return CURRENCIES_DIFFER
        return MATCHED if self.here == self.entry.amount else AMOUNTS_DIFFER

    @property
    def same_reference(self) -> bool:
        """Whether the receipt bears the bank's reference."""
        return bool(self.entry and self.receipt and self.entry.reference == self.receipt.reference)


def reconciled(entries: Iterable[Entry], rows: Iterable[Held]) -> list[Pair]:
    """Every entry that is, or should be, a receipt, and every receipt, each once, in the order of their days."""
    named, unnamed = _receipts(rows)
    found: list[Pair] = []
    alone: list[Entry] = []
    for entry in sorted(entries, key=lambda entry: (entry.booked_on, entry.account, entry.reference)):
        if entry.reference in named:
            found.append(Pair(entry, named.pop(entry.reference)))
        elif entry.received:
            alone.append(entry)
    left = [receipt for receipt in (*unnamed, *named.values()) if receipt.amounts]
    alike = list(_alike(alone, left))
    paired = {id(one) for pair in alike for one in pair}
    found += [Pair(*pair) for pair in alike]
    found += [Pair(entry, None) for entry in alone if id(entry) not in paired]
    found += [Pair(None, receipt) for receipt in left if id(receipt) not in paired]
    return sorted(found, key=in_order)


def in_order(pair: Pair) -> tuple[object, ...]:
    """By what pairs are told one after the other: the day, those of one reference before others, the account."""
    entry = pair.entry
    return pair.day, not pair.same_reference, entry is None, entry and entry.account, entry and entry.reference


def _receipts(rows: Iterable[Held]) -> tuple[dict[str, Receipt], list[Receipt]]:
    """Receipts by their names with what became of each, and those without a reference, each for itself."""
    named: dict[str, list[Held]] = {}
    unnamed = []
    for row in rows:
        if row.reference is None:
            unnamed.append(Receipt((row,)))
        else:
            named.setdefault(row.reference, []).append(row)
    return {name: Receipt(tuple(those)) for name, those in named.items()}, unnamed


def _alike(entries: Sequence[Entry], receipts: Sequence[Receipt]) -> Iterator[tuple[Entry, Receipt]]:
    """Entries and receipts of one amount within a few days, the nearest first, each at most once."""
    by_amount: dict[tuple[str, Decimal | None], list[Receipt]] = {}
    for receipt in receipts:
        for currency in receipt.currencies:
            by_amount.setdefault((currency, receipt.amount_in(currency)), []).append(receipt)
    near = [
        (apart, place, entry, receipt)
        for place, entry in enumerate(entries)
        for receipt in by_amount.get((entry.currency, entry.amount), ())
        if (apart := abs((entry.booked_on - receipt.received).days)) <= _DAYS_APART
    ]
    taken: set[int] = set()
    for _, _, entry, receipt in sorted(near, key=lambda one: one[:2]):
        if not {id(entry), id(receipt)} & taken:
            taken |= {id(entry), id(receipt)}
            yield entry, receipt
