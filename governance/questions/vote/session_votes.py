"""May a Member vote at a session? For past sessions as it was, for coming ones what to pay and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from governance.access import own_by
from governance.problems import Problem, Refused
from governance.questions.accounts.accounts import account_of, members
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.account import Session
from governance.rules.vote.session_vote import SessionVerdict, keeps_until, session_verdict
from governance.words import mark, say


@dataclass(frozen=True, slots=True)
class SessionVote:
    """A Member and its vote at a session. `may_vote` is yes, no, or None where it is not known."""

    body: str
    session: str
    opens: date
    state: str
    currency: str | None
    status: str
    may_vote: str | None
    least_payment: Decimal | None
    pay_by: date | None
    no_vote_from: date | None
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[SessionVote]:
    """One row per session and Member at its opening, as known on the date; of one to come, Member on the date.

    Without a session named: the one that runs or the next of the body, and beside it, for each Member that keeps its
    vote to the end of that one, the first later session by whose end it has lost it. The body is the one that
    decides on votes, unless another is named. Raises Refused for a body or a session that is not there.
    """
    body = chosen_body(asking, values["body"])
    chosen = _sessions(asking, body, values["session"])
    first = chosen if values["session"] is not None else chosen[:1]
    found = [
        _at(asking, session, state)
        for session in first
        for state in members(asking, min(session.opens, asking.as_of))
        if values["state"] in (None, state)
    ]
    keeping = [vote for vote in found if vote.may_vote and vote.no_vote_from is None]
    for vote in keeping if values["session"] is None else []:
        open_still = (session for session in chosen[1:] if not _kept_at(vote, session))
        later = (_at(asking, session, vote.verdict.state) for session in open_still)
        found.extend(islice((lost for lost in later if lost.no_vote_from is not None), 1))
    return [_row(vote) for vote in sorted(found, key=lambda vote: vote.session.opens)]


def _at(asking: Asking, session: Session, state: str) -> SessionVerdict:
    return session_verdict(account_of(asking, state), asking.rulebook, session, asking.as_of)


def _kept_at(first: SessionVerdict, later: Session) -> bool:
    """Whether what is foreseen for the first session says already that the vote is kept at a later one."""
    return first.session.opens > first.today and keeps_until(first.verdict, later.closes or later.opens)


def chosen_body(asking: Asking, named: object) -> str:
    """The body named, else the one that decides on votes. Raises Refused for one that the rulebook does not know, where
    it names any."""
    body = str(named or asking.rulebook.body_of_votes(asking.as_of).written)
    known = [each.name for each in asking.rulebook.bodies]
    if named is not None and known and asking.rulebook.body(body) is None:
        message = say("The rulebook knows no body “{body}”.", body=body)
        raise Refused(_not_there("body-unknown", "body", body, message, known))
    return body


def _sessions(asking: Asking, body: str, named: object) -> list[Session]:
    rows = [row for row in asking.table("sessions") if row.text("body").casefold() == body.strip().casefold()]
    found = sorted((_session(row) for row in rows), key=lambda session: session.opens)
    if named is None:
        return [session for session in found if (session.closes or session.opens) >= asking.as_of]
    chosen = [session for session in found if session.session == named]
    if not chosen:
        message = say("{body} has no session “{session}” here.", body=body, session=named)
        raise Refused(_not_there("session-unknown", "session", str(named), message, [each.session for each in found]))
    return chosen


def _not_there(rule: str, column: str, value: str, message: str, known: Sequence[str]) -> Problem:
    hint = say("There are: {known}.", known=", ".join(known) or say("none"))
    return Problem(rule, message, column=column, value=value, suggestion=hint)


def _session(row: Row) -> Session:
    return Session(row.text("body"), row.text("session"), row.day("opens"), row.day_or_none("closes"))


def _row(found: SessionVerdict) -> SessionVote:
    return SessionVote(
        body=found.session.body,
        session=found.session.session,
        opens=found.session.opens,
        state=found.verdict.state,
        currency=found.verdict.currency,
        status=found.verdict.status,
        may_vote=None if found.may_vote is None else ("yes" if found.may_vote else "no"),
        least_payment=found.least_payment,
        pay_by=found.pay_by,
        no_vote_from=found.no_vote_from,
        because=found.because,
    )


QUESTION = Question(
    name="session_votes",
    title=mark("Who may vote at a session"),
    grain=mark("One row per session and Member at its opening; of a session to come, Member on the date."),
    row=SessionVote,
    parameters=("body", "session", "state"),
    function=answer,
    delegations=own_by("state"),
)
