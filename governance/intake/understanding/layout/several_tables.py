"""Several tables on one sheet, one above the other or side by side: each is read by itself, and none is lost.

A table begins anew where a row names columns in other words than the header before it, with rows between the two; and
beside another where the same columns are named again. Each part keeps the rows and columns of its sheet, so that a
cell is called what it is called there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.folding import fold
from governance.intake.reading.grid import Cells, Grid, Rows, letter
from governance.intake.understanding.layout import headers
from governance.intake.understanding.layout.headers import column_of
from governance.intake.understanding.layout.layout import header_cells
from governance.tables import TABLES

_FIGURE = re.compile(r"^[^\w]*\d[\d .,'’/:\-]*$")


def apart(grid: Grid) -> list[Grid]:
    """The tables of a sheet, each as a sheet of its own that is named for its range; the sheet itself where it has
    one at most."""
    named = _headers(grid)
    starts = _starts(grid, named)
    parts = []
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        band = grid if len(starts) == 1 else replace(grid, rows=_band(grid, start, end))
        header = next((place for place in named if start <= place < end), None)
        blocks = [(0, grid.width)] if header is None else _blocks(band, header)
        for first, last in blocks:
            part = band if len(blocks) == 1 else replace(band, rows=_beside(band, first, last))
            parts.append((part, start, end))
    if len(parts) < 2:
        return [grid]
    return [replace(part, name=_named(part, start, end)) for part, start, end in parts]


def _named(part: Grid, start: int, end: int) -> str:
    """The sheet's name and the range in which the part has anything."""
    cells = [(row, at) for row in range(start, end) for at, cell in enumerate(part.rows[row]) if _filled([cell])]
    rows, columns = ([cell[side] for cell in cells] or [0] for side in (0, 1))
    place = f"{letter(min(columns))}{min(rows) + 1}:{letter(max(columns))}{max(rows) + 1}"
    return f"{part.name}, {place}" if part.name else place


def _headers(grid: Grid) -> list[int]:
    """The rows that name two columns of a table and hold nothing but texts."""
    return [place for place in _maybe(grid) if _names_columns(grid.rows[place])]


def _maybe(grid: Grid) -> list[int]:
    """The rows with two cells that are the plain name of a column, found without looking closely at each."""
    known = _words()
    found: Counter[int] = Counter()
    if not isinstance(grid.rows, Rows):
        for place, row in enumerate(grid.rows):
            found[place] = sum(isinstance(cell, str) and cell.strip().lower() in known for cell in row)
    for column in grid.rows.columns if isinstance(grid.rows, Rows) else ():
        if isinstance(column, pa.ChunkedArray):
            said = pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(column)), pa.array(known))
            found.update(pc.indices_nonzero(said).to_pylist())
            continue
        texts = {cell for cell in column if cell.__class__ is str}  # a call for each cell takes as long as all the rest
        for text in texts:
            if text.strip().lower() in known:
                found.update(_places(column, text))
    return sorted(place for place, times in found.items() if times > 1)


def _places(column: Sequence[object], text: str) -> Iterator[int]:
    with suppress(ValueError):
        place = -1
        while True:
            place = column.index(text, place + 1)
            yield place


@cache
def _words() -> frozenset[str]:
    """The names of columns in lower case, as offices write them and as templates have them."""
    written = frozenset(word.lower() for *_, words in headers.rows() for word in words)
    return written | frozenset(name for table in TABLES.values() for name in table.names)


def _names_columns(row: Sequence[object]) -> bool:
    if any(cell is not None and (not isinstance(cell, str) or _FIGURE.match(cell)) for cell in row):
        return False
    return any(len(found) > 1 for found in _known(header_cells(row)).values())


def _known(cells: Sequence[str]) -> dict[str, set[str]]:
    """The columns of each table that the cells name."""
    return {
        table.name: {column for cell in cells if cell and (column := column_of(table, cell))}
        for table in TABLES.values()
    }


def _starts(grid: Grid, named: Sequence[int]) -> list[int]:
    """Where the tables that stand one above the other begin, the titles of each with it."""
    starts, last = [0], named[0] if named else 0
    for place in named[1:]:
        same = tuple(map(fold, header_cells(grid.rows[place]))) == tuple(map(fold, header_cells(grid.rows[last])))
        if same or not any(_is_data(grid.rows[row]) for row in range(last + 1, place)):
            continue
        starts.append(_with_titles(grid, place, last))
        last = place
    return starts


def _with_titles(grid: Grid, header: int, last: int) -> int:
    """The first row of what stands directly above a header and is a title of its table."""
    place = header
    while place - 1 > last and not _filled(grid.rows[place - 1]):
        place -= 1
    while place - 1 > last and len(_filled(grid.rows[place - 1])) == 1 and not _is_data(grid.rows[place - 1]):
        place -= 1
    return place if _filled(grid.rows[place]) else header


def _filled(row: Sequence[object]) -> list[object]:
    return [cell for cell in row if cell is not None and str(cell).strip()]


def _is_data(row: Sequence[object]) -> bool:
    return any(not isinstance(cell, str) or _FIGURE.match(cell) for cell in _filled(row))


def _band(grid: Grid, start: int, end: int) -> Sequence[tuple[object, ...]]:
    """The rows of a part under as many blank ones as stand above it."""
    if isinstance(grid.rows, Rows):
        return Rows([_under(column, start, end) for column in grid.rows.columns], end)
    return [*([()] * start), *grid.rows[start:end]]


def _under(column: Cells, start: int, end: int) -> Cells:
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([pa.nulls(start, column.type), *column.slice(start, end - start).chunks])
    return [*([None] * start), *column[start:end]]


def _beside(grid: Grid, first: int, last: int) -> Sequence[tuple[object, ...]]:
    """The rows with nothing in the columns of the other tables."""
    if isinstance(grid.rows, Rows):
        columns = [
            one if first <= place < last else _under(one, len(grid.rows), len(grid.rows))
            for place, one in enumerate(grid.rows.columns)
        ]
        return Rows(columns, len(grid.rows))
    return [tuple(cell if first <= at < last else None for at, cell in enumerate(row)) for row in grid.rows]


def _blocks(grid: Grid, header: int) -> list[tuple[int, int]]:
    """The columns of each of the tables that stand side by side under one row of headers."""
    cells = [fold(cell) for cell in header_cells(grid.rows[header])]
    for period in range(2, len(cells) // 2 + 1):
        if len(cells) % period == 0 and all(cells[:period]) and cells == cells[:period] * (len(cells) // period):
            return [(at, at + period) for at in range(0, len(cells), period)]
    found = [block for block in _between_blanks(grid, header) if sum(map(bool, cells[slice(*block)]))]
    blocks: list[tuple[int, int]] = []
    for block in found:
        if blocks and not _is_another(grid, header, blocks[-1], block):
            blocks[-1] = (blocks[-1][0], block[1])
        else:
            blocks.append(block)
    return [(0, grid.width)] if len(blocks) < 2 else [(0, blocks[0][1]), *blocks[1:-1], (blocks[-1][0], grid.width)]


def _between_blanks(grid: Grid, header: int) -> list[tuple[int, int]]:
    """The runs of columns between columns in which nothing stands from the header on."""
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    for place in range(grid.width):
        column = grid.column(place)[header:]
        if isinstance(column, pa.ChunkedArray):
            blank = column.null_count == len(column)
        else:
            blank = not any(cell is not None and str(cell).strip() for cell in column)
        if blank and start is not None:
            blocks.append((start, place))
        start = None if blank else place if start is None else start
    return [*blocks, (start, grid.width)] if start is not None else blocks


def _is_another(grid: Grid, header: int, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether what stands right of a blank column is another table: it names the same columns again, or goes on
    below the end of what stands left of it."""
    cells = header_cells(grid.rows[header])
    ours, theirs = (_known(cells[slice(*block)]) for block in (left, right))
    if any(ours[table] & theirs[table] and len(theirs[table]) > 1 for table in ours):
        return True
    ends = (_end(grid, block) for block in (left, right))
    return sum(map(bool, cells[slice(*right)])) > 1 and next(ends) < next(ends)


def _end(grid: Grid, block: tuple[int, int]) -> int:
    """The last row in which anything stands in these columns."""
    ends = [0]
    for place in range(*block):
        column = grid.column(place)
        cells = column.to_pylist() if isinstance(column, pa.ChunkedArray) else column
        ends.append(max((row for row, cell in enumerate(cells) if cell is not None), default=0))
    return max(ends)
