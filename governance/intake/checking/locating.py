"""A problem with its place: which file, sheet and cell, and what the user wrote there."""

from __future__ import annotations

from dataclasses import replace

from governance.intake.understanding.sheet import Sheet
from governance.problems import Problem


def located(problem: Problem, sheet: Sheet) -> Problem:
    """The problem with the file, the sheet, its column's letter and header there, and the cell's own text."""
    return replace(
        problem,
        file=sheet.file,
        sheet=sheet.name,
        letter=problem.letter or sheet.letters.get(problem.column or ""),
        header=problem.header or sheet.headers.get(problem.column or ""),
        value=problem.value if problem.value is not None else _written(problem, sheet),
    )


def _written(problem: Problem, sheet: Sheet) -> str | None:
    return sheet.cell(problem.row, problem.column) if problem.row and problem.column else None
