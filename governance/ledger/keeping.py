"""What the ledger keeps beside the facts: files as they were handed in, and what was said of their columns."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import duckdb

from governance.ledger.chain import Event
from governance.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

_ZSTD = b"\x28\xb5\x2f\xfd"  # how every such file begins; what was kept before was packed by zlib


def keep(connection: duckdb.DuckDBPyConnection, file_sha256: str, content: bytes) -> None:
    """Keep a file, packed, once: several batches may have come in it."""
    there = connection.execute("select count(*) from ledger.files where file_sha256 = $hash", {"hash": file_sha256})
    if there.fetchall()[0][0]:
        return
    connection.execute(
        "insert into ledger.files values ($hash, $size, $packed)",
        {"hash": file_sha256, "size": len(content), "packed": _codec().compress(content, asbytes=True)},
    )


def file(connection: duckdb.DuckDBPyConnection, file_sha256: str) -> bytes | None:
    """A file as it was handed in; None where it was not kept, or what is kept is not that file any more."""
    found = connection.execute("select packed from ledger.files where file_sha256 = $hash", {"hash": file_sha256})
    rows = found.fetchall()
    try:
        content = _unpacked(rows[0][0]) if rows else None
    except (zlib.error, OSError):
        return None
    return content if content is not None and hashlib.sha256(content).hexdigest() == file_sha256 else None


def packed(connection: duckdb.DuckDBPyConnection, file_sha256: str) -> bytes:
    """What is kept of a file, as it lies there."""
    found = connection.execute("select packed from ledger.files where file_sha256 = $hash", {"hash": file_sha256})
    return bytes(found.fetchall()[0][0])


@cache
def _codec() -> pa.Codec:
    """Packs a text as small as zlib's first level does in a third of the time, and passes quickly over a workbook,
    which is compressed already."""
    import pyarrow as pa

    return pa.Codec("zstd", compression_level=1)


def _unpacked(packed: bytes) -> bytes:
    if not packed.startswith(_ZSTD):
        return zlib.decompress(packed)
    import pyarrow as pa

    return bytes(pa.CompressedInputStream(pa.BufferReader(packed), "zstd").read())


def rows(connection: duckdb.DuckDBPyConnection, accepted: Event) -> pa.Table:
    """The rows of a batch in the order of its sheet: sheet_row and the columns of its table."""
    table = TABLES[str(accepted.table_name)]
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *table.names))
    return connection.execute(
        f"select {names} from ledger.{table.name} where batch = $batch order by sheet_row", {"batch": accepted.batch}
    ).to_arrow_table()


def remember(connection: duckdb.DuckDBPyConnection, table: str, header: str, mapping: str) -> None:
    """Keep what was said of a table's columns under the hash of their header, in place of what was said before."""
    connection.execute(
        "insert or replace into ledger.mappings values ($table, $header, $mapping)",
        {"table": table, "header": header, "mapping": mapping},
    )


def remembered(connection: duckdb.DuckDBPyConnection) -> Mapping[tuple[str, str], str]:
    """What was said of columns, by table and hash of the header."""
    found = connection.execute("select table_name, header_sha256, mapping from ledger.mappings").fetchall()
    return {(table, header): mapping for table, header, mapping in found}


def mapping_sha256(mapping: str) -> str:
    """The hash of what was said of columns, as events record it."""
    return hashlib.sha256(mapping.encode()).hexdigest()


def hashes(said: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    """The hashes of what was said of columns by table and header, as an event's details hold them."""
    found: dict[str, dict[str, str]] = {}
    for (table, header), mapping in sorted(said.items()):
        found.setdefault(table, {})[header] = mapping_sha256(mapping)
    return found
