"""The answers that books gave last, as many as fit into so many bytes, and what is picked from them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
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
