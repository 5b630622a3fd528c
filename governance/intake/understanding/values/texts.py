"""A column of cells as texts, and what each cell was: typed cells have one plain form, written ones are to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import ERRORS, Cells, ErrorCell, whole
from governance.tables import Column, Kind
from governance.words import count, say

_FIRST_DAY = r"^[0-9]{4}-01-01$"
_LONG = r"^[+-]?[0-9]+\.[0-9]{6,}$"  # amounts with more decimals than anybody writes
_KEPT = 15  # the digits of a number that a spreadsheet keeps
_FIFTEEN = Context(prec=_KEPT)

TEXT, NUMBER, DATE, OTHER, ERROR = range(5)
"""What a cell was: written, or typed by the file's format as a number, a date, something else, a failed formula."""


@dataclass(frozen=True)
class Texts:
    """One column: `text` is null where the cell is blank; `form` says what each cell was, None: all were written."""

    text: pa.Array
    form: pa.Array | None = None

    def where(self, form: int) -> pa.Array | None:
        """Which cells were of that form; None where none was."""
        if self.form is None:
            return pc.is_valid(self.text) if form == TEXT else None
        found = pc.and_(pc.equal(self.form, form), pc.is_valid(self.text))
        return found if pc.any(found).as_py() else None


def texts(cells: Cells) -> Texts:
    """The column as texts: numbers with the fifteen digits that spreadsheets keep, dates in ISO form, yes and no."""
    if isinstance(cells, pa.ChunkedArray):
        text = whole(cells)
        failed = pc.is_in(text, pa.array(sorted(ERRORS)))
        return Texts(text, pc.if_else(failed, ERROR, TEXT).cast(pa.int8()) if pc.any(failed).as_py() else None)
    kinds = set(map(type, cells)) - {type(None)}
    if kinds == {float}:
        return _uniform(_numbers(cells), NUMBER)
    if kinds == {date}:
        return _uniform(pa.array(cells, pa.date32()).cast(pa.string()), DATE)
    if not kinds - {str}:
        return Texts(_written(cells))
    text = [None if cell is None else _AS_TEXT.get(type(cell), str)(cell) for cell in cells]
    form = [_FORM.get(type(cell), OTHER) for cell in cells]
    return Texts(_written(text), pa.array(form, pa.int8()))


def number(value: float) -> str:
    """A spreadsheet's number in plain digits."""
    digits = f"{value:.15g}"
    return f"{Decimal(digits):f}" if "e" in digits else digits


def exact(text: str) -> str:
    """An amount without the rounding error of a spreadsheet's sum: 718962.2 for 718962.2000000002.

    Spreadsheets keep fifteen digits. What stands beyond them in a text is left out where no more than two decimals
    stay; any other number is given back as it is.
    """
    written = Decimal(text)
    if len(written.as_tuple().digits) <= _KEPT:
        return text
    kept = _FIFTEEN.plus(written).normalize()
    return f"{kept:f}" if int(kept.as_tuple().exponent) >= -2 else text


def without_days(column: Column, cells: Texts) -> tuple[Texts, tuple[str, ...]]:
    """Years that a spreadsheet keeps as their first day, as years."""
    if column.kind is not Kind.YEAR:
        return cells, ()
    days = pc.fill_null(pc.match_substring_regex(cells.text, _FIRST_DAY), False)
    number = pc.sum(days).as_py()
    if not number:
        return cells, ()
    years = pc.if_else(days, pc.utf8_slice_codeunits(cells.text, 0, 4), cells.text)
    said = count(
        "{number} date on 1 January is read as its year.", "{number} dates on 1 January are read as their year.", number
    )
    return Texts(years, cells.form), (said,)


def without_noise(column: Column, text: pa.Array) -> tuple[pa.Array, tuple[str, ...]]:
    """Amounts without the rounding errors of a spreadsheet's sums, which end up in texts that programs write."""
    if column.kind is not Kind.MONEY:
        return text, ()
    long = pc.fill_null(pc.match_substring_regex(text, _LONG), False)
    if not pc.any(long).as_py():
        return text, ()
    before = pc.filter(text, long).to_pylist()
    after = [exact(one) for one in before]
    changed = next(((one, other) for one, other in zip(before, after, strict=True) if one != other), None)
    if changed is None:
        return text, ()
    said = say("Rounding errors of a spreadsheet are left out: “{long}” is read as {short}.",
               long=changed[0], short=changed[1])  # fmt: skip
    return pc.replace_with_mask(text, long, pa.array(after, pa.string())), (said,)


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "seconds")


_AS_TEXT: Mapping[type, Callable[[Any], str]] = {
    str: str,
    float: number,
    int: str,
    Decimal: lambda value: f"{value:f}",
    bool: lambda value: "yes" if value else "no",
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
    ErrorCell: lambda value: str(value.text),
}
_FORM = {type(None): TEXT, str: TEXT, float: NUMBER, int: NUMBER, Decimal: NUMBER, datetime: DATE, date: DATE,
         ErrorCell: ERROR}  # fmt: skip


def _written(cells: Cells) -> pa.Array:
    trimmed = pc.utf8_trim_whitespace(pa.array(cells, pa.string()))
    blank = pc.equal(pc.utf8_length(trimmed), 0)
    return pc.if_else(blank, pa.scalar(None, pa.string()), trimmed) if pc.any(blank).as_py() else trimmed


def _numbers(cells: Cells) -> pa.Array:
    """Many numbers at once; those that need more than fifteen digits, or an exponent, one by one."""
    text = pa.array(cells, pa.float64()).cast(pa.string())
    odd = pc.or_(pc.greater(pc.utf8_length(text), 15), pc.match_substring(text, "e"))
    if not pc.any(odd).as_py():
        return text
    odd = pc.fill_null(odd, False)
    again = [number(cell) for cell, is_odd in zip(cells, odd.to_pylist(), strict=True) if is_odd]
    return pc.replace_with_mask(text, odd, pa.array(again, pa.string()))


def _uniform(text: pa.Array, form: int) -> Texts:
    return Texts(text, pa.repeat(pa.scalar(form, pa.int8()), len(text)))
