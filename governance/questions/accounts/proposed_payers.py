"""Who may have paid the receipts of unknown payers: what the bank said of each, held beside what is known of States."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import FINANCE
from governance.names import mentioned
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.payer import Credit, Owed, Proposal, Receipt, Signs, proposals
from governance.tables.receipt_names import name_of
from governance.wording import in_words
from governance.words import mark, say

_ENTRY = ("reference", "counterparty", "counterparty_iban", "remittance", "payer_reference")
_OF_YEAR = mark("It owes this amount for {year}.")
_CONTRIBUTION = mark("The amount is its contribution for {year}.")
_ALL = mark("The amount is all that it owes.")
_INSTALMENT = mark("The amount is an instalment of its plan {plan}.")
_REST = mark("The amount is what is left of an instalment of its plan {plan}.")
_ANNOUNCED = mark("It announced this amount for {day}.")

Sum = tuple[str, Decimal]
"""A currency and an amount of it."""


@dataclass(frozen=True, slots=True)
class ProposedPayer:
    """A receipt of an unknown payer and a State that may have paid it; no State where nothing tells."""

    receipt: str
    value_date: date
    currency: str
    amount: Decimal
    counterparty: str | None
    remittance: str | None
    place: int | None
    state: str | None
    strength: str
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[ProposedPayer]:
    """One row per receipt of an unknown payer and State that may have paid it, the surest receipts first."""
    unknown = asking.rows("unidentified")
    if not unknown:
        return []
    names = [name_of(row.text_or_none("reference")) or "" for row in unknown]
    told = _told(asking)
    sums = [_credit(row, told.get(name)) for row, name in zip(unknown, names, strict=True)]
    signs = _signs(asking, sums)
    proposed = [
        (row, told.get(name), proposals(credit, signs)) for row, name, credit in zip(unknown, names, sums, strict=True)
    ]
    proposed.sort(key=lambda one: (-_sureness(one[2]), -one[0].day("value_date").toordinal(), one[0].text("receipt")))
    return [line for row, entry, states in proposed for line in _lines(row, entry, states)]


def _sureness(states: tuple[Proposal, ...]) -> int:
    return 0 if not states else 2 if states[0].strength == "strong" else 1


def _lines(row: Row, entry: Row | None, states: tuple[Proposal, ...]) -> Iterator[ProposedPayer]:
    counterparty, remittance = (entry.text_or_none(name) if entry else None for name in ("counterparty", "remittance"))
    receipt, day = row.text("receipt"), row.day("value_date")
    same = (receipt, day, row.text("currency"), row.amount("amount"), counterparty, remittance)
    if not states:
        yield ProposedPayer(*same, None, None, "none", say("Nothing here tells who paid."))
    for place, one in enumerate(states, start=1):
        yield ProposedPayer(*same, place, one.state, one.strength, one.because)


def _credit(row: Row, entry: Row | None) -> Credit:
    told = {name: (entry.text_or_none(name) if entry else None) or "" for name in _ENTRY}
    return Credit(
        row.day("value_date"),
        row.amount("amount"),
        row.text("currency"),
        told["counterparty"],
        told["counterparty_iban"],
        told["remittance"],
        told["payer_reference"],
    )


def _told(asking: Asking) -> Mapping[str, Row]:
    """What the bank said of the receipts of unknown payers, by their names."""
    return {row.text("reference"): row for row in _rows(asking, "said_of_unknown", _ENTRY)}


def _rows(asking: Asking, fact: str, names: Sequence[str]) -> Iterator[Row]:
    """The rows of a shared fact."""
    columns = asking.columns(fact)
    return (Row(zip(names, cells, strict=True)) for cells in zip(*(columns[name] for name in names), strict=True))


def _signs(asking: Asking, sums: Collection[Credit]) -> Signs:
    """What is known of States, as far as it can tell of these sums."""
    states = frozenset(row.text("state") for row in asking.table("membership", ("state",)) if row["state"])
    owed = _owed(asking, {(credit.currency, credit.amount) for credit in sums})
    return Signs(states, _accounts(asking), owed, _receipts(asking), _named)


def _accounts(asking: Asking) -> Mapping[str, Counter[str]]:
    """How many receipts of each State came from an account by the date."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(asking, "paid_from", ("counterparty_iban", "state", "days")):
        if number := bisect_right(row["days"], asking.as_of):
            found[row["counterparty_iban"]][row["state"]] = number
    return found


def _receipts(asking: Asking) -> Mapping[Sum, list[Receipt]]:
    """The receipts of States by the date that may have been taken back, by what they came to."""
    found: defaultdict[Sum, list[Receipt]] = defaultdict(list)
    for row in _rows(asking, "perhaps_taken_back", ("state", "dated", "currency", "amount", "reference")):
        if row.day("dated") <= asking.as_of:
            receipt = Receipt(row.text("state"), row.day("dated"), row.text_or_none("reference") or "")
            found[row.text("currency"), row.amount("amount")].append(receipt)
    return found


def _named(text: str) -> tuple[str, ...]:
    return tuple(state.code for state in mentioned(text))


def _owed(asking: Asking, sought: Collection[Sum]) -> Mapping[Sum, list[Owed]]:
    """Of the sums that are sought, which States owe and announced by the date: a year's contribution or what is left of
    it, all of it, what is left of an instalment, an announced payment."""
    found: defaultdict[Sum, list[Owed]] = defaultdict(list)

    def owes(state: str, currency: str, amount: Decimal | None, because: str, **values: object) -> None:
        if amount is not None and amount > 0 and (currency, amount) in sought:
            found[currency, amount].append(Owed(state, say(because, **values)))

    totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in asking.rows("outstanding"):
        state, currency, year, left = row.text("state"), row.text("currency"), row["year"], row["outstanding"]
        totals[state, currency] += left or 0
        owes(state, currency, left, _OF_YEAR, year=year)
        if row["assessed"] != left:
            owes(state, currency, row["assessed"], _CONTRIBUTION, year=year)
    for (state, currency), total in totals.items():
        owes(state, currency, total, _ALL)
    for row in asking.rows("instalments"):
        paid = row.amount("paid")
        because = _REST if paid else _INSTALMENT
        owes(row.text("state"), row.text("currency"), row.amount("amount") - paid, because, plan=row["plan"])
    for row in asking.table("expected_payments"):
        if row.day("announced") <= asking.as_of:
            expected = in_words(row.day("expected"))
            owes(row.text("state"), row.text("currency"), row.amount("amount"), _ANNOUNCED, day=expected)
    return found


QUESTION = Question(
    name="proposed_payers",
    title=mark("Who may have paid"),
    grain=mark("One row per receipt of an unknown payer and State that may have paid it."),
    row=ProposedPayer,
    open_to=frozenset({FINANCE}),
    function=answer,
)
