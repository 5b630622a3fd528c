"""A problem with its place: which file, sheet and cell, and what the user wrote there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from governance.intake.sheet import Sheet
from governance.problems import Problem


def located(problem: Problem, sheet: Sheet) -> Problem:
    """The problem with the file, the sheet, its column's letter in the user's own sheet, and the cell's own text."""
    return replace(
        problem,
        file=sheet.file,
        sheet=sheet.name,
        letter=problem.letter or sheet.letters.get(problem.column or ""),
        value=problem.value if problem.value is not None else _written(problem, sheet),
    )


def _written(problem: Problem, sheet: Sheet) -> str | None:
    names = [cell.strip().lower() for cell in sheet.header]
    if problem.row is None or problem.column not in names:
        return None
    place = bisect_left(sheet.rows, problem.row, key=lambda row: row[0])
    if place == len(sheet.rows) or sheet.rows[place][0] != problem.row:
        return None
    cells = sheet.rows[place][1]
    at = names.index(problem.column)
    return cells[at] if at < len(cells) else None
