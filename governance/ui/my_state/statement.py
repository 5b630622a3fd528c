"""What a statement of account says: its answer in a sentence, its balance, and the parts that lead to it."""

from __future__ import annotations

import streamlit as st

from governance.names import printed
from governance.questions.rows import Row
from governance.ui.parts import balances, show, votes
from governance.ui.parts.numbers import day_words, money
from governance.ui.parts.words import joined, plain, say
from governance.ui.shell import link
from governance.ui.shell.here import Here


def _balance(where: Here) -> Row | None:
    return where.ask("balances", state=where.state, currency=where.currency).first()


def is_assessed(where: Here) -> bool:
    """Whether anything was due or paid by the date."""
    return _balance(where) is not None


def is_known(where: Here) -> bool:
    """Whether the State's balance is known on the date."""
    row = _balance(where)
    return row is not None and row["known"] == "yes"


def sentence(where: Here) -> str:
    """What is outstanding, what of it in arrears, and what to pay by when to vote at which session."""
    name = printed(str(where.state))
    row = _balance(where)
    if row is None:
        return say("{state} has not been assessed by {day}.", state=name, day=day_words(where.as_of))
    if row["known"] == "no":
        last = where.ask("assessed", state=where.state).dicts()[-1:]
        if not last:
            return say("What {state} owes on {day} is not known.", state=name, day=day_words(where.as_of))
        return say(
            "{state} was assessed **{amount}** for {year}. What it owes on {day} is not known.",
            state=name,
            amount=money(last[0]["assessed"], last[0].text("currency"), exact=True),
            year=last[0]["year"],
            day=day_words(where.as_of),
        )
    currency = row.text("currency")
    if where.foreseen:
        first = say(
            "If nothing more is paid, {state} will owe **{amount}** on {day}, {arrears} of it for years that will have "
            "ended.",
            day=day_words(where.as_of),
            state=name,
            amount=money(row["outstanding"], currency, exact=True),
            arrears=money(row["arrears"], currency, exact=True),
        )
    elif row["outstanding"]:
        first = say(
            "On {day}, {state} owes **{amount}**, of which {arrears} in arrears.",
            day=day_words(where.as_of),
            state=name,
            amount=money(row["outstanding"], currency, exact=True),
            arrears=money(row["arrears"], currency, exact=True),
        )
    else:
        first = say("On {day}, {state} owes nothing.", day=day_words(where.as_of), state=name)
    return joined(" ", (part for part in (first, balances.contested(where, row), votes.next_session(where)) if part))


def what_is_not_known(where: Here) -> None:
    """Why no balance is shown, and what is known all the same."""
    for row in where.ask("voting", state=where.state, status="not_known").dicts():
        st.markdown(plain(row.text("because")))
    covered = [row for row in where.ask("coverage").dicts() if row["covers"] == "receipts"]
    if not covered:
        balances.no_receipts(where)
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
        st.subheader(say("Assessed contributions"), anchor=False)
        columns = ("year", "assessed", "currency", "due", "document")
        show.table(where, assessed, columns, rows=assessed.frame().iloc[::-1], key="assessed")


def balance(where: Here) -> None:
    """The closing balance by year of debt, and the identity that proves it."""
    outstanding = where.ask("outstanding", state=where.state, currency=where.currency)
    st.subheader(where.titled(say("Balance by year of debt")), anchor=False)
    columns = balances.columns(where, "year", "currency", "opening", *balances.MOVES, "credit_applied", "outstanding")
    show.table(where, outstanding, columns, rows=outstanding.frame().iloc[::-1], key="outstanding")
    row = _balance(where)
    if row is not None:
        balances.identity_line(where, row)


def at_a_session(where: Here) -> None:
    """Whether the State may vote at a session of the Council, past or coming, that the reader chooses."""
    sessions = votes.sessions(where, "Council")
    if not sessions:
        return
    label = say("May we vote at the session of the Council ...?")
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
