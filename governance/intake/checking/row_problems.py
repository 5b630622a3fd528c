"""What is wrong with cells that stand for something each, but do not go together: in a row, or from row to row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress

import duckdb
import pyarrow as pa

from governance.intake.checking.messages import MESSAGES
from governance.problems import Problem
from governance.tables import Kind, Table
from governance.tables.declare import Check
from governance.words import say

Called = Callable[[str], str]
"""What a column is called in a sentence."""


def joined_problems(
    connection: duckdb.DuckDBPyConnection, table: Table, cells: list[Problem], called: Called, *, of_bank: bool
) -> list[Problem]:
    """Problems of several cells together, but for those that read a bad cell: it alone may explain them.

    `of_bank`: a bank's statements tell the rows, each of an account in the account's own currency.
    """
    rows, names = (
        pa.array([cell.row for cell in cells], pa.int32()),
        pa.array([cell.column for cell in cells], pa.string()),
    )
    connection.register("bad", pa.table({"sheet_row": rows, "name": names}))
    return [
        *_row_problems(connection, table, called),
        *_key_problems(connection, table, called),
        *(() if of_bank else _two_currencies(connection, table)),
    ]


def _row_problems(connection: duckdb.DuckDBPyConnection, table: Table, called: Called) -> Iterable[Problem]:
    for rule in _broken(connection, table):
        broken = connection.execute(
            f'select sheet_row, "{rule.column}"::varchar from typed '
            f"where not ({rule.condition}) "
            f"and sheet_row not in (select sheet_row from bad where list_contains($read, bad.name))",
            {"read": sorted({rule.column, *table.read_by(rule.condition)})},
        ).fetchall()
        for row, value in broken:
            yield Problem(
                rule.name.replace("_", "-"),
                say(rule.sentence, column=called(rule.column)),
                row=row,
                column=rule.column,
                value=value,
                suggestion=say(rule.fix) or None,
                warning=rule.warning,
            )


def _broken(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Check]:
    """The checks that any row breaks: most break none, and one look over all rows says so."""
    if not table.checks:
        return []
    broken = ", ".join(f"bool_or(not ({rule.condition}))" for rule in table.checks)
    (found,) = connection.execute(f"select {broken} from typed").fetchall()
    return list(compress(table.checks, found))


def _key_problems(connection: duckdb.DuckDBPyConnection, table: Table, called: Called) -> Iterable[Problem]:
    if not table.key:
        return
    names = ", ".join(f'"{name}"' for name in table.key)
    named = "true" if not table.identical_rows else " or ".join(f'"{name}" is not null' for name in table.key)
    words = ", ".join(f'"{name}"::varchar' for name in table.key)
    twice = f"select 1 from typed where {named} group by {names} having count(*) > 1 limit 1"
    if not connection.execute(twice).fetchall():
        return
    again = connection.execute(
        f"select sheet_row, concat_ws(', ', {words}), min(sheet_row) over (partition by {names}) as first "
        f"from typed where ({named}) "
        f"and sheet_row not in (select sheet_row from bad where list_contains($key, bad.name)) "
        f"qualify row_number() over (partition by {names} order by sheet_row) > 1",
        {"key": list(table.key)},
    ).fetchall()
    for row, value, first in again:
        values = {"first": first, "key": ", ".join(map(called, table.key))}
        yield MESSAGES.problem("key-twice", values, row=row, column=table.key[0], value=value)


def _two_currencies(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Problem]:
    """Where every row names its currency, two of them are meant, although rarely; a blank one may mean either."""
    if "currency" not in table.names or not any(column.kind is Kind.MONEY for column in table.columns):
        return
    found = connection.execute(
        "select currency, count(*), min(sheet_row) from typed where currency is not null group by 1 order by 2 desc, 1"
    ).fetchall()
    blank = connection.execute("select 1 from raw where currency is null limit 1").fetchall()
    for currency, times, first in found[1:]:
        values = {"main": found[0][0], "other": currency, "times": times}
        place = {"row": first, "column": "currency", "value": currency}
        key = "two-currencies" if blank else "two-currencies named"
        yield MESSAGES.problem(key, values, warning=not blank, **place)
