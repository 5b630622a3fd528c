"""Files that somebody had begun to hand in when their session ended: kept for them until they are back.

Streamlit keeps what is dropped on a page with the page, and a new sign-in opens a new one. Here it is kept by whose it
is (the provider's subject), so that nobody else is ever offered it; in this process only, for as long as a session may
last at most, and of all people together no more than a bounded amount.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from governance.access import Reader
from governance.intake.understanding.sheet_decisions import Answers
from governance.settings import SHARES
from governance.ui.finance import how_read
from governance.ui.parts.words import listed, say
from governance.ui.shell.here import Here

Files = Sequence[tuple[str, bytes]]
_LONGEST_SECONDS = 24 * 3600
_HERE = "files_of_this_page"
_MIB = 1024 * 1024


@dataclass(frozen=True)
class Begun:
    """Files, and what was decided about their sheets."""

    files: Files
    decided: Answers
    at: float

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(len(content) for _, content in self.files)


class Unfinished:
    """What was begun, by whose it is and the ledger; of more than `most` bytes the oldest is let go."""

    def __init__(self, most: int, clock: Callable[[], float] = time.time) -> None:
        self._most, self._clock = most, clock
        self._kept: OrderedDict[tuple[str, str, str], Begun] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, asking: Reader, ledger: str, files: Files, decided: Answers) -> None:
        """Keep the files in place of what was kept."""
        key = (asking.issuer, asking.subject, ledger)
        with self._lock:
            self._kept[key] = Begun(tuple(files), dict(decided), self._clock())
            self._kept.move_to_end(key)
            while sum(begun.size for begun in self._kept.values()) > self._most:
                self._kept.popitem(last=False)

    def of(self, asking: Reader, ledger: str) -> Begun | None:
        """What the reader had begun to hand in to that ledger."""
        key = (asking.issuer, asking.subject, ledger)
        with self._lock:
            begun = self._kept.get(key)
            if begun and self._clock() - begun.at > _LONGEST_SECONDS:
                del self._kept[key]
                return None
            return begun

    def let_go(self, asking: Reader, ledger: str) -> None:
        """Keep nothing of it any more."""
        with self._lock:
            self._kept.pop((asking.issuer, asking.subject, ledger), None)


_all = Unfinished(SHARES.unfinished_mib * _MIB)


def kept(where: Here, given: Files) -> Files:
    """The files on the page, kept in case the session ends; or those that were kept when one did, with the way to let
    go of them. Without a sign-in no session ends, and nothing is kept."""
    asking, ledger = where.reader, where.ledger.key
    if not asking.subject:
        return given
    if given:
        st.session_state[_HERE] = True
        _all.keep(asking, ledger, given, how_read.decisions())
        return given
    if st.session_state.pop(_HERE, False):  # taken away on this page
        _all.let_go(asking, ledger)
    begun = _all.of(asking, ledger)
    if begun is None:
        return given
    if not how_read.decisions():
        how_read.recall(begun.decided)
    names = listed([name for name, _ in begun.files])
    st.info(say("You had begun to hand in {files} when your session ended.", files=names), icon=":material/history:")
    st.button(say("Discard these files"), on_click=let_go, args=(where,), key="let_go", icon=":material/close:")
    return begun.files


def let_go(where: Here) -> None:
    """Keep nothing of what the reader had begun: it was taken in, or is not wanted any more."""
    st.session_state.pop(_HERE, None)
    _all.let_go(where.reader, where.ledger.key)
    how_read.forget()
