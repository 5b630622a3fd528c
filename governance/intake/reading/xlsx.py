"""Excel's workbooks (.xlsx): looked through part by part, then read by calamine from the parts that were looked at."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from governance.intake.reading import unread
from governance.intake.reading.extent import Laid, over_extent
from governance.intake.reading.formats import code_of, shown
from governance.intake.reading.grid import EPOCHS, ERRORS, NOT_CALCULATED, ErrorCell, Grid, Rows
from governance.intake.reading.looks import differing_texts, looks_of
from governance.intake.reading.package import packed_again, unpack
from governance.intake.reading.unread import MIB
from governance.intake.reading.worksheet_xml import (
    UNCALCULATED,
    CellsRepeated,
    TooManyCells,
    cells_shown,
    extent,
    long_texts,
    telling,
    without_blanks,
    written_anew,
    written_out_characters,
)
from governance.problems import Refused
from governance.settings import LIMITS

_FAILED = ERRORS | {UNCALCULATED, NOT_CALCULATED.text}

_UNREAD = ("docprops/", "customxml/", "xl/drawings/", "xl/charts/", "xl/theme/", "xl/pivot", "xl/media/", "xl/printer")
_LONG = 256  # characters from which a text that many cells share is worth counting
_AT_ONCE = 500  # rows that are turned into columns at a time


@dataclass(frozen=True)
class _Book:
    """What the workbook says of its sheets: by position the part and whether hidden; its day 0; its telling styles.

    `struck` are the styles that strike a cell through, `texts` the shared texts of which a part differs, with how.
    """

    sheets: tuple[tuple[str, bool], ...]
    epoch: date
    recalculates: bool
    styles: dict[int, str]
    struck: tuple[int, ...]
    texts: dict[int, str]


def read_xlsx(name: str, content: bytes) -> list[Grid]:
    """The sheets of an .xlsx file. Raises Refused for all that is not to be read."""
    parts = unpack(name, content, "xlsx", _wanted)
    if any("vbaproject" in part.lower() or "macrosheets/" in part.lower() for part in parts):
        raise unread.refused("file-macros", name)
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise unread.refused("file-macros", name)
    try:
        for part, content_ in parts.items():
            if len(content_) > LIMITS.part_mib * MIB and not _is_long(part, content_):
                raise unread.over_limit(name, "part_mib", LIMITS.part_mib)
        _refuse_links(name, parts)
        book = _book(parts)
        _prepare_sheets(name, parts, book)
        return _grids(name, parts, book)
    except CellsRepeated as error:
        raise unread.refused("file-cells-repeated", name) from error
    except TooManyCells as error:
        raise unread.over_limit(name, "cells_anew", LIMITS.cells_anew) from error
    except (ElementTree.ParseError, expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise unread.refused("file-damaged", name, kind="xlsx") from error


def _is_long(part: str, content: bytes) -> bool:
    """Whether a part may be long: the worksheets and their texts, which are never taken into memory as a tree."""
    return b"sheetData" in content or part.lower().endswith("sharedstrings.xml")


def _wanted(part: str) -> bool:
    low = part.lower()
    return low.endswith((".xml", ".rels")) and not (low.startswith(_UNREAD) and not low.endswith(".rels"))


def _refuse_links(name: str, parts: dict[str, bytes]) -> None:
    for part, content in parts.items():
        if not part.lower().endswith(".rels"):
            continue
        for relation in ElementTree.fromstring(content):
            kind = relation.get("Type", "").rpartition("/")[2]
            outside = relation.get("TargetMode", "").lower() == "external"
            if outside and kind != "hyperlink":
                raise unread.refused("file-external", name, value=relation.get("Target", ""))
    if any(part.lower().startswith("xl/externallinks/") for part in parts):
        raise unread.refused("file-external", name, value="xl/externalLinks")


def _book(parts: dict[str, bytes]) -> _Book:
    lower = {part.lower(): content for part, content in parts.items()}
    root = ElementTree.fromstring(lower["xl/workbook.xml"])
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for part, content in parts.items()
        if part.lower() == "xl/_rels/workbook.xml.rels"
        for relation in ElementTree.fromstring(content)
    }
    sheets = []
    for sheet in _named(root, "sheet"):
        identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        sheets.append((targets.get(identity, ""), sheet.get("state", "visible") != "visible"))
    flags = {key: value for tag in ("workbookPr", "calcPr") for one in _named(root, tag) for key, value in one.items()}
    yes = ("1", "true")
    shared = next((content for part, content in lower.items() if part.endswith("sharedstrings.xml")), b"")
    return _Book(
        tuple(sheets),
        EPOCHS[flags.get("date1904") in yes],
        flags.get("fullCalcOnLoad") in yes,
        _styles(lower),
        _struck_styles(lower),
        differing_texts(shared),
    )


def _styles(parts: dict[str, bytes]) -> dict[int, str]:
    """The styles under which a number says more than its digits."""
    if "xl/styles.xml" not in parts:
        return {}
    root = ElementTree.fromstring(parts["xl/styles.xml"])
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in _named(root, "numFmt")}
    styles = [int(xf.get("numFmtId", "0")) for group in _named(root, "cellXfs") for xf in group]
    return {place: what for place, number in enumerate(styles) if (what := shown(code_of(number, own)))}


def _struck_styles(parts: dict[str, bytes]) -> tuple[int, ...]:
    """The styles under which a cell is struck through."""
    if b"strike" not in parts.get("xl/styles.xml", b""):
        return ()
    root = ElementTree.fromstring(parts["xl/styles.xml"])
    fonts = [font for group in _named(root, "fonts") for font in group]
    struck = {
        place
        for place, font in enumerate(fonts)
        if any(line.get("val", "1") in ("1", "true") for line in _named(font, "strike"))
    }
    styles = [int(xf.get("fontId", "0")) for group in _named(root, "cellXfs") for xf in group]
    return tuple(place for place, font in enumerate(styles) if font in struck)


def _prepare_sheets(name: str, parts: dict[str, bytes], book: _Book) -> None:
    """Hold every worksheet to the limits and make its failed formulas tell; wherever in the file it stands."""
    if len(book.sheets) > LIMITS.sheets:
        raise unread.over_limit(name, "sheets", LIMITS.sheets)
    worksheets = [part for part, content in parts.items() if b"sheetData" in content]
    for part in worksheets:
        xml = parts[part]
        spread = extent(xml)
        if spread is None:
            xml = written_anew(xml)
            spread = extent(xml) or (0, 0)
        if over_extent(*spread):
            xml = without_blanks(xml)
            spread = extent(xml) or (0, 0)
        if limit := over_extent(*spread):
            raise unread.over_limit(name, *limit)
        parts[part] = telling(xml, book.recalculates)
    for part, content in parts.items():
        if part.lower().endswith("sharedstrings.xml"):
            _refuse_unfolding(name, content, [parts[sheet] for sheet in worksheets])


def _refuse_unfolding(name: str, shared: bytes, worksheets: list[bytes]) -> None:
    """A text that is kept once and named by a million cells is a million texts when it is read."""
    lengths = long_texts(shared, _LONG)
    if max(lengths.values(), default=0) > LIMITS.characters:
        raise unread.over_limit(name, "characters", LIMITS.characters)
    if lengths and written_out_characters(worksheets, lengths) > LIMITS.unpacked_mib * MIB:
        raise unread.over_limit(name, "unpacked_mib", LIMITS.unpacked_mib)


def _grids(name: str, parts: dict[str, bytes], book: _Book) -> list[Grid]:
    opened = _opened(name, parts)
    laid = Laid(name)
    grids = []
    for place, sheet in enumerate(opened.sheets_metadata):
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        part, hidden = book.sheets[place]
        columns = [_cells(column) for column in _columns(opened, place, laid)]
        count = len(columns[0]) if columns else 0
        xml = parts.get(part, b"")
        telling_cells, looks = cells_shown(xml, book.styles), looks_of(xml, book.struck, book.texts)
        grids.append(Grid(name, sheet.name, Rows(columns, count), hidden, telling_cells, book.epoch, looks=looks))
    return grids


def _opened(name: str, parts: dict[str, bytes]) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(packed_again(parts)))
    except BaseException as error:
        raise _refusal(error, name) from error


def _columns(book: python_calamine.CalamineWorkbook, place: int, laid: Laid) -> list[list[Any]]:
    """The sheet by columns, made of some hundred rows at a time: all rows at once would be held twice."""
    try:
        sheet = book.get_sheet_by_index(place)
        before = sheet.start[1] if sheet.start else 0  # the rows come from the first column that is used
        rows = sheet.iter_rows()
        columns: list[list[Any]] = []
        while some := list(islice(rows, _AT_ONCE)):
            columns = columns or [[] for _ in some[0]]
            laid.add(len(some) * (before + len(columns)))
            for column, cells in zip(columns, zip(*some, strict=True), strict=True):
                column.extend(cells)
        return [*([None] * len(columns[0]) for _ in range(before if columns else 0)), *columns]
    except BaseException as error:
        raise _refusal(error, laid.name) from error


def _refusal(error: BaseException, name: str) -> BaseException:
    """What to raise for what the reader raised: a panic of its own is not even an Exception."""
    if isinstance(error, Refused | MemoryError):
        return error
    panic = type(error).__name__ == "PanicException"
    return unread.refused("file-damaged", name, kind="xlsx") if panic or isinstance(error, Exception) else error


def _cells(column: list[Any]) -> list[object]:
    """A column as the reader gives it, with blanks as None and failed formulas as what they are."""
    found = [None if cell == "" else cell for cell in column] if "" in column else column
    return found if _FAILED.isdisjoint(found) else [_failed(cell) for cell in found]


def _failed(cell: object) -> object:
    if cell in (UNCALCULATED, NOT_CALCULATED.text):
        return NOT_CALCULATED
    return ErrorCell(cell) if isinstance(cell, str) and cell in ERRORS else cell


def _named(root: ElementTree.Element, tag: str) -> Iterable[ElementTree.Element]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == tag)
