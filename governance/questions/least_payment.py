"""What each Member must pay at the least to stay below the threshold: today, and for the coming 1 January."""

from __future__ import annotations

from collections.abc import Mapping

from governance.money import rounded_up
from governance.questions.accounts import decimal
from governance.questions.declare import Asking, Question, Row
from governance.words import mark, say


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row per Member whose threshold is known; whole units are rounded up, so that the payment is not short."""
    rows = asking.rows("voting", state=values["state"])
    return [_row(row) for row in rows if row["least_payment"] is not None]


def _row(row: dict[str, object]) -> Row:
    today, december = row["least_payment"], row["least_payment_by_31_december"]
    payable = rounded_up(max(decimal(today), decimal(december or 0)))
    words = (
        say("Nothing need be paid to stay below the threshold until 1 January.")
        if not payable
        else say(
            "Bank charges are the payer's. A payment goes to the oldest debt first: "
            "naming the current year does not help."
        )
    )
    return (
        row["state"],
        row["currency"],
        row["status"],
        row["arrears"],
        row["threshold"],
        today,
        december,
        payable,
        words,
    )


QUESTION = Question(
    name="least_payment",
    title=mark("The least to pay"),
    grain=mark("One row per Member whose threshold is known."),
    columns=(
        "state",
        "currency",
        "status",
        "arrears",
        "threshold",
        "least_payment",
        "least_payment_by_31_december",
        "payable",
        "words",
    ),
    parameters=("state",),
    own_rows="state",
    uses=("voting",),
    function=answer,
)
