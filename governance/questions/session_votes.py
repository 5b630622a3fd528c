"""May a Member vote at a session? For past sessions as it was, for coming ones what to pay and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.questions.accounts import account_of, members
from governance.questions.declare import Asking, Question, Row
from governance.questions.voting import FACTS
from governance.rules.account import Session
from governance.rules.session_vote import SessionVerdict, session_verdict
from governance.words import mark


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row per session and Member on the date, as known on the date. Without a session named: the next of the body.

    The body is the Council unless another is named.
    """
    chosen = _sessions(asking, str(values["body"] or "Council"), values["session"])
    states = [state for state in members(asking) if values["state"] in (None, state)]
    return [
        _row(session_verdict(account_of(asking, state), asking.rulebook, session, asking.as_of))
        for session in chosen
        for state in states
    ]


def _sessions(asking: Asking, body: str, named: object) -> list[Session]:
    rows = [row for row in asking.table("sessions") if str(row["body"]).lower() == body.lower()]
    found = sorted((_session(row) for row in rows), key=lambda session: session.opens)
    if named is not None:
        return [session for session in found if session.session == named]
    return [session for session in found if session.opens > asking.as_of][:1]


def _session(row: dict[str, object]) -> Session:
    opens, closes = row["opens"], row["closes"]
    assert isinstance(opens, date)
    assert closes is None or isinstance(closes, date)
    return Session(str(row["body"]), str(row["session"]), opens, closes)


def _row(found: SessionVerdict) -> Row:
    return (
        found.session.body,
        found.session.session,
        found.session.opens,
        found.verdict.state,
        found.verdict.currency,
        found.verdict.status,
        None if found.may_vote is None else ("yes" if found.may_vote else "no"),
        found.least_payment,
        found.pay_by,
        found.because,
    )


QUESTION = Question(
    name="session_votes",
    title=mark("Who may vote at a session"),
    grain=mark("One row per session and Member on the date."),
    columns=(
        "body",
        "session",
        "opens",
        "state",
        "currency",
        "status",
        "may_vote",
        "least_payment",
        "pay_by",
        "because",
    ),
    parameters=("body", "session", "state"),
    own_rows="state",
    uses=(*FACTS, "members"),
    function=answer,
)
