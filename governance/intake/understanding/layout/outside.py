"""Amounts that the commas of a csv file split into two cells, and cells under no header, such as the ends of those.

"400,000" without quotation marks is 400 beside 000. Where that fits under the headers, the end stands in the next
column, a note or a reference, and the beginning would be taken for the amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import Grid, letter
from governance.intake.understanding.layout.headers import column_of
from governance.intake.understanding.values.plain import NUMBERED, Place
from governance.intake.understanding.values.texts import Texts
from governance.problems import Problem
from governance.tables import TABLES, Kind

_EACH = 20  # cells that are told one by one; more than that are one column
_FREE = (Kind.TEXT, Kind.PARTY)  # what may hold any word, so that no check tells the end of an amount from one
_BEGINS = r"^[^0-9.,]{0,5}[0-9]{1,3}$"
_ENDS = r"^[0-9]{3}(?:\.[0-9]{1,2})?[)-]?$"
_WHOLE = r"^[^0-9.,]{0,5}[0-9]+$"
_CENTS = r"^[0-9]{2}[)-]?$"


def outside(grid: Grid, first: int, columns: Mapping[int, Texts], rows: pa.Array) -> list[Problem]:
    """A problem for each filled cell of columns without a header, or for a whole column of them."""
    problems = []
    for place, cells in columns.items():
        filled = pc.indices_nonzero(pc.and_(pc.is_valid(cells.text), rows)).to_pylist()
        where = Place(grid, place, "", first)
        if len(filled) > _EACH:
            words = {"number": len(filled), "letter": letter(where.place)}
            problems.append(where.problem("cell-outside many", filled[0], None, cells.text[filled[0]].as_py(), **words))
        else:
            problems += [where.problem("cell-outside", row, None, cells.text[row].as_py()) for row in filled]
    return problems


def split_amounts(
    grid: Grid,
    first: int,
    columns: Mapping[int, Texts],
    kinds: Mapping[int, Kind],
    header: Sequence[str],
    rows: pa.Array,
) -> list[Problem]:
    """A problem for each number that the comma in it may have split, in files with commas between cells.

    `kinds` are of the columns that are read. Where the same column holds three digits beside an amount that cannot be
    the beginning of one (1250.00, 12500), they are numbers of something else.
    """
    if grid.separator != ",":
        return []
    problems = []
    for place, kind in kinds.items():
        ends = columns.get(place + 1)
        if kind not in NUMBERED or kind is Kind.YEAR or ends is None:
            continue
        free = _is_free(kinds.get(place + 1), header[place + 1] if place + 1 < len(header) else "")
        split = _split_at(columns[place].text, ends.text, rows, free, kind is not Kind.COUNT)
        where = Place(grid, place, header[place] if place < len(header) else "", first)
        told = split if len(split) <= _EACH else split[:1]
        problems += [_split(where, row, columns[place], ends, len(split) if len(split) > _EACH else 1) for row in told]
    return problems


def _is_free(kind: Kind | None, header: str) -> bool:
    """Whether a column may hold any words: a note, a reference, or what has no name."""
    if kind is not None or not header:
        return kind in _FREE or not header
    found = ((table, column_of(table, header)) for table in TABLES.values())
    kinds = {table.column(name).kind for table, name in found if name}
    return bool(kinds) and kinds <= set(_FREE)


def _split_at(begins: pa.Array, ends: pa.Array, rows: pa.Array, free: bool, decimals: bool) -> list[int]:
    """The rows in which a number may be split at its thousands; or at its decimals, where all of the column may be."""
    three = pc.and_(_like(ends, _ENDS), rows)
    split = pc.and_(three, _like(begins, _BEGINS))
    found = list(pc.indices_nonzero(split).to_pylist())
    if found:
        halves = pc.filter(ends, split)
        others = pc.any(pc.and_(pc.and_(three, pc.is_valid(begins)), pc.invert(split))).as_py()
        plausible = (free or pc.any(_like(halves, "^0")).as_py()) and not others
        return found if plausible or pc.any(_like(halves, "^000")).as_py() else []
    filled = pc.and_(pc.is_valid(ends), rows)
    cents = pc.and_(_like(ends, _CENTS), _like(begins, _WHOLE))
    all_cents = pc.all(pc.filter(cents, filled)).as_py()
    return list(pc.indices_nonzero(filled).to_pylist()) if free and decimals and all_cents else []


def _like(text: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(text, pattern), False)


def _split(where: Place, row: int, begins: Texts, ends: Texts, number: int) -> Problem:
    begin, end = begins.text[row].as_py(), ends.text[row].as_py()
    return where.problem("number-split", row, None, begin, begin=begin, end=end, number=number)
