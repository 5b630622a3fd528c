"""The books that pages read: one set for all sessions, built anew only when a ledger has changed."""

from __future__ import annotations

import streamlit as st

from governance.access import LOCAL, Reader
from governance.books import Books
from governance.ledger import Event, Ledger, Note, notes, seen, seen_notes
from governance.problems import Refused

_PATIENCE_SECONDS = 1.0  # for a ledger that another program holds, where older books are at hand
_last_seen: dict[str, list[Event]] = {}
_last_told: dict[str, list[Note]] = {}


def events(target: str, reader: Reader) -> list[Event]:
    """The events of the ledger at `target`, as the reader may see them. While another program holds the file, the last
    ones."""
    return seen(_history(target), reader)


def _history(target: str) -> list[Event]:
    ledger = Ledger(target)
    try:
        found = _events(target, ledger.stamp())
    except Refused as refused:
        if refused.problems[0].rule == "ledger-held" and target in _last_seen:
            return _last_seen[target]
        raise
    _last_seen[target] = found
    return found


def told(target: str, reader: Reader) -> list[Note]:
    """What delegations told finance, as the reader may see it. While another program holds the file, the last."""
    return seen_notes(_told(target), reader)


def _told(target: str) -> list[Note]:
    ledger = Ledger(target)
    try:
        found = _notes(target, ledger.stamp())
    except Refused as refused:
        if refused.problems[0].rule == "ledger-held":
            return _last_told.get(target, [])
        raise
    _last_told[target] = found
    return found


def has_seen(target: str) -> bool:
    """Whether this process has had the ledger at `target` open: where its file is missing, it was lost."""
    return target in _last_seen


def books(target: str, version: int | None = None) -> Books:
    """The books of the ledger at `target` at a version (default: the last). Raises Refused if it is not there."""
    history = _history(target)
    number = history[-1].seq if version is None else version
    if not 0 <= number < len(history):
        return Books.at(Ledger(target), number)  # refuses in words
    return _books(target, history[number].hash, number)


@st.cache_resource(max_entries=8, show_spinner=False)
def _events(target: str, stamp: tuple[object, ...]) -> list[Event]:
    wait = _PATIENCE_SECONDS if target in _last_seen else 30.0
    return Ledger(target).history(wait=wait)


@st.cache_resource(max_entries=8, show_spinner=False)
def _notes(target: str, stamp: tuple[object, ...]) -> list[Note]:
    return notes(target, LOCAL)


@st.cache_resource(max_entries=12, show_spinner=False)
def _books(target: str, head: str, version: int) -> Books:
    # One visitor loads a version and others wait for it; who asks for another version waits for nobody.
    # By the version's own hash: a ledger restored from a copy and changed since has other versions of the same numbers.
    return Books.at(Ledger(target), version)
