"""What questions work out of the books once and keep: as large as the ledger, never as what was asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")
_LAST = 16  # a page asks about one or two


class KeptParts:
    """The parts of one set of books by their names. Of those that are one of many of a name, one of each year say, the
    last stay. Safe to share between threads: what two make at once is kept once."""

    def __init__(self, last: int = _LAST) -> None:
        self._last = last
        self._lock = threading.Lock()
        self._made: dict[str, OrderedDict[Hashable, object]] = {}

    def holds(self, name: str) -> bool:
        """Whether what has this name was made already."""
        with self._lock:
            return name in self._made

    def get(self, name: str, make: Callable[[], T], which: Hashable = None) -> T:
        """What `make` makes, made once; `which` tells it from others of its name. What `make` raises is raised, and
        nothing is kept."""
        with self._lock:
            if name in self._made and which in self._made[name]:
                self._made[name].move_to_end(which)
                return cast(T, self._made[name][which])
        made = make()
        with self._lock:
            of_name = self._made.setdefault(name, OrderedDict())
            found = cast(T, of_name.setdefault(which, made))
            if len(of_name) > self._last:
                of_name.popitem(last=False)
        return found

    def numbers(self) -> dict[str, int]:
        """How many are kept of each name."""
        with self._lock:
            return {name: len(of_name) for name, of_name in self._made.items()}
