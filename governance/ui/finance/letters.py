"""What the page on letters shows: a draft to be edited, the letter on paper, and the register of what was sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from governance.headings import choice
from governance.papers.letter import LONGEST, Account, draft, letter
from governance.papers.paper import Paper
from governance.papers.pdf import to_pdf
from governance.problems import Refused
from governance.settings import target
from governance.tables.correspondence import KINDS
from governance.tables.known_years import FIRST_DAY
from governance.ui.finance import acts, by_hand
from governance.ui.parts import file_links, show
from governance.ui.parts.numbers import DAY_TYPED
from governance.ui.parts.words import required, say
from governance.ui.shell import link
from governance.ui.shell.frame import own_name
from governance.ui.shell.here import Here, states_in
from governance.ui.shell.routes.taken import note
from governance.words import language, languages, reading_in

_COLUMNS = ("sent", "state", "letter", "letter_level", "received_on", "year", "asked_by", "document")


def write(where: Here) -> None:
    """The State, the kind of letter and its language; its text; and what is done with it."""
    acts.service(where)  # refuses whoever is not finance
    if where.state is None:
        link.pick("state", say("State"), states_in(where.books, where.as_of, where.reader), say("Choose a State"))
        return
    with st.container(horizontal=True):
        kinds = {kind: choice("letter", kind) for kind in KINDS}
        kind = link.choose("letter", say("Letter"), kinds, None, placeholder=say("Choose a letter"), width=260)
        codes = sorted(languages(), key=own_name)
        code = st.selectbox(say("Language of the letter"), codes, index=codes.index(language.get()),
                            format_func=own_name, key="letter_language", width=200)  # fmt: skip
    if kind is None:
        return
    try:
        text, paper = _text(where, kind, code)
    except Refused as refused:
        show.refusal(refused.problems)
        return
    name = f"{kind}-{where.state}-{where.as_of.isoformat()}-{code}.pdf"

    def made() -> bytes:
        content = to_pdf(paper())
        note(where.reader, target(where.ledger), where.books.version, where.state, name)
        return content

    file_links.button(
        say("Letter as PDF"),
        made,
        name,
        icon=":material/picture_as_pdf:",
        disabled=not text.strip(),
        key="letter_pdf",
    )
    _sent(where, kind, paper)


def _text(where: Here, kind: str, code: str) -> tuple[str, Callable[[], Paper]]:
    """The text as it was edited, and the letter with it once somebody asks for it: outside of the page's run."""
    books, state, on, reader = where.books, str(where.state), where.as_of, where.reader
    with reading_in(code):
        drafted = draft(books, kind, state, on, reader)
    text = st.text_area(
        say("Text of the letter: it is printed as it stands here"),
        value=drafted,
        height=340,
        max_chars=LONGEST,
        key=f"letter_text_{kind}_{state}_{on.isoformat()}_{code}_{books.version}",
    )

    def paper() -> Paper:
        with reading_in(code):
            return letter(books, kind, state, on, text, reader)

    return text, paper


def _sent(where: Here, kind: str, paper: Callable[[], Paper]) -> None:
    """The letter as a row of the register, under its own number where no other is given; its effect, and the act."""
    st.header(say("Register it as sent"), anchor=False)
    with st.form(f"letter_sent_{kind}_{where.state}"):
        with st.container(horizontal=True):
            sent = st.date_input(required(say("Sent on")), value=min(where.as_of, date.today()), min_value=FIRST_DAY,
                                 max_value=date.today(), format=DAY_TYPED, key="letter_sent", width=200)  # fmt: skip
            days = st.number_input(say("Days to pay, if the letter sets a term"), min_value=0, max_value=999,
                                   value=None, step=1, key="letter_days", width=260)  # fmt: skip
            document = st.text_input(say("Document; blank: the number of the letter"), key="letter_document",
                                     max_chars=300, width=300)  # fmt: skip
        if st.form_submit_button(say("Look at what it would change")):
            account = Account(where.books, str(where.state), where.as_of, where.reader)
            level = account.level if kind == "note_verbale" else None
            cells = {"sent": sent, "state": where.state, "kind": kind, "letter_level": level, "year": where.as_of.year,
                     "due_days": days, "document": document.strip() or paper().number}  # fmt: skip
            by_hand.look_at(where, "notices", cells)
    by_hand.looked_at(where, "notices", None)


def register(where: Here) -> None:
    """The letters that were sent by the date, of the State in view or of all, the last one first."""
    answer = where.ask("notices", state=where.state)
    st.header(say("Register of notices"), anchor=False)
    if not answer.rows:
        st.markdown(say("No letter is on record."))
        return
    show.table(where, answer, _COLUMNS, rows=answer.frame().iloc[::-1])
