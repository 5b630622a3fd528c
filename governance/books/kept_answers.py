"""The answers that books gave last, as many as fit into so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from sys import getsizeof

from governance.books.answer import Answer


class KeptAnswers:
    """The answers that were given last, as many as fit into so many bytes; one that alone does not is not kept."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._found: OrderedDict[tuple[object, ...], tuple[Answer, int]] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> Answer | None:
        if key not in self._found:
            return None
        self._found.move_to_end(key)
        return self._found[key][0]

    def put(self, key: tuple[object, ...], answer: Answer) -> None:
        size = _size((key, *key)) + _size(answer.rows) + sum(map(_size, answer.rows))
        if size > self.most or key in self._found:  # another thread was quicker
            return
        self._found[key] = answer, size
        self.held += size
        while self.held > self.most:
            self.held -= self._found.popitem(last=False)[1][1]


def _size(cells: tuple[object, ...]) -> int:
    """What a row takes in memory with its cells; those that rows share are counted each time."""
    return getsizeof(cells) + sum(map(getsizeof, cells))
