"""Statements of a bank as they are meant: each entry named, each batch with its payments, the balances added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from governance.intake.reading.bank.bank_rows import ENTRIES, STATEMENTS, EntryRow, StatementRow
from governance.intake.reading.grid import Grid
from governance.intake.understanding.messages import MESSAGES
from governance.money import fitting_rate, rounded
from governance.problems import Problem
from governance.wording import amount, figure
from governance.words import count, joined

_NAMED = 10  # of entries that are named one by one


class Entry(NamedTuple):
    """One row of the table of entries. `told` is its reference as the bank gives it, or what stands for that: bookings
    may share it, and `reference` tells them apart."""

    account: str
    reference: str
    booked_on: date
    value_date: date | None
    amount: Decimal
    currency: str
    kind: str
    counterparty: str | None
    counterparty_iban: str | None
    remittance: str | None
    payer_reference: str | None
    charges: Decimal | None
    paid_amount: Decimal | None
    paid_currency: str | None
    rate: Decimal | None
    statement: str | None
    part_of: str | None = None
    told: str = ""


@dataclass(frozen=True)
class BankStatement:
    """One statement. `undetailed` names entries that are made of several payments of which nothing is said; `empty`
    counts entries of no amount, which tell something and move nothing: they are left out; `finer` those of which the
    amount paid has more decimals in its currency than are kept."""

    file: str
    told: StatementRow
    account: str
    entries: tuple[Entry, ...]
    undetailed: tuple[str, ...] = ()
    empty: int = 0
    finer: int = 0


def bank_statements(grids: Sequence[Grid]) -> tuple[list[BankStatement], list[Problem]]:
    """The statements of a bank's file, and what is wrong with them: balances that do not add up, payments that are not
    those of their entry, an account that is not named or another currency than the account's."""
    sheets = {grid.name: grid for grid in grids}
    file = grids[0].file
    by_statement = {
        number: list(rows)
        for number, rows in groupby(map(EntryRow._make, sheets[ENTRIES].rows), lambda row: row.statement)
    }
    found: list[BankStatement] = []
    problems: list[Problem] = []
    for number, cells in enumerate(sheets[STATEMENTS].rows):
        statement = _statement(file, StatementRow._make(cells), by_statement.get(number, []))
        found.append(statement)
        problems += _problems(statement)
    return found, problems


def _statement(file: str, told: StatementRow, rows: Sequence[EntryRow]) -> BankStatement:
    account = told.account or ""
    names = _names(told, account, rows)
    entries = tuple(
        _entry(told, account, row, *name)
        for row, name in zip(rows, names, strict=True)
        if row.amount or row.kind == "batch"
    )
    undetailed = tuple(
        name
        for row, (name, *_) in zip(rows, names, strict=True)
        if row.payments > 1 and row.amount and row.kind != "batch"
    )
    finer = sum(row.paid_amount is not None and row.paid_amount != rounded(row.paid_amount) for row in rows)
    return BankStatement(file, told, account, entries, undetailed, len(rows) - len(entries), finer)


def _names(told: StatementRow, account: str, rows: Sequence[EntryRow]) -> list[tuple[str, str | None, str]]:
    """The name of each entry, that of the batch of which it is a part, and its reference as it is told: the bank's own;
    without one the statement's number and the entry's place, which are the same whenever the statement comes again."""
    prefix = "-".join(filter(None, (account[-4:], str(told.closed.year) if told.closed else "", told.number)))
    found: list[tuple[str, str | None, str]] = []
    given: Counter[str] = Counter()
    batch = ""
    for row in rows:
        if row.part is None:
            told_as = row.reference or f"{prefix}-{row.place}"
        else:
            told_as = row.reference if row.reference and row.reference != batch else f"{batch}/{row.part}"
        given[told_as] += 1
        name = numbered(told_as, given[told_as])  # one for a payment and its charge, or for every payment of a batch
        batch = name if row.part is None else batch
        found.append((name, batch if row.part is not None else None, told_as))
    return found


def numbered(told: str, number: int) -> str:
    """The name of the first, second ... booking of one reference."""
    return told if number == 1 else f"{told} ({number})"


def _entry(told: StatementRow, account: str, row: EntryRow, name: str, part_of: str | None, told_as: str) -> Entry:
    return Entry(
        account, name, row.booked_on, row.value_date, row.amount, row.currency, row.kind, row.counterparty,
        row.counterparty_iban, row.remittance, row.payer_reference, row.charges,
        None if row.paid_amount is None else rounded(row.paid_amount), row.paid_currency,
        _rate(row), told.number, part_of, told_as,
    )  # fmt: skip


def _rate(row: EntryRow) -> Decimal | None:
    paid = rounded(row.paid_amount or Decimal(0))
    return fitting_rate(row.amount + (row.charges or 0), paid, row.rate) if paid else None


def _problems(statement: BankStatement) -> Iterator[Problem]:
    told = statement.told
    place = {"file": statement.file}
    values = {"statement": told.number or "–", "account": statement.account or "–"}
    if not statement.account:
        yield MESSAGES.problem("bank-account-missing", values, **place)
    others = sorted({entry.currency for entry in statement.entries} - {told.currency})
    if others and told.currency:
        yield MESSAGES.problem(
            "bank-currency", {**values, "currency": told.currency, "others": ", ".join(others)}, **place
        )
    yield from _parts_apart(statement)
    all_of_it = (told.opening, told.closing, *(entry.amount for entry in statement.entries))
    if finer := {one: figure(one, ",f") for one in all_of_it if one is not None and one != rounded(one)}:
        yield MESSAGES.problem("bank-decimals", {**values, "amounts": named([*finer.values()])}, **place)
    if told.is_details:
        return
    if told.opening is None or told.closing is None:
        yield MESSAGES.problem("bank-no-balance", values, **place)
        return
    moved = sum((entry.amount for entry in statement.entries if entry.part_of is None), Decimal(0))
    if told.opening + moved != told.closing:
        amounts = {
            "opening": told.opening,
            "moved": moved,
            "expected": told.opening + moved,
            "closing": told.closing,
            "difference": told.closing - told.opening - moved,
        }
        said = {name: amount(value, told.currency or "") for name, value in amounts.items()}
        yield MESSAGES.problem("bank-balance", {**values, **said}, **place)


def _parts_apart(statement: BankStatement) -> Iterator[Problem]:
    """Batches whose payments do not come to their amount."""
    come_to: dict[str, Decimal] = {}
    for entry in statement.entries:
        if entry.part_of is not None:
            come_to[entry.part_of] = come_to.get(entry.part_of, Decimal(0)) + entry.amount
    for entry in statement.entries:
        total = come_to.get(entry.reference)
        if entry.kind == "batch" and total is not None and total != entry.amount:
            said = {"amount": entry.amount, "total": total, "difference": total - entry.amount}
            values = {name: amount(value, entry.currency) for name, value in said.items()}
            values["reference"] = entry.reference
            yield MESSAGES.problem("bank-parts", values, file=statement.file)


def named(references: Sequence[str]) -> str:
    """Entries by their references, or amounts: the first of many."""
    first = joined(", ", references[:_NAMED])
    left = len(references) - _NAMED
    return count("{names} and {number} more", "{names} and {number} more", left, names=first) if left > 0 else first
