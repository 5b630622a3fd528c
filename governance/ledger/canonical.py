"""The written form of a batch's rows, over which their hash is taken.

A row is a JSON array of its cells as text in the order of the declared columns, blank cells as null; the rows
are sorted by their bytes and joined with line feeds; the hash is SHA-256 in hexadecimal. The order of rows in
the sheet, the file's format and who saved it do not matter: the same facts have the same hash. Only the columns
that the table had under the batch's schema version take part, so that a new column changes no old hash.

Where each row stands in its sheet has a hash of its own: the sheet's row numbers in the order of the sorted rows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import duckdb
import pyarrow as pa

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
    lines = connection.execute(
        f"select line || chr(10) as line, sheet_row::varchar || chr(10) as place "
        f"from (select to_json([{cells}])::varchar as line, sheet_row from {relation}) as rows "
        f"order by rows.line, rows.sheet_row"
    ).to_arrow_table()
    return Written(_hash(lines.column("line")), _hash(lines.column("place")), lines.num_rows)


def _hash(lines: pa.ChunkedArray) -> str:
    """The hash of the lines as they lie in memory, one after the other, but for the last line feed."""
    found = hashlib.sha256()
    held = b""
    for chunk in lines.cast(pa.large_string()).chunks:
        if len(chunk):
            found.update(held)
            offsets = memoryview(chunk.buffers()[1]).cast("q")
            data = memoryview(chunk.buffers()[2])[offsets[chunk.offset] : offsets[chunk.offset + len(chunk)]]
            found.update(data[:-1])
            held = bytes(data[-1:])
    return found.hexdigest()
