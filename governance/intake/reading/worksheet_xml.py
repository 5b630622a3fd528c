"""The XML of a worksheet, looked through before it is read: how far it spreads, and what its reader would lose.

The reader (calamine) lays a sheet out as one rectangle up to its last cell, and gives a failed or uncalculated
formula as a blank. So the last cell is found first, and such cells are made texts that say what they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape  # that of xml.sax loads what asks the network
from xml.parsers import expat

from governance.intake.reading.grid import letter, place
from governance.settings import LIMITS

UNCALCULATED = "\ue000"
"""The text put into a cell whose formula has no value: from Unicode's private area, so that no cell holds it."""

_ROW_OF_CELL = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"(?: [A-Za-z:]+="[^"<>]*")*/?>')
_COLUMN_OF_CELL = re.compile(rb'<c r="([A-Z]{1,3})[0-9]')
_BLANK = re.compile(rb"<c [^<>]*/>")
_ERROR = re.compile(rb'(<c [^<>]*)\bt="e"')
_FORMULA = re.compile(rb"<c ([^<>]*+)>\s*+<f\b[^<>]*(?:/>|>[^<]*</f>)\s*+(?:<v>([^<]*)</v>|<v\s*+/>)?\s*+</c>")
# Possessive: what stands for blanks is not tried again at every other length where the cell does not end.
_TYPE = re.compile(rb'\s?\bt="(\w+)"')
_SHARED = re.compile(rb't="s"[^<>]*>\s*<v>([0-9]+)</v>')
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>")
_NO_TEXT = re.compile(rb"<(?:\w+:)?si\s*/>")
_TAG = re.compile(rb"<[^<>]*>")
_BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_STEP = 8 * 1024 * 1024


class CellsRepeated(ValueError):
    """A worksheet that names a cell twice, or goes back to a cell before: no program writes one."""


class TooManyCells(ValueError):
    """A worksheet with more cells than are written anew."""


def extent(xml: bytes) -> tuple[int, int] | None:
    """How many rows and columns the sheet spreads over, by the last cell that it names.

    None where not every cell is written as `<c r="A1" s="1" t="s">`, as almost all programs do: then it is to be
    `written_anew` first. Raises CellsRepeated where there are more cells than that extent has room for.
    """
    first, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if b":sheetData" in xml or first < 0 or (end >= 0 and xml.find(b":c", first, end) >= 0):
        return None
    letters: set[bytes] = set()
    last = number = 0
    for begin, stop in _steps(xml):
        rows = _ROW_OF_CELL.findall(xml, begin, stop)
        number += len(rows)
        last = max(last, max(map(int, set(rows)), default=0))
        letters.update(_COLUMN_OF_CELL.findall(xml, begin, stop))
    if number != xml.count(b"<c", first, end):
        return None
    width = max((place(column.decode()) + 1 for column in letters), default=0)
    if number > last * width:
        raise CellsRepeated
    return last, width


def without_blanks(xml: bytes) -> bytes:
    """The sheet without the cells that only have a format: a whole column coloured is no million rows."""
    return _BLANK.sub(b"", xml)


def telling(xml: bytes, recalculates: bool) -> bytes:
    """The sheet with failed formulas as texts (#REF!), and formulas without a value as UNCALCULATED.

    `recalculates` is whether the workbook says that nobody has calculated it yet: a 0 in it is then no value either.
    """
    if b't="e"' in xml:
        xml = _ERROR.sub(rb'\1t="str"', xml)
    if b"<f" not in xml:
        return xml

    def value(found: re.Match[bytes]) -> bytes:
        kind = _TYPE.search(found[1])
        text = found[2]
        no_value = not text and not (kind and kind[1] == b"str")
        if not no_value and not (recalculates and text == b"0"):
            return found[0]
        return b'<c %s t="str"><v>%s</v></c>' % (_TYPE.sub(b"", found[1]), UNCALCULATED.encode())

    return _FORMULA.sub(value, xml)


def cells_shown(xml: bytes, styles: Mapping[int, str]) -> dict[int, dict[int, str]]:
    """By column and row (from 0), how numbers under one of the telling styles are shown."""
    found: dict[int, dict[int, str]] = {}
    if not styles:
        return found
    numbers = b"|".join(str(style).encode() for style in styles)
    # Attributes stand in any order; what is typed as no number, or has no value, is not shown by its format.
    cells = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?=[^<>]* s="(' + numbers + rb')")(?![^<>]* t="(?!n"))[^<>]*(?<!/)>')
    for cell in cells.finditer(xml):
        found.setdefault(place(cell[1].decode()), {})[int(cell[2]) - 1] = styles[int(cell[3])]
    return found


def long_texts(shared: bytes, least: int) -> dict[int, int]:
    """The lengths of the shared texts that are longer than `least`, by their numbers."""
    texts = _TEXT_END.split(_NO_TEXT.sub(rb"<si></si>", shared))
    long = ((place, _TAG.sub(b"", text)) for place, text in enumerate(texts) if len(text) > least)
    return {place: len(text.decode("utf-8", "ignore")) for place, text in long if len(text) > least}


def written_out_characters(sheets: list[bytes], lengths: Mapping[int, int]) -> int:
    """How many characters the given shared texts come to where the sheets name them."""
    times: Counter[bytes] = Counter()
    for xml in sheets:
        times.update(found[1] for found in _SHARED.finditer(xml))
    return sum(count * lengths.get(int(number), 0) for number, count in times.items())


def _steps(xml: bytes) -> Iterator[tuple[int, int]]:
    """The sheet in pieces of some megabytes, none of which ends within a cell."""
    begin = 0
    while begin < len(xml):
        end = xml.find(b"<c ", begin + _STEP)
        end = len(xml) if end < 0 else end
        yield begin, end
        begin = end


def written_anew(xml: bytes) -> bytes:
    """The sheet's cells written anew: for programs that prefix their elements or leave places out.

    Raises CellsRepeated at the first cell that does not follow the one before it, TooManyCells where they do not end.
    """
    again = _Again()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = again.start
    parser.EndElementHandler = again.end
    parser.CharacterDataHandler = again.characters
    parser.Parse(xml, True)
    return "".join([_BEGIN, "<cols>", *again.columns, "</cols><sheetData>", *again.parts]).encode()


class _Again:
    """Writes the cells of a worksheet anew while it is parsed; cells without a value are left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.columns: list[str] = []
        self.row, self.column = 0, -1
        self.count = 0
        self.name = self.attributes = ""
        self.inner: dict[str, str] = {}
        self.text: list[str] | None = None
        self.runs: list[list[str]] = []  # how each part of a text is written, and the part

    def start(self, tag: str, found: dict[str, str]) -> None:
        local = _local(tag)
        if local == "row":
            before, self.row, self.column = self.row, int(found.get("r", self.row + 1)), -1
            if self.row <= before:
                raise CellsRepeated
            self.parts.append(f'<row r="{self.row}"{_attributes(found, "hidden", "ht")}>')
        elif local == "col":
            self.columns.append(f"<col{_attributes(found, 'min', 'max', 'hidden', 'width')}/>")
        elif local == "c":
            named = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", found.get("r", ""))
            before, self.column = self.column, place(named[1]) if named else self.column + 1
            self.count += 1
            if self.column <= before or (named and int(named[2]) != self.row):
                raise CellsRepeated
            if self.count > LIMITS.cells_anew:
                raise TooManyCells
            self.name = f"{letter(self.column)}{named[2] if named else self.row}"
            self.attributes, self.runs = _attributes(found, "s", "t"), []
            self.inner = {}
        elif local in ("f", "v", "t"):
            self.text = []
        elif local == "r":
            self.runs.append(["", ""])
        elif local in ("strike", "vertAlign") and self.runs:
            self.runs[-1][0] += f"<{local}{_attributes(found, 'val')}/>"

    def end(self, tag: str) -> None:
        local = _local(tag)
        if local == "row":
            self.parts.append("</row>")
        elif local in ("f", "v", "t") and self.text is not None:
            text = escape("".join(self.text))
            self.inner[local] = self.inner.get(local, "") + text
            if local == "t" and self.runs:
                self.runs[-1][1] += text
            self.text = None
        elif local == "c" and self.inner:
            runs = "".join(f"<r><rPr>{how}</rPr><t>{text}</t></r>" for how, text in self.runs)
            texts = {"t": f"<is>{runs}</is>" if runs else "<is><t>{}</t></is>", "f": "<f>{}</f>", "v": "<v>{}</v>"}
            inner = "".join(texts[key].replace("{}", self.inner[key]) for key in texts if key in self.inner)
            self.parts.append(f'<c r="{self.name}"{self.attributes}>{inner}</c>')
        elif local == "sheetData":
            self.parts.append("</sheetData></worksheet>")

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


def _attributes(found: dict[str, str], *names: str) -> str:
    return "".join(f' {name}="{escape(found[name])}"' for name in names if name in found)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
