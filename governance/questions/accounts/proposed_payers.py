"""Who may have paid the receipts of unknown payers: what the bank said of each, held beside what is known of States."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
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
    signs, told = _signs(asking), _told(asking)
    proposed = []
    for row in unknown:
        entry = told.get(name_of(row.text_or_none("reference")) or "")
        proposed.append((row, entry, proposals(_credit(row, entry), signs)))
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
    """What the bank said of each receipt, by its reference."""
    return {row.text("reference"): row for row in asking.table("bank_entries", _ENTRY)}


def _signs(asking: Asking) -> Signs:
    states = frozenset(row.text("state") for row in asking.table("membership", ("state",)) if row["state"])
    receipts: defaultdict[tuple[str, Decimal], list[Receipt]] = defaultdict(list)
    accounts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    told = _told(asking)
    for row in asking.table("receipts", ("received", "value_date", "state", "amount", "currency", "reference")):
        day = row["value_date"] or row["received"]
        if (state := row.text_or_none("state")) is None or day > asking.as_of:
            continue
        reference = row.text_or_none("reference") or ""
        receipts[row.text("currency"), row.amount("amount")].append(Receipt(state, day, reference))
        entry = told.get(name_of(reference) or "")
        if entry is not None and (account := entry.text_or_none("counterparty_iban")):
            accounts[account][state] += 1
    return Signs(states, accounts, _owed(asking), receipts, _named)


def _named(text: str) -> tuple[str, ...]:
    return tuple(state.code for state in mentioned(text))


def _owed(asking: Asking) -> Mapping[tuple[str, Decimal], list[Owed]]:
    """What States owe and announced by the date, by currency and amount: a year's contribution or what is left of it,
    all of it, an instalment that is not paid, an announced payment."""
    found: defaultdict[tuple[str, Decimal], list[Owed]] = defaultdict(list)
    totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in asking.rows("outstanding"):
        state, currency, year = row.text("state"), row.text("currency"), row["year"]
        left = row["outstanding"] or Decimal(0)
        totals[state, currency] += left
        if left > 0:
            found[currency, left].append(Owed(state, say("It owes this amount for {year}.", year=year)))
        if row["assessed"] and row["assessed"] != left:
            because = say("The amount is its contribution for {year}.", year=year)
            found[currency, row["assessed"]].append(Owed(state, because))
    for (state, currency), total in totals.items():
        if total > 0:
            found[currency, total].append(Owed(state, say("The amount is all that it owes.")))
    for row in asking.rows("instalments"):
        if row.amount("paid") >= row.amount("amount"):
            continue
        because = say("The amount is an instalment of its plan {plan}.", plan=row["plan"])
        found[row.text("currency"), row.amount("amount")].append(Owed(row.text("state"), because))
    for row in asking.table("expected_payments"):
        if row.day("announced") > asking.as_of:
            continue
        because = say("It announced this amount for {day}.", day=in_words(row.day("expected")))
        found[row.text("currency"), row.amount("amount")].append(Owed(row.text("state"), because))
    return found


QUESTION = Question(
    name="proposed_payers",
    title=mark("Who may have paid"),
    grain=mark("One row per receipt of an unknown payer and State that may have paid it."),
    row=ProposedPayer,
    open_to=frozenset({FINANCE}),
    function=answer,
)
