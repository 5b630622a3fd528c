"""Every cell and row of a sheet, checked in one pass each: all problems, or the rows with their stored types."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import duckdb
import pyarrow as pa

from governance.intake.cells import reason, typed, words
from governance.intake.reading import Sheet
from governance.intake.recognising import check_header
from governance.intake.resolving import resolutions
from governance.names import UnknownState, recognise
from governance.problems import Problem
from governance.tables import Column, Kind, Table
from governance.tables.declare import OF_THE_RULEBOOK
from governance.words import say

_RESOLVED = (Kind.STATE, Kind.PARTY, Kind.CURRENCY)


@dataclass(frozen=True)
class Checked:
    """A sheet's problems, or its rows: sheet_row and the table's columns in their stored types."""

    problems: tuple[Problem, ...]
    rows: pa.Table | None


def check(sheet: Sheet, table: Table, currency: str) -> Checked:
    """Check `sheet` as rows of `table`; `currency` is the rulebook's, for rows that name none.

    Cells are checked under a header with problems too. What joins cells (row checks, keys, sums) is checked where
    all of these cells stand, so that no problem is only the shadow of another.
    """
    header = check_header(sheet, table)
    if not sheet.rows:
        return Checked((*header, _no_rows(sheet)), None)
    with duckdb.connect() as connection:
        _stage(connection, sheet, table, currency)
        cells = list(_cell_problems(connection, sheet, table))
        joined = [] if header else _joined_problems(connection, table, cells)
        if found := [*header, *cells, *joined]:
            found.sort(key=lambda problem: (problem.row or 0, problem.column or ""))
            return Checked(tuple(replace(p, file=sheet.file, sheet=sheet.name) for p in found), None)
        names = ", ".join(f'"{name}"' for name in ("sheet_row", *table.names))
        return Checked((), connection.sql(f"select {names} from typed order by sheet_row").to_arrow_table())


def _stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Table, currency: str) -> None:
    """Make the relations `raw` (text cells) and `typed` (stored types, defaults filled in)."""
    given = sheet.arrow()
    columns = {"sheet_row": given.column("sheet_row")}
    for name in table.names:
        columns[name] = given.column(name) if name in sheet.header else pa.nulls(given.num_rows, pa.string())
    connection.register("handed_in", pa.table(columns))
    resolved = [column for column in table.columns if column.kind in _RESOLVED]
    for column in resolved:
        known = resolutions(column, set(connection.execute(_texts_sql(column)).fetchall()))
        connection.register(f"known_{column.name}", known)
    joins = "".join(
        f' left join "known_{c.name}" on "known_{c.name}".text = handed_in."{c.name}"'
        f' and "known_{c.name}".kind is not distinct from {_kind_sql(c)}'
        for c in resolved
    )
    values = ", ".join(f'{_value_sql(column, currency)} as "{column.name}"' for column in table.columns)
    connection.execute("create temp table raw as select * from handed_in")
    connection.execute(f"create temp table typed as select sheet_row, {values} from handed_in{joins}")


def _texts_sql(column: Column) -> str:
    name = f'handed_in."{column.name}"'
    return f"select distinct {name}, {_kind_sql(column)} from handed_in where {name} is not null"


def _kind_sql(column: Column) -> str:
    return f'lower(handed_in."{column.kind_in}")' if column.kind_in else "null"


def _value_sql(column: Column, currency: str) -> str:
    value = f'"known_{column.name}".code' if column.kind in _RESOLVED else typed(column)
    if column.default is None:
        return value
    default = currency if column.default == OF_THE_RULEBOOK else column.default
    return f"case when handed_in.\"{column.name}\" is null then '{default}' else {value} end"


def _cell_problems(connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Table) -> Iterable[Problem]:
    names = Counter(cell.strip().lower() for cell in sheet.header)
    for column in table.columns:
        if names[column.name] != 1:
            continue  # missing, or there twice: the header's problem
        bad = connection.execute(
            f'select sheet_row, raw."{column.name}" from raw join typed using (sheet_row) '
            f'where typed."{column.name}" is null and (raw."{column.name}" is not null or $required)',
            {"required": column.required},
        ).fetchall()
        for row, value in bad:
            yield _blank(column, row) if value is None else _bad_cell(column, row, value)


def _joined_problems(connection: duckdb.DuckDBPyConnection, table: Table, cells: list[Problem]) -> list[Problem]:
    """Problems of several cells together, but for those that a bad cell alone explains."""
    rows, names = (
        pa.array([cell.row for cell in cells], pa.int32()),
        pa.array([cell.column for cell in cells], pa.string()),
    )
    connection.register("bad", pa.table({"sheet_row": rows, "name": names}))
    return [*_row_problems(connection, table), *_key_problems(connection, table), *_two_currencies(connection, table)]


def _row_problems(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Problem]:
    for rule in table.checks:
        broken = connection.execute(
            f'select sheet_row, "{rule.column}"::varchar from typed '
            f"where not ({rule.condition}) and sheet_row not in (select sheet_row from bad)"
        ).fetchall()
        for row, value in broken:
            yield Problem(
                rule.name.replace("_", "-"),
                say(rule.sentence, column=rule.column),
                row=row,
                column=rule.column,
                value=value,
            )


def _key_problems(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Problem]:
    if not table.key:
        return
    names = ", ".join(f'"{name}"' for name in table.key)
    named = "true" if not table.identical_rows else " or ".join(f'"{name}" is not null' for name in table.key)
    words = ", ".join(f'"{name}"::varchar' for name in table.key)
    again = connection.execute(
        f"select sheet_row, concat_ws(', ', {words}), min(sheet_row) over (partition by {names}) as first "
        f"from typed where ({named}) "
        f"and sheet_row not in (select sheet_row from bad where list_contains($key, bad.name)) "
        f"qualify row_number() over (partition by {names} order by sheet_row) > 1",
        {"key": list(table.key)},
    ).fetchall()
    for row, value, first in again:
        yield Problem(
            "key-twice",
            say("Row {first} has the same {key}.", first=first, key=", ".join(table.key)),
            row=row,
            column=table.key[0],
            value=value,
            suggestion=say("Keep one of the two rows, or correct what names them."),
        )


def _two_currencies(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Problem]:
    if "currency" not in table.names or not any(column.kind is Kind.MONEY for column in table.columns):
        return
    found = connection.execute(
        "select currency, count(*), min(sheet_row) from typed where currency is not null group by 1 order by 2 desc, 1"
    ).fetchall()
    for currency, times, first in found[1:]:
        yield Problem(
            "two-currencies",
            say(
                "The sheet mixes {main} and {other} (rows in {other}: {times}): its amounts cannot be added up.",
                main=found[0][0],
                other=currency,
                times=times,
            ),
            row=first,
            column="currency",
            value=currency,
            suggestion=say("Hand in one sheet for each currency."),
        )


def _bad_cell(column: Column, row: int, value: str) -> Problem:
    rule, message, hint = reason(column, value)
    suggestion = say(hint)
    if allowed := words(column):
        near = difflib.get_close_matches(value.lower(), allowed, n=1)
        choices = ", ".join(allowed)
        suggestion = (
            say("Did you mean {near}?", near=near[0]) if near else say("Use one of: {choices}.", choices=choices)
        )
    if column.kind in (Kind.STATE, Kind.PARTY):
        suggestion = state_hint(value)
    return Problem(rule, say(message, value=value), row=row, column=column.name, value=value, suggestion=suggestion)


def state_hint(value: str) -> str:
    """What to write instead of a State's name that is not known."""
    try:
        recognise(value)
    except UnknownState as unknown:
        if unknown.suggestions:
            return say("Did you mean {names}?", names=" / ".join(unknown.suggestions))
    return say("Write the State's name as the United Nations prints it, or its ISO 3166-1 alpha-3 code.")


def _blank(column: Column, row: int) -> Problem:
    return Problem(
        "cell-blank",
        say("The cell is blank: {meaning}.", meaning=say(column.meaning)),
        row=row,
        column=column.name,
        suggestion=say("Fill it in."),
    )


def _no_rows(sheet: Sheet) -> Problem:
    return Problem(
        "sheet-empty",
        say("There are no rows here."),
        file=sheet.file,
        sheet=sheet.name,
        suggestion=say("Put the column names in the first row and the figures below."),
    )
