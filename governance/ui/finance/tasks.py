"""Finance's open tasks on its first screen: what was last taken in, and what waits, with amounts, each where it is
done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from governance.intake.service.notes import LONGEST, close
from governance.ledger import Note
from governance.names import printed
from governance.problems import Refused
from governance.settings import target
from governance.ui.finance import acts, closing
from governance.ui.finance import waiting as proposed
from governance.ui.parts import notes, show
from governance.ui.parts.numbers import money_exact, period_words
from governance.ui.parts.words import bare, count, joined, required, say
from governance.ui.shell import cache, menu
from governance.ui.shell.here import Here

_CLOSED = "note_was_closed"

Line = tuple[str, str, str, Mapping[str, str]]
"""The page to which a task leads, its words and icon, and what its link says besides."""


def last_taken_in(where: Here) -> None:
    """The batch that came in last, with the way to it."""
    batches = [event for event in where.books.history(where.reader) if event.kind == "accepted"]
    if not batches:
        return
    last = batches[-1]
    st.markdown(say("Last taken in: {event}", event=acts.sentence(last)))
    menu.page_link("register", say("See what it changed, or take it back"), ":material/inventory:",
                   batch=str(last.batch))  # fmt: skip


def tasks(where: Here) -> None:
    """What waits for finance, one line each, which leads to where it is done."""
    waiting = [note for note in cache.told(target(where.ledger), where.reader) if note.open]
    lines = [*_proposed(where), *_unidentified(where), *_bank(where), *_findings(where), *_years(where)]
    st.header(_title(len(lines) + bool(waiting)), anchor=False)
    for page, words, icon, about in lines:
        menu.page_link(page, words, icon, **about)
    if st.session_state.pop(_CLOSED, False):
        st.success(say("The note is closed. The delegation reads your word."), icon=":material/task_alt:")
    if waiting:
        _notes(where, waiting)


def _title(number: int) -> str:
    if not number:
        return say("No task is open")
    return count("{number} task is open", "{number} tasks are open", number)


def _proposed(where: Here) -> list[Line]:
    number = proposed.number_waiting(where)
    words = count("{number} proposal waits for another person", "{number} proposals wait for another person", number)
    return [("register", words, ":material/group:", {})] if number else []


def _unidentified(where: Here) -> list[Line]:
    found = where.ask("unidentified").dicts()
    totals = [row for row in where.ask("identity").dicts() if row["unidentified"]]
    if not found or not totals:
        return []
    amounts = joined(", ", (money_exact(row.amount("unidentified"), row.text("currency")) for row in totals))
    words = count(
        "{amounts} in {number} receipt of an unknown payer: assign it to a State",
        "{amounts} in {number} receipts of unknown payers: assign them to States",
        len(found),
        amounts=amounts,
    )
    return [("payers", words, ":material/person_search:", {})]


def _bank(where: Here) -> list[Line]:
    """The last month that has ended in which the bank's statement and the receipts do not agree."""
    for row in where.ask("bank_reconciliation_by_month").dicts():
        month = row.text("month")
        number = sum(
            row[finding] or 0 for finding in ("amounts_differ", "currencies_differ", "only_in_bank", "only_here")
        )
        if number and month < f"{where.as_of:%Y-%m}":
            words = count(
                "{number} entry or receipt of {month} does not agree with the bank’s statement: look at why",
                "{number} entries or receipts of {month} do not agree with the bank’s statement: look at why",
                number,
                month=period_words(month),
            )
            return [("bank_reconciliation", words, ":material/account_balance:", {"month": month})]
    return []


def _findings(where: Here) -> list[Line]:
    rows = where.ask("agreement").dicts()
    number = sum(row.whole("rows") - row.whole("agreeing") - row.whole("but_for_rounding") for row in rows)
    if not number:
        return []
    words = count(
        "{number} assessment is not what the scale predicts: look at why",
        "{number} assessments are not what the scale predicts: look at why",
        number,
    )
    return [("assessment_checks", words, ":material/rule:", {})]


def _years(where: Here) -> list[Line]:
    years = sorted(closing.years(where)) if where.receipts_known else []
    if not years:
        return []
    words = count(
        "{last} is over and not closed",
        "{number} years are over and not closed; closing {last} closes them all",
        len(years),
        last=years[-1],
    )
    return [("closing", words, ":material/lock:", {})]


def _notes(where: Here, waiting: list[Note]) -> None:
    """The open notes of delegations, and the form that closes one with a word."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for note in waiting:
        sums[note.payment.currency] += note.payment.amount
    amounts = joined(", ", (money_exact(amount, currency) for currency, amount in sorted(sums.items())))
    words = count(
        "{number} note of a delegation about {amounts}: look for the payment and close it with a word",
        "{number} notes of delegations about {amounts}: look for the payments and close them with a word",
        len(waiting),
        amounts=amounts,
    )
    with st.expander(words, icon=":material/contact_support:"):
        open_notes = {note.number: note for note in waiting}
        with st.form("close_note", border=False):
            number = st.selectbox(
                say("Note"),
                list(open_notes),
                format_func=lambda one: bare(_of_a_state(open_notes[one])),
                key="note_number",
            )
            word = st.text_input(required(say("What became of it")), max_chars=LONGEST["word"], key="note_word")
            who = acts.name_input(key="note_closed_by")
            done = st.form_submit_button(say("Close the note"))
        st.caption(_of_a_state(open_notes[number]))
        if done:
            _close(where, number, word, who)


def _of_a_state(note: Note) -> str:
    return say("{state}, {note}", state=printed(note.payment.state), note=notes.in_words(note))


def _close(where: Here, number: int, word: str, who: str) -> None:
    try:
        close(acts.service(where, who), number, word=word)
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.session_state[_CLOSED] = True
    st.rerun()
