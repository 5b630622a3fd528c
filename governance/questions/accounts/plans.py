"""Payment plans: what is due, paid and missed of each, with the current contribution beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import own_by
from governance.questions.accounts.accounts import Key, accounts, receipts_of
from governance.questions.declare import Asking, Question
from governance.rules.accounts.payment_plans import Instalment, PlanStanding
from governance.rules.accounts.payment_plans import plans as standing
from governance.words import mark


def agreed(asking: Asking, currency: object = None, state: object = None) -> Mapping[Key, list[Instalment]]:
    """The instalments of all plans by State and currency, of one State or currency or of all."""
    lines: dict[Key, list[Instalment]] = defaultdict(list)
    for row in asking.table("payment_plans"):
        if state in (None, row["state"]) and currency in (None, row["currency"]):
            instalment = Instalment(row["plan"], row["due"], row["amount"], row["agreed"])
            lines[row["state"], row["currency"]].append(instalment)
    return lines


def standings(asking: Asking, state: object) -> Iterator[tuple[str, PlanStanding]]:
    """Each plan agreed by the date with its currency, of one State or of all."""
    lines = agreed(asking, state=state)
    money = asking.rulebook.receipts
    known = accounts(asking) if lines else {}
    for key in sorted(lines):
        if key in known:
            paid = receipts_of(asking, *key)
            ways = (money.honours_named_year, money.years_apart)
            for found in standing(known[key], paid, lines[key], asking.as_of, *ways):
                yield key[1], found


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, with what is due so far, paid and missed of it, and the standing of the current contribution."""

    state: str
    currency: str
    plan: str
    agreed: date
    status: str
    due_so_far: Decimal
    paid: Decimal
    missed: Decimal
    current_year: Decimal | None
    because: str


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """An instalment of a plan, and what of it was paid by when."""

    state: str
    currency: str
    plan: str
    due: date
    amount: Decimal
    paid: Decimal
    paid_on: date | None
    status: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Plan]:
    """One row per plan agreed by the date."""
    return [
        Plan(
            state=found.state,
            currency=currency,
            plan=found.plan,
            agreed=found.agreed,
            status=found.status,
            due_so_far=found.due,
            paid=found.paid,
            missed=found.missed,
            current_year=found.current_year,
            because=found.because,
        )
        for currency, found in standings(asking, values["state"])
        if values["status"] in (None, found.status)
    ]


def instalments(asking: Asking, values: Mapping[str, object]) -> list[PlannedPayment]:
    """One row per instalment of a plan agreed by the date."""
    return [
        PlannedPayment(
            state=found.state,
            currency=currency,
            plan=found.plan,
            due=line.instalment.due,
            amount=line.instalment.amount,
            paid=line.paid,
            paid_on=line.paid_on,
            status=line.status,
        )
        for currency, found in standings(asking, values["state"])
        for line in found.instalments
    ]


QUESTION = Question(
    name="plans",
    title=mark("Payment plans"),
    grain=mark("One row per plan agreed by the date."),
    row=Plan,
    parameters=("state", "status"),
    choices={"status": ("kept", "running", "broken")},
    function=answer,
    delegations=own_by("state"),
)

INSTALMENTS = Question(
    name="instalments",
    title=mark("Instalments of payment plans"),
    grain=mark("One row per instalment of a plan agreed by the date."),
    row=PlannedPayment,
    parameters=("state",),
    function=instalments,
    delegations=own_by("state"),
)
