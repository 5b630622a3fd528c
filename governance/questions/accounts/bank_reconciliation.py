"""What the bank booked in a month beside the receipts held here: what agrees, what is missing on either side."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from governance.access import FINANCE
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.bank_reconciliation import (
    AMOUNTS_DIFFER,
    CURRENCIES_DIFFER,
    FINDINGS,
    MATCHED,
    ONLY_HERE,
    ONLY_IN_BANK,
    Entry,
    Held,
    Pair,
    Receipt,
    in_order,
    reconciled,
)
from governance.wording import amount, in_words, month_in_words
from governance.words import joined, mark, say

NOT_KNOWN = "not_known"
"""What is found of a month of which no entry of the bank is held."""
_RECEIVED = ("credit", "reversed_credit")
_ENTRY = ("account", "reference", "booked_on", "amount", "currency", "counterparty", "kind", "counterparty_iban")
_HELD = ("reference", "received", "amount", "currency", "state", "paid_amount", "paid_currency", "made")
_PAIR = (*_ENTRY, "received", "state")
_MONTHS = ("account", "currency", "month", "first_booked")
_OF_MONTH = ("month", "currency", "known_on", "number", "amount")
_FOUND = {
    ONLY_IN_BANK: mark("The bank booked {amount} on {day} under {reference}, and no receipt here is of it."),
    ONLY_HERE: mark("{amount} was entered as received on {day}, and no entry of the bank is of it."),
    AMOUNTS_DIFFER: mark("The bank booked {amount} on {day} under {reference}; here {here} is held."),
    CURRENCIES_DIFFER: mark(
        "The bank booked {amount} on {day} under {reference}; here {here} is held, and what that came to in {currency} "
        "is not known."
    ),
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
    currencies_differ: int | None
    only_in_bank: int | None
    only_here: int | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Reconciled]:
    """One row per entry and receipt of a month, what needs a person first, and what is not known last."""
    month = str(values["month"] or f"{asking.as_of.replace(day=1) - timedelta(1):%Y-%m}")
    accounts = _accounts(asking)
    known = {currency for (_, currency), months in accounts.items() if month in months}
    if not known:
        return [_not_known(month, _NO_STATEMENT)]
    pairs = [*_agreeing(asking, month), *(pair for pair in _others(asking) if _month(pair.day) == month)]
    pairs = sorted((pair for pair in pairs if values["currency"] in (None, pair.currency)), key=in_order)
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
    held = pair.receipt.amounts if pair.receipt else {}
    here = joined(", ", (amount(of, currency) for currency, of in sorted(held.items())))
    return say(
        _WITHOUT_REFERENCE if unnamed else _FOUND[pair.finding],
        amount=amount(pair.entry.amount, pair.currency) if pair.entry else here,
        day=in_words(pair.day),
        reference=pair.entry.reference if pair.entry else "",
        here=here or amount(Decimal(0), pair.currency),
        currency=pair.currency,
    )


def by_month(asking: Asking, values: Mapping[str, object]) -> list[OfMonth]:
    """One row per month since the first statement and currency, the last first."""
    known = {(month, currency) for (_, currency), months in _accounts(asking).items() for month in months}
    if not known:
        return []
    of_months: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in _others(asking):
        of_months[_month(pair.day), pair.currency].append(pair)
    agreeing = _sums_agreeing(asking)
    asked = values["currency"]
    currencies = sorted({of for _, of in (*of_months, *agreeing) if asked in (None, of)})
    found = [
        _of_month(key, of_months[key], *agreeing.get(key, (0, Decimal(0))), known=key in known)
        for month in _months(date.fromisoformat(f"{min(known)[0]}-01"), asking.as_of)
        for key in ((month, currency) for currency in currencies)
    ]
    return found[::-1]


def _of_month(
    key: tuple[str, str], others: list[Pair], agreeing: int, sum_agreeing: Decimal, *, known: bool
) -> OfMonth:
    """A month and currency of which so many pairs agree and come to so much, beside the others."""
    number = Counter({MATCHED: agreeing})
    number.update(pair.finding for pair in others)
    booked = sum((pair.entry.amount for pair in others if pair.entry), sum_agreeing)
    held = [pair.here for pair in others if pair.receipt]
    month, currency = key
    return OfMonth(
        month=month,
        currency=currency,
        by_bank=booked if known else None,
        by_receipts=None if None in held else sum(filter(None, held), sum_agreeing),
        **{finding: number[finding] if known else None for finding in FINDINGS},
    )


def _agreeing(asking: Asking, month: str) -> Iterator[Pair]:
    """Of the entries and receipts that agree and that are both known by the date those of a month."""
    columns = asking.columns("pairs_in_order")
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    number = bisect_right(columns["known_on"], asking.as_of)
    for place, day in enumerate(columns["booked_on"][:number]):
        if first <= day <= last:
            yield _pair(asking, Row((name, columns[name][place]) for name in _PAIR))


def _sums_agreeing(asking: Asking) -> Mapping[tuple[str, str], tuple[int, Decimal]]:
    """By month and currency, how many entries and receipts agree and are both known by the date, and what they are."""
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for month, currency, known_on, number, come_to in _rows(asking, "pairs_of_months", _OF_MONTH):
        if known_on <= asking.as_of:
            before, sum_before = found.get((month, currency), (0, Decimal(0)))
            found[month, currency] = before + number, sum_before + come_to
    return found


def _others(asking: Asking) -> list[Pair]:
    """All other entries and receipts by the date, as the rule pairs them."""
    not_yet = list(_not_yet(asking))
    entries = (_entry(asking, Row(zip(_ENTRY, cells, strict=True))) for cells in _rows(asking, "bank_apart", _ENTRY))
    held = (Held(*cells) for cells in _rows(asking, "held_apart", _HELD))
    return reconciled(
        [one for one in (*entries, *(pair.entry for pair in not_yet if pair.entry)) if one.booked_on <= asking.as_of],
        [
            one
            for one in (*held, *(row for pair in not_yet if pair.receipt for row in pair.receipt.rows))
            if one.received <= asking.as_of
        ],
    )


def _pair(asking: Asking, row: Row) -> Pair:
    entry = _entry(asking, row)
    held = Held(entry.reference, row.day("received"), entry.amount, entry.currency, row.text_or_none("state"))
    return Pair(entry, Receipt((held,)))


def _entry(asking: Asking, row: Row) -> Entry:
    transfer = _plain(row.text_or_none("counterparty_iban") or "") in _own_accounts(asking)
    return Entry(
        row.text("account"),
        row.text("reference"),
        row.day("booked_on"),
        row.amount("amount"),
        row.text("currency"),
        row.text_or_none("counterparty"),
        row["kind"] in _RECEIVED and not transfer,
    )


def _own_accounts(asking: Asking) -> frozenset[str]:
    """The numbers of the organization's own accounts."""
    return asking.kept(
        "numbers of own accounts",
        lambda of: frozenset(
            _plain(row.text("iban")) for row in of.table("payment_instructions", ("iban",)) if row.known("iban")
        ),
    )


def _not_yet(asking: Asking) -> Iterator[Pair]:
    """Those that agree of which one at most is known by the date; on most dates there is none."""
    if all(row[2] <= asking.as_of for row in _rows(asking, "pairs_of_months", _OF_MONTH)):
        return
    columns = asking.columns("pairs_in_order")
    for place in range(bisect_right(columns["known_on"], asking.as_of), len(columns["known_on"])):
        yield _pair(asking, Row((name, columns[name][place]) for name in _PAIR))


def _rows(asking: Asking, fact: str, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    columns = asking.kept(f"bank's {fact}", lambda of: of.columns(fact))
    return zip(*(columns[name] for name in names), strict=True)


def _accounts(asking: Asking) -> Mapping[tuple[str, str], set[str]]:
    """Each account of which the bank booked anything that is held here, with its currency, and the months of that."""
    found: dict[tuple[str, str], set[str]] = {}
    for account, currency, month, first_booked in _rows(asking, "bank_months", _MONTHS):
        if first_booked <= asking.as_of:
            found.setdefault((account, currency), set()).add(month)
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
