"""What a server does beside answering: at its start the ledger in which visitors arrive is opened, and then it is
watched, like all others in use, whether somebody else has changed it.

Nothing waits for it, and nothing fails by it: a ledger that cannot be opened is told to whoever asks for it.
"""

from __future__ import annotations

import ctypes
import gc
import logging
import pkgutil
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from importlib import import_module
from typing import Any

import streamlit as st

from governance import ui
from governance.books import Books
from governance.problems import Refused
from governance.settings import listed, target
from governance.shipping.ledgers import absent
from governance.ui.shell import cache

Lifespan = Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]
_PAUSE_SECONDS = 0.5
_MMAP_THRESHOLD, _LARGE_BYTES = -3, 2**18  # the parameter's number in malloc.h
_DRAWS = "governance.charts.theme"  # what the first page draws with takes half a second to import


def opening(prepare: Callable[[Books], None]) -> Lifespan:
    """The server's life: at its start the default ledger is opened, and `prepare` asks it what the first page will;
    until its end ledgers are watched."""

    @asynccontextmanager
    async def life(_: st.App) -> AsyncIterator[None]:
        ended = threading.Event()
        threading.Thread(target=begin, args=(prepare,), name="opening").start()
        threading.Thread(target=watch, args=(ended, prepare), name="watching", daemon=True).start()
        yield
        ended.set()

    return life


def watch(ended: threading.Event, prepare: Callable[[Books], object] = bool) -> None:
    """Look at the ledgers in use twice a second, until the server ends: what another server or the shell has changed is
    noticed within a second, and `prepare` asks it what the first page will. A look is 12 microseconds at a file and one
    short query in a database."""
    while not ended.wait(_PAUSE_SECONDS):
        cache.look(prepare)


def begin(prepare: Callable[[Books], None]) -> None:
    """What a server does before anybody comes: open the default ledger, and load what pages draw with."""
    give_back_large_arrays()
    import_module(_DRAWS).trust()
    open_default(prepare)
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(found.name)
    spare_what_is_there()


def give_back_large_arrays() -> None:
    """Have the memory of arrays given back to the system once they are done with. Linux's allocator learns from large
    ones to keep their room, and holds a hundred megabytes more after some dozens of dates; others do not."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


def spare_what_is_there() -> None:
    """Take what is held by now, modules above all, out of the search for garbage: Streamlit searches after every run,
    through all that is held, which took longer than most runs."""
    gc.collect()
    gc.freeze()


def open_default(prepare: Callable[[Books], None]) -> None:
    """Open the ledger that the menu begins with, if it is there, and ask it."""
    try:
        if absent(listed()[0]) is None:
            prepare(cache.books(target(listed()[0])))
    except Refused as refused:
        logging.info("not opened at the start: %s", refused)
