"""From the bytes of a file to sheets of text cells. Nothing is interpreted here beyond the file's own format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

import python_calamine

from governance.formulas import as_written
from governance.intake.grid import Grid
from governance.problems import Problem, Refused
from governance.words import say

OURS = ("Dictionary", "About", "Problems", "Examples", "Lists")
"""Sheets that our own templates and exports add; they hold no rows."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its header cells and its rows of text cells, each with the row number that the user sees.

    `letters` names, for each column of the header, its letter in the user's workbook; `grid` is the user's own sheet.
    """

    file: str
    name: str | None  # None: the file has no sheets (csv)
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str | None, ...]], ...]
    letters: Mapping[str, str] = field(default_factory=dict)
    grid: Grid | None = None


def read(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file that hold anything. Raises Refused for a file that is not what its ending says."""
    ending = PurePath(name).suffix.lower()
    readers = {".csv": _csv, ".xlsx": _xlsx}
    if ending not in readers:
        raise Refused(_unknown_ending(name, ending, tuple(readers)))
    sheets = [_sheet(name, title, cells) for title, cells in readers[ending](name, content)]
    filled = [sheet for sheet in sheets if sheet.header and sheet.name not in OURS]
    if not filled:
        raise Refused(_empty(name, None))
    return filled


def _csv(name: str, content: bytes) -> list[tuple[str | None, Iterable[Iterable[object]]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_not_as_named(name, "csv")) from error
    if "\0" in text:
        raise Refused(_not_as_named(name, "csv"))
    try:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        return [(None, [[as_written(cell) for cell in row] for row in rows])]
    except csv.Error as error:
        raise Refused(_not_as_named(name, "csv")) from error


def _xlsx(name: str, content: bytes) -> list[tuple[str | None, Iterable[Iterable[object]]]]:
    if not content.startswith(b"PK"):
        raise Refused(_not_as_named(name, "xlsx"))
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in book.sheet_names]
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise Refused(_not_as_named(name, "xlsx")) from error


def _sheet(file: str, name: str | None, cells: Iterable[Iterable[object]]) -> Sheet:
    filled = [(number, row) for number, raw in enumerate(cells, start=1) if any(row := tuple(map(_text, raw)))]
    if not filled:
        return Sheet(file, name, (), ())
    header = tuple(cell or "" for cell in filled[0][1])
    while header and not header[-1]:
        header = header[:-1]
    return Sheet(file, name, header, tuple(filled[1:]))


def _text(cell: object) -> str | None:
    """A cell as text; blank is None. A spreadsheet's numbers are given the fifteen digits that it keeps."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{Decimal(f'{cell:.15g}'):f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() or None


def _unknown_ending(name: str, ending: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        "file-ending",
        say("Files ending in {ending} are not read.", ending=ending or say("nothing")),
        file=name,
        value=ending,
        suggestion=say("Save the sheet as one of: {known}.", known=", ".join(known)),
    )


def _not_as_named(name: str, kind: str) -> Problem:
    return Problem(
        "file-not-as-named",
        say("The file's name says {kind}, but what is in it is not a whole {kind} file.", kind=kind),
        file=name,
        suggestion=say("Open it in your spreadsheet program and save it again as {kind}.", kind=kind),
    )


def _empty(name: str, sheet: str | None) -> Problem:
    return Problem(
        "sheet-empty",
        say("There are no rows here."),
        file=name,
        sheet=sheet,
        suggestion=say("Put the column names in the first row and the figures below."),
    )
