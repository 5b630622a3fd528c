"""Excel's older workbooks (.xls), read by xlrd, which tells failed formulas and number formats as calamine does not.

A formula whose value is the empty text is a blank cell: this format says it of one that was never calculated, too. A
link to another file is read by the value that this file holds of it, as any formula is; nothing is opened.
"""

from __future__ import annotations

import os
from datetime import datetime, time

import xlrd

from governance.intake.reading import unread
from governance.intake.reading.extent import Laid, over_extent
from governance.intake.reading.formats import shown
from governance.intake.reading.grid import EPOCHS, MIXED, RAISED, STRUCK, ErrorCell, Grid, Looks, Rows
from governance.settings import LIMITS

_MACROS = "_VBA_PROJECT_CUR".encode("utf-16-le")


def read_xls(name: str, content: bytes) -> list[Grid]:
    """The sheets of an .xls file. Raises Refused for all that is not to be read."""
    if _MACROS in content:
        raise unread.refused("file-macros", name)
    book = _opened(name, content)
    if book.nsheets > LIMITS.sheets:
        raise unread.over_limit(name, "sheets", LIMITS.sheets)
    laid = Laid(name)
    return [_grid(laid, book, sheet) for sheet in book.sheets()]


def _opened(name: str, content: bytes) -> xlrd.Book:
    with open(os.devnull, "w") as nowhere:  # what it warns of is not for the user
        try:
            return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=nowhere)
        except MemoryError:
            raise
        except Exception as error:
            encrypted = isinstance(error, xlrd.XLRDError) and "encrypted" in str(error)
            raise (
                unread.refused("file-password", name) if encrypted else unread.refused("file-damaged", name, kind="xls")
            ) from error


def _grid(laid: Laid, book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Grid:
    if limit := over_extent(sheet.nrows, sheet.ncols):
        raise unread.over_limit(laid.name, *limit, sheet.name)
    laid.add(sheet.nrows * sheet.ncols)
    telling: dict[int, dict[int, str]] = {}
    styles = {place: what for place in range(len(book.xf_list)) if (what := shown(_format(book, place)))}
    columns: list[list[object]] = [[None] * sheet.nrows for _ in range(sheet.ncols)]
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            columns[column][row] = _cell(kind, value, book.datemode)
            style = styles.get(sheet.cell_xf_index(row, column)) if kind == xlrd.XL_CELL_NUMBER and styles else None
            if style:
                telling.setdefault(column, {})[row] = style
    epoch, looks = EPOCHS[bool(book.datemode)], _looks(book, sheet)
    rows = Rows(columns, sheet.nrows)
    return Grid(laid.name, sheet.name, rows, bool(sheet.visibility), telling, epoch, looks=looks)


def _looks(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Looks:
    struck: dict[int, set[int]] = {}
    parts: dict[int, dict[int, str]] = {}
    crossed = {place for place, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    for row in range(sheet.nrows) if crossed else ():
        for column, kind in enumerate(sheet.row_types(row)):
            filled = kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
            if filled and sheet.cell_xf_index(row, column) in crossed:
                struck.setdefault(column, set()).add(row)
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        fonts = [book.font_list[font] for _, font in runs]
        if any(font.struck_out for font in fonts):
            how = STRUCK
        else:
            how = RAISED if any(font.escapement for font in fonts) else MIXED
        parts.setdefault(column, {})[row] = how
    return Looks(
        frozenset(row for row, found in sheet.rowinfo_map.items() if found.hidden),
        frozenset(column for column, found in sheet.colinfo_map.items() if found.hidden),
        {column: frozenset(rows) for column, rows in struck.items()},
        parts,
    )


def _format(book: xlrd.Book, style: int) -> str:
    found = book.format_map.get(book.xf_list[style].format_key)
    return str(found.format_str) if found else ""


def _cell(kind: int, value: object, datemode: int) -> object:
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return None
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(value, "#N/A"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(float(str(value)), datemode)
    return value


def _moment(serial: float, datemode: int) -> object:
    """A date, a date with a time, or below one day a time alone; the number itself where it is none."""
    try:
        found: datetime = xlrd.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return serial
    if 0 <= serial < 1:
        return found.time()
    return found.date() if found.time() == time.min else found
