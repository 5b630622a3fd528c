"""“We paid and it is not here”: a note to finance about one payment, and what became of those before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.access import may_tell
from governance.intake.service.notes import LONGEST, tell
from governance.ledger import Ledger, Payment
from governance.problems import Refused
from governance.settings import target
from governance.ui.parts import notes, show
from governance.ui.parts.numbers import DAY_TYPED
from governance.ui.parts.words import REQUIRED_MEANS, required, say
from governance.ui.shell import cache
from governance.ui.shell.here import Here

_SHOWN = 3
_TOLD = "note_was_told"


def offer(where: Here) -> None:
    """The form behind a button, where the reader may write; it changes no figure."""
    if not may_tell(where.reader, str(where.state)):
        return
    with st.popover(say("We paid and it is not here"), icon=":material/contact_support:"):
        st.caption(say("Finance gets a note and looks for the payment. No figure changes until it is found."))
        with st.form("note_to_finance", border=False):
            st.caption(say(REQUIRED_MEANS))
            left, right = st.columns(2)  # side by side: on a low screen the button is in view as well
            amount = left.number_input(
                required(say("Amount paid ({currency})", currency=_currency(where))),
                min_value=0.0, max_value=1e12, value=None, step=0.01, format="%.2f", key="note_amount",
            )  # fmt: skip
            today = min(where.as_of, where.books.today())
            paid = right.date_input(
                required(say("Paid on")), value=None, max_value=today, format=DAY_TYPED, key="note_paid"
            )
            reference = st.text_input(say("Reference of the payment"), max_chars=LONGEST["reference"], key="note_ref")
            name = say("Your name")  # whoever signed in is known by the name of that
            who_asked = name if where.reader.subject else required(name)
            who = st.text_input(who_asked, max_chars=LONGEST["who"], key="note_who")
            sent = st.form_submit_button(say("Tell finance"), type="primary")
        if sent:
            _send(where, amount, paid, reference, who)


def _send(where: Here, amount: float | None, paid: date | None, reference: str, who: str) -> None:
    if amount is None or paid is None:
        st.warning(say("Enter the amount and the day."), icon=":material/edit:")
        return
    payment = Payment(str(where.state), Decimal(f"{amount:.2f}"), _currency(where), paid, reference)
    try:
        tell(Ledger(target(where.ledger)), where.reader, payment, who=who, today=min(where.as_of, where.books.today()))
    except Refused as refused:
        show.refusal(refused.problems)
        return
    st.session_state[_TOLD] = True
    st.rerun()


def before(where: Here) -> None:
    """The last notes about the State's payments and what became of them, for whoever may leave one."""
    if not may_tell(where.reader, str(where.state)):
        return
    if st.session_state.pop(_TOLD, False):
        st.success(say("Finance was told. What becomes of it is shown here."), icon=":material/task_alt:")
    of_state = [note for note in cache.told(target(where.ledger), where.reader) if note.payment.state == where.state]
    for note in of_state[: -_SHOWN - 1 : -1]:
        st.caption(notes.in_words(note))


def _currency(where: Here) -> str:
    return where.currency or where.books.rulebook.currency
