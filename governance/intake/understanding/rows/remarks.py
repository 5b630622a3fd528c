"""Rows that are written and yet no rows of a table: headings of groups, remarks, footnotes, formulas dragged too far.

A row with words in one cell and nothing else is none, unless it names a State, which is an unfinished row; below the
table, under a blank row or a remark, such a name is told of as what it is. A heading
that says what the rows beneath it have in common (their year, their status) is a problem: it would be lost.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from babel import Locale

from governance.intake.reading.folding import fold
from governance.intake.understanding.layout.headers import years_in
from governance.intake.understanding.values.choice_words import words_of
from governance.intake.understanding.values.currencies import is_code
from governance.intake.understanding.values.plain import PlainColumn
from governance.intake.understanding.values.texts import Texts
from governance.names import find, suggest
from governance.problems import Problem
from governance.tables import Kind, Table
from governance.words import say

_COUNTED = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT)
_MOST = 1_000  # rows of one cell that may be headings or remarks; more of them are unfinished rows
_DRAGGED = 20_000  # rows at the end that are looked at for zeros
_ZERO = re.compile(r"[+-]?0+(?:\.0+)?|-+|–|—")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FOOTNOTE = re.compile(r"\s*(?:[*†‡§¹²³⁴-⁹]+|[(\[]?(?:\d{1,2}|[a-z])[)\]/.:]+)\s*\S")
_SENTENCE = 6  # words from which a text is a remark, whatever it mentions


@dataclass(frozen=True)
class Below:
    """All that stands below the header: the texts of every column, by place, and those that are read."""

    table: Table
    first: int
    count: int
    texts: dict[int, Texts]
    columns: dict[int, PlainColumn]

    def worded(self) -> dict[int, pa.Array]:
        """The columns that may hold words: not those in which every cell was a plain number or date."""
        return {
            place: cells.text
            for place, cells in self.texts.items()
            if not (place in self.columns and self.columns[place].untouched and self.columns[place].text is cells.text)
        }

    def filled(self, row: int) -> dict[int, str]:
        """The filled cells of a row, by column."""
        cells = {place: column.text[row].as_py() for place, column in self.texts.items()}
        return {place: text for place, text in cells.items() if text is not None}

    def lacks(self, cells: Collection[int]) -> bool:
        """Whether a row with these cells filled lacks what a row of the table must have and the sheet has."""
        have = {column.column.name for column in self.columns.values() if column.column.required}
        return not have <= {self.columns[place].column.name for place in cells if place in self.columns}


@dataclass(frozen=True)
class Wordy:
    """The rows of words and of zeros (from 0), each with why it is not read; and the headings that must be."""

    rows: dict[int, str]
    problems: tuple[Problem, ...]


def rows_of_words(below: Below, blank: pa.Array, ignored: Collection[int]) -> Wordy:
    """Find headings, remarks and footnotes, and formulas that were dragged beyond the last row."""
    dragged = set(_dragged(below, blank, ignored))
    words = {
        row: cell for row, cell in _alone(below, ignored) if row not in dragged and not _could_be_data(below, *cell)
    }
    names = dict(_names_below(below, blank, {*ignored, *dragged}, words))
    none = {*ignored, *dragged, *words, *names}
    last = next((row for row in range(below.count - 1, -1, -1) if row not in none and not blank[row].as_py()), -1)
    rows = dict.fromkeys(sorted(dragged), say("Nothing but zeros, as of a formula that was dragged too far."))
    rows |= {
        row: say("A name below the table, without figures: “{text}”.", text=text) for row, (_, text) in names.items()
    }
    problems = [_without_figures(below, names)] if names else []
    for row, (place, text) in words.items():
        if row > last:
            rows[row] = say("A remark under the table: “{text}”.", text=text)
        elif name := _tells(below, text):
            problems.append(_lost(below, row, place, text, name))
        else:
            rows[row] = say("A heading: “{text}”.", text=text)
    return Wordy(rows, tuple(problems))


def _names_below(
    below: Below, blank: pa.Array, none: Collection[int], words: Collection[int]
) -> Iterator[tuple[int, tuple[int, str]]]:
    """The rows below the table with a State's name and nothing else, the lowest first: a blank row or a remark parts
    them from it."""
    alone = {row: cell for row, cell in _alone(below, none) if row not in words and below.lacks([cell[0]])}
    found: list[tuple[int, tuple[int, str]]] = []
    for row in range(below.count - 1, -1, -1):
        if row in none or row in words or blank[row].as_py():
            yield from found
            found = []
        elif row not in alone or find(alone[row][1]) is None:
            return
        else:
            found.append((row, alone[row]))


def _without_figures(below: Below, names: dict[int, tuple[int, str]]) -> Problem:
    """The problem of names below the table: a note about a State, or rows whose figures are missing."""
    row = min(names)
    place, text = names[row]
    at = below.columns[place] if place in below.columns else next(iter(below.columns.values()))
    quoted = "”, “".join(name for _, (_, name) in sorted(names.items()))
    return at.place.problem("names-below", row, None, text, number=len(names), names=quoted)


def is_region(text: str) -> bool:
    """Whether the text names a region of the world, as the United Nations Statistics Division divides it: no State's
    name is one of them, and a sheet of nothing but States need not wait for theirs."""
    return find(text) is None and fold(text) in _regions()


def _alone(below: Below, ignored: Collection[int]) -> list[tuple[int, tuple[int, str]]]:
    """The rows with one filled cell, with its place and text; none where they are too many to be headings."""
    if len(below.texts) < 2:
        return []
    filled = pa.repeat(pa.scalar(0, pa.int32()), below.count)
    for column in below.texts.values():
        filled = pc.add(filled, pc.is_valid(column.text).cast(pa.int32()))
    rows = [row for row in pc.indices_nonzero(pc.equal(filled, 1)).to_pylist() if row not in ignored]
    return [(row, next(iter(below.filled(row).items()))) for row in rows] if len(rows) <= _MOST else []


def _could_be_data(below: Below, place: int, text: str) -> bool:
    """Whether a cell alone in its row may be the beginning of a row rather than a heading or a remark."""
    words = len(_WORD.findall(text))
    kind = below.columns[place].column.kind if place in below.columns else None
    if find(text) is not None or not below.lacks([place]):
        return True
    if _FOOTNOTE.match(text) and words > 1:
        return False
    if words >= _SENTENCE:
        return False
    if kind in _COUNTED:
        return words < 3
    if kind in (Kind.YEAR, Kind.DATE, Kind.PERIOD):
        return words < 2 and any(map(str.isdigit, text))
    if kind in (Kind.STATE, Kind.PARTY) and not is_region(text) and not is_code(text) and suggest(text):
        return True
    return not words and not years_in(text)


def _tells(below: Below, text: str) -> str | None:
    """The column of the table of which a heading says what all rows beneath it have, where the sheet has none."""
    have = {column.column.name for column in below.columns.values()}
    bare = fold(text)
    for column in below.table.columns:
        if column.name in have:
            continue
        if column.kind is Kind.YEAR and years_in(text) and len(_WORD.findall(text)) < 3:
            return column.name
        if column.kind is Kind.CURRENCY and is_code(text.strip()):
            return column.name
        known = words_of(column) if column.kind is Kind.CHOICE else {}
        if bare in known or bare.removesuffix("s") in known:
            return column.name
    return None


def _lost(below: Below, row: int, place: int, text: str, name: str) -> Problem:
    at = below.columns[place] if place in below.columns else next(iter(below.columns.values()))
    words = {"column": name, "meaning": say(below.table.column(name).meaning)}
    return at.place.problem("heading-tells", row, None, text, **words)


def _dragged(below: Below, blank: pa.Array, ignored: Collection[int]) -> Iterator[int]:
    """The rows at the end in which every filled cell is a zero, and which lack what a row must have."""
    for row in range(below.count - 1, max(-1, below.count - 1 - _DRAGGED), -1):
        if blank[row].as_py() or row in ignored:
            continue
        cells = below.filled(row)
        if not below.lacks(cells) and not _undated(below, cells):
            return
        if not all(_ZERO.fullmatch(text) for text in cells.values()):
            return
        yield row


def _undated(below: Below, cells: Collection[int]) -> bool:
    """Whether the sheet has days and the row has none: receipts need one of two, so that neither is required."""
    dated = {place for place, column in below.columns.items() if column.column.kind is Kind.DATE}
    return bool(dated) and dated.isdisjoint(cells)


@cache
def _regions() -> frozenset[str]:
    """Babel's names for the codes of M49, which are numbers, in the languages of offices."""
    return frozenset(
        fold(name)
        for language in ("en", "fr", "es")
        for code, name in Locale(language).territories.items()
        if code.isdigit()
    )
