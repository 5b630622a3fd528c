"""The first question, to whoever arrives without a link: what brings you here? Asked once, in nobody's way."""

from __future__ import annotations

import streamlit as st

from governance.ui.parts.words import say
from governance.ui.shell.menu import page_link

_ASKED = "start_asked"


def ask(*, at_home: bool) -> None:
    """Ask a visitor who came to the bare address, until an answer, a dismissal or another page.

    Who follows a link came for what it shows. The session remembers: nothing is kept on the reader's machine.
    """
    if not st.session_state.setdefault(_ASKED, at_home and not st.query_params):
        return
    if not at_home:
        _dismiss()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", border=True, key="start"):
        st.markdown(say("What brings you here?"), width="content")
        looks = say("I look: where the Organization stands")  # which is where the visitor is
        st.button(looks, on_click=_dismiss, icon=":material/visibility:", type="tertiary", key="start_look")
        page_link("upload", say("I load: spreadsheets of my office"), ":material/upload_file:")
        page_link("statement", say("I check: what my State owes"), ":material/fact_check:")
        st.button(say("Not now"), on_click=_dismiss, icon=":material/close:", type="tertiary", key="start_dismiss")


def _dismiss() -> None:
    st.session_state[_ASKED] = False
