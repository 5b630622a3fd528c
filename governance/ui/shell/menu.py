"""The pages by their name, for links from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from governance.access import FINANCE, Reader
from governance.settings import ROOT, setting
from governance.ui.parts.words import say
from governance.ui.shell import link
from governance.ui.shell.places import Tab, place_of, tab_named
from governance.ui.shell.visitor import reader

_TO_CHANGE = ("upload", "by_hand", "letters", "status_reports")
_AS_FINANCE = ("payers", "bank_reconciliation", "register", "closing", "audit")
_OF_ALL_STATES = ("arrears_and_voting", "paid_in_full")


def is_for(who: Reader, page: str) -> bool:
    """Whether a page is for that reader: pages on which ledgers are changed are for whoever changes them, those on
    who paid, what the bank booked, the register, the closed years and what was done for whoever sees what finance
    sees, the accounts of all States for whoever sees them."""
    if page in _OF_ALL_STATES and who.limit is not None:
        return False
    return FINANCE in who.roles or not (page in _TO_CHANGE or (page in _AS_FINANCE and not who.reads_as_finance))


def page_link(page: str, label: str, icon: str | None = None, **values: str) -> None:
    """A link to another page with everything that is in view here, and `values` set besides, where there is such
    a place for the reader."""
    if not is_for(reader(), page) or ("ledger" in values and setting(values["ledger"]) is None):
        return
    st.page_link(
        ROOT / "pages" / tab_named(page).file,
        label=label,
        icon=icon,
        query_params=_query(values),
    )


def address(page: str, **values: str) -> str:
    """Where another page is, with everything that is in view here, and `values` set besides: for a link in a table."""
    return f"{tab_named(page).address}?{urlencode(_query(values))}"


def tabs(current: Tab) -> None:
    """The pages of the place in view, each with an address of its own, where it has more than one for the reader."""
    beside = [tab for tab in place_of(current.address).tabs if is_for(reader(), tab.name)]
    if len(beside) < 2:
        return
    with st.container(horizontal=True, gap="small", key="tabs"):
        for tab in beside:
            page_link(tab.name, say(tab.title))


def _query(values: Mapping[str, str]) -> dict[str, str]:
    kept = {key: text for key, text in link.current().items() if key not in (link.PRINT, link.SECTION)}
    return {**kept, **values}
