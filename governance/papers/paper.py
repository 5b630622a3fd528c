"""A paper before it is set: what it says, in the order in which it is read, in one language.

Whatever becomes PDF or a workbook is made of these parts, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.books import Books
from governance.headings import choice, label
from governance.papers import evidence
from governance.sources import documents_in_words
from governance.tables import Kind
from governance.terms import TERMS
from governance.wording import in_words
from governance.words import language, say


@dataclass(frozen=True)
class Text:
    """One paragraph. `strong`: the answer, that which is read first."""

    words: str
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings; the cells are as the questions gave them, `totals` stand below in the same columns."""

    columns: Sequence[str]
    kinds: Sequence[Kind]
    rows: Sequence[Sequence[object]]
    totals: Sequence[object] | None = None


@dataclass(frozen=True)
class Slip:
    """A bill to be cut off, on a page of its own: its words by their places, and its code as SVG, said in `alt`."""

    words: Mapping[str, str | Sequence[str]]
    code: str
    alt: str


@dataclass(frozen=True)
class Section:
    """A heading, and what stands below it."""

    title: str
    parts: Sequence[Text | Table]


@dataclass(frozen=True)
class Paper:
    """One document: who issues it, what it is called, its number and day, and what it says.

    `mark` says what kind of figures it holds; `lines` are pairs of a word and a text that identify it (day, ledger,
    version). Its number and everything else come of what was asked and never of a clock: the same facts make the same
    paper. `annex` gives what a workbook holds besides, to be worked with and not to be read through; `slips` what the
    PDF alone holds, to be paid with.
    """

    issuer: str
    title: str
    number: str
    as_of: date
    language: str
    mark: str
    lines: Sequence[tuple[str, str]]
    lead: Sequence[Text]
    sections: Sequence[Section]
    wide: bool = False
    annex: Callable[[], Sequence[Section]] = list
    slips: Sequence[Slip] = ()


def table_of(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], total: str = "") -> list[Text | Table]:
    """Rows of a question as a table of these columns, under their headings and with their choices in words; none where
    there are none. `total`: the word before the sums of its amounts, which are of one currency."""
    if not rows:
        return []
    kinds = [_kind(name, rows) for name in columns]
    heads = [label("column", name) for name in columns]
    cells = [[_in_words(name, row[name], kind) for name, kind in zip(columns, kinds, strict=True)] for row in rows]
    if not total:
        return [Table(heads, kinds, cells)]
    sums: list[object] = [
        sum((row[name] for row in rows), Decimal(0)) if kind is Kind.MONEY else ""
        for name, kind in zip(columns, kinds, strict=True)
    ]
    return [Table(heads, kinds, cells, [total, *sums[1:]])]


def _kind(name: str, rows: Sequence[Mapping[str, object]]) -> Kind:
    """What a column holds; of plans, what was "agreed" is a day."""
    return Kind.DATE if any(isinstance(row[name], date) for row in rows) else TERMS[name].kind


def _in_words(name: str, value: object, kind: Kind) -> object:
    if name == "document" and isinstance(value, str):
        return documents_in_words(value)
    return choice(name, value) if kind is Kind.CHOICE and isinstance(value, str) else value


def number(books: Books, about: str, as_of: date) -> str:
    """The number of a paper about a State or about all: the same for the same ledger, day, version and language."""
    return f"{books.genesis[:6]}-{books.version}-{about}-{as_of:%Y%m%d}-{language.get()}".upper()


def lines(books: Books, about: str, as_of: date) -> list[tuple[str, str]]:
    """What identifies a paper: its day and number, the version of the ledger, and what kind of figures it holds."""
    return [
        (say("On"), in_words(as_of)),
        (say("Number"), number(books, about, as_of)),
        (say("Ledger"), say("version {version}, head {head}", version=books.version, head=books.head)),
        (say("Figures"), evidence.in_words_on(books, as_of)),
    ]
