"""A ledger in a PostgreSQL database, reached through DuckDB's scanner: all in which it differs from a file.

The database is there before the ledger, made by whoever runs the server; the ledger stands in its schema `public`. A
unique sequence decides who of two comes first, and the loser begins again (`again_if_raced`). Readers wait for nobody.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import ParamSpec, TypeVar

import duckdb

from governance.ledger.chain import CHAINS, OWN
from governance.ledger.refusals import connection_lost, exists, held, missing, never_first, read_only, unreachable
from governance.problems import Refused
from governance.settings import connection_of, password_of

P = ParamSpec("P")
T = TypeVar("T")

_SCHEMA = "public"
_SECRET = "password_of_ledger"
_SCANNER = "duckdb_extension_postgres_scanner"
_WAITING = "-c lock_timeout={wait}s -c idle_in_transaction_session_timeout=300s -c timezone=UTC"
"""A writer waits so long for another; one whose machine has gone lets the others go on after five minutes."""
_CONNECT_SECONDS = "10"
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.5  # seconds between two attempts
_MOST_SECONDS = 60.0  # of attempts to be first

_NOT_YET = ("starting up", "shutting down", "recovery mode", "not yet accepting", "too many clients",
            "too many connections", "53300")  # fmt: skip
_RACED = ("could not serialize", "deadlock detected", "40001", "40p01")
_SAME_KEY = re.compile(rf"\b({'|'.join(OWN)})(_\w+)?_p?key\b")
_THERE = ("already exists", "42p07", "pg_type_typname", "pg_class_relname")
_HELD = ("lock timeout", "55p03")
_READ_ONLY = ("read-only transaction", "25006")
_LOST = ("closed the connection", "terminating connection", "connection to server", "no connection to",
         "connection not open", "unable to connect", "could not connect", "connection has been closed")  # fmt: skip
"""What the server says, with its codes: the names of keys and the codes stand there in every language."""


class Raced(Exception):
    """Somebody else was first: what was read is no longer so, and nothing was recorded."""


@contextmanager
def attached(
    connection: duckdb.DuckDBPyConnection, target: str, name: str, write: bool, wait: float
) -> Iterator[duckdb.DuckDBPyConnection]:
    """`connection` with the database attached to it under a name, detached at the end."""
    _attach(connection, target, name, write, wait)
    try:
        yield connection
    finally:
        with suppress(duckdb.Error):  # of a connection that was lost
            connection.execute(f"detach {name}")


def _attach(connection: duckdb.DuckDBPyConnection, target: str, name: str, write: bool, wait: float) -> None:
    connection.load_extension(_scanner())
    named = {"connect_timeout": _CONNECT_SECONDS, **connection_of(target)}
    named["options"] = " ".join((_WAITING.format(wait=max(1, int(wait))), named.get("options", "")))
    told = " ".join(f"{key}='{_escaped(value)}'" for key, value in named.items())
    mode = "" if write else ", read_only"
    password = password_of(target)
    if password is not None:  # as a secret: what names the database is repeated in what is said of failures
        connection.execute(
            f"create or replace temporary secret {_SECRET} (type postgres, password $password)", {"password": password}
        )
        mode += f", secret {_SECRET}"
    quoted = told.replace("'", "''")  # ATTACH takes no parameters; the target comes from the configuration
    deadline = time.monotonic() + wait
    try:
        while True:
            try:
                connection.execute(f"attach '{quoted}' as {name} (type postgres, schema '{_SCHEMA}'{mode})")
                return
            except duckdb.Error as error:
                if not _says(error, _NOT_YET) or time.monotonic() > deadline:
                    raise Refused(unreachable(target, _reason(error))) from None
                time.sleep(_LONGEST_PAUSE)
    finally:
        if password is not None:
            connection.execute(f"drop secret {_SECRET}")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


@cache
def _scanner() -> str:
    """The file of DuckDB's scanner for PostgreSQL, as the registry's package holds it: nothing is downloaded."""
    spec = find_spec(_SCANNER)
    assert spec is not None
    assert spec.origin is not None
    return str(next(Path(spec.origin).parent.glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension")))


def translated(error: duckdb.Error, target: str, wait: float) -> Exception | None:
    """What is raised instead of an error of the database's: Raced, or a refusal in words; None for any other."""
    if _says(error, _HELD):
        return Refused(held(target, wait))
    if raced(error):
        return Raced()
    if made_already(error):
        return Refused(exists(target))
    if _says(error, _READ_ONLY):
        return Refused(read_only(target))
    if _says(error, _LOST):
        return Refused(connection_lost(target))
    return None


def raced(error: duckdb.Error) -> bool:
    """Whether somebody else was first."""
    return _says(error, _RACED) or _SAME_KEY.search(str(error)) is not None


def made_already(error: duckdb.Error) -> bool:
    """Whether what was to be made is there: somebody else has made it."""
    return _says(error, _THERE)


def again_if_raced(change: Callable[P, T]) -> Callable[P, T]:
    """Let a change begin again, on what is there then, whenever somebody else was first. Who is first is decided by a
    unique key, so at every turn somebody's change is made. Raises Refused after a minute of turns."""

    @wraps(change)
    def first_or_again(*args: P.args, **kwargs: P.kwargs) -> T:
        deadline = time.monotonic() + _MOST_SECONDS
        pause = _FIRST_PAUSE
        while True:
            try:
                return change(*args, **kwargs)
            except Raced:
                if time.monotonic() > deadline:
                    raise Refused(never_first()) from None
            time.sleep(random.uniform(0, pause))
            pause = min(2 * pause, _LONGEST_PAUSE)

    return first_or_again


class Probe:
    """A connection that is kept, to ask whether a ledger has changed: one short query each time."""

    _ENDS = ", ".join(f"(select hash from {chain} order by seq desc limit 1) as {chain}" for chain in CHAINS)

    def __init__(self, target: str) -> None:
        self._target = target
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None

    def stamp(self) -> tuple[object, ...]:
        """What changes with every change. Raises Refused where the database cannot be reached or holds no ledger."""
        with self._lock:
            if self._connection is not None:
                with suppress(duckdb.Error):  # the server was started again, say: asked once more, anew
                    return self._ask(self._connection)
                self._connection = None
            connection = duckdb.connect(":memory:")
            _attach(connection, self._target, "ledger", False, 0)
            try:
                found = self._ask(connection)
            except duckdb.Error as error:
                why = connection_lost if _says(error, _LOST) else missing
                raise Refused(why(self._target)) from None
            self._connection = connection
            return found

    def _ask(self, connection: duckdb.DuckDBPyConnection) -> tuple[object, ...]:
        (found,) = connection.execute(f"from postgres_query('ledger', 'select {self._ENDS}')").fetchall()
        return tuple(found)


@cache
def probe(target: str) -> Probe:
    """The one probe of this process for a database."""
    return Probe(target)


def _reason(error: duckdb.Error) -> str:
    return str(error).strip().splitlines()[0].split('": ', 1)[-1]


def _says(error: BaseException, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)
