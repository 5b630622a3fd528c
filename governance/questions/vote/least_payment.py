"""What each Member must pay at the least: for its vote, and to stay below the threshold today and on 1 January."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import own_by
from governance.money import rounded_up
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row, columns_of
from governance.wording import in_words, to_pay
from governance.words import mark, paragraph, say

REGAIN = mark("There is no vote. Pay {amount} to regain it.")
KEEP = mark("If nothing more is paid, the vote is lost on {lost}. Pay {amount} by {pay_by} to keep it.")
DECISION = mark("There is no vote, and a payment alone does not restore it: that takes a decision.")
BELOW = mark("Pay {amount} to be below the threshold.")
KEPT = mark("The vote stands by a decision that has no end: nothing need be paid for it.")
STAYS = mark("To stay below the threshold on {reached}, pay {amount} by {pay_by}.")
DECEMBER = mark(
    "To stay below the threshold on {january} as well, pay {amount} in all by {december}: what is due of the current"
    " year then becomes arrears."
)
ONLY_DECEMBER = mark(
    "To stay below the threshold on {january}, pay {amount} by {december}: what is due of the current year then"
    " becomes arrears."
)
NOTHING = mark("Nothing need be paid to stay below the threshold until 1 January.")
CHARGES = mark(
    "Bank charges are the payer's. A payment goes to the oldest debt first: naming the current year does not help."
)


@dataclass(frozen=True, slots=True)
class LeastPayment:
    """A Member and the least to pay: today, by 31 December, for the vote, and the most of these in whole units."""

    state: str
    currency: str
    status: str
    arrears: Decimal
    threshold: Decimal | None
    least_payment: Decimal
    least_payment_by_31_december: Decimal | None
    least_payment_for_vote: Decimal | None
    pay_by: date | None
    payable: Decimal
    words: str


_AS_ASKED = columns_of(LeastPayment)[:-2]


def answer(asking: Asking, values: Mapping[str, object]) -> list[LeastPayment]:
    """One row per Member whose threshold is known; whole units are rounded up, so that the payment is not short."""
    rows = asking.rows("voting", state=values["state"])
    return [_row(row, asking.as_of) for row in rows if row["least_payment"] is not None]


def _row(row: Row, on: date) -> LeastPayment:
    most = max(_amount(row, name) for name in _AS_ASKED if name.startswith("least_payment"))
    return LeastPayment(**{name: row[name] for name in _AS_ASKED}, payable=rounded_up(most), words=_words(row, on))


def _amount(row: Row, name: str) -> Decimal:
    return row.amount_or_none(name) or Decimal(0)


def _words(row: Row, on: date) -> str:
    """What to pay by when and what follows, in sentences: amounts are rounded up to the whole unit."""
    said, told = _for_the_vote(row, on)
    december = _amount(row, "least_payment_by_31_december")
    if december > told:
        said.append(_by_december(DECEMBER if told else ONLY_DECEMBER, row, on))
    return paragraph(*([*said, say(CHARGES)] if told or december else said or [say(NOTHING)]))


def _by_december(message: str, row: Row, on: date) -> str:
    return say(
        message,
        amount=to_pay(_amount(row, "least_payment_by_31_december"), row.text("currency")),
        january=in_words(date(on.year + 1, 1, 1)),
        december=in_words(date(on.year, 12, 31)),
    )


def _for_the_vote(row: Row, on: date) -> tuple[list[str], Decimal]:
    """What is said of the payment for the vote, and the amount that is told."""
    near, least, pay_by = row["nearness"], _amount(row, "least_payment_for_vote"), row.day_or_none("pay_by")
    amount = to_pay(least, row.text("currency"))
    if near == "kept":
        below = _amount(row, "least_payment")
        return [say(KEPT), say(BELOW, amount=to_pay(below, row.text("currency")))], below
    if near == "lost":
        return ([say(REGAIN, amount=amount)] if least else [say(DECISION)]), least
    if not least or pay_by is None:
        return [], least
    lost, reached = row.day_or_none("no_vote_from"), row.day_or_none("reaches_threshold_on")
    if near == "about_to_be_lost" and lost:
        return [say(KEEP, lost=in_words(lost), amount=amount, pay_by=in_words(pay_by))], least
    if reached is None or reached <= on:
        return [say(BELOW, amount=amount)], least
    if reached == date(on.year + 1, 1, 1):
        return [_by_december(ONLY_DECEMBER, row, on)], least
    return [say(STAYS, reached=in_words(reached), amount=amount, pay_by=in_words(pay_by))], least


QUESTION = Question(
    name="least_payment",
    title=mark("The least to pay"),
    grain=mark("One row per Member whose threshold is known."),
    row=LeastPayment,
    parameters=("state",),
    function=answer,
    delegations=own_by("state"),
)
