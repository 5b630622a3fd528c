"""What a statement of account says where nothing is known, its balance, and the parts that lead to it."""

from __future__ import annotations

import streamlit as st

from governance.names import printed
from governance.questions.rows import Row
from governance.ui.my_state import first_screen, paid
from governance.ui.parts import balances, show, votes
from governance.ui.parts.numbers import day_words, money_exact
from governance.ui.parts.words import plain, say
from governance.ui.shell import link
from governance.ui.shell.here import Here


def _balance(where: Here) -> Row | None:
    return where.ask("balances", state=where.state, currency=where.currency).first()


def is_known(where: Here) -> bool:
    """Whether the State's balance is known on the date."""
    row = _balance(where)
    return row is not None and row["known"] == "yes"


def not_known(where: Here) -> None:
    """What is said in place of a balance: that the State is no Member, was never assessed, or why nothing is known."""
    values = {"state": printed(str(where.state)), "day": day_words(where.as_of)}
    if _balance(where) is None:
        observes = where.membership_held and where.ask("voting", state=where.state).first() is None
        st.markdown(
            first_screen.standing(where) if observes else say("{state} has not been assessed by {day}.", **values)
        )
        return
    last = where.ask("assessed", state=where.state).dicts()[-1:]
    for row in last:
        amount = money_exact(row.amount("assessed"), row.text("currency"))
        st.markdown(
            say("{state} was assessed **{amount}** for {year}. What it owes on {day} is not known.", **values,
                amount=amount, year=row["year"])
        )  # fmt: skip
    if not last:
        st.markdown(say("What {state} owes on {day} is not known.", **values))
    what_is_not_known(where)


def what_is_not_known(where: Here) -> None:
    """Why no balance is shown, and what is known all the same."""
    for row in where.ask("voting", state=where.state, status="not_known").dicts():
        st.markdown(plain(row.text("because")))
    covered = [row for row in where.ask("coverage").dicts() if row["covers"] == "receipts"]
    if not covered:
        balances.no_receipts(where)
        if where.ask("received", state=where.state).rows:
            paid.receipts(where)
    for row in covered:
        last = row["last_day"]
        if last == row["first_day"]:
            st.markdown(say("Balances are known on {day} only.", day=day_words(last)))
            continue
        st.markdown(
            say(
                "Receipts are declared complete from {first} to {last}; outside, no balance is shown.",
                first=day_words(row["first_day"]),
                last=day_words(last) if last else say("today"),
            )
        )
    assessed = where.ask("assessed", state=where.state)
    if assessed.rows:
        st.header(say("Assessed contributions"), anchor=False)
        columns = ("year", "assessed", "currency", "due", "document")
        show.table(where, assessed, columns, rows=assessed.frame().iloc[::-1], key="assessed")


def balance(where: Here) -> None:
    """The closing balance by year of debt, and the identity that proves it."""
    outstanding = where.ask("outstanding", state=where.state, currency=where.currency)
    st.header(where.titled(say("Balance by year of debt")), anchor=False)
    columns = balances.columns(where, "year", "currency", "opening", *balances.MOVES, "credit_applied", "outstanding")
    show.table(
        where, outstanding, columns, rows=outstanding.frame().iloc[::-1], key="outstanding", totals=balances.SUMMED
    )
    row = _balance(where)
    if row is not None:
        balances.identity_line(where, row)


def at_a_session(where: Here) -> None:
    """Whether the State may vote at a session, past or coming, that the reader chooses."""
    body = votes.body(where)
    sessions = votes.sessions(where, body.written)
    if not sessions:
        return
    label = say("May we vote at the session of the {body} ...?", body=body)
    session = link.choose("session", label, sessions, None, placeholder=say("Choose a session"), width=340)
    if session:
        for row in where.ask("session_votes", state=where.state, session=session).dicts():
            st.markdown(where.supposed(row.text("because")))


def parts() -> list[tuple[str, str, tuple[str, ...]]]:
    """The tables of a statement: title, question, columns."""
    return [
        (say("Assessed contributions"), "assessed", ("year", "assessed", "currency", "due", "document")),
        (
            say("Status of contributions, as published"),
            "status",
            (
                "period",
                "currency",
                "agreed",
                "cash",
                "bilateral",
                "promissory_notes",
                "disputed",
                "outstanding",
                "document",
            ),
        ),
        (
            say("Receipts, and what each one paid"),
            "receipts_applied",
            ("value_date", "reference", "amount", "currency", "year", "applied"),
        ),
        (
            say("Adjustments"),
            "adjustments",
            ("dated", "amount", "currency", "for_year", "reason", "document"),
        ),
        (
            say("Payment plans"),
            "plans",
            ("plan", "agreed", "status", "currency", "due_so_far", "paid", "missed", "because"),
        ),
        (
            say("Where to pay"),
            "payment_instructions",
            ("account", "bank", "iban", "currency", "reference_rule"),
        ),
        (
            say("Instalments"),
            "instalments",
            ("plan", "due", "amount", "currency", "paid", "paid_on", "status"),
        ),
    ]
