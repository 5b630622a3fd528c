"""Payment plans: which instalments were met, which were missed, and what is due besides.

No article: a plan is an agreement of a Member with the Organization about its arrears. It never restores a vote by
itself (under IOM's Article 4(1) only a payment or a decision of the Council does), and nothing in vote.py looks at
it. Our readings: a receipt whose reference names a plan pays that plan; any other receipt dated since a plan was
agreed pays the oldest instalment open on the day, of whichever plan; an instalment is missed when its due date has
passed and it is not paid in full; a plan with a missed instalment is broken until it is made good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from governance.rules.accounts.account import Account, Receipt
from governance.rules.accounts.balance import ZERO, outstanding
from governance.wording import amount, in_words
from governance.words import listed, mark, say

MISSED, COMING = "missed", "coming"
"""What an instalment is whose due date has passed, or is yet to come, if it is not paid in full."""


@dataclass(frozen=True)
class Instalment:
    """One line of a plan. `agreed` None: the plan's earliest due date stands for it."""

    plan: str
    due: date
    amount: Decimal
    agreed: date | None = None


@dataclass(frozen=True)
class InstalmentStanding:
    """An instalment on a day. status: paid, paid_late, missed (due date passed), due_today or coming."""

    instalment: Instalment
    paid: Decimal
    paid_on: date | None
    status: str

    @property
    def missing(self) -> Decimal:
        """What of it is not paid."""
        return self.instalment.amount - self.paid


@dataclass(frozen=True)
class PlanStanding:
    """A plan on a day. status: kept (all paid), running (none missed) or broken.

    `due`, `paid` and `missed` are amounts: of instalments due by the day, paid so far, missed. `current_year` is
    what is outstanding of the current contribution, which no plan covers; None where the balance is not known.
    """

    state: str
    plan: str
    agreed: date
    status: str
    instalments: tuple[InstalmentStanding, ...]
    due: Decimal
    paid: Decimal
    missed: Decimal
    current_year: Decimal | None
    because: str


KEPT = mark("All instalments of plan {plan}, {total}, were paid by {day}.")
RUNNING = mark(
    "Of plan {plan}, {paid} of {total} is paid and no instalment is missed on {day}. The plan alone does not restore"
    " the vote."
)
BROKEN = mark(
    "Of plan {plan}, {missed} due on {days} is not paid on {day}, so the plan is broken. The plan alone does not"
    " restore the vote."
)


def plans(
    account: Account,
    receipts: Iterable[Receipt],
    instalments: Iterable[Instalment],
    on: date,
    honours_named_year: bool = False,
    years_apart: bool = False,
) -> list[PlanStanding]:
    """Every plan of the account agreed by the day, the earliest first; `receipts` are the account's, one by one."""
    agreed, lines = _on(receipts, instalments, on)
    balance = outstanding(account, on, honours_named_year, years_apart)
    current = balance.current_year if balance.known else None
    found = []
    for plan in sorted(agreed, key=lambda name: (agreed[name], name)):
        own = tuple(line for line in lines if line.instalment.plan == plan)
        if own:
            found.append(_standing(account, plan, agreed[plan], own, current, on))
    return found


def to_come(receipts: Iterable[Receipt], instalments: Iterable[Instalment], on: date) -> list[InstalmentStanding]:
    """The instalments due after the day, as far as they are not paid, of the plans agreed by it that are not broken."""
    _, lines = _on(receipts, instalments, on)
    broken = {line.instalment.plan for line in lines if line.status == MISSED}
    return [line for line in lines if line.status == COMING and line.instalment.plan not in broken]


def _on(
    receipts: Iterable[Receipt], instalments: Iterable[Instalment], on: date
) -> tuple[dict[str, date], list[InstalmentStanding]]:
    """When each plan was agreed, and the instalments of those agreed by the day as they stand, the earliest first."""
    lines = sorted(instalments, key=lambda line: (line.due, line.plan))
    agreed = _agreed(lines)
    lines = [line for line in lines if agreed[line.plan] <= on]
    paid, paid_on = _payments(receipts, lines, agreed, on) if lines else ([], [])
    return agreed, [
        InstalmentStanding(line, of_it, when, _status(line, of_it, when, on))
        for line, of_it, when in zip(lines, paid, paid_on, strict=True)
    ]


def _agreed(lines: Iterable[Instalment]) -> dict[str, date]:
    """The day on which each plan was agreed: the earliest recorded, or else the earliest due date."""
    agreed: dict[str, date] = {}
    due: dict[str, date] = {}
    for line in lines:
        due[line.plan] = min(line.due, due.get(line.plan, line.due))
        if line.agreed:
            agreed[line.plan] = min(line.agreed, agreed.get(line.plan, line.agreed))
    return {plan: agreed.get(plan, due[plan]) for plan in due}


def _payments(
    receipts: Iterable[Receipt], lines: list[Instalment], agreed: dict[str, date], on: date
) -> tuple[list[Decimal], list[date | None]]:
    """What is paid of each line, and when it was paid in full. A refund takes back the last money paid."""
    paid: list[Decimal] = [ZERO] * len(lines)
    full: list[date | None] = [None] * len(lines)
    for receipt in sorted(receipts, key=lambda receipt: receipt.dated):
        if receipt.dated > on:
            break
        named = [plan for plan in agreed if _names(receipt.reference, plan)]
        plan = max(named, key=len) if named else None
        takes = [
            i for i, line in enumerate(lines) if (line.plan == plan if plan else agreed[line.plan] <= receipt.dated)
        ]
        left = receipt.amount
        for i in takes if left > 0 else reversed(takes):
            part = max(min(left, lines[i].amount - paid[i]), -paid[i])
            paid[i] += part
            left -= part
            complete = paid[i] == lines[i].amount
            full[i] = (full[i] or receipt.dated) if complete else None
    return paid, full


@lru_cache(maxsize=4096)
def _names(reference: str, plan: str) -> bool:
    """Whether the reference holds the plan's name as a word of its own, in any letter case."""
    return bool(plan) and re.search(rf"(?<!\w){re.escape(plan)}(?!\w)", reference, re.IGNORECASE) is not None


def _status(line: Instalment, paid: Decimal, paid_on: date | None, on: date) -> str:
    if paid == line.amount and paid_on:
        return "paid" if paid_on <= line.due else "paid_late"
    if line.due < on:
        return MISSED
    return "due_today" if line.due == on else COMING


def _standing(
    account: Account,
    plan: str,
    agreed: date,
    lines: tuple[InstalmentStanding, ...],
    current: Decimal | None,
    on: date,
) -> PlanStanding:
    missed = [line for line in lines if line.status == MISSED]
    open_lines = [line for line in lines if line.missing]
    status, message = ("broken", BROKEN) if missed else ("running", RUNNING) if open_lines else ("kept", KEPT)
    due = sum((line.instalment.amount for line in lines if line.instalment.due <= on), ZERO)
    total = sum((line.instalment.amount for line in lines), ZERO)
    paid = sum((line.paid for line in lines), ZERO)
    short = sum((line.missing for line in missed), ZERO)
    because = say(
        message,
        plan=plan,
        day=in_words(on),
        days=listed([in_words(line.instalment.due) for line in missed]),
        total=amount(total, account.currency),
        paid=amount(paid, account.currency),
        missed=amount(short, account.currency),
    )
    return PlanStanding(account.state, plan, agreed, status, lines, due, paid, short, current, because)
