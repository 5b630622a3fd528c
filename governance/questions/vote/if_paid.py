"""What becomes of a Member's debts and its vote if it pays an amount on a day, and nothing more until then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from governance.access import own_by
from governance.problems import Problem, Refused
from governance.questions.accounts.accounts import account_of, members
from governance.questions.declare import ASSUMED, Asking, Question
from governance.questions.vote.voting import as_row
from governance.rules.accounts.account import Account
from governance.rules.accounts.balance import outstanding
from governance.rules.accounts.position import account_ahead
from governance.rules.vote.vote import verdict
from governance.wording import in_words
from governance.words import mark, say


@dataclass(frozen=True, slots=True)
class IfPaid:
    """A Member at the end of the day of the payment. Amounts are None where what is outstanding is not known."""

    state: str
    currency: str | None
    day: date
    amount: Decimal
    outstanding: Decimal | None
    arrears: Decimal | None
    credit: Decimal | None
    status: str
    may_vote: str | None
    threshold: Decimal | None
    least_payment: Decimal | None
    least_payment_by_31_december: Decimal | None
    no_vote_from: date | None
    reaches_threshold_on: date | None
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[IfPaid]:
    """One row for the State, where it is a Member on the date and an amount is given: the day is the date asked about
    where none is named. Until a later day nothing else is paid and assessments stay as the last.

    Raises Refused for a day before the date asked about.
    """
    state, amount, day = values["state"], values["pays"], values["pays_on"] or asking.as_of
    assert isinstance(day, date)
    if day < asking.as_of:
        raise Refused(_too_early(day, asking.as_of))
    if state not in members(asking) or not isinstance(amount, Decimal):
        return []
    account = account_of(asking, str(state), alone=True)
    return [_row(asking, account, day, amount)]


def _row(asking: Asking, account: Account, day: date, amount: Decimal) -> IfPaid:
    terms = asking.rulebook.terms
    until = account if day == asking.as_of else account_ahead(account, asking.as_of, day, terms)
    paid = replace(until, receipts=until.received.plus(day, amount))
    balance = outstanding(paid, day, terms.honours_named_year, terms.years_apart)
    vote = as_row(verdict(paid, asking.rulebook, day))
    return IfPaid(
        state=account.state,
        currency=account.currency,
        day=day,
        amount=amount,
        outstanding=balance.outstanding if balance.known else None,
        arrears=balance.arrears if balance.known else None,
        credit=balance.credit if balance.known else None,
        status=vote.status,
        may_vote=vote.may_vote,
        threshold=vote.threshold,
        least_payment=vote.least_payment,
        least_payment_by_31_december=vote.least_payment_by_31_december,
        no_vote_from=vote.no_vote_from,
        reaches_threshold_on=vote.reaches_threshold_on,
        because=vote.because,
    )


def _too_early(day: date, on: date) -> Problem:
    return Problem(
        "payment-before-the-date",
        say("The payment is of {day}, before the date in view, {on}.", day=in_words(day), on=in_words(on)),
        column="pays_on",
        value=day.isoformat(),
        suggestion=say("Choose the date in view or a later day, or an earlier date in view."),
    )


QUESTION = Question(
    name="if_paid",
    title=mark("What follows if an amount is paid"),
    grain=mark("One row: the State named, at the end of the day on which it pays the amount."),
    row=IfPaid,
    parameters=("state", "pays", "pays_on"),
    function=answer,
    delegations=own_by("state"),
    nature=ASSUMED,
)
