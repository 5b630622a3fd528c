"""The answers that books gave last, as many as fit into so many bytes, and what is picked from them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from itertools import chain
from sys import getsizeof

from governance.books.answer import Answer, given
from governance.questions import Question


def key_of(
    question: Question, on: date, values: Mapping[str, object], scope: object, foreseen: date | None
) -> tuple[object, ...]:
    """Under which an answer is kept: what was asked, of which day, for which reader's scope."""
    return question.name, on, tuple(sorted(values.items(), key=lambda item: item[0])), scope, foreseen


def without_picks(question: Question, values: Mapping[str, object]) -> dict[str, object]:
    """What is asked for the whole from which the rows of an answer can be picked."""
    return {**values, **dict.fromkeys(question.picks)}


def picked(whole: Answer, values: Mapping[str, object]) -> Answer:
    """The answer with these values, of the whole one: its rows that hold them."""
    named = {name: value for name, value in values.items() if name in whole.question.picks and value is not None}
    wanted = [(whole.columns.index(name), value) for name, value in named.items()]
    rows = tuple(row for row in whole.rows if all(row[place] == value for place, value in wanted))
    return replace(whole, rows=rows, given=given(values))


class KeptAnswers:
    """The answers that were given last, as many as fit into so many bytes; one that alone does not is not kept. What
    rows share is counted each time. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._found: OrderedDict[tuple[object, ...], tuple[Answer, int]] = OrderedDict()
        self._asked: dict[tuple[object, ...], Future[Answer]] = {}
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...]) -> Answer | None:
        """The answer that is kept under a key; None where none is."""
        with self._lock:
            return self._get(key)

    def once(self, key: tuple[object, ...], answer: Callable[[], Answer]) -> Answer:
        """The answer that is kept under a key, else what `answer` answers, kept. Many who ask the same at once, as when
        a meeting opens a page, wait for the first of them: to work it out for each takes each as long as all."""
        with self._lock:
            if known := self._get(key):
                return known
            others = self._asked.get(key)
            mine = self._asked.setdefault(key, Future())
        if others is not None:
            return others.result()
        try:
            found = answer()
        except BaseException as failed:
            with self._lock:
                del self._asked[key]
            mine.set_exception(failed)
            raise
        with self._lock:
            self._put(key, found)
            del self._asked[key]
        mine.set_result(found)
        return found

    def _get(self, key: tuple[object, ...]) -> Answer | None:
        if key not in self._found:
            return None
        self._found.move_to_end(key)
        return self._found[key][0]

    def _put(self, key: tuple[object, ...], answer: Answer) -> None:
        size = sum(map(getsizeof, chain((key, answer.rows), key, answer.rows, chain.from_iterable(answer.rows))))
        if size > self.most:
            return
        self._found[key] = answer, size
        self.held += size
        while self.held > self.most:
            self.held -= self._found.popitem(last=False)[1][1]
