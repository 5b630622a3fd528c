"""May this Member vote at that session? For a session held, as it was; for one to come, what to pay and by when.

A session to come is judged as today can foresee it: if nothing more is paid and assessments stay as the last. The
payment that counts must arrive by the day before the opening. Where the loss of the vote has not taken effect by
then (under IOM's text, one year after the information), nothing need be paid in order to vote at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules.account import DAY, Account, Session
from governance.rules.position import account_ahead
from governance.rules.verdict import Verdict
from governance.rules.vote import Rulebook, verdict
from governance.rules.wording import amount, in_words
from governance.words import mark, say

HELD = mark("At the opening on {opens}: {because}")
MAY_VOTE = mark("If nothing more is paid, the Member may vote at the session that opens on {opens}. {because}")
MUST_PAY = mark(
    "Without a payment there is no vote at the session that opens on {opens}: pay {least} by {pay_by}. {because}"
)
LOSES = mark(
    "If nothing more is paid, the Member may vote when the session opens on {opens}, and loses the vote during it, on"
    " {lost}: pay {least} by {pay_by} to keep it. {because}"
)
NEEDS_DECISION = mark(
    "There is no vote at the session that opens on {opens} unless the vote is restored by a decision; a payment alone"
    " does not restore it. {because}"
)
UNKNOWN = mark("Whether the Member may vote at the session that opens on {opens} is not known. {because}")


@dataclass(frozen=True)
class SessionVerdict:
    """The vote at one session. `verdict` is that of the opening day (foreseen for a session to come).

    `least_payment` is what must be paid by `pay_by` in order to vote: zero if nothing, None where a payment does
    not decide (a suspension, an unknown balance) or the session has opened.
    """

    session: Session
    today: date
    verdict: Verdict
    may_vote: bool | None
    least_payment: Decimal | None
    pay_by: date | None
    because: str


def session_verdict(account: Account, rulebook: Rulebook, session: Session, today: date) -> SessionVerdict:
    """The vote at the opening of the session, as known on `today`."""
    opens = session.opens
    if opens <= today:
        held = verdict(account, rulebook, opens)
        words = say(HELD, opens=in_words(opens), because=held.because)
        return SessionVerdict(session, today, held, held.may_vote, None, None, words)
    foreseen = verdict(account_ahead(account, today, opens, rulebook.terms), rulebook, opens)
    pay_by = opens - DAY
    values = {"opens": in_words(opens), "pay_by": in_words(pay_by), "because": foreseen.because}
    if foreseen.may_vote is None:
        return SessionVerdict(session, today, foreseen, None, None, None, say(UNKNOWN, **values))
    if foreseen.may_vote:
        loses = _lost_during(account, rulebook, session, today)
        if loses is not None and loses.least_payment:
            pay_by = loses.on - DAY
            sum_due = amount(loses.least_payment, account.currency)
            words = say(LOSES, lost=in_words(loses.on), least=sum_due, **{**values, "pay_by": in_words(pay_by)})
            return SessionVerdict(session, today, foreseen, True, loses.least_payment, pay_by, words)
        nothing = Decimal(0) if foreseen.least_payment is None else foreseen.least_payment * 0
        return SessionVerdict(session, today, foreseen, True, nothing, None, say(MAY_VOTE, **values))
    if foreseen.status == "no_rule":
        return SessionVerdict(session, today, foreseen, False, None, None, say(HELD, **values))
    if foreseen.status == "suspended" and foreseen.threshold is None:
        return SessionVerdict(session, today, foreseen, False, None, None, say(NEEDS_DECISION, **values))
    least = foreseen.least_payment or Decimal(0)
    words = say(MUST_PAY, least=amount(least, account.currency), **values)
    return SessionVerdict(session, today, foreseen, False, least, pay_by, words)


def _lost_during(account: Account, rulebook: Rulebook, session: Session, today: date) -> Verdict | None:
    """The verdict of the first day of the session, after its opening, on which there is no vote any more."""
    day = session.opens + DAY
    while day <= (session.closes or session.opens):
        foreseen = verdict(account_ahead(account, today, day, rulebook.terms), rulebook, day)
        if foreseen.may_vote is False:
            return foreseen
        day += DAY
    return None
