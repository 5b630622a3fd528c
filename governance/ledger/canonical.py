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
from typing import TYPE_CHECKING

import duckdb

from governance.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

_AT_ONCE = 122_880  # rows


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
        f"select chr(10) || line as line, chr(10) || sheet_row::varchar as place "
        f"from (select to_json([{cells}])::varchar as line, sheet_row from {relation}) as rows "
        f"order by rows.line, rows.sheet_row"
    )
    lines, places = _Joined(), _Joined()
    row_count = 0
    for some in found.to_arrow_reader(_AT_ONCE):  # never all of them: the text of a million rows is long
        lines.add(some.column("line"))
        places.add(some.column("place"))
        row_count += some.num_rows
    return Written(lines.hash.hexdigest(), places.hash.hexdigest(), row_count)


class _Joined:
    """The hash of lines as they lie in memory, one after the other, but for the line feed before the first."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self._begun = False

    def add(self, lines: pa.StringArray) -> None:
        """Take the next lines in, each with a line feed before it."""
        wide = lines.cast("large_string")
        offsets = memoryview(wide.buffers()[1]).cast("q")
        data = memoryview(wide.buffers()[2])[offsets[wide.offset] : offsets[wide.offset + len(wide)]]
        self.hash.update(data if self._begun else data[1:])
        self._begun = True
