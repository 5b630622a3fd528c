"""A server of the simulation: a process that does acts and looks, and can be killed at any call to the kernel.

All are forked by one mother that has imported everything and opened nothing, so that a new one takes no time.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Client, Connection, Listener

from governance.access import LOCAL
from governance.ledger import Ledger, attach, closed_years, in_force, threads, verify
from governance.ledger.proposals import PENDING, proposals
from governance.ledger.trail import times_back, trail
from governance.problems import Refused
from governance.ui.shell import cache
from tests.simulator import clock, planted
from tests.simulator.acts import Act, Done, Record
from tests.simulator.reading import USED

PATIENCE_SECONDS = 0.3  # for a ledger that another holds: nobody here goes on meanwhile


@dataclass(frozen=True)
class Told:
    """What a server is told to do: an act, at what its clock says, with so many bytes of room for a file (None: any),
    and whether it may write where the mode of a file says no."""

    act: Act
    clock: datetime
    room: int | None = None
    bound: bool = False


@dataclass(frozen=True)
class Look:
    """What a server is asked: what it sees of the ledger; with `head` whether it verifies, this head being in it; with
    `books` what its pages show."""

    head: str | None
    books: bool


@dataclass(frozen=True)
class Answer:
    """How an act ended: the links acknowledged; or the rules by which it was refused; or what nobody expected."""

    done: Done = ()
    refused: frozenset[str] = frozenset()
    failed: str = ""


@dataclass(frozen=True)
class Shown:
    """What pages show: the head of their books and how many rows are in force by table; what counts, what is closed,
    what waits, what is open."""

    head: str
    rows: dict[str, int]
    in_force: tuple[int, ...]
    closed: tuple[int, ...]
    waiting: tuple[int, ...]
    open_notes: tuple[int, ...]


@dataclass(frozen=True)
class View:
    """What a server sees: the last number and head of each chain, and what it says of times that go back; what `verify`
    finds; and what its pages show."""

    heads: dict[str, tuple[int, str]]
    times_back: str | None
    problem: str | None
    shown: Shown | None


class Server:
    """A server as the simulation holds it."""

    def __init__(self, mother: Mother, target: str, plant: str | None) -> None:
        self._born = mother.bear, target, plant
        self.pid, self._told = mother.bear(target, plant)

    def say(self, told: Told | Look) -> None:
        self._told.send(told)

    def answered(self) -> bool:
        return self._told.poll()

    def answer(self) -> Answer | View | None:
        """What it answered; None where it was killed before, and another was started in its place."""
        try:
            found: Answer | View = self._told.recv()
        except (EOFError, ConnectionResetError):
            self.end()
            bear, target, plant = self._born
            self.pid, self._told = bear(target, plant)
            return None
        return found

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Let it end: nobody tells it anything more."""
        self._told.close()


class Mother:
    """The process that all servers are forked from."""

    def __init__(self) -> None:
        self._listener = Listener(family="AF_UNIX")
        self._asks, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_bear_for_ever, args=(theirs, self._listener.address), daemon=True
        )
        self._process.start()
        theirs.close()

    def bear(self, target: str, plant: str | None) -> tuple[int, Connection]:
        """A new server over a ledger, and how it is spoken to. `plant`: the defect that it has."""
        self._asks.send((target, plant))
        told = self._listener.accept()
        return int(told.recv()), told

    def end(self) -> None:
        """End it."""
        self._asks.close()
        self._process.join()
        self._process.close()
        self._listener.close()


def _bear_for_ever(asked: Connection, address: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were killed
    sys.dont_write_bytecode = True  # which would be calls that only the first server makes
    _warm()
    while True:
        try:
            target, plant = asked.recv()
        except EOFError:
            return
        if not os.fork():
            asked.close()
            with Client(address) as told:
                told.send(os.getpid())
                _serve(told, target, plant)
            os._exit(0)


def _warm() -> None:
    """Do once what servers do, so that none of them does anything for the first time; and keep nothing open."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(f"{folder}/warm.duckdb", rulebook="iom", title="Warm", who="mother")
        Record("mother", "nothing").do(ledger)
        _look(ledger.target, Look(ledger.history()[-1].hash, True))
    threads._idle.clear()
    for kept in (cache._books, cache._read):
        kept.clear()
    for known in (cache._last_seen, cache._asked, cache._shown):
        known.clear()


def _serve(told: Connection, target: str, plant: str | None) -> None:
    attach.WAIT_SECONDS = PATIENCE_SECONDS
    if plant:
        planted.FAULTS[plant]()
    while True:
        try:
            asked = told.recv()
            told.send(_act(target, asked) if isinstance(asked, Told) else _look(target, asked))
        except (EOFError, OSError):  # nobody listens any more
            return


def _act(target: str, told: Told) -> Answer:
    clock.says(told.clock)
    try:
        with _room(told.room), _bound(told.bound):
            return Answer(done=list(told.act.do(Ledger(target))))
    except Refused as refused:
        return Answer(refused=frozenset(problem.rule for problem in refused.problems))
    except Exception:  # noqa: BLE001 - whatever it is, it is told
        return Answer(failed=traceback.format_exc())


def _look(target: str, asked: Look) -> View | Answer:
    try:
        done = trail(target, LOCAL)
        heads = {one.chain: (one.number, one.head) for one in sorted(done, key=lambda one: one.number)}
        problem = verify(target, head=asked.head) if asked.head else None
        return View(
            heads, times_back(done), problem.message if problem else None, _shown(target) if asked.books else None
        )
    except Exception:  # noqa: BLE001 - as above
        return Answer(failed=traceback.format_exc())


def _shown(target: str) -> Shown:
    cache.look()
    books, events = cache.books(target), cache.events(target, LOCAL)
    return Shown(
        books.head,
        {table: len(books.all_rows_in_force(table)) for table in USED},
        tuple(event.batch for event in in_force(events) if event.batch is not None),
        tuple(closed_years(events)),
        tuple(one.number for one in proposals(target, LOCAL) if one.status == PENDING),
        tuple(note.number for note in cache.told(target, LOCAL) if note.open),
    )


@contextmanager
def _room(room: int | None) -> Iterator[None]:
    """No file of this process grows beyond `room` bytes: to write more fails as it does on a full disk."""
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most if room is None else room, hard))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))


_OVERRIDES = 1 << 1  # CAP_DAC_OVERRIDE
_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


@contextmanager
def _bound(bound: bool) -> Iterator[None]:
    """Let the modes of files bind root too, as they bind everybody else."""
    if not bound or os.geteuid():
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    head, sets = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    libc.capget(head, sets)
    before = sets[0]
    sets[0] = before & ~_OVERRIDES
    libc.capset(head, sets)
    try:
        yield
    finally:
        sets[0] = before
        libc.capset(head, sets)
