"""Every cell and row of a sheet, checked in one pass each: all problems, or the rows with their stored types."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from governance.intake.cell_problems import cell_problems
from governance.intake.locating import located
from governance.intake.recognising import check_header
from governance.intake.row_problems import joined_problems
from governance.intake.sheet import Sheet
from governance.intake.staging import stage
from governance.problems import Problem
from governance.tables import Table
from governance.words import say


@dataclass(frozen=True)
class Checked:
    """A sheet's problems, and its rows: sheet_row and the table's columns in their stored types.

    `rows` are all of the sheet's rows, or None where there is an error. `standing` are the rows without errors of
    their own, or None where the header is wrong and no row can be trusted.
    """

    problems: tuple[Problem, ...]
    rows: pa.Table | None
    standing: pa.Table | None


def check(sheet: Sheet, table: Table, currency: str) -> Checked:
    """Check `sheet` as rows of `table`; `currency` is the rulebook's, for rows that name none.

    Cells are checked under a header with problems too. What joins cells (row checks, keys, sums) is checked where
    all of these cells stand, so that no problem is only the shadow of another.
    """
    header = check_header(sheet, table)
    if not sheet.rows:
        return Checked((*header, _no_rows(sheet)), None, None)
    with duckdb.connect() as connection:
        stage(connection, sheet, table, currency)
        cells = list(cell_problems(connection, table))
        readable = all(problem.warning for problem in header)
        joined = joined_problems(connection, table, cells) if readable else []
        found = sorted([*header, *cells, *joined], key=lambda problem: (problem.row or 0, problem.column or ""))
        standing = _standing(connection, table, found) if readable else None
    wrong = any(not problem.warning for problem in found)
    return Checked(tuple(located(p, sheet) for p in found), None if wrong else standing, standing)


def _standing(connection: duckdb.DuckDBPyConnection, table: Table, found: list[Problem]) -> pa.Table:
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *table.names))
    wrong = sorted({problem.row for problem in found if problem.row and not problem.warning})
    connection.register("wrong", pa.table({"sheet_row": pa.array(wrong, pa.int32())}))
    without = " anti join wrong using (sheet_row)" if wrong else ""
    return connection.sql(f"select {names} from typed{without} order by sheet_row").to_arrow_table()


def _no_rows(sheet: Sheet) -> Problem:
    return Problem(
        "sheet-empty",
        say("There are no rows here."),
        file=sheet.file,
        sheet=sheet.name,
        suggestion=say("Put the column names in the first row and the figures below."),
    )
