"""The frame of every page: which ledger, which date, which State; and the strip that says what is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from governance import words
from governance.headings import label
from governance.settings import listed, target
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.ui.parts import tables
from governance.ui.parts.numbers import DAY_TYPED, day_short, day_words
from governance.ui.parts.words import mark, say
from governance.ui.shell import cache, link, menu, scripts, visitor
from governance.ui.shell.here import Here, states_in
from governance.ui.shell.menu import page_link
from governance.ui.shell.places import Tab
from governance.ui.shell.style import PAPER, SCREEN

EVIDENCE = {
    "published": (mark("Published figures"), ":material/public:", "blue"),
    "derived": (mark("Derived figures"), ":material/function:", "violet"),
    "reported": (mark("Reported figures"), ":material/upload_file:", "green"),
    "demonstration": (mark("Demonstration - fictional States"), ":material/science:", "orange"),
}
"""The kinds of evidence, each with its words, its sign and its colour: never the colour alone."""

_SERVICE = "upload"
_WIDTHS = {"state": 224, "day": 138, "ledger": 256}
"""Pixels: with the three buttons they are one line of a small laptop, two of a telephone."""


@dataclass(frozen=True)
class Head:
    """The places in the line of choices above every page."""

    state: DeltaGenerator
    day: DeltaGenerator
    ledger: DeltaGenerator
    link: DeltaGenerator
    printing: DeltaGenerator


def head(tab: Tab) -> Head:
    """What stands above every page at every width: the tabs of its place, and the line of choices.

    The choices of the ledger and the language are there from the start, before books are opened: a link may name a
    ledger that is not there.
    """
    menu.tabs(tab)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="head"):
        state, day, ledger = (st.container(width=width, key=f"head-{name}") for name, width in _WIDTHS.items())
        to_copy = st.container(width="content")
        _language_choice()
        line = Head(state, day, ledger, to_copy, st.container(width="content"))
        visitor.control()
    with line.ledger:
        _ledger_choice()
    return line


def _language_choice() -> None:
    widget = "choose_language"
    called = {code: own_name(code) for code in words.languages()}
    names = dict(sorted(called.items(), key=lambda pair: words.in_order(pair[1])))
    st.menu_button(
        names[words.language.get()],
        list(names),
        key=widget,
        format_func=names.__getitem__,
        on_click=lambda: link.put(link.LANGUAGE, st.session_state[widget]),
        icon=":material/translate:",
    )


def own_name(code: str) -> str:
    """What a language calls itself, as a name in a list is written: English, Français."""
    name = str(words.locale_of(code).get_language_name())
    return name[:1].upper() + name[1:]


def _ledger_choice() -> None:
    options = {entry.key: say(entry.title) for entry in listed()}
    current = link.get("ledger")
    if current is not None and current not in options:
        return
    widget = "choose_ledger"
    st.session_state[widget] = current or listed()[0].key

    def chosen() -> None:
        link.drop(
            *(key for key in link.current() if key not in ("as_of", link.LANGUAGE))
        )  # what one ledger has, another may not
        link.put("ledger", st.session_state[widget])

    st.selectbox(
        say("Ledger"),
        list(options),
        key=widget,
        format_func=options.__getitem__,
        on_change=chosen,
        label_visibility="collapsed",
    )


def choices(here: Here, line: Head) -> None:
    """The choices that all pages share: the State, the date, and the version as known at which; and the link to all
    of it."""
    with line.state:
        states = states_in(here.books, here.as_of, here.reader)
        link.choose("state", say("State"), states, None, placeholder=say("All States"), label_visibility="collapsed")
    with line.day:
        _date_choice(here)
    with line.link, st.popover(say("Link"), icon=":material/link:"):
        _version_choice(here)
        st.caption(say("This link shows the same figures for ever: ledger, date and version are written out."))
        st.code(link.full(_written_out(here)), language=None, wrap_lines=True)
    with line.printing:
        on_paper = link.full({**_written_out(here), link.PRINT: link.ON})
        st.link_button(say("Print"), on_paper, icon=":material/print:")


def foot_on_paper(here: Here) -> None:
    """What stands under a printed page: where the same can be seen. The browser then asks where to print it."""
    st.caption(say("The same on the screen: {address}", address=link.full({**_written_out(here), link.PRINT: ""})))
    st.html(f"<script>{scripts.PRINT}</script>", unsafe_allow_javascript=True)


def go_to_section() -> None:
    """Show the section to which a link leads, if one does."""
    if name := link.section_asked():
        with st.container(key="section-in-force"):
            st.html(scripts.section(name), unsafe_allow_javascript=True)


def style() -> None:
    """How every page looks; and in which language it is, for whoever has it read aloud."""
    tables.style()
    st.html(f"<style>{SCREEN}{PAPER if link.on_paper() else ''}</style>")
    with st.container(key="language-in-force"):
        st.html(scripts.language(words.language.get()), unsafe_allow_javascript=True)


def strip(here: Here, page: str) -> None:
    """One line above every page: what kind of figures these are, on which date, as known when.

    A ledger that holds nothing says on each page, by its file's name, how to bring something; the desk itself need not.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for kind in here.books.evidence:
            kind_words, sign, colour = EVIDENCE[kind]
            st.badge(say(kind_words), icon=sign, color=colour)  # type: ignore[arg-type]
        if not here.books.evidence:
            st.badge(say("No figures yet"), icon=":material/inbox:", color="gray")
        known = here.books.known_on
        if here.as_of == here.books.last_day() < here.books.today():
            st.badge(say("The last day that this ledger knows"), icon=":material/event_available:", color="gray")
        if from_day := here.books.foreseen_from(here.as_of):
            st.badge(say("Projection"), icon=":material/event_upcoming:", color="violet")
            st.caption(say("if nothing more is paid after {day}", day=day_words(from_day)))
        st.caption(
            say(
                "{title} · as of {day} · as known on {known} (version {version})",
                title=here.books.rulebook.name if not here.demonstration else say("a made-up organization"),
                day=day_words(here.as_of),
                known=day_words(known),
                version=here.books.version,
            )
        )
    if not here.sees_all:
        st.caption(say("You see the accounts of your own State, and totals of all."))
    if not here.books.evidence and page != _SERVICE:
        page_link(
            _SERVICE, say("This ledger holds nothing yet: hand in the spreadsheets of your office"), ":material/upload:"
        )


def _date_choice(here: Here) -> None:
    widget = "choose_as_of"
    st.session_state[widget] = here.as_of

    def chosen() -> None:
        picked: date | None = st.session_state[widget]
        link.put("as_of", picked.isoformat() if picked and picked != here.books.last_day() else None)

    st.date_input(
        say("As of"),
        key=widget,
        format=DAY_TYPED,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        on_change=chosen,
        label_visibility="collapsed",
    )


def _version_choice(here: Here) -> None:
    # The books of an older version were opened when there were fewer events.
    events = cache.events(target(here.ledger), here.reader)
    options = {
        str(event.seq): say("{version}: {day}, {file}", version=event.seq, day=day_short(event.recorded_at.date()),
                            file=event.file_name or label("event_kind", event.kind))
        for event in reversed(events)
    }  # fmt: skip
    link.choose("version", say("As known at"), options, str(events[-1].seq))
    st.caption(say("Every figure is what was true on the day chosen. The ledger opens on the last day that it knows."))
    st.caption(say("Later corrections do not change what was known at an earlier version."))


def _written_out(here: Here) -> dict[str, str]:
    return {
        "ledger": here.ledger.key,
        "as_of": here.as_of.isoformat(),
        "version": str(here.books.version),
        "state": here.state or "",
    }
