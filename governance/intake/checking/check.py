"""Every cell and row of a sheet, checked in one pass each: all problems, or the rows with their stored types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.checking.cell_problems import cell_problems
from governance.intake.checking.locating import located
from governance.intake.checking.row_problems import joined_problems
from governance.intake.checking.staging import stage
from governance.intake.reading import unread
from governance.intake.understanding.recognising import check_header
from governance.intake.understanding.sheet import Sheet
from governance.ledger import briefly
from governance.problems import Problem
from governance.tables import Table


@dataclass(frozen=True)
class Checked:
    """A sheet's problems, and its rows: sheet_row and the table's columns in their stored types.

    `rows` are all of the sheet's rows, or None where there is an error. `standing` are the rows without errors of
    their own, or None where the header is wrong and no row can be trusted.
    """

    problems: tuple[Problem, ...]
    rows: pa.Table | None
    standing: pa.Table | None


def check(sheet: Sheet, table: Table, of_rulebook: Mapping[str, str]) -> Checked:
    """Check `sheet` as rows of `table`; `of_rulebook` are the rulebook's own defaults, for rows that name none.

    Cells are checked under a header with problems too. What joins cells (row checks, keys, sums) is checked where
    all of these cells stand, so that no problem is only the shadow of another.
    """
    header = check_header(sheet, table)
    if not sheet.rows:
        return Checked((*header, unread.problem("sheet-empty", sheet.file, sheet=sheet.name)), None, None)
    with briefly(len(sheet.rows)) as connection:
        typed = stage(connection, sheet, table, of_rulebook)
        cells = list(cell_problems(connection, table))
        readable = all(problem.warning for problem in header)
        of_bank = sheet.grid is not None and sheet.grid.bank
        joined = joined_problems(connection, table, cells, sheet.called, of_bank=of_bank) if readable else []
        found = sorted([*header, *cells, *joined], key=lambda problem: (problem.row or 0, problem.column or ""))
    standing = _standing(typed, table, found) if readable else None
    wrong = any(not problem.warning for problem in found)
    return Checked(tuple(located(p, sheet) for p in found), None if wrong else standing, standing)


def _standing(typed: pa.Table, table: Table, found: list[Problem]) -> pa.Table:
    rows = typed.select(["sheet_row", *table.names])
    wrong = {problem.row for problem in found if problem.row and not problem.warning}
    if not wrong:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows.column("sheet_row"), pa.array(wrong, pa.int32()))))
