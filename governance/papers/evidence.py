"""What kind of figures an answer holds, in words and on every row: a cut-out row still says what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from governance.books import Answer, Books
from governance.tables import Kind
from governance.words import SEMICOLON, joined, mark, say

WORDS = {
    "published": mark("published figures"),
    "derived": mark("derived figures"),
    "reported": mark("reported figures"),
    "demonstration": mark("Demonstration - fictional States"),
}
"""The kinds of evidence of a batch, in words."""

PROJECTION = mark("a projection: if nothing more is paid after {day}")

Rows = list[tuple[object, ...]]


def in_words(kinds: Iterable[str]) -> str:
    """The kinds of evidence, one after the other; empty where there is none."""
    return joined(", ", (say(WORDS[kind]) for kind in kinds))


def in_words_of(answer: Answer) -> str:
    """What kind of figures an answer holds; of a day that has not come, that they are a projection; and what the
    question makes of them that nobody stated."""
    nature = answer.question.nature
    return _told(answer.evidence, say(nature) if nature else "", answer.foreseen_from)


def in_words_on(books: Books, on: date) -> str:
    """What kind of figures a paper about a day holds; of a day that has not come, that they are a projection."""
    return _told(books.evidence, "", books.foreseen_from(on))


def _told(kinds: Iterable[str], nature: str, foreseen_from: date | None) -> str:
    foreseen = say(PROJECTION, day=foreseen_from.isoformat()) if foreseen_from else ""
    told = [words for words in (in_words(kinds), nature, foreseen) if words]
    return joined(SEMICOLON, told) if told else ""


def marked(answer: Answer) -> tuple[list[str], list[Kind], Rows]:
    """An answer's columns, their kinds and its rows; a last column, `data`, says what kind of figures they are."""
    kinds = [term.kind for term in answer.question.terms]
    return with_mark(answer.columns, kinds, answer.rows, in_words_of(answer))


def with_mark(
    columns: Sequence[str], kinds: Sequence[Kind], rows: Iterable[Sequence[object]], words: str
) -> tuple[list[str], list[Kind], Rows]:
    """Columns, kinds and rows with that last column."""
    return [*columns, "data"], [*kinds, Kind.TEXT], [(*row, words) for row in rows]
