"""Turns at reading files: so many at the same time, and one person never has them all."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from governance.access import asking


@dataclass(frozen=True)
class _Ticket:
    number: int
    whose: str


class Turns:
    """At most `at_once` turns at the same time, of one person at most one fewer. Whoever has fewest is next, and of
    those whoever has waited longest. Where nobody signs in all are nobody's, and have them all."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._numbers = count()
        self._waiting: list[_Ticket] = []
        self._taken: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and give it back at the end of the block."""
        ticket = _Ticket(next(self._numbers), asking.get())
        with self._changed:
            self._waiting.append(ticket)
            self._changed.wait_for(lambda: self._next() is ticket)
            self._waiting.remove(ticket)
            self._taken[ticket.whose] += 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._taken[ticket.whose] -= 1
                self._changed.notify_all()

    def _next(self) -> _Ticket | None:
        """Whose turn it is now."""
        if self._taken.total() >= self._at_once:
            return None
        may = [one for one in self._waiting if not one.whose or self._taken[one.whose] < max(1, self._at_once - 1)]
        return min(may, key=lambda one: (self._taken[one.whose], one.number), default=None)
