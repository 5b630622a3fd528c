"""The days ahead of one State or of all: as a table, and as a calendar file to take along."""

from __future__ import annotations

import streamlit as st

from governance.ui.parts import file_links, show
from governance.ui.parts.words import say
from governance.ui.shell.here import Here
from governance.ui.shell.routes.addresses import CALENDAR, address


def days_ahead(where: Here) -> None:
    """Due dates, sessions, by when to pay for the vote, instalments, ends of terms; nothing where none lies ahead."""
    answer = where.ask("calendar", state=where.state)
    if not answer.rows:
        return
    with st.container(key="section-calendar"):
        st.header(say("The days ahead"), anchor=False)
    columns = ("day", "last_day", "occasion", *(() if where.state else ("state",)), "words")
    show.table(where, answer, columns, key="calendar")
    of_one = {"state": where.state} if where.state else {}
    file_links.links({say("Download calendar (.ics)"): address(where, CALENDAR, **of_one)}, buttons=True)
