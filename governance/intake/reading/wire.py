"""Sheets between the process that reads a file and the one that asked: every cell comes over as what it was.

Written as MessagePack, which can only hold data. A sheet is a message of what is known of it, then one for each of
its columns, so that nobody waits for a long one. What MessagePack has no type for is a kind of its own (`_KINDS`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import msgpack

from governance.intake.reading.grid import ErrorCell, Grid, Looks, Rows
from governance.problems import Problem
from governance.words import Spoken, plural, sentence

SHEET, REFUSED, BROKEN, END = "sheet", "refused", "broken", "end"
"""What a message is: of a sheet, or of why there are none, or that there are no more."""
NO_MEMORY = 77
"""The code with which the process ends that has not even the memory left to say so."""


_SPEAKING = (sentence, plural)
_LONGEST = 4_000  # characters of a sentence with its values


@dataclass(frozen=True)
class _Kind:
    """A type of cells or of what is known of a sheet: how one is written, and made again."""

    type: type
    written: Callable[[Any], Any]
    made: Callable[[Any], Any]


@dataclass(frozen=True)
class _Days:
    """A column with days in it: the number of each, 0 for other cells, and by place what these are."""

    numbers: bytes
    others: dict[int, object]

    @classmethod
    def of(cls, cells: Sequence[object]) -> _Days:
        numbers = array("i", [cell.toordinal() if type(cell) is date else 0 for cell in cells])
        others = {place: cell for place, cell in enumerate(cells) if type(cell) is not date and cell is not None}
        return cls(numbers.tobytes(), others)

    @staticmethod
    def cells(numbers: bytes, others: dict[int, object]) -> list[object]:
        found = array("i")
        found.frombytes(numbers)
        cells: list[object] = [date.fromordinal(number) if number else None for number in found]
        for place, cell in others.items():
            cells[place] = cell
        return cells


_KINDS = (
    _Kind(tuple, list, tuple),
    _Kind(frozenset, sorted, frozenset),
    _Kind(date, date.toordinal, date.fromordinal),
    _Kind(datetime, datetime.isoformat, datetime.fromisoformat),
    _Kind(time, time.isoformat, time.fromisoformat),
    _Kind(timedelta, lambda span: [span.days, span.seconds, span.microseconds], lambda parts: timedelta(*parts)),
    _Kind(Decimal, str, Decimal),
    _Kind(ErrorCell, lambda cell: cell.text, ErrorCell),
    _Kind(
        Looks,
        lambda looks: [looks.hidden_rows, looks.hidden_columns, looks.struck, looks.parts],
        lambda parts: Looks(*parts),
    ),
    _Kind(
        Problem,
        lambda problem: {field.name: getattr(problem, field.name) for field in fields(problem)},
        lambda found: Problem(**found),
    ),
    _Kind(_Days, lambda days: [days.numbers, days.others], lambda parts: _Days.cells(*parts)),
    _Kind(Spoken, lambda spoken: [_SPEAKING.index(spoken.speak), *spoken.given], lambda found: _spoken(*found)),
)
_NUMBERS = {kind.type: number for number, kind in enumerate(_KINDS)}


def _spoken(place: int, *given: Any) -> Spoken:
    """A sentence again; ValueError for one so long that its values, filled in, could take much memory."""
    if len(repr(given)) > _LONGEST:
        raise ValueError("a sentence is shorter")
    return Spoken(_SPEAKING[place], *given)


def pack(message: object) -> bytes:
    """One message."""
    return msgpack.packb(message, default=_written, strict_types=True)  # type: ignore[no-any-return]


def unpacker(most: int) -> msgpack.Unpacker:
    """What makes messages again from their bytes, of which no message has more than `most`."""
    return msgpack.Unpacker(ext_hook=_made, strict_map_key=False, max_buffer_size=most)


def packed(grids: list[Grid]) -> Iterator[bytes]:
    """The messages of a file's sheets, with the last."""
    for grid in grids:
        known = {field.name: getattr(grid, field.name) for field in fields(grid) if field.name != "rows"}
        by_columns = isinstance(grid.rows, Rows)
        parts = grid.rows.columns if isinstance(grid.rows, Rows) else [grid.rows]
        yield pack((SHEET, known, by_columns, len(grid.rows), len(parts)))
        texts = grid.name is None  # the cells of a csv file, and nothing else
        for part in parts:
            yield pack(part if texts or date not in map(type, part) else _Days.of(part))
    yield pack((END,))


def grid_of(known: dict[str, Any], by_columns: bool, count: int, parts: list[Any]) -> Grid:
    """The sheet again, from its message and those of its columns."""
    return Grid(rows=Rows(parts, count) if by_columns else tuple(parts[0]), **known)


def _written(value: Any) -> msgpack.ExtType:
    number = _NUMBERS[type(value)]
    return msgpack.ExtType(number, pack(_KINDS[number].written(value)))


def _made(number: int, content: bytes) -> object:
    kind = _KINDS[number]
    return kind.made(msgpack.unpackb(content, ext_hook=_made, strict_map_key=False))
