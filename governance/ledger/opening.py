"""Opening a ledger that exists. One of an older schema is read as it would be in this one, and changed by nobody but
`migrate`, after a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb

from governance.ledger.attach import attached, checkpoint, not_a_ledger, refusing
from governance.ledger.refusals import older
from governance.ledger.schema import applied, migrate
from governance.problems import Refused
from governance.tables import SCHEMA


@contextmanager
def opened(
    connection: duckdb.DuckDBPyConnection, target: str, *, write: bool = False, wait: float | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connection` with the ledger at `target` attached under the name `ledger`, in this version's schema.

    Raises Refused where there is no ledger, where others hold it for too long, where a newer version wrote it, or
    an older one and it is to be written, or where the disk or the memory does not give what is asked of it.
    """
    with refusing(target):
        with attached(connection, target, write=write, wait=wait):
            done = applied(connection)
            if not done:
                raise Refused(not_a_ledger(target))
            if done == SCHEMA:
                yield connection
                return
        if write:
            raise Refused(older(target, done))
        with _as_in_this_schema(connection, target, wait):
            yield connection


@contextmanager
def _as_in_this_schema(connection: duckdb.DuckDBPyConnection, target: str, wait: float | None) -> Iterator[None]:
    """A copy in memory of an older ledger, brought to this schema: the file stays as it is."""
    with attached(connection, target, wait=wait, name="older"):
        connection.execute("attach ':memory:' as ledger")
        connection.execute("copy from database older to ledger")
    try:
        migrate(connection)
        yield
    finally:
        connection.execute("detach ledger")


def brought_up(target: str) -> Path | None:
    """Bring a ledger to this version's schema for good, and answer where it is kept as it was.

    None where it is in this schema already. Raises Refused as `opened` does, and where there is no room for the copy.
    """
    with refusing(target), attached(duckdb.connect(), target, write=True) as connection:
        done = applied(connection)
        if not done:
            raise Refused(not_a_ledger(target))
        if done == SCHEMA:
            return None
        connection.execute("checkpoint ledger")  # all of it is in the file, which nobody else can open now
        copy = _copy(Path(target), done)
        migrate(connection)
        checkpoint(connection)
    return copy


def _copy(file: Path, schema: int) -> Path:
    names = (file.with_name(f"{file.name}.schema-{schema}{f'.{n}' if n else ''}") for n in count())
    place = next(name for name in names if not name.exists())
    try:
        with place.open("xb") as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy)
    except OSError:
        place.unlink(missing_ok=True)
        raise
    return place
