"""How the vote appears: each status in words and with a sign, the two sides of the comparison, and the sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from governance.books import Answer
from governance.money import rounded_up
from governance.names import printed
from governance.rules.vote.verdict import FORESEEN_WORDS, STATUS_WORDS, STATUSES
from governance.ui.parts import show
from governance.ui.parts.numbers import day_words, money
from governance.ui.parts.words import count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here

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

AT_RISK = ("reaches_threshold", "may_be_suspended", "informed", "maintained", "no_vote", "suspended")
_ORDER = {status: place for place, status in enumerate((*STATUSES, "not_known", "no_rule"))}


def in_words(status: object, *, foreseen: bool = False) -> str:
    """A status as it is shown; `foreseen`: of a day that has not come."""
    words = FORESEEN_WORDS if foreseen else STATUS_WORDS
    return f"{_SIGNS[str(status)]} {say(words[str(status)])}"


def not_told(where: Here) -> str | None:
    """Why nothing is said of votes: the rules hold no text about one, or nobody wrote down who the Members are. None
    where they are told."""
    if where.membership_held:
        return None
    if not where.books.rulebook.votes:
        return say("The rules of this ledger hold nothing about a vote, so nothing is said of one.")
    return say("Who is a Member is not held here, so nothing is said of votes.")


def counts(where: Here) -> Counter[str]:
    """How many Members have each status."""
    return Counter(str(status) for status in where.ask("voting").column("status"))


def unknown(where: Here, on: date | None = None) -> int:
    """Of how many Members it is not known whether they may vote."""
    return sum(answer is None for answer in where.ask("voting", on).column("may_vote"))


def sentence(where: Here) -> str:
    """How many have no vote, how many are about to lose it, and of how many it is not known."""
    if untold := not_told(where):
        return untold
    found = counts(where)
    lost = found["no_vote"] + found["suspended"]
    reached = found["reaches_threshold"] + found["may_be_suspended"]
    parts = [
        (lost, count("**{number} Member** has no vote.", "**{number} Members** have no vote.", lost)),
        (
            found["informed"],
            count(
                "**{number}** loses it unless it pays: the Council was informed.",
                "**{number}** lose it unless they pay: the Council was informed.",
                found["informed"],
            ),
        ),
        (
            reached,
            count("**{number}** has reached the threshold.", "**{number}** have reached the threshold.", reached),
        ),
        (
            found["maintained"],
            count(
                "**{number}** votes by a decision of the Council.",
                "**{number}** vote by a decision of the Council.",
                found["maintained"],
            ),
        ),
        (
            unknown(where),
            count(
                "Whether **{number} Member** may vote is not known.",
                "Whether **{number} Members** may vote is not known.",
                unknown(where),
            ),
        ),
    ]
    said = [words for number, words in parts if number]
    return where.supposed(joined(" ", said) if said else say("Every Member may vote."))


def who_may_vote(where: Here) -> None:
    """Every Member's vote, and how many votes decide; nothing where nothing is told of votes."""
    if not_told(where):
        return
    st.subheader(where.titled(say("Who may vote")), anchor=False)
    table(where)
    with st.expander(say("Quorum and majorities, by how many Members are present"), icon=":material/groups:"):
        show.table(where, where.ask("majorities"), key="majorities")


def table(where: Here) -> None:
    """Every Member's status, the most at risk first, with the arrears against the threshold as a strip."""
    answer = where.ask("voting")
    frame = answer.frame()
    if frame.empty:
        st.caption(say("There are no Members on this date."))
        return
    order = sorted(range(len(frame)), key=lambda n: (-_ORDER[frame["status"].iloc[n]], -_size(frame["ratio"].iloc[n])))
    shown = frame.iloc[order]
    strip = pd.DataFrame(
        {
            "name": [printed(code) for code in shown["state"]],
            "status": [
                in_words(status if vote is not None else "not_known", foreseen=where.foreseen)
                for status, vote in zip(shown["status"], shown["may_vote"], strict=True)
            ],
            "arrears": list(shown["arrears"]),
            "threshold": list(shown["threshold"]),
            "strip": list(shown["ratio"]),
            "least_payment_for_vote": rounded_to_pay(shown["least_payment_for_vote"]),
            "pay_by": list(shown["pay_by"]),
            "least_payment_by_31_december": rounded_to_pay(shown["least_payment_by_31_december"]),
            "no_vote_from": list(shown["no_vote_from"]),
            "reaches_threshold_on": list(shown["reaches_threshold_on"]),
            "because": list(shown["because"]),
        }
    ).astype({"strip": "float64"})
    st.dataframe(
        strip,
        hide_index=True,
        column_config=_columns(_currency(answer)),
        placeholder="–",
        alt=say(answer.question.title),
        key="verdicts",
    )
    show.source_line(where, answer)
    show.downloads(where, answer, "verdicts")


def _columns(currency: str) -> dict[str, ColumnConfig]:
    def amount(label: str, meaning: str, form: str = "%,.2f") -> ColumnConfig:
        return st.column_config.NumberColumn(f"{label} ({currency})", help=meaning, format=form)

    def day(label: str, meaning: str) -> ColumnConfig:
        return st.column_config.DateColumn(label, help=meaning, format="YYYY-MM-DD")

    return {
        "name": st.column_config.TextColumn(say("State"), pinned=True),
        "status": st.column_config.TextColumn(say("Status")),
        "arrears": amount(say("Arrears"), say("Outstanding for years that have ended")),
        "threshold": amount(say("Threshold"), say("The contributions with which the arrears are compared")),
        "strip": st.column_config.ProgressColumn(
            say("Arrears against threshold"),
            help=say("A full bar: the arrears equal the threshold or exceed it."),
            min_value=0.0,
            max_value=1.0,
            format="%.2f ×",
        ),
        "least_payment_for_vote": amount(
            say("Least to pay"),
            say("What keeps or regains the vote if it comes in by the day beside it, rounded up to the whole unit"),
            "%,.0f",
        ),
        "pay_by": day(say("Pay by"), say("The last day on which that payment counts")),
        "least_payment_by_31_december": amount(
            say("Least by 31 December"),
            say("To be below the threshold on the coming 1 January as well, rounded up to the whole unit"),
            "%,.0f",
        ),
        "no_vote_from": day(say("No vote from"), say("First day without a vote, if nothing changes by then")),
        "reaches_threshold_on": day(say("Threshold reached"), say("Since when, or when if nothing is paid")),
        "because": st.column_config.TextColumn(say("Because"), width="large"),
    }


def your_vote(where: Here) -> None:
    """One State's vote: the status, the reason, and both sides of the comparison."""
    if untold := not_told(where):
        st.caption(untold)
        return
    rows = where.ask("voting", state=where.state).dicts()
    st.subheader(where.titled(say("Your vote")), anchor=False)
    if not rows:
        st.markdown(say("{state} is not a Member on this date: it has no vote.", state=printed(str(where.state))))
        return
    row = rows[0]
    status = in_words(row["status"], foreseen=where.foreseen)
    st.markdown(say("**{status}**. {because}", status=status, because=where.supposed(str(row["because"]))))
    if row["threshold"] is None:
        return
    st.markdown(to_pay(where))
    currency = str(row["currency"])
    with st.grid(3, min_column_width=200, gap="small"):
        st.metric(say("Arrears"), money(row["arrears"], currency, exact=True), border=True)
        st.metric(say("Threshold"), money(row["threshold"], currency, exact=True), border=True)
        if row["least_payment_for_vote"] is not None:
            least = money(rounded_up(Decimal(str(row["least_payment_for_vote"]))), currency)
            st.metric(_least_label(where, row), least, border=True)


def to_pay(where: Here) -> str:
    """What the State in view must pay, by when and why, in sentences; nothing where that is not known."""
    words = " ".join(str(row["words"]) for row in where.ask("least_payment", state=where.state).dicts())
    return where.supposed(words) if words else words


def _least_label(where: Here, row: dict[str, object]) -> str:
    """The label of the least payment, with its deadline where that lies ahead."""
    pay_by = row["pay_by"]
    if isinstance(pay_by, date) and pay_by > where.as_of:
        return say("Least to pay by {day}", day=day_words(pay_by))
    return say("Least to pay on that day") if where.foreseen else say("Least to pay today")


def at_a_session(where: Here) -> None:
    """Whether the State may vote at a session of the Council, past or coming, that the reader chooses."""
    sessions = {
        str(row["session"]): say("Session {session}, {opens}", session=row["session"], opens=day_words(row["opens"]))
        for row in reversed(where.ask("sessions", body="Council").dicts())
    }
    if not sessions:
        return
    label = say("May we vote at the session of the Council ...?")
    session = link.choose("session", label, sessions, None, placeholder=say("Choose a session"), width=340)
    if session:
        for row in where.ask("session_votes", state=where.state, session=session).dicts():
            st.markdown(where.supposed(str(row["because"])))


def next_session(where: Here) -> str | None:
    """Whether one State may vote at the Council's session that runs or comes next, and at which later one it loses
    the vote; with what to pay by when. None if no session is planned."""
    rows = where.ask("session_votes", state=where.state).dicts()
    return where.supposed(joined(" ", (_of_a_session(row, where.as_of) for row in rows))) if rows else None


def _of_a_session(row: dict[str, object], on: date) -> str:
    words = {
        "session": row["session"],
        "opens": day_words(row["opens"]),  # type: ignore[arg-type]
        "lost": day_words(row["no_vote_from"]) if row["no_vote_from"] else "",  # type: ignore[arg-type]
    }
    if row["may_vote"] is None:
        return say("Whether it may vote at Council session {session} ({opens}) is not known.", **words)
    if not row["pay_by"]:
        return say(_WITHOUT_PAYING[row["may_vote"], row["no_vote_from"] is not None], **words)
    lost = row["no_vote_from"]
    running = str(row["opens"]) <= on.isoformat() and isinstance(lost, date) and lost <= on
    return say(
        _REGAINS if running else _LOSES if row["may_vote"] == "yes" else _PAYS,
        amount=money(rounded_up(Decimal(str(row["least_payment"]))), str(row["currency"])),
        pay_by=day_words(row["pay_by"]),  # type: ignore[arg-type]
        **words,
    )


_LOSES = mark(
    "It may vote when Council session {session} opens on {opens}, but loses the vote during it, on {lost}: "
    "pay at least **{amount}** by **{pay_by}** to keep it."
)
_PAYS = mark("To vote at Council session {session}, which opens on {opens}, pay **{amount}** by {pay_by}.")
_REGAINS = mark(
    "At Council session {session}, which opened on {opens}, it has no vote since {lost}: pay **{amount}** to regain it."
)
_WITHOUT_PAYING: dict[tuple[object, bool], str] = {
    ("yes", False): mark("It may vote at Council session {session}, which opens on {opens}."),
    ("yes", True): mark("It may vote when Council session {session} opens on {opens}, and has no vote from {lost}."),
    ("no", False): mark("It has no vote at Council session {session} ({opens})."),
    ("no", True): mark("It has no vote at Council session {session} ({opens}) unless the Council restores it."),
}
"""What is said of a session where no payment decides: by whether the State may vote at its opening, and whether a day
without a vote is known."""


def _currency(answer: Answer) -> str:
    found = sorted({str(currency) for currency in answer.column("currency")})
    return " / ".join(found)


def rounded_to_pay(amounts: Iterable[object]) -> list[Decimal | None]:
    """Amounts to pay, rounded up to the whole unit."""
    return [None if amount is None else rounded_up(Decimal(str(amount))) for amount in amounts]


def _size(ratio: object) -> Decimal:
    return Decimal(-1) if ratio is None else Decimal(str(ratio))
