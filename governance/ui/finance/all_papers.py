"""The statements of all States, made one after the other while finance watches, then taken along in one file."""

from __future__ import annotations

import streamlit as st

from governance.papers.all_statements import make_all, states_with_account
from governance.ui.parts import file_links
from governance.ui.parts.words import bare, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.routes.addresses import STATEMENTS, address
from governance.ui.shell.routes.on_paper import folder_of


def statements_of_all(where: Here) -> None:
    """A button that makes them, with how far it is; what was made when it was broken off is not made again."""
    if link.on_paper():
        return
    states = states_with_account(where.books, where.as_of, where.reader)
    if states and st.button(say("Make the statements of all States"), icon=":material/folder_zip:"):
        told = st.progress(0.0)
        folder = folder_of(where.books, where.as_of, where.reader)
        for done, _ in enumerate(make_all(where.books, where.as_of, folder, where.reader), start=1):
            told.progress(done / len(states), bare(say("{done} of {all}", done=done, all=len(states))))
        file_links.links({say("Download all statements (.zip)"): address(where, STATEMENTS)}, buttons=True)
