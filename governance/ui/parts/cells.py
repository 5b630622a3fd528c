"""How the cells of a table are written: the right unit, dates, choices in words. Exports keep them exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
from babel.numbers import format_decimal

from governance.headings import choice, label
from governance.sources import documents_in_words
from governance.tables import TABLES, Kind
from governance.terms import Term
from governance.ui.parts.numbers import day_short, hedged, moment, period_short
from governance.ui.parts.words import bare, say
from governance.wording import unbroken
from governance.words import language, locale_of

Write = Callable[[object], str]

_WHOLE = 1000  # an amount from which a column is written in whole units
_SMALL = Decimal("0.1")  # a rate below which two decimals may hide what it is
_TWO = Decimal("0.01")
_LONG = 48  # letters from which a text wants a column of its own width
_UNITS: Mapping[str, str] = {"_pct": " (%)"}
_NAMING = (Kind.STATE, Kind.PARTY)
_GIVEN_NAMES = ("series", "rate_series", "reserve", "indicator", "subject")
"""Columns of names that somebody gave: the register has words for those that ship."""
HEDGES = {"qualifier": ("figure", "staff", "stated", "value"), "offices_qualifier": ("field_offices",),
          "operational_qualifier": ("operational_budget",)}  # fmt: skip
"""Columns of the words with which documents hedge figures, and the figures, with which a screen shows them."""


@dataclass(frozen=True)
class Column:
    """One column as it is shown: its head with its unit, what that means, how a cell is written, and how it is laid
    out: `figure` (aligned at its end), `day`, `text` (long, wrapped), `code` (a hash: broken anywhere) or `word`.
    `naming` are columns of States or parties; `leads` tells the address to which a cell leads, if it leads anywhere."""

    name: str
    head: str
    write: Write = str
    meaning: str = ""
    layout: str = "word"
    naming: bool = False
    leads: Write | None = None


def blank(cell: object) -> bool:
    """Whether a cell holds nothing: None, or what pandas makes of it."""
    return cell is None or cell != cell


class Stated(Decimal):
    """A figure with the word with which its document hedges it, if it does."""

    hedge: str | None = None


def stated(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with each figure that a document may hedge as one that knows its hedge."""
    known = {figure: hedge for hedge, figures in HEDGES.items() for figure in figures}
    held = {figure: hedge for figure, hedge in known.items() if figure in frame and hedge in frame}
    pairs = {figure: zip(frame[figure], frame[hedge], strict=True) for figure, hedge in held.items()}
    return frame.assign(**{figure: [_stated(*pair) for pair in each] for figure, each in pairs.items()})


def _stated(figure: object, hedge: str | None) -> object:
    if not isinstance(figure, Decimal | int):
        return figure
    told = Stated(figure)
    told.hedge = hedge
    return told


def of_term(term: Term, cells: Sequence[object], currency: str | None = None, *, whole: bool = False) -> Column:
    """The column of a term over these cells. `currency` is that of all its amounts, if there is one; `whole` is whether
    other amounts beside it are written in whole units."""
    unit = next((text for ending, text in _UNITS.items() if term.name.endswith(ending)), "")
    held = [cell for cell in cells if not blank(cell)]
    of_money = term.kind is Kind.MONEY and not any(isinstance(cell, date) for cell in held)  # of plans, a day is agreed
    unit = unit or (f" ({currency})" if currency and of_money else "")
    write, layout = _form(term, held, whole=whole)
    if any(isinstance(cell, Stated) for cell in held):
        write = _with_its_hedge(write)
    return Column(term.name, f"{term.label}{unit}", write, say(term.meaning), layout, term.kind in _NAMING)


def of_words(name: str, cells: Sequence[object]) -> Column:
    """The column of texts that are no answer's."""
    held = [cell for cell in cells if not blank(cell)]
    if any(isinstance(cell, date) for cell in held):
        return Column(name, bare(name), _day, layout="day")
    return Column(name, bare(name), _text, layout=_laid_out([_text(cell) for cell in held]))


def of_terms(terms: Sequence[Term], frame: pd.DataFrame, currency: str | None = None) -> list[Column]:
    """The columns of a table. One of money that holds nothing but zeros is written as the others are: 0 beside 0."""
    money = [cell for term in terms if term.kind is Kind.MONEY for cell in frame[term.name]]
    whole = in_whole_units([cell for cell in money if isinstance(cell, Decimal) and not blank(cell)])
    return [of_term(term, list(frame[term.name]), currency, whole=whole) for term in terms]


def in_whole_units(cells: Iterable[Decimal]) -> bool:
    """Whether amounts beside each other are written in whole units: where one of them has four digits."""
    return any(abs(cell) >= _WHOLE for cell in cells)


def amounts(cells: Sequence[Decimal], *, whole: bool = False) -> Write:
    """How amounts of one column are written: in whole units where one of them has four digits, else exactly; one that
    is not zero is never written as zero. `whole` is how zeros are written that stand alone in their column."""
    whole = whole if not any(cells) else in_whole_units(cells)

    def write(cell: object) -> str:
        value = _decimal(cell)
        exact = not whole or 0 < abs(value) < 1
        return format_decimal(value, format="#,##0.00" if exact else "#,##0", locale=locale_of(language.get()))

    return write


def decimals(form: str) -> Write:
    """How figures of one column are written, in a pattern of Babel's."""
    return lambda cell: format_decimal(_decimal(cell), format=form, locale=locale_of(language.get()))


def _with_its_hedge(write: Write) -> Write:
    return lambda cell: bare(hedged(write(cell), getattr(cell, "hedge", None)))


def _form(term: Term, held: Sequence[object], *, whole: bool) -> tuple[Write, str]:
    if any(isinstance(cell, datetime) for cell in held):
        return _day, "day"
    figures = [_decimal(cell) for cell in held if isinstance(cell, Decimal | int | float)]
    if len(figures) < len(held) and term.kind in (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT):
        return _text, "figure"  # a page has put its own words in their place
    if term.kind is Kind.MONEY:
        return amounts(figures, whole=whole), "figure"
    if term.kind is Kind.RATE:
        small = any(0 < abs(cell) < _SMALL and cell != cell.quantize(_TWO) for cell in figures)
        return decimals("#,##0.0000" if small else "#,##0.00"), "figure"
    if term.kind is Kind.NUMBER:
        return decimals("#,##0.####"), "figure"
    if term.kind is Kind.COUNT:
        return decimals("#,##0"), "figure"
    if term.kind is Kind.YEAR:
        return str, "figure"
    if term.kind is Kind.DATE:
        return _day, "day"
    if term.kind is Kind.PERIOD:
        return _period, "day"
    if term.name == "region":
        return lambda cell: say(str(cell)), "word"  # the register's names of regions are messages
    if term.kind is Kind.CHOICE:
        return lambda cell: choice(term.name, str(cell)), "word"
    if term.kind is Kind.TABLE:
        return _table, "word"
    if term.name == "document":
        return _title, "text" if held else "word"
    if term.name in _GIVEN_NAMES:
        return lambda cell: label(term.name, str(cell)), _laid_out([label(term.name, str(cell)) for cell in held])
    return _text, _laid_out([_text(cell) for cell in held])


def _decimal(cell: object) -> Decimal:
    return cell if isinstance(cell, Decimal) else Decimal(str(cell))


def _laid_out(texts: Sequence[str]) -> str:
    longest = max(texts, key=len, default="")
    if len(longest) <= _LONG:
        return "word"
    return "text" if any(" " in text for text in texts) else "code"


def _day(cell: object) -> str:
    if isinstance(cell, datetime):
        return moment(cell)
    return day_short(cell) if isinstance(cell, date) else _text(cell)


def _period(cell: object) -> str:
    try:
        return period_short(str(cell))
    except ValueError:
        return _text(cell)  # years from to, or words of the page's own


def _text(cell: object) -> str:
    return unbroken(bare(cell)) if isinstance(cell, str) else str(cell)


def _table(cell: object) -> str:
    return say(TABLES[str(cell)].title) if cell in TABLES else _text(cell)


def _title(document: object) -> str:
    return bare(documents_in_words(str(document)))
