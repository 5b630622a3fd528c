"""Who asks: one function for whatever comes with a request, one for the page that is being drawn; and what the page
says of it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.runtime.scriptrunner import get_script_run_ctx

from governance import access
from governance.access import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    COMMITTEE,
    DELEGATION,
    FINANCE,
    LOCAL,
    PUBLIC,
    ROLES,
    Reader,
)
from governance.names import printed
from governance.ui.parts.words import bare, listed, mark, plain, say
from governance.ui.shell.door import open_pages, provider, signed_cookie
from governance.ui.shell.style import SIGNED_IN
from governance.words import in_order

_ROLES = {
    COMMITTEE: mark("Member of the committee"),
    DELEGATION: mark("Delegation"),
    FINANCE: mark("Finance staff"),
    APPROVER: mark("Approver"),
    AUDITOR: mark("Auditor"),
    ADMINISTRATOR: mark("Administrator"),
}
_WHOSE = "whose_page"


def reader_of(request: HTTPConnection) -> Reader:
    """Who asks with the request: with a sign-in whoever its cookie is of, and nobody once the session has ended.

    Raises Refused where the file of roles is wrong.
    """
    named = provider.configured()
    return access.reader() if named is None else signed_cookie.reader_by(request.cookies, named)


def reader() -> Reader:
    """Who looks at the page that is being drawn. Raises Refused as `reader_of` does."""
    named = provider.configured()
    return access.reader() if named is None else signed_cookie.reader_by(st.context.cookies.to_dict(), named)


def keep_apart(asking: Reader) -> None:
    """What one person typed and loaded is never another's, even where a browser takes up a page that it did not
    begin."""
    access.asking.set(asking.subject)
    if asking.subject and (run := get_script_run_ctx()):
        open_pages.drawn(run.session_id, asking)
    whose = (asking.issuer, asking.subject)
    if st.session_state.setdefault(_WHOSE, whose) != whose:
        st.session_state.clear()
        st.session_state[_WHOSE] = whose


def control() -> None:
    """In the line of choices, where there is a sign-in: who is signed in and as what, and the way out."""
    asking = reader()
    if not asking.subject:
        return
    with st.container(key="who-style"):
        st.html(f"<style>{SIGNED_IN}</style>")
    with st.container(key="who", width="content"), st.popover(plain(asking.name), icon=":material/account_circle:"):
        st.markdown(say("You are signed in as {name}.", name=asking.name))
        for role in ROLES:
            if role in asking.roles:
                st.caption(_role(asking, role))
        if st.button(say("Sign out"), icon=":material/logout:", key="sign_out"):
            st.logout()


def without_sign_in(asking: Reader) -> None:
    """At the foot of every page where nobody signs in: what whoever comes may do."""
    if asking == LOCAL:
        st.caption(say("Nobody signs in here: whoever sits at this machine has every right."))
    elif asking == PUBLIC:
        st.caption(say("Published for everyone: published figures only, and nothing can be changed from here."))


def session_over() -> None:
    """In place of a page once the session has ended: how it goes on, with what the link says."""
    st.header(say("Your session has ended"), anchor=False)
    st.markdown(say("Sign in again: the page opens as it is linked, and files that you had begun to hand in are kept."))
    link = escape(f"?{urlencode(st.query_params.to_dict())}")  # in the same tab, which Markdown's links are not
    st.html(f'<a href="{link}">{escape(bare(say("Sign in again")))}</a>')


def _role(asking: Reader, role: str) -> str:
    states = sorted(map(printed, asking.states or ()), key=in_order) if role == DELEGATION else []
    return say("{role}: {states}", role=say(_ROLES[role]), states=listed(states)) if states else say(_ROLES[role])
