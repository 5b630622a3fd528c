"""A ledger copied from one place to another, whole or not at all: out of a file into a database, or the other way.

Rows go over as they are; all of a copy is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from governance.ledger import attach
from governance.ledger.chain import OWN
from governance.ledger.opening import opened
from governance.ledger.schema import make, take_away
from governance.ledger.threads import TOGETHER, briefly, in_memory
from governance.settings import is_database
from governance.tables import TABLES

Advance = Callable[[str], object]
"""Told the name of each relation when it has been copied."""

_FILES = "files"
_COPIED = tuple(name for name in (*OWN, *TABLES) if name != "schema_steps")
RELATIONS = len(_COPIED)
"""How many are copied."""


def copy_rows(source: str, target: str, advance: Advance = str, *, replace: bool = False) -> None:
    """Fill the place at `target`, a new file or a database, with what the ledger at `source` holds, in this version's
    schema. A ledger that was there is taken away in the same transaction where it is to be replaced."""
    attach.create(target)
    reading, writing = in_memory(TOGETHER), in_memory(TOGETHER)
    with (
        opened(reading, source),
        attach.refusing(target),
        attach.attached(writing, target, write=True),
    ):
        # One state of what is read, whoever writes meanwhile.
        with attach.transaction(reading), attach.transaction(writing):
            if replace:
                take_away(writing)
            make(writing)
            for table in _COPIED:
                _copy(reading, writing, table)
                advance(table)
        attach.checkpoint(writing, target)


def remove(target: str) -> None:
    """Take away a copy that was made, and that nobody has been told of."""
    if is_database(target):
        with (
            briefly(0) as connection,
            attach.refusing(target),
            attach.attached(connection, target, write=True),
            attach.transaction(connection),
        ):
            take_away(connection)
        return
    for file in (target, f"{target}.wal"):
        Path(file).unlink(missing_ok=True)


def _copy(reading: duckdb.DuckDBPyConnection, writing: duckdb.DuckDBPyConnection, table: str) -> None:
    for rows in _parts(reading, table):
        writing.register("coming", rows)
        writing.execute(f"insert into ledger.{table} by name select * from coming")
        writing.unregister("coming")


def _parts(reading: duckdb.DuckDBPyConnection, table: str) -> Iterator[object]:
    """A relation's rows, never all of them in memory; of the files, each of which may be large, one at a time."""
    if table != _FILES:
        yield reading.execute(f"select * from ledger.{table}").to_arrow_reader(TOGETHER)
        return
    for (name,) in reading.execute("select file_sha256 from ledger.files").fetchall():
        yield reading.execute("select * from ledger.files where file_sha256 = $name", {"name": name}).to_arrow_table()
