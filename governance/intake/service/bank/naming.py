"""Which booking an entry of a statement is: one that is here already, or another one under the same reference.

Banks use a reference again: for a correction, for what they book back, for the batches of a standing collection. So a
booking is known by the account, the bank's reference, the day on which it was booked and the amount; of several alike
in one statement as many are known as are held. Others under the reference are bookings of their own, and are numbered.
A statement that covers the day of a booking, and has its reference with another day or amount, and not that booking, is
another matter: then the bank says otherwise than it said, and nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from governance.intake.service.bank.known import Known
from governance.intake.understanding.bank_statements import BankStatement, Entry, numbered

Names = dict[str, str]
"""The name under which each entry of a statement is held, by that which it has in the statement."""


def named(statement: BankStatement, known: Known) -> tuple[BankStatement, list[str]]:
    """The statement with its entries named apart from all other bookings, and the names of those of which the reference
    is that of another booking that is here already."""
    names: Names = {}
    again: list[str] = []
    wholes = [entry for entry in statement.entries if entry.part_of is None]
    parts = [entry for entry in statement.entries if entry.part_of is not None]
    for group in (wholes, parts):
        told = {entry.reference: _told(entry, names, known) for entry in group}
        for entry in group:
            if name := _held(entry, told[entry.reference], names, known):
                names[entry.reference] = name
        here = set(names.values())
        for entry in group:
            if entry.reference not in names:
                others = [name for name in known.bookings(entry.account, told[entry.reference]) if name not in here]
                refused = [name for name in others if _says_otherwise(statement, entry, name, names, known)]
                names[entry.reference] = refused[0] if refused else _free(entry, told[entry.reference], names, known)
                if others and not refused:
                    again.append(names[entry.reference])
    entries = tuple(
        one._replace(reference=names[one.reference], part_of=names.get(one.part_of or "")) for one in statement.entries
    )
    undetailed = tuple(names[one] for one in statement.undetailed)
    return replace(statement, entries=entries, undetailed=undetailed), again


def _told(entry: Entry, names: Mapping[str, str], known: Known) -> str:
    """The reference as the bank told it; of a payment without one it is made of the name of its entry."""
    whole = entry.part_of or ""
    if whole and entry.told.startswith(f"{whole}/"):
        return known.without_account(names[whole], entry.account) + entry.told.removeprefix(whole)
    return entry.told


def _held(entry: Entry, told: str, names: Names, known: Known) -> str | None:
    """The name under which the booking is held; None where it is not."""
    used = set(names.values())
    same = [
        name
        for name, held in known.bookings(entry.account, told).items()
        if (held.amount, held.currency, held.booked_on) == (entry.amount, entry.currency, entry.booked_on)
        and name not in used
    ]
    return next((name for name in same if name == entry.reference), same[0] if same else None)


def _free(entry: Entry, told: str, names: Names, known: Known) -> str:
    """The next name of the reference that no booking has, with the account's number where another account has it, since
    receipts are named by it alone."""
    used = set(names.values())
    return next(name for name in _names(entry, told, known) if name not in used and not known.has(entry.account, name))


def _names(entry: Entry, told: str, known: Known) -> Iterator[str]:
    number = 1
    while True:
        name = numbered(told, number)
        yield name if known.owners.get(name, entry.account) == entry.account else f"{name} ({entry.account})"
        number += 1


def _says_otherwise(statement: BankStatement, entry: Entry, name: str, names: Names, known: Known) -> bool:
    """Whether the file tells of what is held under that name, and otherwise: a statement of its days that does not have
    it, details of an entry, payments of one of which they are here already."""
    if entry.part_of is not None:
        whole = known.entries.get((entry.account, names[entry.part_of]))
        return whole is not None and whole.kind == "batch"
    told, held = statement.told, known.entries[entry.account, name]
    days = [one.booked_on for one in statement.entries]
    last = told.closed or max(days)
    if told.is_details or (held.statement == told.number and held.booked_on.year == last.year):
        return True
    goes_on = known.balance(entry.account, entry.currency, last) == (held.booked_on, told.opening)
    return min(days) <= held.booked_on <= last and not goes_on
