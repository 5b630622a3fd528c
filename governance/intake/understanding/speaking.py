"""Where a sheet says something about all its amounts: titles, names, notes below, headers, units in a column beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from pathlib import PurePath

import pyarrow.compute as pc

from governance.intake.reading.grid import Grid, letter
from governance.intake.understanding.layout.layout import header_cells
from governance.intake.understanding.values.plain import PlainColumn
from governance.intake.understanding.values.texts import Texts
from governance.tables import Kind
from governance.words import say

_FEW = 20  # different texts in a column that is not read, up to which they may be units: "kCHF" in every row
_SAMPLE = 1_000
_NOTES = 200  # notes beside or below a table that are listened to
_QUOTED = 120  # characters of a text that are quoted


@dataclass(frozen=True)
class Said:
    """A text about the amounts of a sheet, and a sentence that quotes it and tells where it stands.

    `place` is the column (from 0) that it is about, None: all of them; `is_name` whether it names a file or a sheet,
    `aside` whether it stands in a column that is not read.
    """

    text: str
    sentence: str
    place: int | None = None
    is_name: bool = False
    aside: bool = False


def said_of_amounts(
    grid: Grid, header: Sequence[str], first: int, texts: Mapping[int, Texts], columns: Mapping[int, PlainColumn]
) -> tuple[Said, ...]:
    """All that is said of the amounts of a sheet whose rows below the header begin at `first`; nothing without any."""
    amounts = {place: column for place, column in columns.items() if column.column.kind is Kind.MONEY}
    if not amounts:
        return ()
    told = [
        Said(column.place.header, say("The header is “{text}”.", text=column.place.header), place)
        for place, column in amounts.items()
        if column.place.header
    ]
    for row, cells in enumerate(islice(grid.rows, max(0, first - 1)), start=1):
        for cell in filter(None, header_cells(cells)):
            told.append(Said(cell, say("Row {row} says “{text}”.", row=row, text=cell[:_QUOTED])))
    if grid.name:
        told.append(Said(grid.name, say("The sheet is called “{text}”.", text=grid.name), is_name=True))
    told.append(Said(PurePath(grid.file).stem, say("The file is called “{text}”.", text=grid.file), is_name=True))
    return (*told, *_notes(first, texts, columns, amounts), *_units(header, texts, columns))


def _notes(
    first: int, texts: Mapping[int, Texts], columns: Mapping[int, PlainColumn], amounts: Mapping[int, PlainColumn]
) -> Iterator[Said]:
    """The texts of rows without an amount: notes below a table or between its rows."""
    bare = reduce(pc.and_, (pc.is_null(texts[place].text) for place in amounts))
    for place, cells in texts.items():
        if place in columns and columns[place].untouched and columns[place].text is cells.text:
            continue
        rows = pc.indices_nonzero(pc.and_(bare, pc.is_valid(cells.text))).to_pylist()
        for row in rows[:_NOTES]:
            text = cells.text[row].as_py()
            yield Said(text, say("Row {row} says “{text}”.", row=first + row + 1, text=text[:_QUOTED]))


def _units(header: Sequence[str], texts: Mapping[int, Texts], columns: Mapping[int, PlainColumn]) -> Iterator[Said]:
    """The few texts of a column that is not read."""
    for place, cells in texts.items():
        if place in columns or len(pc.unique(cells.text.slice(0, _SAMPLE))) > _FEW:
            continue
        head = header[place] if place < len(header) else ""
        for text in pc.unique(cells.text.slice(0, _SAMPLE)).to_pylist():
            if text and not text[0].isdigit():
                where = letter(place)
                yield Said(text, say("Column {column} says “{text}”.", column=where, text=text[:_QUOTED]), aside=True)
        if head:
            yield Said(head, say("Column {column} is headed “{text}”.", column=letter(place), text=head), aside=True)
