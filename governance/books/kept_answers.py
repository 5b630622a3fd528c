"""The answers that books gave last, as many as fit into so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from itertools import chain
from sys import getsizeof

from governance.books.answer import Answer


class KeptAnswers:
    """The answers that were given last, as many as fit into so many bytes; one that alone does not is not kept. What
    rows share is counted each time."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._found: OrderedDict[tuple[object, ...], tuple[Answer, int]] = OrderedDict()

    def get(self, key: tuple[object, ...]) -> Answer | None:
        if key not in self._found:
            return None
        self._found.move_to_end(key)
        return self._found[key][0]

    def put(self, key: tuple[object, ...], answer: Answer) -> None:
        size = sum(map(getsizeof, chain((key, answer.rows), key, answer.rows, chain.from_iterable(answer.rows))))
        if size > self.most or key in self._found:  # another thread was quicker
            return
        self._found[key] = answer, size
        self.held += size
        while self.held > self.most:
            self.held -= self._found.popitem(last=False)[1][1]
