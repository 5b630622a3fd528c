"""The days ahead of one State or of all: as a table, and as a calendar file to take along."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from governance.papers.ics import to_ics
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell.here import Here
from governance.words import language, reading_in


def days_ahead(where: Here) -> None:
    """Due dates, sessions, by when to pay for the vote, instalments, ends of terms; nothing where none lies ahead."""
    answer = where.ask("calendar", state=where.state)
    if not answer.rows:
        return
    st.header(say("The days ahead"), anchor=False)
    columns = ("day", "last_day", "occasion", *(() if where.state else ("state",)), "words")
    show.table(where, answer, columns, key="calendar")
    st.download_button(
        say("Download calendar (.ics)"),
        _made(where),
        file_name=f"{where.state or where.ledger.key}-{where.as_of.isoformat()}-{language.get()}.ics",
        mime="text/calendar",
        icon=":material/calendar_month:",
        on_click="ignore",
        key="calendar_ics",
    )


def _made(where: Here) -> Callable[[], bytes]:
    """What makes the file once somebody asks for it: outside of the page's run, so the language goes with it."""
    books, state, on, reader, code = where.books, where.state, where.as_of, where.reader, language.get()

    def calendar() -> bytes:
        with reading_in(code):
            return to_ics(books, on, state, reader)

    return calendar
