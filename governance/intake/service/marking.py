"""The user's own file with all that was found marked in it: what the screen offers and the shell writes."""

from __future__ import annotations

from dataclasses import replace

from governance.help_sheets import is_help
from governance.intake.service.annotating import annotate
from governance.intake.service.preview import Preview
from governance.problems import Problem


def marked(found: Preview, file: str) -> bytes | None:
    """The file with every problem, question and warning of it marked; None where no sheet of it could be read, or where
    it is a bank's, in which nobody mends anything.

    Raises Refused for a csv file that is longer than a worksheet.
    """
    sheets = [
        sheet
        for sheet in found.sheets
        if sheet.grid.file == file and not sheet.grid.bank and not is_help(sheet.grid.rows)
    ]
    if not sheets:
        return None
    letters = {
        (sheet.grid.name, column.column, column.header): column.letter
        for sheet in sheets
        for column in sheet.columns
        if column.column is not None
    }
    told = [*found.obstacles, *found.warnings]
    headers = {sheet.grid.name: sheet.header_row for sheet in sheets if sheet.header_row is not None}
    grids = {sheet.grid.name: sheet.grid for sheet in sheets}  # a sheet with a column for each year was read for each
    return annotate(file, [*grids.values()], [_placed(problem, letters) for problem in told], headers=headers)


def _placed(problem: Problem, letters: dict[tuple[str | None, str, str], str]) -> Problem:
    """The problem at its cell in the workbook that a csv file becomes."""
    named = (problem.sheet, problem.column or "", problem.header or "")
    return replace(problem, letter=problem.letter or letters.get(named))
