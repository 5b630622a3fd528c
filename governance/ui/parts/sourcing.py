"""Where the figures of a page come from: one line at its foot, in words, and behind it the batches one by one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from governance.books import Answer
from governance.ledger import Event
from governance.papers import evidence
from governance.tables import TABLES, Table
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import day_words
from governance.ui.parts.words import SEMICOLON, bare, joined, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

_SHOWN = "answers_shown"


def begin() -> None:
    """A page begins: nothing has been shown on it."""
    st.session_state[_SHOWN] = {}


def remember(answer: Answer) -> None:
    """An answer is shown: the line at the foot of the page names where it comes from."""
    st.session_state.setdefault(_SHOWN, {})[answer.question.name] = (frozenset(answer.tables), tuple(answer.evidence))


def source_line(here: Here) -> None:
    """The line at the foot of a page that has shown answers; nothing on another."""
    shown: list[tuple[frozenset[str], tuple[str, ...]]] = list(st.session_state.get(_SHOWN, {}).values())
    tables = frozenset().union(*(tables for tables, _ in shown))
    batches = _batches(here, tables)
    if not batches:
        return
    kinds = dict.fromkeys(kind for _, kinds in shown for kind in kinds)
    st.caption(_line(here, batches, evidence.in_words(kinds)))

    def draw() -> None:
        st.markdown(
            "\n".join(
                say(
                    "- {table}: {file}, batch {batch}, taken in on {day}",
                    table=say(table.title),
                    file=event.file_name or say("a file of the office"),
                    batch=event.batch,
                    day=day_words(event.recorded_at.date()),
                )
                for event, table in batches
            )
        )
        page_link("sources", say("All sources and documents"), ":material/menu_book:")

    folded(say("Where these figures come from, batch by batch"), draw, key="sources", icon=":material/account_tree:")


def of_answer(here: Here, answer: Answer) -> str:
    """The same line for one answer by itself, which leaves the page."""
    return bare(_line(here, _batches(here, answer.tables), evidence.in_words_of(answer)))


def _batches(here: Here, tables: frozenset[str]) -> list[tuple[Event, Table]]:
    known = here.books.sources(here.reader)
    return [(event, TABLES[name]) for event in known if (name := event.table_name) in tables and name]


def _line(here: Here, batches: Sequence[tuple[Event, Table]], kinds: str) -> str:
    titles = dict.fromkeys(say(table.title) for _, table in batches)
    return say(
        "Source: {tables} ({kind}), as of {day}, version {version}.",
        tables=joined(SEMICOLON, titles),
        kind=kinds,
        day=day_words(here.as_of),
        version=here.books.version,
    )
