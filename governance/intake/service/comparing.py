"""The rows of one table in force before and after a change: which are new, changed, gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import duckdb
import pyarrow as pa

from governance.ledger import briefly
from governance.tables import TABLES, Kind, Table
from governance.tables.declare import NO_FIGURES

NOBODY_S_DEBT = ("budgets", "cash", "spending_plan", "reserves", "expected_payments", "bank_entries")
"""The tables of money that is no State's debt or payment: what is planned, held or foreseen, and what the bank said, of
which the receipts are what counts."""

MOST_SHOWN = 500
"""How many rows of a change are listed one by one; all of them are counted."""


@dataclass(frozen=True)
class CellChange:
    """One cell of a row that stays under its key: what it held and what it would hold."""

    key: tuple[object, ...]
    column: str
    old: object
    new: object


@dataclass(frozen=True)
class RowEffect:
    """How many rows of a table in force are new, changed, gone and unchanged; the first changes cell by cell.

    `keys` names the columns of the key of each change; `added` and `removed` hold the first rows new and gone, in the
    order of the table's columns.
    """

    table: str
    new: int
    changed: int
    gone: int
    unchanged: int
    keys: tuple[str, ...]
    cells: tuple[CellChange, ...]
    added: tuple[tuple[object, ...], ...]
    removed: tuple[tuple[object, ...], ...]


def compare(name: str, before: pa.Table, after: pa.Table) -> RowEffect:
    """Compare two states of the table `name`, each with batch, sheet_row and the table's columns.

    A row is named by its key; one without a key is named by all its cells and by how many like it stand above it.
    """
    table = TABLES[name]
    with _joined(table, before, after, table.names) as connection:
        counts = connection.execute(
            "select count(*) filter (new), count(*) filter (not new and not gone and differs), count(*) filter (gone), "
            "count(*) filter (not differs) from joined"
        ).fetchall()
        new, altered, gone, unchanged = counts[0]
        changed = _rows(connection, table, "not new and not gone and differs")
        return RowEffect(
            name,
            new,
            altered,
            gone,
            unchanged,
            keys=table.key,
            cells=tuple(_cells(table, changed)),
            added=tuple(row for _, row in _rows(connection, table, "new")),
            removed=tuple(row for row, _ in _rows(connection, table, "gone")),
        )


def years_touched(name: str, before: pa.Table, after: pa.Table) -> list[int]:
    """The financial years, as they were or would be, of the rows whose figures differ between two states of a table."""
    table = TABLES[name]
    figures = [column for column in table.names if column not in NO_FIGURES]
    with _joined(table, before, after, figures) as connection:
        sides = (("before", "old_number"), ("after", "new_number"))
        years = " union ".join(
            f"select {table.counts_in} as year from {side}_rows join joined on {number} = number where differs"
            for side, number in sides
        )
        return [
            year for (year,) in connection.execute(f"from ({years}) where year is not null order by year").fetchall()
        ]


def amounts_touched(name: str, before: pa.Table, after: pa.Table) -> dict[str, Decimal]:
    """The sum by currency of the amounts, without signs, of the rows whose figures differ between two states of a
    table: of a row that changes the larger of the two, of a row with several amounts the largest."""
    table = TABLES[name]
    money = [column.name for column in table.columns if column.kind is Kind.MONEY]
    own = [column for column in money if f"{column.removesuffix('_amount')}_currency" not in table.names]
    if not own or name in NOBODY_S_DEBT:
        return {}
    largest = ", ".join(f'coalesce(abs("{column}"), 0)' for column in own)
    figures = [column for column in table.names if column not in NO_FIGURES]
    with _joined(table, before, after, figures) as connection:
        sides = " union all ".join(
            f"select old_number, new_number, currency, greatest({largest}) as amount from joined "
            f"join {side}_rows on {side}_rows.number = {number} where differs"
            for side, number in (("before", "old_number"), ("after", "new_number"))
        )
        found = connection.execute(
            f"with sides as ({sides}), rows_apart as (select currency, max(amount) as amount from sides "
            "group by old_number, new_number, currency) "
            "select currency, sum(amount) as amount from rows_apart group by currency having amount > 0"
        ).fetchall()
        return dict(found)


@contextmanager
def _joined(
    table: Table, before: pa.Table, after: pa.Table, columns: Sequence[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the relation `joined`: one row per row name in either state, compared by `columns`."""
    with briefly(len(before) + len(after)) as connection:
        for side, rows in (("before", before), ("after", after)):
            connection.register(f"{side}_rows", rows.append_column("number", pa.arange(0, len(rows))))
            connection.execute(f"create temp table {side} as {_named(table, side, columns)}")
        connection.execute(
            "create temp table joined as select after.row_name is null as gone, before.row_name is null as new, "
            "before.cells is distinct from after.cells as differs, before.number as old_number, "
            "after.number as new_number from before full join after using (row_name)"
        )
        yield connection


def _named(table: Table, side: str, columns: Sequence[str]) -> str:
    """Each row of a side by its number, with its name and its cells; only rows without a key are counted."""
    cells = ", ".join(f'"{name}"::varchar' for name in columns)
    key = ", ".join(f'"{name}"::varchar' for name in table.key)
    rows = f"(select number, batch, sheet_row, to_json([{cells}])::varchar as cells from {side}_rows where {{}})"
    above = "row_number() over (partition by cells order by batch, sheet_row)"
    unkeyed = f"select 'rows ' || {above} || cells as row_name, cells, number from {rows}"
    if not table.key:
        return unkeyed.format("true")
    named = " or ".join(f'"{name}" is not null' for name in table.key) if table.identical_rows else "true"
    keyed = (
        f"select 'key ' || to_json([{key}])::varchar as row_name, to_json([{cells}])::varchar as cells, number "
        f"from {side}_rows where {named}"
    )
    return f"{keyed} union all {unkeyed.format(f'not ({named})')}" if table.identical_rows else keyed


def _rows(
    connection: duckdb.DuckDBPyConnection, table: Table, condition: str
) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    """The first rows of `joined` that meet the condition, as they were and as they would be."""
    names = ", ".join(f'{side}."{name}"' for side in ("before", "after") for name in table.names)
    found = connection.execute(
        f"with first as (from joined where {condition} order by coalesce(new_number, old_number) limit {MOST_SHOWN}) "
        f"select {names} from first left join before_rows as before on old_number = before.number "
        f"left join after_rows as after on new_number = after.number order by coalesce(new_number, old_number)"
    ).fetchall()
    width = len(table.names)
    return [(row[:width], row[width:]) for row in found]


def _cells(table: Table, changed: list[tuple[tuple[object, ...], tuple[object, ...]]]) -> list[CellChange]:
    places = [table.names.index(name) for name in table.key]
    return [
        CellChange(tuple(new[place] for place in places), column, old[at], new[at])
        for old, new in changed
        for at, column in enumerate(table.names)
        if old[at] != new[at]
    ]
