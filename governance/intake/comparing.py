"""The rows of one table in force before and after a change: which are new, changed, gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES

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
            f"select {table.counts_in} as year from {side} join joined on {number} = number where differs"
            for side, number in sides
        )
        return [
            year for (year,) in connection.execute(f"from ({years}) where year is not null order by year").fetchall()
        ]


@contextmanager
def _joined(
    table: Table, before: pa.Table, after: pa.Table, columns: Sequence[str]
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the relation `joined`: one row per row name in either state, compared by `columns`."""
    with duckdb.connect() as connection:
        connection.register("before_rows", before)
        connection.register("after_rows", after)
        for side in ("before", "after"):
            connection.execute(f"create temp table {side} as {_named(table, side, columns)}")
        connection.execute(
            "create temp table joined as select after.row_name is null as gone, before.row_name is null as new, "
            "before.cells is distinct from after.cells as differs, before.number as old_number, "
            "after.number as new_number from before full join after using (row_name)"
        )
        yield connection


def _named(table: Table, side: str, columns: Sequence[str]) -> str:
    cells = ", ".join(f'"{name}"::varchar' for name in columns)
    whole = f"to_json([{cells}])::varchar"
    above = f"row_number() over (partition by {whole} order by batch, sheet_row)"
    name = f"'rows ' || {above} || {whole}"
    if table.key:
        key = ", ".join(f'"{name}"::varchar' for name in table.key)
        keyed = " or ".join(f'"{name}" is not null' for name in table.key) if table.identical_rows else "true"
        name = f"case when {keyed} then 'key ' || to_json([{key}])::varchar else {name} end"
    return f"select {name} as row_name, {whole} as cells, row_number() over () as number, * from {side}_rows"


def _rows(
    connection: duckdb.DuckDBPyConnection, table: Table, condition: str
) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    """The first rows of `joined` that meet the condition, as they were and as they would be."""
    names = ", ".join(f'{side}."{name}"' for side in ("before", "after") for name in table.names)
    found = connection.execute(
        f"select {names} from joined left join before on old_number = before.number "
        f"left join after on new_number = after.number where {condition} "
        f"order by coalesce(new_number, old_number) limit {MOST_SHOWN}"
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
