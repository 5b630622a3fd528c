"""A paper set as PDF by typst: A4, tagged for screen readers (PDF/UA-1) and for archives (PDF/A-2a), the same bytes for
the same paper."""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import typst

from governance.papers.exports import as_text
from governance.papers.paper import Paper, Section, Table, Text
from governance.settings import FONTS
from governance.tables import Kind
from governance.wording import figure, in_short, unbroken
from governance.words import say

_FOLDER = Path(__file__).parent
_STANDARDS = ["a-2a", "ua-1"]
_ROOM = 80  # characters: in a table with more beside each other,
_NARROW = 26  # a column with longer texts than this shares what width the others leave
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')  # typst tells no other way which signs these are
_FIGURES = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT)


def to_pdf(paper: Paper) -> bytes:
    """The paper's pages. What it says is data to the template, never markup: nothing in it is run.

    Text never vanishes: a sign that the fonts lack, in a bank's reference, say, is written by its number in Unicode,
    and the paper says so. Raises RuntimeError where anything else is amiss.
    """
    told = _told(paper)
    text = json.dumps(told, ensure_ascii=False)
    noted = False
    while True:
        try:
            return _set(paper, text)
        except typst.TypstError as error:
            lacking = {sign for found in _LACKING.findall(str(error)) for sign in found if sign in text}
            if not lacking:
                raise
            if not noted:
                told["lead"].append(_numbered_note())
                text, noted = json.dumps(told, ensure_ascii=False), True
            text = _numbered(text, lacking)


def _numbered_note() -> dict[str, object]:
    return _part(
        Text(say("Signs that the fonts of this paper lack are written by their numbers in Unicode.")), wide=False
    )


def _numbered(text: str, lacking: Set[str]) -> str:
    """The text with the numbers of these signs, and of all of their scripts, in their places. What knows no capitals
    (Lo) is of a script that the fonts lack whole; of others they may lack one sign."""
    scripts = {_script(sign) for sign in lacking if unicodedata.category(sign) == "Lo"}
    return "".join(
        f"U+{ord(sign):04X} " if sign in lacking or (not sign.isascii() and _script(sign) in scripts) else sign
        for sign in text
    )


def _script(sign: str) -> str:
    return unicodedata.name(sign, sign).split(" ")[0]


def _set(paper: Paper, text: str) -> bytes:
    files = {name: (_FOLDER / name).read_bytes() for name in ("paper.typ", "slip.typ")}
    files |= {"main.typ": files.pop("paper.typ"), "paper.json": text.encode()}
    files |= {f"{place}.svg": slip.code.encode() for place, slip in enumerate(paper.slips)}
    with tempfile.TemporaryDirectory() as empty:  # typst may read what lies in its root: nothing does
        made, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # its stub knows one file only
            files,
            root=empty,
            font_paths=_fonts(),
            pdf_standards=_STANDARDS,
            timestamp=datetime.combine(paper.as_of, time(), UTC),
        )
    if warnings or not isinstance(made, bytes):
        raise RuntimeError(f"{paper.number} was not set as it reads: {warnings}")
    return made


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with typst and ours, and no others: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _told(paper: Paper) -> dict[str, Any]:
    """The paper as the template reads it."""
    return {
        "issuer": paper.issuer,
        "title": paper.title,
        "number": paper.number,
        "language": paper.language,
        "mark": paper.mark,
        "wide": paper.wide,
        "day": [paper.as_of.year, paper.as_of.month, paper.as_of.day],
        "lines": [list(line) for line in paper.lines],
        "lead": [_part(text, wide=False) for text in paper.lead],
        "sections": [_section(section, wide=paper.wide) for section in paper.sections],
        "slips": [{**slip.words, "alt": slip.alt} for slip in paper.slips],
        "page": say("Page"),
    }


def _section(section: Section, *, wide: bool) -> dict[str, object]:
    return {"title": section.title, "parts": [_part(part, wide=wide) for part in section.parts]}


def _part(part: Text | Table, *, wide: bool) -> dict[str, object]:
    if isinstance(part, Text):
        return {"text": unbroken(part.words), "strong": part.strong}
    rows = [_cells(row, part.kinds) for row in part.rows]
    longest = [max((len(row[place]) for row in rows), default=0) for place in range(len(part.columns))]
    crowded = sum(map(max, longest, map(len, part.columns))) > _ROOM
    return {
        "columns": list(part.columns),
        "figures": [kind in _FIGURES for kind in part.kinds],
        "wraps": [
            (wide and place == 0 and kind is not Kind.DATE) or (crowded and most > _NARROW)
            for place, (kind, most) in enumerate(zip(part.kinds, longest, strict=True))
        ],
        "rows": rows,
        "totals": _cells(part.totals, part.kinds) if part.totals else [],
    }


def _cells(row: Sequence[object], kinds: Sequence[Kind]) -> list[str]:
    return [cell(value, kind) for value, kind in zip(row, kinds, strict=True)]


def cell(value: object, kind: Kind) -> str:
    """A cell as it stands on paper: a figure with all its places, a day in short, a dash for what is not known."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return unbroken(in_short(value))
    text = as_text(value, kind) or ""
    if isinstance(value, Decimal):
        return figure(value, f",.{len(text.partition('.')[2])}f").replace("-", "−")
    return unbroken(text)
