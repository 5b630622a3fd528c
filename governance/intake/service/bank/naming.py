"""Which booking an entry of a statement is: one that is here already, or another one under the same reference.

Banks use a reference again: for a correction, for what they book back, for the batches of a standing collection. So a
booking is known by the account, the bank's reference, the day on which it was booked and the amount; of several alike
in one statement as many are known as are held. Others under the reference are bookings of their own, and are numbered.
A statement that covers the day of a booking, and has its reference with another day or amount, and not that booking, is
another matter: then the bank says otherwise than it said, and nothing is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
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
    numbers: Counter[str] = Counter()
    for in_parts in (False, True):
        group = [entry for entry in statement.entries if (entry.part_of is not None) == in_parts]
        told = {entry.reference: _told(entry, names, known) for entry in group}
        names |= _held(group, told, known)
        here, used = frozenset(names.values()), set(names.values())
        others: dict[str, list[str]] = {}
        for entry in (entry for entry in group if entry.reference not in names):
            of = told[entry.reference]
            if of not in others:  # once for each reference: a bank may give one to all of its entries
                others[of] = [one for one in known.bookings(entry.account, of) if one not in here]
            refused = next((one for one in others[of] if _says_otherwise(statement, entry, one, names, known)), None)
            names[entry.reference] = held_as = refused or _free(entry, of, numbers, used, known)
            used.add(held_as)
            if others[of] and not refused:
                again.append(held_as)
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


def _held(entries: Iterable[Entry], told: Mapping[str, str], known: Known) -> Names:
    """The names of the bookings that are held; of several alike the first is the first."""
    found: Names = {}
    left: dict[tuple[object, ...], Iterator[str]] = {}
    for entry in entries:
        booked = (entry.amount, entry.currency, entry.booked_on)
        key = (entry.account, told[entry.reference], *booked)
        if key not in left:
            left[key] = iter(known.alike(entry.account, told[entry.reference], booked))
        if held_as := next(left[key], None):
            found[entry.reference] = held_as
    return found


def _free(entry: Entry, told: str, numbers: Counter[str], used: Set[str], known: Known) -> str:
    """The next name of the reference that no booking has, with the account's number where another account has it, since
    receipts are named by it alone; `numbers` are the last that were looked at."""
    while True:
        numbers[told] += 1
        name = numbered(told, numbers[told])
        if known.owners.get(name, entry.account) != entry.account:
            name = f"{name} ({entry.account})"
        if name not in used and not known.has(entry.account, name):
            return name


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
