"""Whether each Member may vote on the date, with both sides of the comparison, the dates and the reason."""

from __future__ import annotations

from collections.abc import Mapping

from governance.questions.accounts import account_of, members
from governance.questions.declare import Asking, Question, Row
from governance.rules.verdict import STATUSES, UNDECIDED, Verdict
from governance.rules.vote import verdict
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row per Member on the date, in the currency in which it is assessed."""
    states = [state for state in members(asking) if values["state"] in (None, state)]
    verdicts = [verdict(account_of(asking, state), asking.rulebook, asking.as_of) for state in states]
    return [as_row(found) for found in verdicts if values["status"] in (None, found.status)]


def as_row(found: Verdict) -> Row:
    """A verdict as a row of this question. Where the vote is not known, neither is what to pay: blank, never zero."""
    known = found.may_vote is not None
    return (
        found.state,
        found.currency,
        found.status,
        None if found.may_vote is None else ("yes" if found.may_vote else "no"),
        found.arrears,
        found.current_year,
        found.threshold,
        found.ratio,
        found.least_payment if known else None,
        found.least_payment_by_31_december if known else None,
        found.least_payment_for_vote if known else None,
        found.pay_by if known else None,
        found.informed,
        found.no_vote_from,
        found.reaches_threshold_on,
        found.action or None,
        found.ends,
        found.because,
    )


QUESTION = Question(
    name="voting",
    title=mark("Who may vote"),
    grain=mark("One row per Member on the date."),
    columns=(
        "state",
        "currency",
        "status",
        "may_vote",
        "arrears",
        "current_year",
        "threshold",
        "ratio",
        "least_payment",
        "least_payment_by_31_december",
        "least_payment_for_vote",
        "pay_by",
        "informed",
        "no_vote_from",
        "reaches_threshold_on",
        "action",
        "ends",
        "because",
    ),
    parameters=("state", "status"),
    own_rows="state",
    choices={"status": (*STATUSES, *UNDECIDED)},
    function=answer,
)
