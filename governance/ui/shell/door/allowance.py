"""What one person may take of the server in a while, so that nobody takes it all.

Each has a measure that fills again evenly. It is kept in this process, of as many people as have asked lately.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable

from governance.settings import SHARES

MIB = 1024 * 1024
_MOST_PEOPLE = 10_000


class Allowance:
    """So much of something in so many seconds, for each of those who ask."""

    def __init__(self, most: float, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rate, self._clock = most, most / seconds, clock
        self._taken: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, whose: str) -> float:
        """Seconds until something is left for them; nothing where there is."""
        with self._lock:
            return max(0.0, self._now(whose) - self._most) / self._rate

    def take(self, whose: str, amount: float = 1) -> float:
        """Take so much, if anything is left, the last time perhaps more than was; else nothing, and as `wait`."""
        with self._lock:
            taken = self._now(whose)
            if taken >= self._most:
                return (taken - self._most) / self._rate + 1 / self._rate
            self._taken[whose] = (taken + amount, self._clock())
            self._taken.move_to_end(whose)
            while len(self._taken) > _MOST_PEOPLE:
                self._taken.popitem(last=False)
            return 0.0

    def _now(self, whose: str) -> float:
        taken, at = self._taken.get(whose, (0.0, 0.0))
        return max(0.0, taken - (self._clock() - at) * self._rate)


class Places:
    """How many of something each of those who ask may have at the same time."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    def full(self, whose: str) -> bool:
        """Whether none is left for them."""
        with self._lock:
            return self._taken[whose] >= self.most

    def enter(self, whose: str) -> bool:
        """Take one, if one is left; whether it was."""
        with self._lock:
            if self._taken[whose] >= self.most:
                return False
            self._taken[whose] += 1
            return True

    def leave(self, whose: str) -> None:
        """Give it back."""
        with self._lock:
            self._taken[whose] -= 1
            if self._taken[whose] <= 0:
                del self._taken[whose]


PAGES = Places(SHARES.pages_open)
REQUESTS = Allowance(SHARES.requests_a_minute, 60)
MESSAGES = Allowance(SHARES.messages_a_minute, 60)
UPLOADS = Allowance(SHARES.upload_mib_an_hour * MIB, 3600)
ANSWERS = Allowance(SHARES.answer_mib_an_hour * MIB, 3600)
