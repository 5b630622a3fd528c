"""The books that pages read: one set for all sessions, built anew only when a ledger has changed.

While a server watches, pages ask nothing but memory: twice a second it looks whether a ledger in use has changed, loads
what is new beside, and lets pages have it when it is ready. Whoever changes a ledger on this server sees the change at
once. Where nobody watches, each page looks by itself.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from governance.access import LOCAL, Reader
from governance.books import Books
from governance.ledger import AWAY, Event, Ledger, Note, changed_here, notes, seen, seen_notes
from governance.problems import Refused

_PATIENCE_SECONDS = 1.0  # for a ledger that another program holds, where older books are at hand
_TRUSTED_SECONDS = 60.0  # for so long after the server has looked, pages look no more: to load much takes a while
_IN_USE_SECONDS = 600.0  # for so long after a page has asked for a ledger it is watched


@dataclass(frozen=True)
class _Known:
    """What a page sees of a ledger: its events and notes, the stamp that it had then, and how many changes this process
    had made to it."""

    stamp: tuple[object, ...]
    changes: int
    events: list[Event]
    notes: list[Note]


_last_seen: dict[str, _Known] = {}
_asked: dict[str, float] = {}
_shown: defaultdict[str, deque[Event]] = defaultdict(deque)
_looked_at: dict[str, float] = {}


def events(target: str, reader: Reader) -> list[Event]:
    """The events of the ledger at `target`, as the reader may see them. While it is not to be had, the last ones."""
    return seen(_known(target).events, reader)


def told(target: str, reader: Reader) -> list[Note]:
    """What delegations told finance, as the reader may see it. While the ledger is not to be had, the last."""
    return seen_notes(_known(target).notes, reader)


def has_seen(target: str) -> bool:
    """Whether this process has had the ledger at `target` open: where its file is missing, it was lost."""
    return target in _last_seen


def books(target: str, version: int | None = None) -> Books:
    """The books of the ledger at `target` at a version (default: the last). Raises Refused if it is not there."""
    history = _known(target).events
    number = history[-1].seq if version is None else version
    if not 0 <= number < len(history):
        return Books.at(Ledger(target), number)  # refuses in words
    return _books(target, history[number].hash, number)


def look(prepare: Callable[[Books], object] = bool) -> None:
    """Look whether any ledger in use has changed; load what is new, let `prepare` ask it what the first page will, and
    only then let pages have it. Called again and again by a server that watches. One that cannot be read is let go, and
    keeps nobody from the others: whoever asks for it next looks by themselves, and is told why."""
    for target in [target for target, when in list(_asked.items()) if monotonic() - when < _IN_USE_SECONDS]:
        try:
            _look(target, prepare)
        except Exception as error:
            logging.warning("no longer watched: %s", error, exc_info=not isinstance(error, Refused))
            _asked.pop(target, None)
            _looked_at.pop(target, None)


def _look(target: str, prepare: Callable[[Books], object]) -> None:
    _looked_at[target] = monotonic()
    before = _last_seen.get(target)
    if before and (now := _now(target, before)) is not before:
        last = now.events[-1]
        new = _books(target, last.hash, last.seq)
        with suppress(Refused):
            prepare(new)
        _show(target, now)


def _known(target: str) -> _Known:
    _asked[target] = monotonic()
    before = _last_seen.get(target)
    watched = monotonic() - _looked_at.get(target, float("-inf")) < _TRUSTED_SECONDS
    if before and watched and before.changes == changed_here(target):
        return before
    now = _now(target, before)
    if now is not before:
        _show(target, now)
    return now


def _now(target: str, before: _Known | None) -> _Known:
    """What the ledger holds now; `before` itself where it has not changed, or is not to be had."""
    changes = changed_here(target)
    try:
        stamp = Ledger(target).stamp()
        if before and (before.stamp, before.changes) == (stamp, changes):
            return before
        return _Known(stamp, changes, *_read(target, stamp))
    except Refused as refused:
        if before and refused.problems[0].rule in AWAY:
            return before
        raise


def _show(target: str, now: _Known) -> None:
    """Let pages have it. Of the versions shown before, the books of the last stay (what was changed is compared with
    it), older ones are freed; who looks at one of these loads it again."""
    _last_seen[target] = now
    shown, last = _shown[target], now.events[-1]
    if not shown or shown[-1].hash != last.hash:
        shown.append(last)
        if len(shown) > 2:
            old = shown.popleft()
            _books.clear(target, old.hash, old.seq)


@st.cache_resource(max_entries=8, show_spinner=False)
def _read(target: str, stamp: tuple[object, ...]) -> tuple[list[Event], list[Note]]:
    wait = _PATIENCE_SECONDS if target in _last_seen else 30.0
    return Ledger(target).history(wait=wait), notes(target, LOCAL)


@st.cache_resource(max_entries=12, show_spinner=False)
def _books(target: str, head: str, version: int) -> Books:
    # One visitor loads a version and others wait for it; who asks for another version waits for nobody.
    # By the version's own hash: a ledger restored from a copy and changed since has other versions of the same numbers.
    return Books.at(Ledger(target), version)
