"""OpenDocument's workbooks (.ods), read here: a cell may say that it stands a million times, and is counted first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from xml.parsers import expat

from governance.intake.reading import unread
from governance.intake.reading.extent import Laid, over_extent
from governance.intake.reading.formats import PERCENT
from governance.intake.reading.grid import ERRORS, MIXED, NOT_CALCULATED, RAISED, STRUCK, ErrorCell, Grid, Looks
from governance.intake.reading.package import unpack
from governance.settings import LIMITS

_SPACE = re.compile(r"urn:oasis:names:tc:opendocument:xmlns:(\w+):[\d.]+ ")
_LASTING = re.compile(r"P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_UNSEEN = ("collapse", "filter")
_WHOLE = "whole"  # the cell is struck through, not a part of it
_CELLS = ("table:table-cell", "table:covered-table-cell")


def read_ods(name: str, content: bytes) -> list[Grid]:
    """The sheets of an .ods file. Raises Refused for all that is not to be read."""
    parts = unpack(name, content, "ods", lambda part: part in ("content.xml", "META-INF/manifest.xml"))
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise unread.refused("file-password", name)
    if any(part.startswith(("Basic/", "Scripts/")) for part in parts):
        raise unread.refused("file-macros", name)
    try:
        return _Reader(name).read(parts["content.xml"])
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise unread.refused("file-damaged", name, kind="ods") from error


class _Looks:
    """What a sheet shows of its cells, while it is read."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: dict[int, set[int]] = {}
        self.parts: dict[int, dict[int, str]] = {}

    def add(self, rows: range, row_looks: dict[int, str], *, hidden: bool) -> None:
        """What these rows show, which are all the same."""
        if hidden:
            self.hidden_rows.update(rows)
        for column, how in row_looks.items():
            if how == _WHOLE:
                self.struck.setdefault(column, set()).update(rows)
            else:
                self.parts.setdefault(column, {}).update(dict.fromkeys(rows, how))

    def made(self) -> Looks:
        struck = {column: frozenset(rows) for column, rows in self.struck.items()}
        return Looks(frozenset(self.hidden_rows), frozenset(self.hidden_columns), struck, self.parts)


class _Reader:
    """One pass over content.xml, a sheet and a row at a time; blank rows and cells at the end never come to be."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.laid = Laid(name)
        self.grids: list[Grid] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.epoch = date(1899, 12, 30)
        self.sheet: dict[str, str] | None = None
        self.rows: list[tuple[object, ...]] = []
        self.shown: dict[int, dict[int, str]] = {}
        self.row: list[object] = []
        self.row_shown: dict[int, str] = {}
        self.row_looks: dict[int, str] = {}
        self.row_times = self.blank_rows = self.blank_cells = self.width = 0
        self.cell: dict[str, str] | None = None
        self.text: list[str] | None = None
        self.paragraphs: list[str] = []
        self.notes = self.characters = 0
        self.struck_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.row_hidden = False
        self.columns = 0
        self.looks = _Looks()
        self.spans: list[str] = []
        self.spanned: dict[str, int] = {}

    def read(self, xml: bytes) -> list[Grid]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, found: self._start(
            _short(tag), {_short(k): v for k, v in found.items()}
        )
        parser.EndElementHandler = lambda tag: self._end(_short(tag))
        parser.CharacterDataHandler = self._characters
        parser.Parse(xml, True)
        return self.grids

    def _start(self, tag: str, found: dict[str, str]) -> None:
        if tag in _CELLS:
            self.cell, self.paragraphs, self.characters, self.spanned = found, [], 0, {}
            if "file:" in found.get("table:formula", ""):
                raise unread.refused("file-external", self.name, value=found["table:formula"])
        elif tag == "text:p" and not self.notes:
            self.text = []
        elif tag in _INSIDE and self.text is not None:
            self._characters(_INSIDE[tag](found))
        elif tag == "text:span":
            self.spans.append(found.get("text:style-name", ""))
        elif tag == "office:annotation":
            self.notes += 1
        elif tag == "table:table-column":
            times = min(int(found.get("table:number-columns-repeated", "1")), LIMITS.columns)
            if found.get("table:visibility") in _UNSEEN:
                self.looks.hidden_columns.update(range(self.columns, self.columns + times))
            self.columns += times
        elif tag == "table:table-row":
            self.row_hidden = found.get("table:visibility") in _UNSEEN
            self.row, self.row_shown, self.row_looks, self.blank_cells = [], {}, {}, 0
            self.row_times = int(found.get("table:number-rows-repeated", "1"))
        elif tag == "table:table":
            self.sheet, self.rows, self.shown, self.blank_rows, self.width = found, [], {}, 0, 0
            self.columns, self.looks = 0, _Looks()
        elif tag in ("table:table-source", "table:dde-link"):
            raise unread.refused("file-external", self.name, value=found.get("xlink:href", tag))
        elif tag == "style:style":
            self.style = found.get("style:name", "")
        elif tag == "style:text-properties":
            if any(found.get(f"style:text-line-through-{what}", "none") != "none" for what in ("style", "type")):
                self.struck_styles.add(self.style)
            if found.get("style:text-position", "").startswith(("super", "sub")):
                self.raised_styles.add(self.style)
        elif tag == "style:table-properties" and found.get("table:display") == "false":
            self.hidden_styles.add(self.style)
        elif tag == "table:null-date":
            self.epoch = date.fromisoformat(found.get("table:date-value", "1899-12-30"))

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._add_cell()
        elif tag == "text:p" and self.text is not None:
            self.paragraphs.append("".join(self.text))
            self.text = None
        elif tag == "text:span" and self.spans:
            self.spans.pop()
        elif tag == "office:annotation":
            self.notes -= 1
        elif tag == "table:table-row":
            self._add_row()
        elif tag == "table:table" and self.sheet is not None:
            self._add_sheet(self.sheet)

    def _characters(self, text: str) -> None:
        if self.text is None:
            return
        self.text.append(text)
        self.characters += len(text)
        how = next((how for span in self.spans if (how := self._how(span))), MIXED if self.spans else "")
        if text.strip():
            self.spanned[how] = self.spanned.get(how, 0) + len(text)
        if self.characters > LIMITS.characters:
            raise unread.over_limit(self.name, "characters", LIMITS.characters)

    def _how(self, style: str) -> str:
        return STRUCK if style in self.struck_styles else RAISED if style in self.raised_styles else ""

    def _looked_at(self, cell: dict[str, str]) -> str:
        """How the cell is struck through ("whole"), or a part of it differs; "" where neither is."""
        if cell.get("table:style-name") in self.struck_styles or set(self.spanned) == {STRUCK}:
            return _WHOLE
        differing = [how for how in (STRUCK, RAISED, MIXED) if how in self.spanned]
        return differing[0] if differing and len(self.spanned) > 1 else ""

    def _add_cell(self) -> None:
        if self.cell is None:
            return
        times = int(self.cell.get("table:number-columns-repeated", "1"))
        value = _value(self.cell, "\n".join(self.paragraphs).strip())
        if value is None:
            self.blank_cells += times
        else:
            self._refuse_over(len(self.rows), len(self.row) + self.blank_cells + times)
            self.row += [None] * self.blank_cells
            kind = self.cell.get("office:value-type")
            if what := {"percentage": PERCENT, "currency": self.cell.get("office:currency", "")}.get(kind or ""):
                self.row_shown.update(dict.fromkeys(range(len(self.row), len(self.row) + times), what))
            if how := self._looked_at(self.cell):
                self.row_looks.update(dict.fromkeys(range(len(self.row), len(self.row) + times), how))
            self.row += [value] * times
            self.blank_cells = 0
        self.cell = None

    def _add_row(self) -> None:
        if not self.row:
            self.blank_rows += self.row_times
            return
        self.width = max(self.width, len(self.row))
        self._refuse_over(len(self.rows) + self.blank_rows + self.row_times, self.width)
        written = sum(len(cell) for cell in self.row if isinstance(cell, str))
        self.laid.add(self.blank_rows + self.row_times * len(self.row), self.row_times * written)
        self.rows += [()] * self.blank_rows
        for column, what in self.row_shown.items():
            first = len(self.rows)
            self.shown.setdefault(column, {}).update(dict.fromkeys(range(first, first + self.row_times), what))
        self.looks.add(range(len(self.rows), len(self.rows) + self.row_times), self.row_looks, hidden=self.row_hidden)
        self.rows += [tuple(self.row)] * self.row_times
        self.blank_rows = 0

    def _add_sheet(self, sheet: dict[str, str]) -> None:
        if len(self.grids) == LIMITS.sheets:
            raise unread.over_limit(self.name, "sheets", LIMITS.sheets)
        hidden = sheet.get("table:style-name") in self.hidden_styles
        self.grids.append(
            Grid(
                self.name,
                sheet.get("table:name", ""),
                tuple(self.rows),
                hidden,
                self.shown,
                self.epoch,
                looks=self.looks.made(),
            )
        )
        self.sheet = None

    def _refuse_over(self, rows: int, columns: int) -> None:
        if limit := over_extent(rows, columns):
            raise unread.over_limit(self.name, *limit, self.sheet.get("table:name") if self.sheet else None)


_INSIDE: dict[str, Callable[[dict[str, str]], str]] = {
    "text:s": lambda found: " " * min(int(found.get("text:c", "1")), LIMITS.characters),
    "text:tab": lambda found: "\t",
    "text:line-break": lambda found: "\n",
}


@lru_cache
def _short(name: str) -> str:
    return _SPACE.sub(r"\1:", name)


def _value(cell: dict[str, str], text: str) -> object:
    if cell.get("calcext:value-type") == "error" or "error" in (cell.get(key) for key in cell if "calcext" in key):
        return ErrorCell(text or "#N/A")
    kind = cell.get("office:value-type")
    if kind in ("float", "percentage", "currency"):
        return float(cell["office:value"])
    if kind == "date":
        return _moment(cell["office:date-value"])
    if kind == "time":
        return _lasting(cell["office:time-value"])
    if kind == "boolean":
        return cell["office:boolean-value"] == "true"
    text = text or cell.get("office:string-value", "")
    if not text:
        return NOT_CALCULATED if "table:formula" in cell and kind is None else None
    return ErrorCell(text) if text in ERRORS else text


def _moment(text: str) -> object:
    found = datetime.fromisoformat(text)
    return found if "T" in text and (found.hour or found.minute or found.second) else found.date()


def _lasting(text: str) -> timedelta | str:
    found = _LASTING.fullmatch(text)
    if not found:
        return text
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
