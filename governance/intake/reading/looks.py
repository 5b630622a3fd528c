"""What a worksheet (.xlsx) shows of its cells beside their values: hidden, struck through, written in several ways.

The reader of its values gives a cell "100000" with a raised "1" behind it as 1000001, and rows that are filtered out
like all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from governance.intake.reading.grid import MIXED, RAISED, STRUCK, Looks, place

_ROW = re.compile(rb"<row\b([^<>]*)>")
_COLUMN = re.compile(rb"<col\b([^<>]*)>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']|\b(?:ht|width)=["']0(?:\.0*)?["']""")
_NUMBERED = {name: re.compile(rb"\b" + name + rb"""=["']([0-9]{1,7})["']""") for name in (b"r", b"min", b"max")}
_NAMED_CELL = rb'<c r="([A-Z]+)([0-9]{1,7})"'
_SHARED = re.compile(_NAMED_CELL + rb'(?=[^<>]* t="s")[^<>]*>\s*+<v>([0-9]{1,9})</v>')
_INLINE = re.compile(_NAMED_CELL + rb"[^<>]*>\s*+<is>((?:[^<]|<(?!/is>|c ))*+)</is>")
_RUN = re.compile(r"<(?:\w+:)?r\s*>((?:[^<]|<(?!/(?:\w+:)?r\s*>))*+)</(?:\w+:)?r\s*>")
_TEXT = re.compile(r"<(?:\w+:)?t\b[^<>]*>([^<]*)<")
_STRIKE = re.compile(r"""<(?:\w+:)?strike(?:\s+val=["'](?:1|true)["'])?\s*/?>""")
_RAISE = re.compile(r"""<(?:\w+:)?vertAlign\s[^<>]*(?:super|sub)script""")
_TEXT_END = re.compile(rb"</(?:\w+:)?si\s*>|<(?:\w+:)?si\s*/>")
_WHOLE = "whole"  # every part is struck through


def looks_of(xml: bytes, struck_styles: Iterable[int], shared: Mapping[int, str]) -> Looks:
    """What the worksheet shows. `shared` says of the workbook's shared texts how a part of them differs."""
    struck: dict[int, set[int]] = {}
    parts: dict[int, dict[int, str]] = {}
    for column, row in _styled(xml, struck_styles):
        struck.setdefault(column, set()).add(row)
    for column, row, how in _differing(xml, shared):
        if how == _WHOLE:
            struck.setdefault(column, set()).add(row)
        else:
            parts.setdefault(column, {})[row] = how
    begin = xml.find(b"<sheetData")
    return Looks(
        frozenset(_hidden_rows(xml)),
        frozenset(_hidden_columns(xml[: max(begin, 0)])),
        {column: frozenset(rows) for column, rows in struck.items()},
        parts,
    )


def differing_texts(shared: bytes) -> dict[int, str]:
    """The shared texts of which a part differs from the rest, by their numbers, and how."""
    if b"rPr" not in shared:
        return {}
    texts = enumerate(_TEXT_END.split(shared))
    return {number: how for number, text in texts if b"rPr" in text and (how := _how(text))}


def _how(text: bytes) -> str:
    """How a part of the text differs from the rest; "" where none does."""
    runs = _RUN.findall(text.decode("utf-8", "ignore"))
    filled = [run for run in runs if any(part.strip() for part in _TEXT.findall(run))]
    struck, raised = (_those(filled, what.search) for what in (_STRIKE, _RAISE))
    if filled and len(struck) == len(filled):
        return _WHOLE
    if struck:
        return STRUCK
    if raised and len(raised) < len(filled):
        return RAISED
    return MIXED if len(filled) > 1 else ""


def _those(runs: list[str], test: Callable[[str], object]) -> list[str]:
    return [run for run in runs if test(run)]


def _differing(xml: bytes, shared: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    for cell in _SHARED.finditer(xml) if shared else ():
        if how := shared.get(int(cell[3])):
            yield place(cell[1].decode()), int(cell[2]) - 1, how
    for cell in _INLINE.finditer(xml) if b"<rPr" in xml else ():
        if b"<rPr" in cell[3] and (how := _how(cell[3])):
            yield place(cell[1].decode()), int(cell[2]) - 1, how


def _styled(xml: bytes, styles: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The cells under one of the styles that hold something."""
    numbers = b"|".join(str(style).encode() for style in styles)
    if numbers:
        cells = re.compile(_NAMED_CELL + rb'(?=[^<>]* s="(?:' + numbers + rb')")[^<>]*(?<!/)>')
        for cell in cells.finditer(xml):
            yield place(cell[1].decode()), int(cell[2]) - 1


def _hidden_rows(xml: bytes) -> Iterator[int]:
    if b"hidden" not in xml and b' ht="0' not in xml:
        return
    number = 0
    for row in _ROW.finditer(xml):
        found = _NUMBERED[b"r"].search(row[1])
        number = int(found[1]) if found else number + 1
        if _HIDDEN.search(row[1]):
            yield number - 1


def _hidden_columns(head: bytes) -> Iterator[int]:
    for column in _COLUMN.finditer(head):
        first, last = (_NUMBERED[name].search(column[1]) for name in (b"min", b"max"))
        if first and last and _HIDDEN.search(column[1]):
            yield from range(int(first[1]) - 1, min(int(last[1]), 16_384))
