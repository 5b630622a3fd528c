"""Dates as offices write them, read by columns: typed, ISO, 31.12.2024, 31/12/2024, 31 décembre 2024, Dec 31, 2024.

What is decided for a column is whether the day or the month comes first. Each date says which of the two it allows;
where all allow both and mean different days (03/04/2024 all the way down), a person is asked; where they contradict
each other, the fewer are problems. A day that is in no calendar tells as well: 31/02/2024 has the day first, and stays
as it is written, to be refused. Two things are settled without asking: between points the day comes first, since
no language that Babel knows writes the month first there and the year last, and a day or month above 12 is a day.
Months are known by Babel's names in English, French and Spanish. A year of two digits is no year.

A number in a column of dates is a serial number, the count of days by which spreadsheets keep dates, only where it
falls among the column's other dates; where there are none, a person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from babel.dates import get_day_names, get_month_names

from governance.intake.understanding.sheet_decisions import DAY_FIRST, MONTH_FIRST, SERIAL
from governance.intake.understanding.values.texts import DATE, TEXT, Texts
from governance.tables import Column, Kind
from governance.tables.known_years import FIRST_DAY, LAST_DAY

PLAIN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_PLAIN_PERIOD = r"^[0-9]{4}(?:-[0-9]{2}){0,2}$"

_TIME = re.compile(r"[ T]\s*\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})")
_COMPACT = re.compile(r"(19|20|21)(\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_SMALL = frozenset(("de", "del", "of", "the", "le", "el", "st", "nd", "rd", "th", "er", "o", "a", "du"))
_MONTHS, _NO_MONTHS = range(1, 13), range(13, 32)  # the numbers of days that may be months too, and those that may not
_AROUND = timedelta(days=731)  # how far from a column's other dates a serial number may fall


@dataclass(frozen=True)
class Written:
    """One written date by each order (None where it is no date by it), or a serial number's day."""

    day_first: str | None
    month_first: str | None
    serial: bool = False

    @property
    def unclear(self) -> bool:
        """Whether it is one day by one order and another by the other."""
        return self.day_first is not None and self.month_first is not None and self.day_first != self.month_first


@dataclass(frozen=True)
class Dates:
    """A column of dates, read. `order` is day first or month first, None where no date needed one.

    `unclear` holds an example where a person must decide on the order, `serial` one where they must on numbers;
    `contradicting` the places of cells that the decision does not fit; `timed` whether a time of day was left out,
    `serials` how many numbers were read as dates.
    """

    text: pa.Array
    order: str | None = None
    unclear: str | None = None
    serial: str | None = None
    contradicting: tuple[int, ...] = ()
    timed: bool = False
    serials: int = 0


def read_dates(column: Column, cells: Texts, *, epoch: date, decided: str | None = None) -> Dates:
    """The column's dates in ISO form; what cannot be read stays as it was written."""
    period = column.kind is Kind.PERIOD
    plain = pc.match_substring_regex(cells.text, _PLAIN_PERIOD if period else PLAIN)
    odd = pc.and_(pc.is_valid(cells.text), pc.invert(plain))
    if not pc.any(odd).as_py():
        return Dates(cells.text)
    found = pc.filter(cells.text, odd).dictionary_encode()
    words = found.dictionary.to_pylist()
    distinct = {word: one for word in words if (one := written_date(word, epoch, period)) is not None}
    times = Counter(found.indices.to_pylist())
    votes = Counter({DAY_FIRST: 0, MONTH_FIRST: 0})
    for place, word in enumerate(words):
        if told := _order_told(word):
            votes[told] += times[place]
    unclear = next((word for word, one in distinct.items() if one.unclear), None)
    order = decided if decided in (DAY_FIRST, MONTH_FIRST) else None
    if order is None and any(votes.values()):
        order = DAY_FIRST if votes[DAY_FIRST] >= votes[MONTH_FIRST] else MONTH_FIRST
    if order is None and unclear is not None:
        return Dates(cells.text, unclear=unclear)
    others = _others(cells, plain, distinct, order)
    serials = {word: one for word, one in distinct.items() if one.serial}
    if serials and decided != SERIAL:
        if not others:
            return Dates(cells.text, order, serial=next(iter(serials)))
        distinct = {word: one for word, one in distinct.items() if not one.serial or _among(one, others)}
    return _converted(cells, odd, distinct, order)


def _converted(cells: Texts, odd: pa.Array, distinct: Mapping[str, Written], order: str | None) -> Dates:
    read: list[str] = []
    contradicting: list[int] = []
    timed, serials = False, 0
    places = [place for place, is_odd in enumerate(odd.to_pylist()) if is_odd]
    for place, word in zip(places, pc.filter(cells.text, odd).to_pylist(), strict=True):
        one = distinct.get(word)
        value = None if one is None else _by(one, order)
        if one is not None:
            contradicting += [place] if value is None else []
            timed = timed or _TIME.search(word) is not None
            serials += one.serial
        read.append(word if value is None else value)
    text = pc.replace_with_mask(cells.text, odd, pa.array(read, pa.string()))
    return Dates(text, order, contradicting=tuple(contradicting), timed=timed, serials=serials)


def _by(one: Written, order: str | None) -> str | None:
    return one.month_first if order == MONTH_FIRST else one.day_first


def written_date(text: str, epoch: date, period: bool = False) -> Written | None:
    """What a written date is by each order; None where it is no date. In a period a month or a year will do."""
    bare = _bare(text)
    if found := _YEAR_FIRST.fullmatch(bare):
        return _certain(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(bare):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == ".":
            return _certain(year, second, first)
        day_first, month_first = _iso(year, second, first), _iso(year, first, second)
        return Written(day_first, month_first) if day_first or month_first else None
    if found := _COMPACT.fullmatch(bare):
        return _certain(int(found[1] + found[2]), int(found[3]), int(found[4]))
    if _SERIAL.fullmatch(bare):
        day = epoch + timedelta(days=int(float(bare)))
        return Written(day.isoformat(), day.isoformat(), serial=True) if FIRST_DAY <= day <= LAST_DAY else None
    if period and (found := _MONTH_YEAR.fullmatch(bare)) and 1 <= int(found[1]) <= 12:
        return _same(f"{found[2]}-{int(found[1]):02}")
    return _in_words(bare, period)


def _order_told(text: str) -> str | None:
    """Which order the numbers of a written date allow alone, whether or not there is such a day."""
    found = _YEAR_LAST.fullmatch(_bare(text))
    if found is None or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if first in _MONTHS and second in _NO_MONTHS:
        return MONTH_FIRST
    return DAY_FIRST if first in _NO_MONTHS and second in _MONTHS else None


def _bare(text: str) -> str:
    """The text without a time of day."""
    return _TIME.sub("", text).strip().strip(",")


def _in_words(text: str, period: bool) -> Written | None:
    """A date with its month in words: one month, one day, one year of four digits, in any order."""
    words = [word for word in _WORDS.findall(_folded(text)) if word not in _SMALL and word not in _weekdays()]
    months = [month for word in words if (month := _months().get(word))]
    years = [int(word) for word in words if re.fullmatch(r"\d{4}", word)]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word)]
    if len(months) != 1 or len(years) != 1 or len(words) != 2 + len(days):
        return None
    if period and not days:
        return _same(f"{years[0]}-{months[0]:02}")
    return _certain(years[0], months[0], days[0]) if len(days) == 1 else None


def _certain(year: int, month: int, day: int) -> Written | None:
    found = _iso(year, month, day)
    return _same(found) if found else None


def _same(date_: str) -> Written:
    return Written(date_, date_)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if FIRST_DAY <= found <= LAST_DAY else None


def _others(
    cells: Texts, plain: pa.Array, distinct: Mapping[str, Written], order: str | None
) -> tuple[str, str] | None:
    """The first and last of the column's dates that are no serial numbers."""
    found: list[str] = [value for one in distinct.values() if not one.serial and (value := _by(one, order))]
    if pc.any(plain).as_py():
        ends = pc.min_max(pc.filter(cells.text, plain)).as_py()
        found += [ends["min"], ends["max"]]
    return (min(found), max(found)) if found else None


def _among(one: Written, others: tuple[str, str]) -> bool:
    try:
        first, last = (date.fromisoformat(other) for other in others)
    except ValueError:
        return False
    return one.day_first is not None and first - _AROUND <= date.fromisoformat(one.day_first) <= last + _AROUND


def half_converted(cells: Texts, read: Dates) -> bool:
    """Whether a spreadsheet program seems to have taken days for months, where it could, when the file was opened.

    Then the dates that it typed all have a day up to 12, and those that it left as texts all have one above.
    """
    typed, written = cells.where(DATE), cells.where(TEXT)
    if typed is None or written is None or read.order is None or read.contradicting:
        return False
    days = (pc.utf8_slice_codeunits(pc.filter(read.text, where), 8, 10).to_pylist() for where in (typed, written))
    low, high = (Counter(day for day in column if day) for column in days)
    return sum(low.values()) > 2 and max(low, default="") <= "12" and min(high, default="00") > "12"


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("º", "o").replace("°", "o"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@cache
def _months() -> Mapping[str, int]:
    """Months by every name that Babel has for them, without accents and points."""
    return {
        _folded(name).strip("."): month
        for name, month in _names(get_month_names)
        if not _folded(name).isdigit()
    }  # fmt: skip


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(_folded(name).strip(".") for name, _ in _names(get_day_names)) - set(_months())


def _names(of: object) -> Iterable[tuple[str, int]]:
    for language in ("en", "fr", "es"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in of(width, context, language).items():  # type: ignore[operator]
                    yield name, number
