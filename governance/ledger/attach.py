"""Opening a ledger: briefly; where it is a file, one at a time in this process, waiting for other processes in turn.

While one process writes a DuckDB file no other can open it, not even to read, and while one reads, writers
fail. So every open is short, and a ledger that is held is waited for. A database is open to many.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from governance.ledger import postgres
from governance.ledger.refusals import held, missing
from governance.problems import Problem, Refused, of_the_system
from governance.settings import is_database
from governance.words import say

WAIT_SECONDS = 30.0
_PAUSE_SECONDS = 0.02
_one_at_a_time: dict[str, threading.Lock] = {}


@contextmanager
def attached(
    connection: duckdb.DuckDBPyConnection,
    target: str,
    *,
    write: bool = False,
    wait: float | None = None,
    name: str = "ledger",
) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connection` with the ledger at `target` attached to it under a name, detached at the end.

    Raises Refused where the file does not exist, is no database, or is held by others for `wait` seconds (default:
    WAIT_SECONDS).
    """
    wait = WAIT_SECONDS if wait is None else wait
    if is_database(target):
        with postgres.attached(connection, target, name, write, wait):
            yield connection
        return
    path = Path(target)
    if not path.exists():
        raise Refused(missing(target))
    lock = _one_at_a_time.setdefault(str(path.resolve()), threading.Lock())
    if not lock.acquire(timeout=wait):
        raise Refused(held(target, wait))
    try:
        _attach(connection, target, name, write, wait)
        try:
            yield connection
        finally:
            with suppress(duckdb.Error):  # of a file that could not be checkpointed: its log holds what was committed
                connection.execute(f"detach {name}")
    finally:
        lock.release()


@contextmanager
def refusing(target: str) -> Iterator[None]:
    """What the disk or the memory does not give is refused in words; a defect of the software stays what it is."""
    try:
        yield
    except (duckdb.Error, OSError, MemoryError) as error:
        told = _told(error, target)
        if told is None:
            raise
        raise told from error


def _told(error: BaseException, target: str) -> Exception | None:
    if is_database(target) and isinstance(error, duckdb.Error):
        if told := postgres.translated(error, target, WAIT_SECONDS):
            return told
    elif isinstance(error, duckdb.IOException):
        return Refused(of_the_system(error, target) or damaged(target, error))
    problem = of_the_system(error, target)
    return Refused(problem) if problem else None


def checkpoint(connection: duckdb.DuckDBPyConnection, target: str) -> None:
    """Write what was committed from the log into the file. Where the disk is full that fails, and is no news: what was
    committed is in force, lies in the log beside the file, and is written there with the next change. A database's
    server knows itself when: it would write all that all of its databases have changed."""
    if is_database(target):
        return
    with suppress(duckdb.Error):
        connection.execute("checkpoint ledger")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is done inside is committed together at the end, or, after any exception, none of it."""
    connection.execute("begin")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        with suppress(duckdb.Error):  # a commit that failed has rolled back already
            connection.execute("rollback")
        raise


def create(target: str) -> None:
    """Make an empty database file where there is none yet, for the schema to be written into. A database in a server is
    there before."""
    if is_database(target):
        return
    try:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        duckdb.connect(target).close()
    except (duckdb.IOException, OSError) as error:
        raise Refused(of_the_system(error, target) or damaged(target, error)) from error


def _attach(connection: duckdb.DuckDBPyConnection, target: str, name: str, write: bool, wait: float) -> None:
    mode = "" if write else " (read_only)"
    quoted = target.replace("'", "''")  # ATTACH takes no parameters; the target comes from the configuration
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute(f"attach '{quoted}' as {name}{mode}")
            if write:  # a commit that checkpoints by itself could fail after it has succeeded
                connection.execute("set checkpoint_threshold = '1 TB'")
            return
        except (duckdb.IOException, duckdb.BinderException) as error:
            if not _is_held(error, target):
                raise Refused(of_the_system(error, target) or not_a_ledger(target)) from error
            if time.monotonic() > deadline:
                raise Refused(held(target, wait)) from error
            time.sleep(_PAUSE_SECONDS)
        except duckdb.Error as error:
            raise Refused(not_a_ledger(target)) from error


def _is_held(error: duckdb.Error, target: str) -> bool:
    """Whether another process, or another connection of this one, has the file open."""
    text = str(error).replace(target, "").lower()  # whatever the file's own name says
    return "could not set lock" in text or "conflicting lock" in text or "already attached" in text


def damaged(target: str, error: BaseException) -> Problem:
    """The refusal of a file that the disk does not give or take."""
    return Problem(
        "ledger-damaged",
        say(
            "The ledger {target} could not be read or written: {error}", target=target, error=str(error).splitlines()[0]
        ),
        suggestion=say(
            "See whether the disk is sound. A damaged ledger is rebuilt from its backup with: "
            "python -m governance --ledger {target} rebuild FOLDER",
            target=target,
        ),
    )


def not_a_ledger(target: str) -> Problem:
    """The refusal of a file that is no ledger, or none that this version can open."""
    return Problem(
        "ledger-unreadable",
        say("The file {target} is not a ledger that this version can open.", target=target),
        suggestion=say("Name another file, or restore this one from a copy."),
    )
