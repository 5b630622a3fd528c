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
    currency = row.text("currency")
    for_vote = _amount(row, "least_payment_for_vote")
    december = _amount(row, "least_payment_by_31_december")
    said = _for_the_vote(row, for_vote, currency)
    if december > for_vote:
        said.append(
            say(
                DECEMBER if for_vote else ONLY_DECEMBER,
                amount=to_pay(december, currency),
                january=in_words(date(on.year + 1, 1, 1)),
                december=in_words(date(on.year, 12, 31)),
            )
        )
    return paragraph(*([*said, say(CHARGES)] if for_vote or december else said or [say(NOTHING)]))


def _for_the_vote(row: Row, for_vote: Decimal, currency: str) -> list[str]:
    if row["may_vote"] == "no" and not row.known("least_payment_for_vote"):
        return [say(DECISION)]
    if not for_vote:
        return []
    lost, pay_by = row.day_or_none("no_vote_from"), row.day_or_none("pay_by")
    amount = to_pay(for_vote, currency)
    if row["may_vote"] == "no":
        return [say(REGAIN, amount=amount)]
    if lost and pay_by:
        return [say(KEEP, lost=in_words(lost), amount=amount, pay_by=in_words(pay_by))]
    return [say(BELOW, amount=amount)]


QUESTION = Question(
    name="least_payment",
    title=mark("The least to pay"),
    grain=mark("One row per Member whose threshold is known."),
    row=LeastPayment,
    parameters=("state",),
    function=answer,
    delegations=own_by("state"),
)
