"""Payment plans: what is due, paid and missed of each, with the current contribution beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from governance.questions.accounts.accounts import accounts, receipts_of
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.rules.accounts.payment_plans import Instalment, PlanStanding
from governance.rules.accounts.payment_plans import plans as standing
from governance.words import mark


def standings(asking: Asking, state: object) -> Iterator[tuple[str, PlanStanding]]:
    """Each plan agreed by the date with its currency, of one State or of all."""
    lines: dict[tuple[str, str], list[Instalment]] = defaultdict(list)
    for row in asking.table("payment_plans"):
        if state in (None, row["state"]):
            instalment = Instalment(row["plan"], row["due"], row["amount"], row["agreed"])
            lines[row["state"], row["currency"]].append(instalment)
    money = asking.rulebook.receipts
    known = accounts(asking)
    for key in sorted(lines):
        if key in known:
            paid = receipts_of(asking, *key)
            ways = (money.honours_named_year, money.years_apart)
            for found in standing(known[key], paid, lines[key], asking.as_of, *ways):
                yield key[1], found


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per plan agreed by the date."""
    return [
        (
            found.state,
            currency,
            found.plan,
            found.agreed,
            found.status,
            found.due,
            found.paid,
            found.missed,
            found.current_year,
            found.because,
        )
        for currency, found in standings(asking, values["state"])
        if values["status"] in (None, found.status)
    ]


def instalments(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per instalment of a plan agreed by the date."""
    return [
        (
            found.state,
            currency,
            found.plan,
            line.instalment.due,
            line.instalment.amount,
            line.paid,
            line.paid_on,
            line.status,
        )
        for currency, found in standings(asking, values["state"])
        for line in found.instalments
    ]


QUESTION = Question(
    name="plans",
    title=mark("Payment plans"),
    grain=mark("One row per plan agreed by the date."),
    columns=(
        "state",
        "currency",
        "plan",
        "agreed",
        "status",
        "due_so_far",
        "paid",
        "missed",
        "current_year",
        "because",
    ),
    parameters=("state", "status"),
    own_rows="state",
    choices={"status": ("kept", "running", "broken")},
    function=answer,
)

INSTALMENTS = Question(
    name="instalments",
    title=mark("Instalments of payment plans"),
    grain=mark("One row per instalment of a plan agreed by the date."),
    columns=("state", "currency", "plan", "due", "amount", "paid", "paid_on", "status"),
    parameters=("state",),
    own_rows="state",
    function=instalments,
)
