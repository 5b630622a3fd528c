"""A sheet's rows in two relations: `raw`, the cells as text, and `typed`, what they stand for (NULL: nothing)."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from governance.intake.cells import typed
from governance.intake.resolving import resolutions
from governance.intake.sheet import Sheet
from governance.tables import Column, Kind, Table
from governance.tables.declare import OF_THE_RULEBOOK

_RESOLVED = (Kind.STATE, Kind.PARTY, Kind.CURRENCY)


def stage(connection: duckdb.DuckDBPyConnection, sheet: Sheet, table: Table, currency: str) -> None:
    """Make the relations `raw` (text cells) and `typed` (stored types, defaults filled in, and which cells are bad)."""
    given = sheet.arrow()
    columns: dict[str, pa.Array] = {"sheet_row": given.column("sheet_row")}
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
    blanks = ", ".join(f'handed_in."{name}" is null as "{name} is blank"' for name in table.names)
    bits = " + ".join(
        _bad_bit(place, column) for place, column in enumerate(table.columns) if column.name in sheet.header
    )
    names = ", ".join(f'"{name}"' for name in table.names)
    connection.execute("create temp view raw as select * from handed_in")
    connection.execute(
        f"create temp table typed as select sheet_row, {names}, {bits or '0'} as bad_cells "
        f"from (select sheet_row, {values}, {blanks} from handed_in{joins})"
    )


def bit(place: int) -> int:
    """The bit of `bad_cells` that stands for the table's column at a place."""
    return 1 << place


def _bad_bit(place: int, column: Column) -> str:
    """Set where a cell stands for nothing though it is written, or though it must stand for something."""
    written = "true" if column.required else f'not "{column.name} is blank"'
    return f'(case when "{column.name}" is null and {written} then {bit(place)} else 0 end)'


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
