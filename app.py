"""The door: who you are, which ledger, which date, the menu. Nothing else."""

import logging
import secrets

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from governance import words
from governance.problems import Refused
from governance.settings import ROOT
from governance.ui.parts import show, sourcing
from governance.ui.parts.words import say
from governance.ui.shell import frame, gate, link, start, visitor
from governance.ui.shell.here import Here, here
from governance.ui.shell.menu import is_for
from governance.ui.shell.opening import opening
from governance.ui.shell.places import PLACES, Place, Tab
from governance.ui.shell.routes.listed import routes
from governance.ui.today import overview

ICON = ROOT / "governance" / "ui" / "icon.svg"  # a name of Streamlit's own icons would be fetched from outside
_HOME = "home"  # a name that Streamlit keeps for the page at the root, which shall not be the page's own


def menu() -> tuple[st.Page, Tab]:
    """The menu: a line of places. Of the pages of a place the one in view stands in it, else the first; the others
    are its tabs. Where everyone arrives answers to its own name as well."""
    asked = (st.context.url or "").rstrip("/").rsplit("/", 1)[-1]
    first = PLACES[0].tabs[0]
    at_home = asked not in {*(tab.address for place in PLACES for tab in place.tabs)}
    home = _page(PLACES[0], first, _HOME, visible=at_home)
    pages = [
        _page(place, tab, tab.address, visible=tab is _stands(place, asked) and not (tab is first and at_home))
        for place in PLACES
        for tab in place.tabs
    ]
    page = st.navigation([home, *pages], position="hidden" if link.on_paper() else "top")
    return page, {tab.address: tab for place in PLACES for tab in place.tabs}.get(page.url_path, first)


def _stands(place: Place, asked: str) -> Tab | None:
    """The page that the menu leads to under the place's name: the one in view, else the first for the reader."""
    there = [tab for tab in place.tabs if is_for(visitor.reader(), tab.name)]
    return next((tab for tab in there if tab.address == asked), there[0] if there else None)


def _page(place: Place, tab: Tab, address: str, *, visible: bool) -> st.Page:
    return st.Page(
        ROOT / "pages" / tab.file,
        title=say(place.title if visible else tab.title),
        icon=place.icon,
        url_path=address,
        default=address == _HOME,
        visibility="visible" if visible else "hidden",
    )


def _run(page: st.Page, where: Here) -> None:
    """A page and its foot, also of one that ends early."""
    sourcing.begin()
    try:
        page.run()
    except StopException:
        _foot(where)
        raise
    _foot(where)


def _foot(where: Here) -> None:
    sourcing.source_line(where)
    frame.go_to_section()
    if link.on_paper():
        frame.foot_on_paper(where)
    else:
        visitor.without_sign_in(where.reader)


def draw() -> None:
    """One run of the script, for one visitor."""
    words.language.set(link.language())
    st.set_page_config(page_title=say("Contributions and membership"), page_icon=str(ICON), layout="wide")
    try:
        asking = visitor.reader()
        if not asking.roles:
            frame.style()
            visitor.session_over()
            return
        visitor.keep_apart(asking)
    except Refused as refused:
        show.refusal(refused.problems)
        return
    page, tab = menu()
    frame.style()
    try:
        link.read()
        line = None if link.on_paper() else frame.head(tab)
        where = here()
        if line:
            frame.choices(where, line)
            start.ask(at_home=page.url_path == "")
        frame.strip(where, tab.name)
        link.write()  # now, since a page may stop its script early
        if is_for(where.reader, tab.name):
            _run(page, where)
        else:
            show.read_only(where.reader)
    except Refused as refused:
        show.refusal(refused.problems)
    except Exception as error:
        logging.exception("unexpected error %s", number := secrets.token_hex(4))
        show.unexpected(error, number)
    link.write()


def reported(error: Exception) -> bool:
    """Of an error in what a widget calls, before the page is drawn: say under which number the log has it."""
    logging.error("unexpected error %s", number := secrets.token_hex(4), exc_info=error)
    show.unexpected(error, number)
    return True


if __name__ == "__main__":
    draw()  # Streamlit runs this file as a script for each visitor ...
else:
    # ... and imports it once, for the server.
    app = st.App(
        __file__,
        routes=routes(),
        middleware=gate.guards(),
        lifespan=opening(overview.prepare),
        on_script_error=reported,
    )
