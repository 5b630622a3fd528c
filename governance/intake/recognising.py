"""Which table a sheet is, and whether its columns are the table's."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import PurePath

from governance.intake.sheet import Sheet
from governance.problems import Problem, Refused
from governance.tables import TABLES, Table
from governance.words import say


def recognise_table(sheet: Sheet, named: str | None) -> Table:
    """The table that `sheet` holds: as named by the user, else by the sheet's or file's name, else by its columns.

    Raises Refused where the name is not a table's, or where the columns fit no table or several.
    """
    if named is not None:
        return find_table(named)
    for name in (sheet.name, PurePath(sheet.file).stem):
        if name and name.strip().lower() in TABLES:
            return TABLES[name.strip().lower()]
    header = set(_names(sheet))
    fitting = [table for table in TABLES.values() if _fits(table, header)]
    if len(fitting) != 1:
        raise Refused(_unclear_table(sheet, fitting))
    return fitting[0]


def find_table(name: str) -> Table:
    """The table of that name; Refused, with the nearest or a list of all, if there is none."""
    if name not in TABLES:
        raise Refused(_no_such_table(name))
    return TABLES[name]


def check_header(sheet: Sheet, table: Table) -> list[Problem]:
    """Problems of the header: unknown columns, columns named twice, required columns that are missing."""
    names = _names(sheet)
    problems = [_unknown_column(sheet, table, name) for name in names if name and name not in table.names]
    problems += [_twice(sheet, name) for name, times in Counter(names).items() if name and times > 1]
    missing = [column.name for column in table.columns if column.required and column.name not in names]
    return problems + [_missing(sheet, table, name) for name in missing]


def _names(sheet: Sheet) -> list[str]:
    return [cell.strip().lower() for cell in sheet.header]


def _fits(table: Table, header: set[str]) -> bool:
    required = {column.name for column in table.columns if column.required}
    return required <= header <= set(table.names)


def _no_such_table(named: str) -> Problem:
    near = difflib.get_close_matches(named, TABLES, n=1)
    known = say("The tables are: {tables}.", tables=", ".join(TABLES))
    return Problem(
        "table-unknown",
        say("There is no table {table}.", table=named),
        value=named,
        suggestion=say("Did you mean {near}?", near=near[0]) if near else known,
    )


def _unclear_table(sheet: Sheet, fitting: list[Table]) -> Problem:
    fits = (
        say("Its columns fit several tables: {tables}.", tables=", ".join(table.name for table in fitting))
        if fitting
        else say("Its columns fit no table: {header}.", header=", ".join(sheet.header))
    )
    return Problem(
        "table-unclear",
        fits,
        file=sheet.file,
        sheet=sheet.name,
        suggestion=say("Say which table it is with --table, or start from the table's template."),
    )


def _unknown_column(sheet: Sheet, table: Table, name: str) -> Problem:
    near = difflib.get_close_matches(name, table.names, n=1)
    columns = say("The columns of {table} are: {columns}.", table=table.name, columns=", ".join(table.names))
    return Problem(
        "column-unknown",
        say("The table {table} has no column {column}.", table=table.name, column=name),
        file=sheet.file,
        sheet=sheet.name,
        column=name,
        suggestion=say("Did you mean {near}?", near=near[0]) if near else columns,
    )


def _twice(sheet: Sheet, name: str) -> Problem:
    return Problem(
        "column-twice",
        say("The column {column} is there twice.", column=name),
        file=sheet.file,
        sheet=sheet.name,
        column=name,
        suggestion=say("Keep one of the two."),
    )


def _missing(sheet: Sheet, table: Table, name: str) -> Problem:
    return Problem(
        "column-missing",
        say("The column {column} is missing: {meaning}.", column=name, meaning=say(table.column(name).meaning)),
        file=sheet.file,
        sheet=sheet.name,
        column=name,
        suggestion=say("Add it; the table's template has every column."),
    )
