"""The user's own file back, each bad cell marked with what is wrong and how to mend it: corrected, it goes in.

Values stay as the file types them, with the formats that say what a number is: in per cent, or of a currency. A marked
cell has a fill and a note that begins with Error or Warning, so that nothing is said by colour alone. The sheet
`Problems` lists all of them with a link to each cell, and says of itself that it is not read when the file comes back.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from governance.help_sheets import NOT_READ
from governance.intake.reading.grid import EPOCHS, NOT_CALCULATED, ErrorCell, Grid
from governance.intake.service.marks import MOST_NOTES, Formats, Marks, marks_of
from governance.intake.service.messages import MESSAGES
from governance.problems import Problem, Refused
from governance.words import say

MOST_ROWS, MOST_COLUMNS, MOST_TEXT, _LONGEST_TITLE = 1_048_576, 16_384, 32_767, 31
"""What a worksheet holds: rows, columns, and characters in a cell and in its own name."""

_NOT_CALCULATED = "#CALC!"  # the reader takes it, like every word of a failed formula, for one that is to be mended
_CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same file and problems are the same bytes
PROBLEMS = "Problems"


def annotate(
    name: str,
    grids: Sequence[Grid],
    problems: Iterable[Problem],
    headers: Mapping[str | None, int] | None = None,
) -> bytes:
    """The sheets of the file `name` as a workbook, with its problems marked and listed.

    `headers` has the row of each sheet's header, from 1, which then stays in sight; default: the first with anything.
    Raises Refused for a csv file that is longer than a worksheet.
    """
    own = [problem for problem in problems if problem.file in (None, name)]
    if any(len(grid.rows) > MOST_ROWS or max(map(len, grid.rows), default=0) > MOST_COLUMNS for grid in grids):
        limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise Refused(MESSAGES.problem("annotated-too-long", limits, file=name))
    titles = _titles(grids)
    content = io.BytesIO()
    # Dates that the file left as numbers count from its own day 0, so the workbook must begin on that day too.
    since_1904 = any(grid.epoch == EPOCHS[True] for grid in grids)
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": since_1904}) as book:
        book.set_properties({"title": name, "created": _CREATED})
        looks = Formats(book)
        for grid in grids:
            marks = marks_of(problem for problem in own if problem.sheet == grid.name)
            sheet = book.add_worksheet(titles[grid.name])
            _write_sheet(sheet, grid, marks, looks)
            sheet.freeze_panes((headers or {}).get(grid.name) or _first_filled(grid), 0)
            if grid.hidden:
                sheet.hide()  # it was left out for that, and must not come in because somebody mended another sheet
        listing = book.add_worksheet(_free_title(PROBLEMS, titles.values()))
        _list_problems(listing, own, titles, looks)
        if own or grids[0].hidden:
            listing.activate()
    return content.getvalue()


def _titles(grids: Sequence[Grid]) -> dict[str | None, str]:
    """A name for each sheet: its own; a file without sheets lends its name."""
    titles: dict[str | None, str] = {}
    for grid in grids:
        titles[grid.name] = _free_title(grid.name or PurePath(grid.file).stem, titles.values())
    return titles


def _free_title(wanted: str, taken: Iterable[str]) -> str:
    """What is wanted as far as a worksheet may be called so, with a number where another is called so already."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", wanted).strip(" '") or "Sheet"
    ends = itertools.chain([""], (f" {number}" for number in itertools.count(2)))
    lower = {title.casefold() for title in taken}
    titles = (plain[: _LONGEST_TITLE - len(end)].strip(" '") + end for end in ends)
    return next(title for title in titles if title.casefold() not in lower)


def _write_sheet(sheet: Worksheet, grid: Grid, marks: Marks, looks: Formats) -> None:
    failed: list[tuple[int, int]] = []
    for row in grid.looks.hidden_rows:
        sheet.set_row(row, None, None, {"hidden": True})
    for row, cells in enumerate(grid.rows):
        for column, value in enumerate(cells):
            mark = marks.get((row, column))
            shown = grid.shown.get(column, {}).get(row, "") if isinstance(value, int | float | Decimal) else ""
            struck = row in grid.looks.struck.get(column, ())
            look = looks.of(_look(value), mark.level if mark else "", shown, struck=struck)
            part = grid.looks.parts.get(column, {}).get(row)
            if part and isinstance(value, str) and 1 < len(value) <= MOST_TEXT:
                # Which part it was is not known here; that one is, must come back with the file.
                sheet.write_rich_string(row, column, value[:-1], looks.of(part), value[-1], look)
            else:
                _write(sheet, row, column, value, look, grid.epoch)
            if isinstance(value, ErrorCell):
                failed.append((row, column))
    for (row, column), mark in marks.items():
        if row >= len(grid.rows) or column >= len(grid.rows[row]):
            sheet.write_blank(row, column, None, looks.of("text", mark.level))
    for (row, column), note in _notes(marks, failed).items():
        sheet.write_comment(row, column, note, {"x_scale": 2.5, "y_scale": 1.5, "author": ""})
    width = max(map(len, grid.rows), default=0)
    if width:
        sheet.set_column(0, width - 1, 16)
    for column in grid.looks.hidden_columns:
        if column < width:
            sheet.set_column(column, column, 16, None, {"hidden": True})


def _notes(marks: Marks, failed: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The notes of a sheet by cell: what its marks say, and where a formula failed, that it is not in this file."""
    notes = {cell: mark.note for cell, mark in marks.items() if mark.note}
    for cell in failed:
        if cell in notes or len(notes) < MOST_NOTES:
            gone = say("This cell held a formula without a result. The formula is not in this file: enter the value.")
            notes[cell] = "\n".join(filter(None, (notes.get(cell), gone)))
    return notes


def _first_filled(grid: Grid) -> int:
    return next((row for row, cells in enumerate(grid.rows, start=1) if any(cell is not None for cell in cells)), 1)


def _look(value: object) -> str:
    if isinstance(value, datetime):
        return "day" if value.time() == time.min else "moment"
    return {date: "day", time: "time", timedelta: "span"}.get(type(value), "text")


def _write(sheet: Worksheet, row: int, column: int, value: object, look: Format, epoch: date) -> None:
    """A cell as it was typed. Text is written as text: what begins with = is never run, nor is a formula's failure."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, int | float | Decimal) and _is_number(value):
        sheet.write_number(row, column, float(value), look)
    elif isinstance(value, date | time | timedelta) and _has_serial(value, epoch):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_string(row, column, _text(value)[:MOST_TEXT], look)


def _text(value: object) -> str:
    if value == NOT_CALCULATED:
        return _NOT_CALCULATED
    return value.text if isinstance(value, ErrorCell) else str(value)


def _is_number(value: int | float | Decimal) -> bool:
    """Whether a worksheet keeps all of its digits; what it does not is written as text."""
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return len(Decimal(value).normalize().as_tuple().digits) <= 15


def _has_serial(value: date | time | timedelta, epoch: date) -> bool:
    """Whether a worksheet can hold it as a date: it begins in 1900, or in 1904, and keeps no time zones."""
    if isinstance(value, datetime | time) and value.tzinfo is not None:
        return False
    return not isinstance(value, date) or value.year >= max(epoch.year, 1900)


def _list_problems(
    sheet: Worksheet, problems: Sequence[Problem], titles: Mapping[str | None, str], looks: Formats
) -> None:
    heads = (
        say("Kind"),
        say("Sheet"),
        say("Cell"),
        say("Column"),
        say("Value"),
        say("What is wrong"),
        say("How to fix it"),
    )
    for column, (head, width) in enumerate(zip(heads, (10, 20, 10, 18, 24, 70, 70), strict=True)):
        sheet.write_string(0, column, head, looks.of("head"))
        sheet.set_column(column, column, width)
    sheet.write_string(0, len(heads), say(NOT_READ))
    for row, problem in enumerate(sorted(problems, key=lambda problem: problem.warning), start=1):
        level = "warning" if problem.warning else "error"
        cells = (
            say("Warning") if problem.warning else say("Error"),
            titles.get(problem.sheet, ""),
            problem.cell or (str(problem.row) if problem.row else ""),
            problem.heading or "",
            problem.value or "",
            problem.message,
            problem.suggestion or "",
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text[:MOST_TEXT], looks.of("wrapped", level if column == 0 else ""))
        if cells[2] and problem.sheet in titles:
            _link(sheet, row, titles[problem.sheet], problem.cell or f"A{problem.row}", looks)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(problems), 1), len(heads) - 1)


def _link(sheet: Worksheet, row: int, title: str, cell: str, looks: Formats) -> None:
    """A link to the cell, as far as a worksheet holds so many: beyond that, the cell's name stays."""
    quoted = title.replace("'", "''")
    sheet.write_url(row, 2, f"internal:'{quoted}'!{cell}", looks.of("link"), cell)
