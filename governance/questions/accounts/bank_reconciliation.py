"""What the bank booked in a month beside the receipts held here: what agrees, what is missing on either side."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from governance.access import FINANCE
from governance.questions.declare import Asking, Question
from governance.rules.accounts.bank_reconciliation import (
    AMOUNTS_DIFFER,
    FINDINGS,
    MATCHED,
    ONLY_HERE,
    ONLY_IN_BANK,
    Entry,
    Held,
    Pair,
    reconciled,
)
from governance.tables.receipt_names import name_of
from governance.wording import amount, in_words, month_in_words
from governance.words import mark, say

NOT_KNOWN = "not_known"
"""What is found of a month of which no entry of the bank is held."""
_RECEIVED = ("credit", "reversed_credit")
_ENTRY = ("account", "reference", "booked_on", "amount", "currency", "kind", "counterparty", "counterparty_iban")
_HELD = ("amount", "currency", "state", "paid_amount", "paid_currency")
_FOUND = {
    ONLY_IN_BANK: mark("The bank booked {amount} on {day} under {reference}, and no receipt here is of it."),
    ONLY_HERE: mark("{amount} was entered as received on {day}, and no entry of the bank is of it."),
    AMOUNTS_DIFFER: mark("The bank booked {amount} on {day} under {reference}; here {here} is held."),
    MATCHED: mark("The bank booked {amount} on {day} under {reference}; here it stands under another reference."),
}
_NO_STATEMENT = mark("No statement of the bank is held for {month}: what it booked is not known.")
_NONE_IN = mark("No statement of an account in {currency} is held for {month}: what was booked on it is not known.")
_NONE_OF = mark("No entry of the account {account} is held for {month}: what was booked on it is not known.")
_WITHOUT_REFERENCE = mark("The bank booked {amount} on {day} under {reference}; here it stands without a reference.")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """An entry of the bank, a receipt held here, or both where they are of each other. Where no entry of the bank in
    the month is held at all, none in a currency of its receipts, or none of an account that had some before, a row says
    that it is not known."""

    month: str
    finding: str
    day: date | None
    currency: str | None
    reference: str | None
    account: str | None
    counterparty: str | None
    state: str | None
    by_bank: Decimal | None
    by_receipts: Decimal | None
    difference: Decimal | None
    words: str | None


@dataclass(frozen=True, slots=True)
class OfMonth:
    """A month: what the bank booked as received and what is held here, and how many of them were found how. None: no
    entry of the bank in the currency is held for it, or a receipt of which it is not known what it came to in it."""

    month: str
    currency: str
    by_bank: Decimal | None
    by_receipts: Decimal | None
    matched: int | None
    amounts_differ: int | None
    only_in_bank: int | None
    only_here: int | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Reconciled]:
    """One row per entry and receipt of a month, what needs a person first, and what is not known last."""
    month = str(values["month"] or f"{asking.as_of.replace(day=1) - timedelta(1):%Y-%m}")
    accounts = _accounts(asking)
    known = {currency for (_, currency), months in accounts.items() if month in months}
    if not known:
        return [_not_known(month, _NO_STATEMENT)]
    pairs = [pair for pair in _pairs(asking, values["currency"]) if _month(pair.day) == month]
    found = [_row(month, pair) for pair in pairs if pair.currency in known]
    asked = {pair.currency for pair in pairs} | ({str(values["currency"])} if values["currency"] else set())
    unknown = [_not_known(month, _NONE_IN, currency) for currency in sorted(asked - known)]
    unknown += [
        _not_known(month, _NONE_OF, currency, account)
        for (account, currency), months in sorted(accounts.items())
        if currency in asked & known and min(months) < month not in months
    ]
    return [*sorted(found, key=lambda row: FINDINGS.index(row.finding)), *unknown]


def _not_known(month: str, message: str, currency: str | None = None, account: str | None = None) -> Reconciled:
    words = say(message, month=month_in_words(month), currency=currency, account=account)
    return Reconciled(month, NOT_KNOWN, None, currency, None, account, *(None,) * 5, words)


def _row(month: str, pair: Pair) -> Reconciled:
    entry, receipt = pair.entry, pair.receipt
    booked = entry.amount if entry else None
    return Reconciled(
        month=month,
        finding=pair.finding,
        day=pair.day,
        currency=pair.currency,
        reference=entry.reference if entry else receipt.reference if receipt else None,
        account=entry.account if entry else None,
        counterparty=entry.counterparty if entry else None,
        state=", ".join(receipt.states) or None if receipt else None,
        by_bank=booked,
        by_receipts=pair.here,
        difference=None if receipt and pair.here is None else (booked or Decimal(0)) - (pair.here or Decimal(0)),
        words=_words(pair),
    )


def _words(pair: Pair) -> str | None:
    """What was found, in words; nothing is said of what agrees in all."""
    if pair.finding == MATCHED and pair.same_reference:
        return None
    unnamed = pair.finding == MATCHED and pair.receipt and pair.receipt.reference is None
    here = pair.receipt and pair.receipt.amount_in(pair.receipt.currency)
    booked = pair.entry.amount if pair.entry else here
    return say(
        _WITHOUT_REFERENCE if unnamed else _FOUND[pair.finding],
        amount=amount(booked or Decimal(0), pair.currency),
        day=in_words(pair.day),
        reference=pair.entry.reference if pair.entry else "",
        here=amount(here or Decimal(0), pair.receipt.currency if pair.receipt else pair.currency),
    )


def by_month(asking: Asking, values: Mapping[str, object]) -> list[OfMonth]:
    """One row per month since the first statement and currency, the last first."""
    known = {(month, currency) for (_, currency), months in _accounts(asking).items() for month in months}
    if not known:
        return []
    of_months: dict[tuple[str, str], list[Pair]] = {}
    for pair in _pairs(asking, values["currency"]):
        of_months.setdefault((_month(pair.day), pair.currency), []).append(pair)
    found = [
        _of_month(month, currency, of_months.get((month, currency), []), (month, currency) in known)
        for month in _months(date.fromisoformat(f"{min(known)[0]}-01"), asking.as_of)
        for currency in sorted({currency for _, currency in of_months})
    ]
    return found[::-1]


def _of_month(month: str, currency: str, pairs: list[Pair], known: bool) -> OfMonth:
    number = Counter(pair.finding for pair in pairs)
    booked = sum((pair.entry.amount for pair in pairs if pair.entry), Decimal(0))
    held = [pair.here for pair in pairs if pair.receipt]
    return OfMonth(
        month=month,
        currency=currency,
        by_bank=booked if known else None,
        by_receipts=None if None in held else sum(filter(None, held), Decimal(0)),
        **{finding: number[finding] if known else None for finding in FINDINGS},
    )


def _pairs(asking: Asking, currency: object) -> list[Pair]:
    """All entries and receipts by the date."""
    found = reconciled(_entries(asking), _held(asking))
    return [pair for pair in found if currency in (None, pair.currency)]


def _entries(asking: Asking) -> Iterator[Entry]:
    own = {_plain(row.text("iban")) for row in asking.table("payment_instructions") if row.known("iban")}
    for row in asking.table("bank_entries", _ENTRY):
        if row.day("booked_on") <= asking.as_of and row["kind"] != "batch":
            transfer = _plain(row["counterparty_iban"] or "") in own
            yield Entry(
                row.text("account"),
                row.text("reference"),
                row.day("booked_on"),
                row.amount("amount"),
                row.text("currency"),
                row.text_or_none("counterparty"),
                row["kind"] in _RECEIVED and not transfer,
            )


def _held(asking: Asking) -> Iterator[Held]:
    for row in asking.table("receipts", ("received", "value_date", "reference", *_HELD)):
        received = row["received"] or row["value_date"]
        if received <= asking.as_of:
            yield Held(name_of(row["reference"]), received, *(row[name] for name in _HELD))


def _accounts(asking: Asking) -> Mapping[tuple[str, str], set[str]]:
    """Each account of which the bank booked anything that is held here, with its currency, and the months of that."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in asking.table("bank_entries", ("account", "booked_on", "currency")):
        if row.day("booked_on") <= asking.as_of:
            key = (row.text("account"), row.text("currency"))
            found.setdefault(key, set()).add(_month(row.day("booked_on")))
    return found


def _months(first: date, last: date) -> Iterator[str]:
    while first <= last:
        yield _month(first)
        first += timedelta(calendar.monthrange(first.year, first.month)[1])


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _plain(account: str) -> str:
    return "".join(account.split()).upper()


QUESTION = Question(
    name="bank_reconciliation",
    title=mark("The bank’s statements beside the receipts of a month"),
    grain=mark("One row per entry of the bank and receipt of the month; those that are of each other share one."),
    row=Reconciled,
    parameters=("month", "currency"),
    open_to=frozenset({FINANCE}),
    function=answer,
)

BY_MONTH = Question(
    name="bank_reconciliation_by_month",
    title=mark("The bank’s statements beside the receipts, by month"),
    grain=mark("One row per month since the first statement and currency."),
    row=OfMonth,
    parameters=("currency",),
    open_to=frozenset({FINANCE}),
    function=by_month,
)
