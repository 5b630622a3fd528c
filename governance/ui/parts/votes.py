"""How the vote appears: each status in words and with a sign, one State's vote, and the sentences about a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import streamlit as st

from governance.money import rounded_up
from governance.questions.rows import Row
from governance.rules.vote.verdict import FORESEEN_WORDS, STATUS_WORDS
from governance.ui.parts import explained
from governance.ui.parts.named import named
from governance.ui.parts.numbers import day_words, money
from governance.ui.parts.words import BodyName, body_name, joined, mark, say
from governance.ui.shell.here import Here, hedged

_SIGNS = {
    "in_good_standing": "○",
    "owes_current_year": "○",
    "in_arrears": "△",
    "reaches_threshold": "▲",
    "may_be_suspended": "▲",
    "informed": "◆",
    "maintained": "◇",
    "no_vote": "■",
    "suspended": "■",
    "not_known": "?",
    "no_rule": "–",
}
"""Each status has a sign that differs in shape, never in colour alone."""


def in_words(where: Here, status: str) -> str:
    """A status as it is shown on the date in view."""
    return signed(status, body(where), foreseen=where.foreseen)


def signed(status: str, of: BodyName, *, foreseen: bool = False) -> str:
    """A status with its sign; `of` is the body that decides on votes."""
    words = FORESEEN_WORDS if foreseen else STATUS_WORDS
    return f"{_SIGNS[status]} {say(words[status], body=of)}"


def body(where: Here) -> BodyName:
    """The body that decides on the vote on the date in view, as the rules of the ledger call it."""
    return where.books.rulebook.body_of_votes(where.as_of)


def sign(status: str) -> str:
    """The sign of a status, which differs from others in shape."""
    return _SIGNS[status]


def not_told(where: Here) -> str | None:
    """Why nothing is said of votes: the rules hold no text about one, or nobody wrote down who the Members are. None
    where they are told."""
    if where.membership_held:
        return None
    if not where.books.rulebook.votes:
        return say("The rules of this ledger hold nothing about a vote, so nothing is said of one.")
    return say("Who is a Member is not held here, so nothing is said of votes.")


def by_nearness(where: Here) -> Counter[object]:
    """How many Members' votes are as near to being lost as each word of the question `voting` says."""
    return Counter(where.ask("voting").column("nearness"))


def unknown(where: Here, on: date | None = None) -> int:
    """Of how many Members it is not known whether they may vote."""
    return sum(answer is None for answer in where.ask("voting", on).column("may_vote"))


def as_known(where: Here, words: str) -> str:
    """Sentences about the votes of all Members: where some are not known, they say that they are about the others."""
    return hedged(words) if unknown(where) else words


def your_vote(where: Here) -> None:
    """One State's vote: the status, the reason, and both sides of the comparison."""
    if untold := not_told(where):
        st.caption(untold)
        return
    row = where.ask("voting", state=where.state).first()
    st.header(where.titled(say("Your vote")), anchor=False)
    if row is None:
        st.markdown(say("{state} is not a Member on this date: it has no vote.", state=named(str(where.state))))
        return
    status = in_words(where, row.text("status"))
    st.markdown(say("**{status}**. {because}", status=status, because=where.supposed(row.text("because"))))
    if row["threshold"] is None:
        return
    st.markdown(to_pay(where))
    currency = row.text("currency")
    with st.grid(3, min_column_width=200, gap="small"):
        for name, figure in ((say("Arrears"), row["arrears"]), (say("Threshold"), row["threshold"])):
            st.metric(name, money(figure, currency, exact=True), border=True, help=explained.behind(name))
        if row.known("least_payment_for_vote"):
            least = money(rounded_up(row.amount("least_payment_for_vote")), currency)
            name = _least_label(where, row)
            st.metric(name, least, border=True, help=explained.behind(name))


def to_pay(where: Here) -> str:
    """What the State in view must pay, by when and why, in sentences; nothing where that is not known."""
    words = " ".join(row.text("words") for row in where.ask("least_payment", state=where.state).dicts())
    return where.supposed(words) if words else words


def _least_label(where: Here, row: Row) -> str:
    """The label of the least payment, with its deadline where that lies ahead."""
    pay_by = row.day_or_none("pay_by")
    if pay_by and pay_by > where.as_of:
        return say("Least to pay by {day}", day=day_words(pay_by))
    return say("Least to pay on that day") if where.foreseen else say("Least to pay today")


def next_session(where: Here) -> str | None:
    """Whether one State may vote at the session that runs or comes next, and at which later one it loses
    the vote; with what to pay by when. None if no session is planned."""
    rows = where.ask("session_votes", state=where.state).dicts()
    return where.supposed(joined(" ", (_of_a_session(row, where.as_of) for row in rows))) if rows else None


def _of_a_session(row: Row, on: date) -> str:
    lost, opens = row.day_or_none("no_vote_from"), row.day("opens")
    words = {
        "body": body_name(row.text("body")),
        "session": row.text("session"),
        "opens": day_words(opens),
        "lost": day_words(lost) if lost else "",
    }
    may_vote = row.text_or_none("may_vote")
    if may_vote is None:
        return say("Whether it may vote at session {session} of the {body} ({opens}) is not known.", **words)
    if not row.known("pay_by"):
        return say(_WITHOUT_PAYING[may_vote, lost is not None], **words)
    running = lost is not None and opens <= on and lost <= on
    return say(
        _REGAINS if running else _LOSES if may_vote == "yes" else _PAYS,
        amount=money(rounded_up(row.amount("least_payment")), row.text("currency")),
        pay_by=day_words(row.day("pay_by")),
        **words,
    )


def sessions(where: Here, body: str) -> dict[str, str]:
    """The sessions of a body, the latest first, each by its day."""
    return {
        row.text("session"): say("Session {session}, {opens}", session=row["session"], opens=day_words(row["opens"]))
        for row in reversed(where.ask("sessions", body=body).dicts())
    }


_LOSES = mark(
    "It may vote when session {session} of the {body} opens on {opens}, but loses the vote during it, on {lost}: "
    "pay at least **{amount}** by **{pay_by}** to keep it."
)
_PAYS = mark("To vote at session {session} of the {body}, which opens on {opens}, pay **{amount}** by {pay_by}.")
_REGAINS = mark(
    "At session {session} of the {body}, which opened on {opens}, it has no vote since {lost}: pay **{amount}** to "
    "regain it."
)
_WITHOUT_PAYING: dict[tuple[str, bool], str] = {
    ("yes", False): mark("It may vote at session {session} of the {body}, which opens on {opens}."),
    ("yes", True): mark(
        "It may vote when session {session} of the {body} opens on {opens}, and has no vote from {lost}."
    ),
    ("no", False): mark("It has no vote at session {session} of the {body} ({opens})."),
    ("no", True): mark(
        "It has no vote at session {session} of the {body} ({opens}), unless a decision of that body restores it."
    ),
}
"""What is said of a session where no payment decides: by whether the State may vote at its opening, and whether a day
without a vote is known."""


def rounded_to_pay(amounts: Iterable[Decimal | None]) -> list[Decimal | None]:
    """Amounts to pay, rounded up to the whole unit."""
    return [None if amount is None else rounded_up(amount) for amount in amounts]
