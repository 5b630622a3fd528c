"""Whether each Member may vote on the date, with both sides of the comparison, the dates and the reason.

How near a vote is to being lost, and what there is to pay for it by which day, is decided once, in
`governance.rules.vote.nearness`: whoever counts, lists, draws or writes of votes at risk reads the columns `nearness`,
`least_payment_for_vote` and `pay_by`, and decides nothing by the status, the dates or the other amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import own_by
from governance.questions.accounts.accounts import account_of, members
from governance.questions.declare import Asking, Question
from governance.rules.vote.verdict import STATUSES, UNDECIDED, Verdict
from governance.rules.vote.vote import verdict
from governance.words import mark


@dataclass(frozen=True, slots=True)
class Voting:
    """A Member and its vote. `may_vote` is yes, no, or None where it is not known; then neither is what to pay, nor how
    near the vote is to being lost."""

    state: str
    currency: str | None
    status: str
    may_vote: str | None
    nearness: str | None
    arrears: Decimal | None
    current_year: Decimal | None
    threshold: Decimal | None
    ratio: Decimal | None
    least_payment: Decimal | None
    least_payment_by_31_december: Decimal | None
    least_payment_for_vote: Decimal | None
    pay_by: date | None
    informed: date | None
    no_vote_from: date | None
    reaches_threshold_on: date | None
    action: str | None
    ends: date | None
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Voting]:
    """One row per Member on the date, in the currency in which it is assessed."""
    states = [state for state in members(asking) if values["state"] in (None, state)]
    verdicts = [
        verdict(account_of(asking, state, alone=values["state"] is not None), asking.rulebook, asking.as_of)
        for state in states
    ]
    return [as_row(found) for found in verdicts if values["status"] in (None, found.status)]


def as_row(found: Verdict) -> Voting:
    """A verdict as a row of this question. Where the vote is not known, neither is what to pay: blank, never zero."""
    known = found.may_vote is not None
    return Voting(
        state=found.state,
        currency=found.currency,
        status=found.status,
        may_vote=None if found.may_vote is None else ("yes" if found.may_vote else "no"),
        nearness=found.nearness,
        arrears=found.arrears,
        current_year=found.current_year,
        threshold=found.threshold,
        ratio=found.ratio,
        least_payment=found.least_payment if known else None,
        least_payment_by_31_december=found.least_payment_by_31_december if known else None,
        least_payment_for_vote=found.least_payment_for_vote if known else None,
        pay_by=found.pay_by if known else None,
        informed=found.informed,
        no_vote_from=found.no_vote_from,
        reaches_threshold_on=found.reaches_threshold_on,
        action=found.action or None,
        ends=found.ends,
        because=found.because,
    )


QUESTION = Question(
    name="voting",
    title=mark("Who may vote"),
    grain=mark("One row per Member on the date."),
    row=Voting,
    parameters=("state", "status"),
    choices={"status": (*STATUSES, *UNDECIDED)},
    function=answer,
    delegations=own_by("state"),
)
