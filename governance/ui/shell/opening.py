"""What a server does at its start, beside answering: the ledger in which visitors arrive is opened.

Nothing waits for it, and nothing fails by it: a ledger that cannot be opened is told to whoever asks for it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from typing import Any

import streamlit as st

from governance.books import Books
from governance.problems import Refused
from governance.settings import listed, target
from governance.shipping.ledgers import absent
from governance.ui.shell import cache

Lifespan = Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]
_DRAWS = "governance.charts.theme"  # what the first page draws with takes half a second to import


def opening(prepare: Callable[[Books], None]) -> Lifespan:
    """The server's life: at its start the default ledger is opened, and `prepare` asks it what the first page will."""

    @asynccontextmanager
    async def life(_: st.App) -> AsyncIterator[None]:
        threading.Thread(target=open_default, args=(prepare,), name="opening").start()
        yield

    return life


def open_default(prepare: Callable[[Books], None]) -> None:
    """Open the ledger that the menu begins with, if it is there, and ask it."""
    import_module(_DRAWS)
    try:
        if absent(listed()[0]) is None:
            prepare(cache.books(target(listed()[0])))
    except Refused as refused:
        logging.info("not opened at the start: %s", refused)
