"""Rows and columns that nobody sees, or that somebody struck through: whether they count is asked, each time anew.

And numbers of which a part is written otherwise, such as a footnote's mark behind them: they are no numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import Grid, letter
from governance.intake.understanding.columns.mapping import HEADER, Mapped
from governance.intake.understanding.rows.row_meanings import Lines
from governance.intake.understanding.sheet_decisions import LEAVE_OUT, NOT_TAKEN, TAKE
from governance.intake.understanding.understood import Aside, Unclear
from governance.intake.understanding.values.plain import DATED, NUMBERED, PlainColumn
from governance.problems import Problem
from governance.words import count, say

HIDDEN_ROWS, STRUCK_ROWS, HIDDEN_COLUMN = "hidden", "struck", "hidden-column"
"""The kinds of question; the first two are also how decisions name the rows."""

_SHOWN = 10  # rows that are named one by one


@dataclass(frozen=True)
class Unseen:
    """What is asked of such rows; where that is answered, which of them are left out, counted and summed."""

    questions: tuple[Unclear, ...]
    answered: tuple[Unclear, ...]
    out: pa.Array
    aside: tuple[Aside, ...]


def unseen_rows(lines: Lines, grid: Grid, first: int, read: Iterable[int], decided: Mapping[str, str]) -> Unseen:
    """The rows that are hidden, filtered out, or struck through in a column that is `read`; `first` is the place in
    the sheet of the first row below its header, `decided` what becomes of the rows by kind of question."""
    kinds = {
        HIDDEN_ROWS: grid.looks.hidden_rows,
        STRUCK_ROWS: frozenset().union(*(grid.looks.struck.get(place, frozenset()) for place in read)),
    }
    out = pa.repeat(pa.scalar(False), len(lines.rows))
    questions: list[Unclear] = []
    answered: list[Unclear] = []
    aside: list[Aside] = []
    for kind, places in kinds.items():
        rows = _among(lines, places, first)
        if not pc.any(rows).as_py():
            continue
        (answered if kind in decided else questions).append(_question(kind, lines, rows, first))
        if decided.get(kind) == NOT_TAKEN:
            aside.append(Aside(_called(kind), None, lines.told(pc.and_(rows, pc.invert(out)))))
            out = pc.or_(out, rows)
    return Unseen(tuple(questions), tuple(answered), out, tuple(aside))


def hidden_columns(grid: Grid, mapped: Mapped, header: list[str] | tuple[str, ...]) -> Iterator[Unclear]:
    """A question for each hidden column that would be read, unless somebody said that it is."""
    for place, name in {**mapped.columns, **mapped.away}.items():
        if place not in grid.looks.hidden_columns or mapped.decided.get(place, HEADER) != HEADER:
            continue
        named = header[place] if place < len(header) else ""
        yield Unclear(
            HIDDEN_COLUMN,
            say("Column {letter}, “{header}”, is hidden. Is it to be read?", letter=letter(place), header=named),
            (mapped.choice(place) or name, LEAVE_OUT),
            (say("yes"), say("no, leave the column out")),
            letter(place),
            named or None,
            say('Show the column or delete it, or answer with --hidden take or --hidden "leave out".'),
        )


def parts_of_numbers(columns: Iterable[PlainColumn]) -> Iterator[Problem]:
    """A problem for each cell in a column of numbers or dates of which a part is written otherwise than the rest."""
    for column in columns:
        if column.column.kind not in (*NUMBERED, *DATED):
            continue
        for row, how in sorted(column.place.grid.looks.parts.get(column.place.place, {}).items()):
            below = row - column.place.first
            if not 0 <= below < len(column.text):
                continue
            value = str(column.place.grid.column(column.place.place)[row])
            yield column.place.problem(f"number-in-parts {how}", below, column.column.name, value)


def _among(lines: Lines, places: frozenset[int], first: int) -> pa.Array:
    """Which of the sheet's rows that are read are among these."""
    found = pa.array(sorted(place - first for place in places if place >= first), pa.int64())
    return pc.and_(pc.is_in(pa.arange(0, len(lines.rows)), found), lines.rows)


def _question(kind: str, lines: Lines, rows: pa.Array, first: int) -> Unclear:
    numbers = [first + row + 1 for row in pc.indices_nonzero(rows).to_pylist()]
    named = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    if kind == HIDDEN_ROWS:
        message = count(
            "Row {named} is hidden or filtered out ({told}). Does it count?",
            "Rows {named} are hidden or filtered out ({told}). Do they count?",
            len(numbers), named=named, told=lines.told(rows),
        )  # fmt: skip
        hint = say('Show the rows or delete them, or answer with --hidden take or --hidden "leave out".')
    else:
        message = count(
            "Row {named} is struck through ({told}). Does it count?",
            "Rows {named} are struck through ({told}). Do they count?",
            len(numbers), named=named, told=lines.told(rows),
        )  # fmt: skip
        hint = say("Take the line through the rows away or delete them, or answer with --struck take or "
                   "--struck \"leave out\".")  # fmt: skip
    readings = (say("no, left out"), say("yes, as all others"))
    return Unclear(kind, message, (NOT_TAKEN, TAKE), readings, suggestion=hint, words=kind)


def _called(kind: str) -> str:
    return say("hidden or filtered out") if kind == HIDDEN_ROWS else say("struck through")
