"""Rows that are no rows of a table: totals, which are held to the sum of what they total, headers again, remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import accumulate

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.folding import fold
from governance.intake.understanding.layout.layout import is_total, total_candidates
from governance.intake.understanding.rows.remarks import Below, is_region, rows_of_words
from governance.intake.understanding.understood import IgnoredRow
from governance.intake.understanding.values.plain import PlainColumn
from governance.problems import Problem
from governance.tables import Column, Kind
from governance.wording import exact, figure
from governance.words import say

_NUMBERS = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT, Kind.YEAR, Kind.CURRENCY)
_SUMMED = (Kind.MONEY, Kind.COUNT)
_NEARLY = {Kind.COUNT: Decimal(0)}
_HALF_A_CENT = Decimal("0.005")
_BOUNDARIES = 50  # earlier total rows from which a total may have been summed: groups within groups
_WHOLE = 50  # whole rows called totals that are held against the others; more of them are a word of the trade
_NAMES = 1_000  # different names of a column among which regions are looked for
_COMPARED = 200  # totals of a column that are compared with rows of the same year or currency, each of which takes long


@dataclass(frozen=True)
class Ignored:
    """The rows (from 0) that are not read though they hold something, each with why; and doubts about some that are."""

    rows: Mapping[int, IgnoredRow]
    doubts: tuple[Problem, ...] = ()


def ignored_rows(below: Below, header: Sequence[str], blank: pa.Array) -> Ignored:
    """Find totals, headers again and remarks among the rows.

    A row that calls itself a total and lacks what a row of the table needs is one. A whole row is one only where its
    figures are the sums of the rows beside it; "Total expenses" may be all that a document states of a year.
    """
    found: dict[int, IgnoredRow] = {}
    whole: dict[int, str] = {}
    for row, places in (total_candidates(below.worded()) | _of_regions(below)).items():
        cells = below.filled(row)
        name = cells[places[0]]
        if _cannot_be_a_row(below, cells, places):
            found[row] = IgnoredRow(below.first + row + 1, say("A total: “{name}”.", name=name), total=True)
        elif _is_whole(below, cells) and len(whole) < _WHOLE:
            whole[row] = name
    others = pc.and_(pc.invert(blank), without(below.count, {**found, **whole}))
    doubts = []
    for row, name in whole.items():
        sums = [] if not pc.any(others).as_py() else _beside(below, row, others.to_pylist())
        if sums and all(total == beside for total, beside in sums):
            found[row] = IgnoredRow(below.first + row + 1, say("A total: “{name}”.", name=name), total=True)
        elif sums:
            doubts.append(_may_be_a_total(below, row, name))
    found |= {row: IgnoredRow(below.first + row + 1, say("The header again.")) for row in _headers(below, header)}
    words = rows_of_words(below, blank, found)
    found |= {row: IgnoredRow(below.first + row + 1, why) for row, why in words.rows.items()}
    return Ignored(found, (*doubts, *words.problems))


def _of_regions(below: Below) -> dict[int, list[int]]:
    """The rows that stand for a region of the world and have figures, each with the column that names it."""
    found: dict[int, list[int]] = {}
    for place, column in below.columns.items():
        if column.column.kind not in (Kind.STATE, Kind.PARTY):
            continue
        names = pc.unique(column.text.drop_null()).to_pylist()
        regions = [name for name in names if is_region(name)] if len(names) <= _NAMES else []
        rows = pc.indices_nonzero(pc.is_in(column.text, pa.array(regions, pa.string()))).to_pylist()
        found |= {row: [place] for row in rows if len(below.filled(row)) > 1}
    return found


def without(count: int, rows: Iterable[int]) -> pa.Array:
    """True for each of so many rows, but for these."""
    kept = [True] * count
    for row in rows:
        kept[row] = False
    return pa.array(kept, pa.bool_())


def _cannot_be_a_row(below: Below, cells: Mapping[int, str], places: Sequence[int]) -> bool:
    """Whether a row that calls itself a total can be nothing else: "Total" is no State, no date and no year."""
    kinds = {place: below.columns[place].column.kind for place in cells if place in below.columns}
    if any(place in kinds and kinds[place] not in (Kind.TEXT, Kind.PARTY) for place in places):
        return True
    named = any(kind not in (*_NUMBERS, Kind.TEXT) for place, kind in kinds.items() if place not in places)
    return not named and not _is_whole(below, cells)


def _is_whole(below: Below, cells: Mapping[int, str]) -> bool:
    """Whether a row has all that a row of the table must have, a date of some kind where the table knows any."""
    names = {below.columns[place].column.name for place in cells if place in below.columns}
    dates = {column.name for column in below.table.columns if column.kind is Kind.DATE}
    return {c.name for c in below.table.columns if c.required} <= names and (not dates or bool(dates & names))


def _beside(below: Below, row: int, others: Sequence[bool]) -> list[tuple[Decimal | None, Decimal]]:
    """The row's figures, each with the sum over the other rows of its year, date and currency; none without such."""
    found = []
    for column in below.columns.values():
        if _is_summed(column.column):
            texts = column.text.to_pylist()
            values = [_value(text) if is_other else Decimal(0) for text, is_other in zip(texts, others, strict=True)]
            sums = _of_the_same(below, column, row, values, others)
            found += [(_value(texts[row]), one) for one in sums if one]
    return found


def _may_be_a_total(below: Below, row: int, name: str) -> Problem:
    place = next(place for place, column in below.texts.items() if column.text[row].as_py() == name)
    where = below.columns[place].place if place in below.columns else next(iter(below.columns.values())).place
    column = below.columns[place].column.name if place in below.columns else None
    return where.problem("may-be-a-total", row, column, name)


def _headers(below: Below, header: Sequence[str]) -> Iterator[int]:
    """The rows that repeat the header, as prints of many pages do."""
    place = next((place for place in below.columns if place < len(header) and header[place]), None)
    if place is None:
        return
    again = pc.fill_null(pc.equal(below.texts[place].text, header[place]), False)
    for row in pc.indices_nonzero(again).to_pylist():
        cells = below.filled(row)
        if all(fold(text) == fold(header[at] if at < len(header) else "") for at, text in cells.items()):
            yield row


def check_totals(below: Below, ignored: Mapping[int, IgnoredRow], rows: pa.Array) -> Iterable[Problem]:
    """Totals that are not the sum of the rows that they may total. `rows` says which rows are the table's own."""
    totals = sorted(row for row, why in ignored.items() if why.total)
    if not totals:
        return
    for column in below.columns.values():
        if _is_summed(column.column):
            yield from _check_column(below, column, totals, rows.to_pylist())


def check_either(
    below: Below, rows: pa.Array, counted: Below, taken: pa.Array, ignored: Mapping[int, IgnoredRow]
) -> list[Problem]:
    """Totals that are neither the sums of the rows that are taken, as they are counted, nor of all as the sheet has
    them."""
    found = list(check_totals(counted, ignored, taken))
    return found and min(found, list(check_totals(below, ignored, rows)), key=len)


def _check_column(below: Below, column: PlainColumn, totals: Sequence[int], rows: Sequence[bool]) -> Iterable[Problem]:
    texts = column.text.to_pylist()
    values = [_value(text) if is_row else Decimal(0) for text, is_row in zip(texts, rows, strict=True)]
    if any(value is None for value in values):
        return  # a cell that is no number is a problem of its own, and no sum can be held against it
    sums = [Decimal(0), *accumulate(value or Decimal(0) for value in values)]
    seen = [0, *accumulate(rows)]
    compared = 0
    for place, row in enumerate(totals):
        total = _value(texts[row]) if texts[row] is not None else None
        if total is None:
            continue
        starts = [0, *(other + 1 for other in totals[max(0, place - _BOUNDARIES) : place])]
        ends = totals[place + 1] if place + 1 < len(totals) else len(values)
        possible = [sums[row] - sums[start] for start in starts if seen[row] > seen[start]]
        possible += [sums[ends] - sums[row]] if seen[ends] > seen[row] else []
        possible += [] if seen[row] else [sums[-1]]
        off = _off(column.column, total, possible)
        if off and compared < _COMPARED:
            compared += 1
            possible += _of_the_same(below, column, row, values, rows)
            off = _off(column.column, total, possible)
        if off:
            yield _mismatch(column, row, total, total - off)


def _off(column: Column, total: Decimal, possible: Sequence[Decimal]) -> Decimal:
    """By how much the total is off the nearest sum that it may be of; 0 within half a cent."""
    off = min((total - found for found in possible), key=abs, default=total)
    return off if abs(off) > _NEARLY.get(column.kind, _HALF_A_CENT) else Decimal(0)


def _of_the_same(
    below: Below, column: PlainColumn, row: int, values: Sequence[Decimal | None], rows: Sequence[bool]
) -> list[Decimal]:
    """The sum of the rows that share what else the total row says: its year, its currency."""
    cells = below.filled(row)
    named = {place for place, text in cells.items() if not is_total(text)}
    shared = [c for place, c in below.columns.items() if place in named and _groups(c.column)]
    if not shared:
        return []
    same = pa.array(rows)
    for other in shared:
        same = pc.and_(same, pc.fill_null(pc.equal(other.text, other.text[row]), False))
    chosen = zip(values, same.to_pylist(), strict=True)
    return [sum((value or Decimal(0) for value, is_same in chosen if is_same), Decimal(0))]


def _is_summed(column: Column) -> bool:
    return column.kind in _SUMMED or column.unit == "per cent"


def _groups(column: Column) -> bool:
    return column.kind in (Kind.YEAR, Kind.CURRENCY, Kind.DATE, Kind.CHOICE, Kind.STATE, Kind.PARTY)


def _value(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text is not None else Decimal(0)
    except InvalidOperation:
        return None


def _mismatch(column: PlainColumn, row: int, total: Decimal, found: Decimal) -> Problem:
    figures = {"total": total, "sum": found, "difference": total - found}
    written = exact if column.column.kind is Kind.MONEY else _shortest
    told = {name: written(value) for name, value in figures.items()}
    return column.place.problem("total-mismatch", row, column.column.name, f"{total:f}", **told)


def _shortest(value: Decimal) -> str:
    return figure(value.normalize(), ",f")
