"""Where in a sheet the table is: its header under titles, its rows, and what stands among them and is no row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

import pyarrow as pa
import pyarrow.compute as pc

from governance.help_sheets import is_help
from governance.intake.reading.folding import fold
from governance.intake.reading.grid import ErrorCell, Grid
from governance.intake.understanding.layout.headers import column_of, names_any
from governance.intake.understanding.messages import MESSAGES
from governance.intake.understanding.sheet_decisions import LEAVE_OUT, Decisions, impossible
from governance.intake.understanding.understood import IgnoredRow, Unclear
from governance.problems import Problem, Refused
from governance.settings import REGISTERS
from governance.tables import TABLES, Table
from governance.tables.known_years import YEARS
from governance.words import say

TOTALS = REGISTERS / "totals.csv"

_DEEP = 60  # rows in which a header is looked for: titles, logos and remarks above a table are fewer
_SAMPLE = 1_000  # cells by which a long column is taken to repeat a few texts
_QUOTED = 120  # characters of a row above a table that are quoted
_FIGURE = re.compile(r"[-+(]?[^\W\d_]{0,3}\s?\d[\d .,'’\u00a0\u202f]*[)-]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_LONGEST = 60  # characters of what a total row calls itself


@dataclass(frozen=True)
class HeaderRow:
    """A row that may name the columns: its place (from 0), its cells, and how many of a table's columns it names."""

    place: int
    cells: tuple[str, ...]
    known: int


def why_skipped(grid: Grid, person: Decisions) -> str | None:
    """Why the sheet is no table at all, in words; None where it may be one."""
    if person.table == LEAVE_OUT:
        return say("The sheet is left out, as was decided.")
    if not any(any(cell is not None for cell in row) for row in grid.rows):
        return say("There are no rows here.")
    if is_help(grid.rows) and person.table is None:
        return say("Its first row says so.")
    if grid.hidden and person.table is None:
        return say("The sheet is hidden, and so left out.")
    return None


def header_rows(grid: Grid, table: Table | None) -> list[HeaderRow]:
    """The rows that may be the header, likeliest first: those that name most columns of the table (or of any).

    Where no row names two columns, the first row with two texts is all there is.
    """
    tables = [table] if table else list(TABLES.values())
    found: list[HeaderRow] = []
    fallback: HeaderRow | None = None
    for place, row in enumerate(islice(grid.rows, _DEEP)):
        cells = header_cells(row)
        if not any(cells):
            continue
        naming = [cell for cell in cells if cell and names_any(cell)]
        known = max(len({column for cell in naming if (column := column_of(one, cell))}) for one in tables)
        known += bool(known) and sum(map(str.isdigit, cells)) > 1  # years beside each other are one more
        filled = sum(map(bool, cells))
        if known > 1 or (known == 1 and filled == 1 and len(found) == 0 and _narrow(grid)):
            found.append(HeaderRow(place, cells, known))
        elif filled > 1 and fallback is None:
            fallback = HeaderRow(place, cells, known)
    found.sort(key=lambda header: (-header.known, header.place))
    return found or ([fallback] if fallback else [])


def decided_header_rows(grid: Grid, table: Table | None, person: Decisions) -> list[HeaderRow]:
    """The rows that may be the header, or the one that was decided. Raises Refused for a row that is not there."""
    if person.header_row is None:
        return header_rows(grid, table)
    if person.header_row > len(grid.rows):
        sentence = say("The sheet has no row {row} to be its header.", row=person.header_row)
        raise Refused(impossible(sentence))
    return [HeaderRow(person.header_row - 1, header_cells(grid.rows[person.header_row - 1]), 0)]


def which_header(rows: Sequence[HeaderRow], person: Decisions) -> Unclear | None:
    """A question where two different rows name as many columns as each other."""
    same = [row for row in rows if row.known == rows[0].known]
    others = {tuple(map(fold, row.cells)) for row in same}
    if person.header_row is not None or len(others) < 2 or rows[0].known < 2:
        return None
    choices = tuple(str(row.place + 1) for row in same)
    readings = tuple(", ".join(filter(None, row.cells)) for row in same)
    message = say("Several rows may name the columns: {rows}. Which one does?", rows=", ".join(choices))
    hint = say("Keep one table in a sheet, under one row that names its columns.")
    return Unclear("header", message, choices, readings, suggestion=hint)


def header_cells(row: Sequence[object]) -> tuple[str, ...]:
    """The row's texts with its blank end cut off; a number or a date is no header, but for years beside each other."""
    cells = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]
    numbers = [cell for cell in row if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if len(set(numbers)) == len(numbers) > 1 and any(cells) and all(one in YEARS for one in numbers):
        cells = [str(int(one)) if isinstance(one, int | float) else cell for one, cell in zip(row, cells, strict=True)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def titles(grid: Grid, header: int) -> str:
    """The texts above the header."""
    return " ".join(cell for row in islice(grid.rows, header) for cell in header_cells(row) if cell)


def rows_above(grid: Grid, header: int) -> tuple[IgnoredRow, ...]:
    """What stands above the header, quoted row by row."""
    found = []
    for place, row in enumerate(islice(grid.rows, header)):
        if cells := [str(cell) for cell in row if cell is not None and str(cell).strip()]:
            found.append(IgnoredRow(place + 1, say("“{text}”", text=" | ".join(cells)[:_QUOTED])))
    return tuple(found)


def figures_above(grid: Grid, header: int) -> Problem | None:
    """A warning where rows above the header hold figures beside words: a table whose columns nothing names, maybe."""
    rows = [
        place + 1
        for place, row in enumerate(islice(grid.rows, header))
        if len(cells := [cell for cell in row if cell is not None]) > 1 and any(map(_is_figure, cells))
    ]
    if not rows:
        return None
    values = {"number": len(rows), "rows": ", ".join(map(str, rows))}
    return MESSAGES.problem("rows-above", values, file=grid.file, sheet=grid.name, row=rows[0])


def _is_figure(cell: object) -> bool:
    """Whether a cell holds an amount or another number that is no year."""
    text = str(cell).strip()
    if isinstance(cell, date | bool | ErrorCell):
        return False
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def _narrow(grid: Grid) -> bool:
    return grid.width == 1


def blank_rows(columns: Iterable[pa.Array], count: int) -> pa.Array:
    """Which rows have no filled cell in any column."""
    filled = pa.repeat(pa.scalar(False), count)
    for column in columns:
        filled = pc.or_(filled, pc.is_valid(column))
    return pc.invert(filled)


def total_candidates(columns: Mapping[int, pa.Array]) -> dict[int, list[int]]:
    """The rows in which a cell calls itself a total, each with the columns where it does."""
    found: dict[int, list[int]] = {}
    for place, column in columns.items():
        if not _few_may(column):
            continue
        maybe = pc.fill_null(pc.match_substring_regex(column, _pattern(), ignore_case=True), False)
        if not pc.any(maybe).as_py():
            continue
        rows = pc.indices_nonzero(maybe).to_pylist()
        for row, text in zip(rows, pc.filter(column, maybe).to_pylist(), strict=True):
            if is_total(text):
                found.setdefault(row, []).append(place)
    return found


def _few_may(column: pa.Array) -> bool:
    """Whether a total may be among the texts of a long column that repeats a few of them; True of other columns."""
    sample = column.slice(0, _SAMPLE)
    if len(column) <= _SAMPLE or len(pc.unique(sample)) > _SAMPLE // 4:
        return True
    return bool(pc.any(pc.match_substring_regex(pc.unique(column), _pattern(), ignore_case=True)).as_py())


def is_total(text: str) -> bool:
    """Whether the text is what a total row calls itself: "Total", "Sous-total 2024", "TOTAL:", "Africa, total"."""
    words = fold(text)
    return len(text) <= _LONGEST and any(
        words == name or words.startswith(f"{name} ") or words.endswith(f" {name}") for name in _total_words()
    )


@cache
def _total_words() -> tuple[str, ...]:
    with TOTALS.open(encoding="utf-8", newline="") as file:
        return tuple(dict.fromkeys(fold(word) for row in csv.DictReader(file) for word in row["words"].split("|")))


@cache
def _pattern() -> str:
    """What every total word begins with, as a pattern that is quick over a million cells."""
    starts = {re.escape(name.split()[0][:4]) for name in _total_words()}
    return r"\b(?:" + "|".join(sorted(starts)) + ")"
