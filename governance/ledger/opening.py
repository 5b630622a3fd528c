"""Opening a ledger that exists. One of an older schema is read as it would be in this one, and changed by nobody but
`migrate`, after a copy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from governance.ledger.attach import attached, checkpoint, not_a_ledger, refusing
from governance.ledger.postgres import Raced, again_if_raced, made_already, raced
from governance.ledger.refusals import missing, older
from governance.ledger.schema import applied, migrate, relations
from governance.problems import Problem, Refused
from governance.settings import connection_of, home, is_database
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
                raise Refused(_none_there(target))
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
        _copy_rows(connection, "older", "ledger")
    try:
        migrate(connection)
        yield
    finally:
        connection.execute("detach ledger")


def _copy_rows(connection: duckdb.DuckDBPyConnection, source: str, copy: str) -> None:
    """What stands in one attached ledger, in another that is empty, as it is: of its keys nothing."""
    for table in relations(connection, source):
        connection.execute(f"create table {copy}.{table} as from {source}.{table}")


def _none_there(target: str) -> Problem:
    return missing(target) if is_database(target) else not_a_ledger(target)


@again_if_raced
def brought_up(target: str) -> Path | None:
    """Bring a ledger to this version's schema for good, and answer where it is kept as it was: a file beside it, or in
    the home of the ledgers where it is in a database.

    None where it is in this schema already. Raises Refused as `opened` does, and where there is no room for the copy.
    """
    with refusing(target), attached(duckdb.connect(), target, write=True) as connection:
        done = applied(connection)
        if not done:
            raise Refused(_none_there(target))
        if done == SCHEMA:
            return None
        if is_database(target):
            copy = _copy_out(connection, target, done)
        else:
            connection.execute("checkpoint ledger")  # all of it is in the file, which nobody else can open now
            copy = _copy(Path(target), done)
        _migrate(connection, target, copy)
        checkpoint(connection, target)
    return copy


def _migrate(connection: duckdb.DuckDBPyConnection, target: str, copy: Path) -> None:
    """Bring it to this schema. Where another server was first, that server has a copy of the ledger as it was, and this
    one goes."""
    try:
        migrate(connection)
    except duckdb.Error as error:
        if not is_database(target) or not (raced(error) or made_already(error)):
            raise
        copy.unlink()
        raise Raced from error


def _copy_out(connection: duckdb.DuckDBPyConnection, target: str, schema: int) -> Path:
    """A ledger of a database as it is, in a file."""
    named = connection_of(target)
    home().mkdir(parents=True, exist_ok=True)
    place = _new(home() / f"{named.get('dbname') or named.get('user') or 'ledger'}.duckdb", schema)
    unfinished = place.with_name(f"{place.name}.unfinished")
    quoted = str(unfinished).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as copied")
        _copy_rows(connection, "ledger", "copied")
        connection.execute("detach copied")
        unfinished.replace(place)
    except BaseException:
        with suppress(duckdb.Error):
            connection.execute("detach copied")
        for file in (unfinished, place):
            file.unlink(missing_ok=True)
        raise
    return place


def _new(file: Path, schema: int, number: int = 0) -> Path:
    """A new, empty file for a copy: whoever makes another at the same time has another name."""
    place = file.with_name(f"{file.name}.schema-{schema}{f'.{number}' if number else ''}")
    try:
        place.touch(exist_ok=False)
    except FileExistsError:
        return _new(file, schema, number + 1)
    return place


def _copy(file: Path, schema: int) -> Path:
    place = _new(file, schema)
    try:
        with place.open("wb") as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy)
    except OSError:
        place.unlink(missing_ok=True)
        raise
    return place
