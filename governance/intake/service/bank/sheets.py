"""The sheets that come of banks' statements: their new entries, the receipts of these, and what the accounts held.

Each entry is taken in once, by the bank's own reference. Money that came in, or that the bank took back, becomes a
receipt of an unknown payer: who paid is proposed afterwards, and confirmed by a person. Debits, charges, interest,
payments of ours that came back and transfers between own accounts are entries and no receipts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pyarrow as pa

from governance.books import Row
from governance.intake.reading.grid import Grid, letter
from governance.intake.service.bank import naming
from governance.intake.service.bank.known import Booked, Known
from governance.intake.service.bank.perhaps_again import perhaps_again
from governance.intake.service.messages import MESSAGES
from governance.intake.service.written import OF_THE_PAYMENT, opposite
from governance.intake.understanding.bank_statements import BankStatement, Entry, named
from governance.intake.understanding.sheet import PlainRows, Sheet
from governance.intake.understanding.understood import Understanding
from governance.problems import Problem
from governance.tables import TABLES
from governance.tables.receipt_names import reversed_name
from governance.wording import amount, in_words
from governance.words import count, mark_count, say

_RECEIPTS = ("credit", "reversed_credit")
"""The kinds of entries that become receipts: what came in, and what of it the bank took back."""
_REMARKS = {
    "taken": mark_count("{number} entry is here already.", "{number} entries are here already."),
    "told": mark_count(
        "Of {number} entry that is here already it is told who paid.",
        "Of {number} entries that are here already it is told who paid.",
    ),
    "pending": mark_count(
        "{number} entry is left out: the bank has not booked it yet.",
        "{number} entries are left out: the bank has not booked them yet.",
    ),
    "empty": mark_count(
        "{number} entry is left out: it is of no amount.", "{number} entries are left out: they are of no amount."
    ),
    "finer": mark_count(
        "The amount paid is kept with two decimals in {number} entry.",
        "The amount paid is kept with two decimals in {number} entries.",
    ),
    "debit": mark_count(
        "{number} entry is no receipt: a payment of ours.", "{number} entries are no receipts: payments of ours."
    ),
    "charge": mark_count(
        "{number} entry is no receipt: a charge of the bank.", "{number} entries are no receipts: charges of the bank."
    ),
    "interest": mark_count("{number} entry is no receipt: interest.", "{number} entries are no receipts: interest."),
    "reversed_debit": mark_count(
        "{number} entry is no receipt: a payment of ours that came back.",
        "{number} entries are no receipts: payments of ours that came back.",
    ),
    "transfer": mark_count(
        "{number} entry is no receipt: it came from an account of ours.",
        "{number} entries are no receipts: they came from accounts of ours.",
    ),
    "held": mark_count(
        "{number} entry is of a receipt that is here already.",
        "{number} entries are of receipts that are here already.",
    ),
}
"""What is said of entries that are not taken in as they are, or become no receipt, and why."""


@dataclass
class _File:
    """What comes of one file: entries by account and reference, receipts by reference, cash by day, account and
    currency."""

    name: str
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    receipts: dict[str, dict[str, object]] = field(default_factory=dict)
    cash: dict[tuple[date, str, str], dict[str, object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)


def bank_sheets(statements: Sequence[BankStatement], known: Known) -> list[Understanding]:
    """The sheets of all statements that are handed in together, whatever the order of their files; details of entries
    (camt.054) after the statements whose entries they tell of. `known` is told what is taken."""
    files = {statement.file: _File(statement.file) for statement in statements}
    for one in sorted(statements, key=_in_order):
        file, (statement, again) = files[one.file], naming.named(one, known)
        if again:
            file.problems.append(MESSAGES.problem("bank-reference-again", {"entries": named(again)}, file=one.file))
        file.counted.update(pending=one.told.pending, empty=one.empty, finer=one.finer)
        if not one.told.is_details:
            file.problems += _beside(statement, known)
            file.problems += perhaps_again(statement, known)
            _take_balance(statement, file, known)
        for whole, parts in _made_of(statement.entries):
            _take(whole, parts, file, known, files.values(), only_details=one.told.is_details)
    return [sheet for file in files.values() for sheet in _sheets(file)]


def _in_order(statement: BankStatement) -> tuple[object, ...]:
    """By which statements follow each other: of those that begin on one day, by their numbers."""
    told = statement.told
    numbers = [int(digits) for digits in re.findall(r"[0-9]+", told.number or "")]
    return told.is_details, told.opened or date.min, told.closed or date.max, numbers


def _made_of(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Sequence[Entry]]]:
    """Each entry with the payments of which the file says that it is made."""
    parts: defaultdict[str | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        parts[entry.part_of].append(entry)
    for whole in parts[None]:
        yield whole, parts.get(whole.reference, ())


def _take(
    whole: Entry, parts: Sequence[Entry], file: _File, known: Known, files: Iterable[_File], *, only_details: bool
) -> None:
    """An entry that is new, or here already: then perhaps for the first time with its payments. These take the place of
    its receipt, unless it was said who paid that."""
    held = known.entries.get((whole.account, whole.reference))
    if held is None and only_details:
        values = {"reference": whole.reference, "amount": amount(whole.amount, whole.currency)}
        file.problems.append(MESSAGES.problem("bank-batch-unknown", values, file=file.name))
    elif wrong := [problem for one in (whole, *parts) for problem in _otherwise(one, known, file.name)]:
        file.problems += wrong
    elif held is not None and only_details and not parts and whole.counterparty and not held.counterparty:
        _tell_who_paid(whole, held, file, known, files)
    elif held is not None and (not parts or held.kind == "batch"):
        file.counted["taken"] += 1 + len(parts)
    elif not parts or not _is_assigned(whole.reference, known):
        _take_anew(whole, parts, file, known, files)
    elif held is None or only_details:
        file.problems.append(MESSAGES.problem("bank-batch-assigned", {"reference": whole.reference}, file=file.name))
    else:
        file.counted["taken"] += 1 + len(parts)


def _take_anew(whole: Entry, parts: Sequence[Entry], file: _File, known: Known, files: Iterable[_File]) -> None:
    """The entry with its receipt; or its payments in the place of that, which is taken back where it is in force."""
    key = (whole.account, whole.reference)
    came_with = next((one for one in files if key in one.entries), file)
    came_with.entries[key] = came_with.entries.get(key, whole)._replace(kind=whole.kind)
    known.take(*key, _booked(whole))
    if not parts:
        _receipt(whole, file, known)
    elif came_with.receipts.pop(whole.reference, None) is None and whole.reference in known.receipts:
        back = _taken_back(whole, known.receipts[whole.reference])
        file.receipts[str(back["reference"])] = back
    for part in parts:
        if (part.account, part.reference) in known.entries:
            file.counted["taken"] += 1
            continue
        file.entries[part.account, part.reference] = part
        known.take(part.account, part.reference, _booked(part))
        _receipt(part, file, known)


def _tell_who_paid(whole: Entry, held: Booked, file: _File, known: Known, files: Iterable[_File]) -> None:
    """Say of an entry that is here whose money it is: its statement did not."""
    key = (whole.account, whole.reference)
    came_with = next((one for one in files if key in one.entries), file)
    came_with.entries[key] = whole._replace(kind=held.kind, statement=held.statement)
    came_with.counted["told"] += 1
    known.take(*key, _booked(came_with.entries[key]))


def _is_assigned(reference: str, known: Known) -> bool:
    """Whether it was said who paid a receipt: it bears a State, or was taken back for it."""
    held = known.receipts.get(reference)
    return (held is not None and held.known("state")) or reversed_name(reference) in known.receipts


def _booked(entry: Entry) -> Booked:
    return Booked(*(getattr(entry, name) for name in Booked._fields))


def _take_balance(statement: BankStatement, file: _File, known: Known) -> None:
    """What the account held when the statement closed."""
    told = statement.told
    if not (told.last and told.closed and told.closing is not None and told.currency):
        return
    name = known.name_of(statement.account)
    held_then = known.balances.setdefault((name, told.currency), {})
    if held_then.get(told.closed) != told.closing:
        held_then[told.closed] = told.closing
        row = {"dated": told.closed, "account": name, "amount": told.closing, "currency": told.currency}
        file.cash[told.closed, name, told.currency] = row


def _receipt(entry: Entry, file: _File, known: Known) -> None:
    """The receipt that comes of an entry; else why there is none."""
    if entry.kind == "batch":
        return
    why = entry.kind if entry.kind not in _RECEIPTS else "transfer" if known.is_own(entry.counterparty_iban) else None
    held = known.receipts.get(entry.reference)
    if why is None and held is not None:
        why = "held"
        file.problems += _receipt_otherwise(entry, held, file.name)
    if why is not None:
        file.counted[why] += 1
        return
    names = ("amount", "currency", "reference", "value_date", *OF_THE_PAYMENT)
    told = {name: getattr(entry, name) for name in names}
    known.receipts[entry.reference] = Row(told, state=None)
    file.receipts[entry.reference] = {"received": entry.booked_on, **told}


def _receipt_otherwise(entry: Entry, held: Row, file: str) -> Iterator[Problem]:
    """A receipt that is here already, of another amount than the bank's, in the currency in which the bank books it."""
    amounts = {held.text("currency"): held.amount("amount")}
    if held.known("paid_amount") and held.known("paid_currency"):
        amounts.setdefault(held.text("paid_currency"), held.amount("paid_amount"))
    if amounts.get(entry.currency) != entry.amount:
        currency = entry.currency if entry.currency in amounts else held.text("currency")
        values = {"reference": entry.reference, "held": amount(amounts[currency], currency),
                  "amount": amount(entry.amount, entry.currency)}  # fmt: skip
        yield MESSAGES.problem("bank-receipt-differs", values, file=file)


def _taken_back(whole: Entry, held: Row) -> dict[str, object]:
    """What takes back the receipt of the entry, as it is held, which may be otherwise than the bank booked it."""
    return {
        **opposite({name: held[name] for name in ("amount", "currency", *OF_THE_PAYMENT)}),
        "received": whole.booked_on,
        "value_date": whole.value_date,
        "reference": reversed_name(whole.reference),
        "note": say("Taken back: the payments of which it is made are here one by one"),
    }


def _otherwise(entry: Entry, known: Known, file: str) -> Iterator[Problem]:
    """An entry that is here already with another amount or day."""
    held = known.entries.get((entry.account, entry.reference))
    if held is not None and (entry.amount, entry.currency, entry.booked_on) != held[:3]:
        values = {
            "reference": entry.reference, "held": amount(held.amount, held.currency),
            "held_day": in_words(held.booked_on), "amount": amount(entry.amount, entry.currency),
            "day": in_words(entry.booked_on),
        }  # fmt: skip
        yield MESSAGES.problem("bank-entry-differs", values, file=file)


def _beside(statement: BankStatement, known: Known) -> Iterator[Problem]:
    """What is unusual in a statement beside what is known of its account."""
    told = statement.told
    values = {"statement": told.number or "–", "account": statement.account}
    if statement.account and not known.is_own(statement.account):
        yield MESSAGES.problem("bank-account-unknown", values, file=statement.file)
    if statement.undetailed:
        values["entries"] = named(statement.undetailed)
        yield MESSAGES.problem("bank-undetailed", values, file=statement.file)
    if told.opened is None or told.opening is None or not told.currency:
        return
    ends_as_known = known.balance(statement.account, told.currency, told.closed or told.opened)
    if ends_as_known == (told.closed, told.closing):
        return
    all_taken = all((entry.account, entry.reference) in known.entries for entry in statement.entries)
    before = known.balance(statement.account, told.currency, told.opened)
    if before is not None and before[1] != told.opening and not all_taken:
        values |= {"day": in_words(before[0]), "held": amount(before[1], told.currency),
                   "opened": in_words(told.opened), "opening": amount(told.opening, told.currency)}  # fmt: skip
        yield MESSAGES.problem("bank-gap", values, file=statement.file)


def _sheets(file: _File) -> Iterator[Understanding]:
    """The tables of which the file has rows; a file of which all is here already is passed over."""
    rows = [entry._asdict() for entry in file.entries.values()]
    sheets = [
        _sheet(file.name, table, found)
        for table, found in (
            ("bank_entries", rows),
            ("receipts", [*file.receipts.values()]),
            ("cash", [*file.cash.values()]),
        )
        if found
    ]
    if sheets:
        first, *others = sheets
        yield replace(first, problems=tuple(file.problems), remarks=_remarks(file))
        yield from others
    else:
        grid = Grid(file.name, None, (), bank=True)
        yield Understanding(grid, problems=tuple(file.problems), skipped=say("All of it is here already."))


def _remarks(file: _File) -> tuple[str, ...]:
    return tuple(count(*says, file.counted[why]) for why, says in _REMARKS.items() if file.counted[why])


def _sheet(file: str, table: str, rows: Sequence[Mapping[str, object]]) -> Understanding:
    """Rows as a plain sheet of a table, and as the grid in which they are looked at."""
    names = [name for name in TABLES[table].names if any(row.get(name) is not None for row in rows)]
    cells = {name: [row.get(name) for row in rows] for name in names}
    title = say(TABLES[table].title)
    grid = Grid(file, title, (tuple(names), *zip(*cells.values(), strict=True)), bank=True)
    texts = {name: pa.array([_text(value) for value in values], pa.string()) for name, values in cells.items()}
    numbers = pa.array(range(2, len(rows) + 2), pa.int32())
    letters = {name: letter(place) for place, name in enumerate(names)}
    plain = PlainRows(pa.table({"sheet_row": numbers, **texts}))
    sheet = Sheet(file, title, tuple(names), plain, letters, grid)
    return Understanding(grid, table, header_row=1, sheet=sheet)


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
