"""Whose each page is that is open or was left: for whom it was drawn last, by Streamlit's name of it.

Streamlit hands a page that was left to whichever browser names it, if what it knows of both is alike, and of a browser
that says little it knows nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from starlette.types import Scope

from governance.access import Reader

_MOST = 10_000
_PROTOCOL = b"sec-websocket-protocol"
_RESUMED = 2  # the place of the page's name there, after the protocol's own and a token
_drawn: OrderedDict[str, Reader] = OrderedDict()
_lock = threading.Lock()


def drawn(page: str, reader: Reader) -> None:
    """The page is drawn for that reader now."""
    with _lock:
        _drawn[page] = reader
        _drawn.move_to_end(page)
        while len(_drawn) > _MOST:
            _drawn.popitem(last=False)


def taken_up(scope: Scope, who: Reader) -> tuple[Scope, Reader]:
    """A websocket by which somebody takes up a page, and for whom it was drawn: a page of theirs that they left, and
    else a new one, whichever they name."""
    said = next((value for name, value in scope["headers"] if name.lower() == _PROTOCOL), b"")
    named = said.split(b",")
    if len(named) <= _RESUMED:
        return scope, who
    with _lock:
        before = _drawn.get(named[_RESUMED].strip().decode("latin-1"))
    if before and (before.issuer, before.subject) == (who.issuer, who.subject):
        return scope, before
    fresh = b",".join(named[:_RESUMED])
    headers = [(name, fresh if name.lower() == _PROTOCOL else value) for name, value in scope["headers"]]
    return {**scope, "headers": headers}, who
