"""Random rows of any table, as they can be in force: typed, kept by every row check, none with another's key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from governance.intake.reading.grid import ERRORS, NOT_CALCULATED
from governance.ledger.schema import table_ddl
from governance.tables import TABLES, Column, Kind, Table

Row = tuple[object, ...]

# What a spreadsheet must not make something else of: formulas, numbers and dates in text, quotation marks, line breaks.
_PITFALLS = ("=1+1", "+41 22 717", "-5 for charges", "@home", "'quoted", "'=x", "007", "1e5", "2024-02-29", "1.50", "TRUE",
             "# 42", "a,b", 'say "no"', "two\nlines", "NaN", "None", "Ünïcödé", "x;y", "_x0041_", "–")  # fmt: skip
_words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
# A text such as #N/A is none of them: the intake takes it for a failed formula and refuses it, so no ledger holds it.
_texts = (st.sampled_from(_PITFALLS) | st.lists(_words, min_size=1, max_size=3).map(" ".join)).filter(
    lambda text: text not in {*ERRORS, NOT_CALCULATED.text}
)
_KINDS: dict[Kind, st.SearchStrategy[object]] = {
    Kind.STATE: st.sampled_from(("XAA", "XAN", "COD", "COG", "CHE")),
    Kind.PARTY: st.sampled_from(("XAA", "XAN", "COD", "COG", "CHE")),
    Kind.TEXT: _texts,
    Kind.TABLE: st.sampled_from(tuple(TABLES)),
    Kind.CURRENCY: st.sampled_from(("CHF", "USD")),
    Kind.MONEY: st.decimals(-(10**16) + 1, 10**16 - 1, places=2) | st.decimals(-100, 100, places=2),
    Kind.RATE: st.decimals(0, 100, places=8) | st.decimals(0, 100, places=4),
    Kind.NUMBER: st.decimals(-(10**14) + 1, 10**14 - 1, places=4),
    Kind.COUNT: st.integers(0, 2**31 - 1),
    Kind.YEAR: st.integers(1900, 2199),
    Kind.DATE: st.dates(date(1900, 1, 1), date(2199, 12, 31)) | st.just(date(2024, 2, 29)),
    Kind.PERIOD: st.sampled_from(("2014", "2014-07", "2014-07-01", "1952-12-31")),
}


_COUNTRIES = st.sampled_from(("CH", "LI", "FR"))


def _filled(column: Column) -> st.SearchStrategy[object]:
    if column.name == "country_code":
        return _COUNTRIES
    return st.sampled_from(column.choices) if column.kind is Kind.CHOICE else _KINDS[column.kind]


def _cells(column: Column) -> st.SearchStrategy[object]:
    filled = column.required or column.default is not None
    return _filled(column) if filled else st.none() | _filled(column)


def rows_of(table: Table) -> st.SearchStrategy[list[Row]]:
    """Up to twelve rows of a table that can be in force together, some of them without a blank."""
    row = st.tuples(*map(_cells, table.columns)) | st.tuples(*map(_filled, table.columns))
    return st.lists(row, min_size=1, max_size=12).map(lambda rows: standing(table, rows))


def standing(table: Table, rows: Sequence[Row]) -> list[Row]:
    """The rows that keep every row check, and of those with one key the first."""
    kept = " and ".join(f"coalesce({check.condition}, true)" for check in table.checks if not check.warning)
    key = ", ".join(f'"{name}"' for name in table.key)
    unnamed = (" and ".join(f'"{n}" is null' for n in table.key) or "true") if table.identical_rows else "false"
    names = ", ".join(f'"{name}"' for name in table.names)
    connection = _connection()
    connection.register("handed_in", arrow(table, rows))
    return connection.execute(
        f"select {names} from handed_in where {kept or 'true'} "
        f"qualify {unnamed} or row_number() over (partition by {key or '1'} order by sheet_row) = 1 order by sheet_row"
    ).fetchall()


def arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """The rows as a batch holds them: sheet_row, and the columns in their stored types."""
    schema = _schema(table.name)
    columns = [list(range(2, len(rows) + 2)), *([row[place] for row in rows] for place in range(len(table.names)))]
    return pa.table([pa.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)], schema=schema)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as ledger")
    return connection


@cache
def _schema(table: str) -> pa.Schema:
    _connection().execute(table_ddl(TABLES[table]))
    return _connection().sql(f"select * exclude (batch) from ledger.{table}").to_arrow_table().schema
