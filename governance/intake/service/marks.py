"""How a cell with problems is marked in the annotated file: by its fill, and by a note in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format

from governance.intake.reading.formats import format_of
from governance.intake.reading.grid import MIXED, RAISED, STRUCK, place
from governance.problems import Problem
from governance.words import say

MOST_NOTES = 2_000
"""Notes in a sheet: with more, spreadsheet programs take minutes to open it. The list of problems has all."""

_FILLS = {"error": "#F8C9C4", "warning": "#FFE699"}
_LOOKS: dict[str, dict[str, object]] = {
    "text": {},
    RAISED: {"font_script": 1},
    STRUCK: {"font_strikeout": True},
    MIXED: {"bold": True},
    "day": {"num_format": "yyyy-mm-dd"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "time": {"num_format": "hh:mm:ss"},
    "span": {"num_format": "[h]:mm:ss"},
    "head": {"bold": True},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
}


@dataclass(frozen=True)
class Mark:
    """What is said of one cell: its level, error or warning, and its note ("" where there are too many)."""

    level: str
    note: str


Marks = dict[tuple[int, int], Mark]
"""The marks of a sheet by row and column, from 0."""


def marks_of(problems: Iterable[Problem]) -> Marks:
    """The marks of one sheet. A problem of a whole row marks its first cell; one of the whole sheet marks none."""
    by_cell: dict[tuple[int, int], list[Problem]] = {}
    for problem in problems:
        if problem.row:
            by_cell.setdefault((problem.row - 1, place(problem.letter or "A")), []).append(problem)
    return {
        cell: Mark(
            "warning" if all(problem.warning for problem in found) else "error",
            "\n".join(map(_note, found)) if number < MOST_NOTES else "",
        )
        for number, (cell, found) in enumerate(by_cell.items())
    }


class Formats:
    """The looks of a workbook's cells, each made when it is first asked for."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, str, bool], Format] = {}

    def of(self, look: str, level: str = "", shown: str = "", *, struck: bool = False) -> Format:
        """The look of a type of cell under a level of its mark; `shown` is what a number's format says of it."""
        if (look, level, shown, struck) not in self._made:
            line = _LOOKS[STRUCK] if struck else {}
            number = {"num_format": format_of(shown)} if shown else {}
            fill = {"bg_color": _FILLS[level], "border": 1} if level else {}
            self._made[look, level, shown, struck] = self._book.add_format({**_LOOKS[look], **number, **fill, **line})
        return self._made[look, level, shown, struck]


def _note(problem: Problem) -> str:
    if problem.warning:
        return say("Warning: {message} {fix}", message=problem.message, fix=problem.suggestion or "").strip()
    return say("Error: {message} {fix}", message=problem.message, fix=problem.suggestion or "").strip()
