"""The sessions of those who signed in: each has a length of its own, and ends for good.

Streamlit's cookie is valid for 30 days and stays so after a log-out. So a cookie alone is nobody's right: what counts
is this table of the sessions that began in this process, by a sign-in that came back from the provider. What is not in
it has ended: by log-out, by its length, for want of use, because the table was full, or since the server was started
again. Nothing of it is kept on a disk: after a start everyone signs in again, which the provider mostly does without a
question, and the link is kept.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from governance.problems import Problem
from governance.words import say

_MOST = 10_000
_LENGTHS = {"GOVERNANCE_SESSION_HOURS": (8.0, 3600), "GOVERNANCE_IDLE_MINUTES": (60.0, 60)}
_LONGEST_SECONDS = 24 * 3600


@dataclass
class _Session:
    issued_at: float
    last_seen: float


class Sessions:
    """The sessions that are open, by their key: seconds of `length` from when the provider issued the token, and of
    `idle` since something was last asked. Of more than `most` the one unused longest gives way."""

    def __init__(
        self, length: float, idle: float, *, most: int = _MOST, clock: Callable[[], float] = time.time
    ) -> None:
        self._length, self._idle, self._most, self._clock = length, idle, most, clock
        self._open: OrderedDict[str, _Session] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, key: str, issued_at: float) -> bool:
        """Begin a session on a token of that moment; whether it is young enough."""
        now = self._clock()
        with self._lock:
            self._open[key] = _Session(issued_at, now)
            self._open.move_to_end(key)
            while len(self._open) > self._most:
                self._open.popitem(last=False)
        return self.is_open(key)

    def is_open(self, key: str) -> bool:
        """Whether the session lasts still."""
        with self._lock:
            return self._lasts(key)

    def use(self, key: str) -> bool:
        """As `is_open`, and it is used now."""
        with self._lock:
            if not self._lasts(key):
                return False
            self._open[key].last_seen = self._clock()
            self._open.move_to_end(key)
            return True

    def end(self, key: str) -> None:
        """End it for good."""
        with self._lock:
            self._open.pop(key, None)

    def _lasts(self, key: str) -> bool:
        session, now = self._open.get(key), self._clock()
        if session is None:
            return False
        if now - session.issued_at > self._length or now - session.last_seen > self._idle:
            del self._open[key]
            return False
        return True


def lengths() -> tuple[float, float]:
    """Seconds that a session lasts, and that it may be unused, as the environment says. Raises ValueError."""
    length, idle = (_seconds(name) for name in _LENGTHS)
    return length, idle


def problems() -> list[Problem]:
    """All that is wrong with what the environment says of it."""
    found = []
    for name in _LENGTHS:
        try:
            _seconds(name)
        except ValueError:
            message = say("{name} is “{value}”, which is not how long a session may be.", name=name,
                          value=os.environ.get(name))  # fmt: skip
            found.append(Problem("session-length", message, suggestion=say("Write a number; a day is the most.")))
    return found


def _seconds(name: str) -> float:
    default, unit = _LENGTHS[name]
    seconds = float(os.environ.get(name) or default) * unit
    if not 0 < seconds <= _LONGEST_SECONDS:
        raise ValueError(name)
    return seconds


_made: list[Sessions] = []
_making = threading.Lock()


def table() -> Sessions:
    """The table of this process."""
    with _making:
        if not _made:
            _made.append(Sessions(*lengths()))
        return _made[0]
