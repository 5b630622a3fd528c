"""A sheet's rows in two relations: `raw`, the cells as text, and `typed`, what they stand for (NULL: nothing)."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from governance.intake.checking.resolving import RESOLVED, codes
from governance.intake.reading.grid import whole
from governance.intake.understanding.sheet import Sheet
from governance.intake.understanding.values.typed_cells import typed
from governance.ledger import TOGETHER
from governance.tables import Column, Table


def stage(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Table, of_rulebook: Mapping[str, str]
) -> pa.Table:
    """Make the relations `raw` (text cells) and `typed`, and return the latter: sheet_row, the table's columns in
    their stored types with defaults filled in, and `bad_cells`, which says what cannot stand; in the sheet's order.
    `of_rulebook` has the defaults that are the rulebook's, by what a column calls them.
    """
    given = sheet.arrow()
    cells = {name: _column(given, name) for name in ("sheet_row", *table.names)}
    resolved = {
        _code(column): codes(column, cells[column.name], cells[column.kind_in] if column.kind_in else None)
        for column in table.columns
        if column.kind in RESOLVED
    }
    texts = pa.table(cells | resolved)
    connection.register("handed_in", pa.Table.from_batches(texts.to_batches(max_chunksize=TOGETHER), texts.schema))
    connection.execute("create temp view raw as select * from handed_in")
    values = ", ".join(f'{_value_sql(column)} as "{column.name}"' for column in table.columns)
    blanks = ", ".join(f'handed_in."{name}" is null as "{name} is blank"' for name in table.names)
    bits = " + ".join(
        _bad_bit(place, column) for place, column in enumerate(table.columns) if column.name in sheet.header
    )
    names = ", ".join(f'"{name}"' for name in table.names)
    found = connection.execute(
        f"select sheet_row, {names}, {bits or '0'} as bad_cells "
        f"from (select sheet_row, {values}, {blanks} from handed_in)",
        {_default(c): of_rulebook.get(c.default, c.default) for c in table.columns if c.default is not None},
    ).to_arrow_table()
    connection.register("typed", found)
    return found


def bit(place: int) -> int:
    """The bit of `bad_cells` that stands for the table's column at a place."""
    return 1 << place


def _column(given: pa.Table, name: str) -> pa.Array:
    if name not in given.column_names:
        return pa.nulls(given.num_rows, pa.string())
    return whole(given.column(name))


def _bad_bit(place: int, column: Column) -> str:
    """Set where a cell stands for nothing though it is written, or though it must stand for something."""
    written = "true" if column.required else f'not "{column.name} is blank"'
    return f'(case when "{column.name}" is null and {written} then {bit(place)} else 0 end)'


def _code(column: Column) -> str:
    return f"code of {column.name}"


def _default(column: Column) -> str:
    return f"default_{column.name}"


def _value_sql(column: Column) -> str:
    value = f'handed_in."{_code(column)}"' if column.kind in RESOLVED else typed(column)
    if column.default is None:
        return value
    return f'case when handed_in."{column.name}" is null then ${_default(column)} else {value} end'
