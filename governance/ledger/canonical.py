"""The written form of a batch's rows, over which their hash is taken.

A row is a JSON array of its cells as text in the order of the declared columns, blank cells as null; the rows
are sorted by their bytes and joined with line feeds; the hash is SHA-256 in hexadecimal. The order of rows in
the sheet, the file's format and who saved it do not matter: the same facts have the same hash. Only the columns
that the table had under the batch's schema version take part, so that a new column changes no old hash.

Where each row stands in its sheet has a hash of its own: the sheet's row numbers in the order of the sorted rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from governance.tables import TABLES


@dataclass(frozen=True)
class Written:
    """The hash of a batch's rows, the hash of their places in the sheet, and how many there are."""

    rows_sha256: str
    places_sha256: str
    row_count: int


def written(connection: duckdb.DuckDBPyConnection, table: str, schema: int, relation: str) -> Written:
    """The hashes over `relation`, a trusted relation with sheet_row and the table's columns."""
    cells = ", ".join(f'"{column.name}"::varchar' for column in TABLES[table].since(schema))
    found = connection.execute(
        f"select {_hash('line', 'line')}, {_hash('sheet_row::varchar', 'line, sheet_row')}, count(*) "
        f"from (select to_json([{cells}])::varchar as line, sheet_row from {relation})"
    ).fetchall()[0]
    return Written(*found)


def _hash(text: str, order: str) -> str:
    return f"sha256(coalesce(string_agg({text}, chr(10) order by {order}), ''))"
