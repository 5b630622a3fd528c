"""May this Member vote at that session? For a session held, as it was; for one to come, what to pay and by when.

A session to come is judged as today can foresee it: if nothing more is paid and assessments stay as the last. The
payment that counts must arrive by the day before the opening. Where the loss of the vote has not taken effect by
then (under IOM's text, one year after the information), nothing need be paid in order to vote at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules.accounts.account import DAY, Account, Session
from governance.rules.accounts.position import account_ahead
from governance.rules.vote.verdict import Verdict
from governance.rules.vote.vote import Rulebook, verdict
from governance.wording import in_words, to_pay
from governance.words import mark, paragraph, say

HELD = mark("At the opening on {opens}: {because}")
LOST_IN_IT = mark("The vote was lost during the session, on {lost}.")
LOSES_NOW = mark("If nothing more is paid, the vote is lost during the session, on {lost}: pay {least} by {pay_by}.")
MAY_VOTE = mark("If nothing more is paid, the Member may vote at the session that opens on {opens}. {because}")
MUST_PAY = mark(
    "Without a payment there is no vote at the session that opens on {opens}: pay {least} by {pay_by}. {because}"
)
LOSES = mark(
    "If nothing more is paid, the Member may vote when the session opens on {opens}, and loses the vote during it, on"
    " {lost}: pay {least} by {pay_by} to keep it. {because}"
)
LOSES_ANYWAY = mark(
    "The Member may vote when the session opens on {opens}, and loses the vote during it, on {lost}; a payment alone"
    " does not keep it. {because}"
)
NEEDS_DECISION = mark(
    "There is no vote at the session that opens on {opens} unless the vote is restored by a decision; a payment alone"
    " does not restore it. {because}"
)
UNKNOWN = mark("Whether the Member may vote at the session that opens on {opens} is not known. {because}")


@dataclass(frozen=True)
class SessionVerdict:
    """The vote at one session. `verdict` is that of the opening day (foreseen for a session to come).

    `least_payment` is what must be paid by `pay_by` in order to vote to the session's end: zero if nothing, None where
    a payment does not decide (a suspension, an unknown balance) or the session is over. `no_vote_from`: the first day
    without a vote, where it lies at or before the session's end.
    """

    session: Session
    today: date
    verdict: Verdict
    may_vote: bool | None
    least_payment: Decimal | None
    pay_by: date | None
    because: str
    no_vote_from: date | None = None


def session_verdict(account: Account, rulebook: Rulebook, session: Session, today: date) -> SessionVerdict:
    """The vote at the session, from its opening to its close, as known on `today`."""
    if session.opens <= today:
        return _opened(account, rulebook, session, today)
    opens = session.opens
    foreseen = verdict(account_ahead(account, today, opens, rulebook.terms), rulebook, opens)
    values = {"opens": in_words(opens), "because": foreseen.because}

    def found(message: str, least: Decimal | None = None, lost: date | None = None) -> SessionVerdict:
        pay_by = lost - DAY if least and lost and lost > opens else opens - DAY if least else None
        if least:
            values.update(least=to_pay(least, account.currency), pay_by=in_words(pay_by or opens))
        words = say(message, lost=in_words(lost or opens), **values)
        return SessionVerdict(session, today, foreseen, foreseen.may_vote, least, pay_by, words, lost)

    if foreseen.may_vote is None:
        return found(UNKNOWN)
    if foreseen.may_vote:
        kept = keeps_until(foreseen, session.closes or opens)
        loses = None if kept else _lost_during(account, rulebook, session, today)
        if loses is None:
            return found(MAY_VOTE, Decimal(0))
        least = loses.least_payment_for_vote
        return found(LOSES if least else LOSES_ANYWAY, least, loses.on)
    if foreseen.status == "no_rule":
        return found(HELD)
    lost = foreseen.no_vote_from or opens
    if foreseen.least_payment_for_vote is None:
        return found(NEEDS_DECISION, None, lost)
    return found(MUST_PAY, foreseen.least_payment_for_vote, lost)


def keeps_until(foreseen: Verdict, day: date) -> bool:
    """Whether a vote that a verdict gives cannot be lost by `day` if nothing is paid and nothing is decided, since the
    threshold is reached only afterwards. False where that is not known."""
    reached = foreseen.reaches_threshold_on
    return bool(foreseen.may_vote) and reached is not None and reached > max(foreseen.on, day)


def _opened(account: Account, rulebook: Rulebook, session: Session, today: date) -> SessionVerdict:
    """A session that is over or running: as it was at the opening, and what has changed or will until its close."""
    held = verdict(account, rulebook, session.opens)
    words = say(HELD, opens=in_words(session.opens), because=held.because)
    least, pay_by, lost = None, None, held.no_vote_from if held.may_vote is False else None
    loses = _lost_during(account, rulebook, session, today) if held.may_vote else None
    if loses is not None:
        lost = loses.on
    if loses is not None and loses.on > today:
        least = loses.least_payment_for_vote
        pay_by = loses.on - DAY if least else None
        values = {"lost": in_words(loses.on), "pay_by": in_words(loses.on - DAY)}
        words = paragraph(words, say(LOSES_NOW, least=to_pay(least, account.currency), **values) if least else "")
    elif session.runs_on(today):
        now = verdict(account, rulebook, today)
        least = Decimal(0) if now.may_vote else now.least_payment_for_vote
        pay_by = today if least else None
    if loses is not None and loses.on <= today:
        words = paragraph(words, say(LOST_IN_IT, lost=in_words(loses.on)))
    return SessionVerdict(session, today, held, held.may_vote, least, pay_by, words, lost)


def _lost_during(account: Account, rulebook: Rulebook, session: Session, today: date) -> Verdict | None:
    """The verdict of the first day of the session, after its opening, on which there is no vote any more."""
    day = session.opens + DAY
    while day <= (session.closes or session.opens):
        seen = account if day <= today else account_ahead(account, today, day, rulebook.terms)
        found = verdict(seen, rulebook, day)
        if found.may_vote is False:
            return found
        day += DAY
    return None
