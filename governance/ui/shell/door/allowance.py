"""What one person may take of the server in a while, so that nobody takes it all.

Each has a measure that fills again evenly. It is kept in this process, of as many people as have asked lately.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
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


REQUESTS = Allowance(SHARES.requests_a_minute, 60)
MESSAGES = Allowance(SHARES.messages_a_minute, 60)
UPLOADS = Allowance(SHARES.upload_mib_an_hour * MIB, 3600)
ANSWERS = Allowance(SHARES.answer_mib_an_hour * MIB, 3600)
