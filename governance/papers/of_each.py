"""What is asked of all States at once and read State by State, for whoever makes a paper of each: asked one State at a
time, the same ledger would be gone through for every one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from governance.access import Reader
from governance.books import Books, Row
from governance.words import language


class OfEach:
    """The answers of some books to a reader, kept as long as this is. Raises Refused as `Books.ask` does."""

    def __init__(self, books: Books, reader: Reader) -> None:
        self._books, self._reader = books, reader
        self._known: dict[tuple[str, date, str], Mapping[str, list[Row]]] = {}

    def rows(self, question: str, on: date, state: str) -> list[Row]:
        """The rows about one State, of a question that can be asked of one, as if it were asked of that one."""
        key = question, on, language.get()
        if key not in self._known:
            found: dict[str, list[Row]] = defaultdict(list)
            for row in self._books.ask(question, on, self._reader).dicts():
                found[row.text("state")].append(row)
            self._known[key] = dict(found)
        return self._known[key].get(state, [])
