"""Entries that may be here under another name: of one account, day, amount and payer, in a statement of the same days.

An entry without a reference is named by its statement and place. In another statement of its days it has another name,
and its money would come in twice. Nothing proves that it is the same payment, so it is told and not refused: a Member
may pay twice on a day. Of several alike as many are told as are held and not in the statement itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from governance.intake.service.bank.known import Known
from governance.intake.service.messages import MESSAGES
from governance.intake.understanding.bank_statements import BankStatement, Entry, named
from governance.problems import Problem
from governance.wording import amount, in_words
from governance.words import say


def perhaps_again(statement: BankStatement, known: Known) -> Iterator[Problem]:
    """What of a statement, whose entries bear the names by which they are held, may be here already: one warning for
    each batch, or each other statement of this handing-in, that has the like."""
    if statement.told.is_details:
        return
    own = {entry.reference for entry in statement.entries}
    told: defaultdict[tuple[int | None, str], list[str]] = defaultdict(list)
    taken: set[str] = set()
    for entry in statement.entries:
        if entry.part_of is not None or known.has(entry.account, entry.reference):
            continue
        for name in known.of_the_same_money(entry.account, (entry.amount, entry.currency, entry.booked_on)):
            if name not in own | taken and _may_be(entry, name, known):
                taken.add(name)
                batch = known.batches.get((entry.account, name))
                held_in = known.entries[entry.account, name].statement or "–"
                told[batch, held_in].append(_in_words(entry, name))
                break
    for (batch, other), pairs in told.items():
        values = {"statement": statement.told.number or "–", "other": other, "batch": batch, "entries": named(pairs)}
        yield MESSAGES.problem(
            "bank-perhaps-again" if batch else "bank-perhaps-again beside", values, file=statement.file
        )


def _may_be(entry: Entry, name: str, known: Known) -> bool:
    """Whether two entries of the same money may be one: of no two payers, and without references of the bank's that
    tell them apart; where it told both, only of one payer who is named."""
    held = known.entries[entry.account, name]
    payers = [" ".join(text.casefold().split()) for text in (entry.counterparty, held.counterparty) if text]
    if len(set(payers)) > 1:
        return False
    if _by_place(entry.account, entry.reference, entry.statement) or _by_place(entry.account, name, held.statement):
        return True
    return len(payers) == 2 and known.told_as(entry.account, name) != known.told_as(entry.account, entry.reference)


def _by_place(account: str, name: str, statement: str | None) -> bool:
    """Whether an entry is named by its statement and place, since the bank gave it no reference."""
    number = f"{re.escape(statement)}-" if statement else ""
    return re.match(rf"{re.escape(account[-4:])}-([0-9]{{4}}-)?{number}[0-9]+(?![^ ])", name) is not None


def _in_words(entry: Entry, name: str) -> str:
    return say(
        "{entry} of {day}, {amount} ({held})",
        entry=entry.reference,
        day=in_words(entry.booked_on),
        amount=amount(entry.amount, entry.currency),
        held=name,
    )
