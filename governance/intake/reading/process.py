"""Files are read in a process of its own, a fresh one for each, which is ended where it takes too much.

The process limits itself as far as the system can (`__main__`); what it takes is watched from here as well, so that
it also ends where the system cannot limit memory, or where its reader only sleeps.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from typing import Any

import psutil
import pyarrow as pa

from governance.intake.reading import unread
from governance.intake.reading.files import sheets_of
from governance.intake.reading.grid import Grid
from governance.intake.reading.turns import Turns
from governance.intake.reading.unread import MIB
from governance.intake.reading.wire import BROKEN, END, NO_MEMORY, REFUSED, grid_of, packed, unpacker
from governance.problems import Refused
from governance.settings import LIMITS, ROOT
from governance.words import language

WORDS = (sys.executable, "-E", "-s", "-m", "governance.intake.reading")
"""The command: nothing of this process's environment reaches it."""

SYSTEM_LIMITS_MEMORY = sys.platform == "linux"
"""Whether the system ends a process that takes more memory than it may: macOS does not."""

_LOOK = 0.05  # seconds between two looks at what the process takes
_PIECE = 1024 * 1024
_turns = Turns(LIMITS.at_once)


def read(name: str, content: bytes) -> list[Grid]:
    """The sheets of a file, blank and hidden ones too. `name` is only ever shown, and its ending looked at.

    Raises Refused for a file that is not what its ending says, is damaged or protected, holds macros, links to other
    files or entities, or is over a limit of the settings: of its own size, or of what reading it may take.
    """
    if len(content) > LIMITS.file_mib * MIB:
        raise unread.over_limit(name, "file_mib", LIMITS.file_mib)
    with _turns.turn(), _Reading(name, content) as reading:
        try:
            return grids_of(name, reading.messages())
        except EOFError as error:
            raise reading.why_it_ended() from error
        except (TypeError, ValueError, LookupError) as error:  # what it says is none of our messages
            raise unread.refused("file-unreadable", name) from error


def read_ours(name: str, content: bytes) -> list[Grid]:
    """As `read`, in this process and without its limits: for files that come with the software, which nobody else
    wrote. A process for each of them takes longer than what is in it."""
    messages = unpacker(LIMITS.output_mib * MIB)
    for message in packed(sheets_of(name, content)):
        messages.feed(message)
    return grids_of(name, iter(messages))


def grids_of(name: str, messages: Iterator[Any]) -> list[Grid]:
    """The sheets of which the messages tell. Raises Refused where they say why not, EOFError where they stop."""
    grids: list[Grid] = []
    for kind, *rest in messages:
        if kind == END:
            return grids
        if kind == REFUSED:
            raise Refused(*rest[0])
        if kind == BROKEN:
            logging.getLogger(__name__).error("%s", rest[0])
            raise unread.refused("file-unreadable", name)
        known, by_columns, count, number = rest
        texts = known["name"] is None  # the cells of a csv file are texts and nothing else
        columns = [_arrow(part) if texts else part for part in islice(messages, number)]
        grids.append(grid_of(known, by_columns, count, columns))
    raise EOFError


def _arrow(column: list[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(column, pa.string())])


class _Reading:
    """The process while it reads one file."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        limits = {"limits": asdict(LIMITS), "limits_memory": SYSTEM_LIMITS_MEMORY}
        line = json.dumps({"name": name, "language": language.get(), **limits}).encode() + b"\n"
        self._to_write = [memoryview(line), memoryview(content)]
        self._ends_at = time.monotonic() + 2 * LIMITS.seconds
        self._looks_at = 0.0  # the first time at once
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(
                WORDS, bufsize=0, cwd=ROOT, env={}, stdin=pipe, stdout=pipe, stderr=nowhere
            )
        except OSError as error:
            logging.getLogger(__name__).error("%s", error)
            raise unread.refused("reading-not-started", name) from error
        self._watched = psutil.Process(self._process.pid)

    def __enter__(self) -> _Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def messages(self) -> Iterator[Any]:
        """What the process says, message by message, until it ends. Raises Refused where it takes too much."""
        unpack = unpacker(LIMITS.output_mib * MIB)
        told = 0
        for piece in self._pieces():
            told += len(piece)
            if told > LIMITS.output_mib * MIB:
                raise unread.over_limit(self.name, "output_mib", LIMITS.output_mib)
            unpack.feed(piece)
            yield from unpack

    def why_it_ended(self) -> Refused:
        """What to say where the process ended before it had told all."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        ended = -(self._process.returncode or 0)
        if ended == signal.SIGXCPU:
            return unread.over_limit(self.name, "seconds", LIMITS.seconds)
        # Its reader gives up, the system does, or it does itself, for want of memory.
        if ended in (signal.SIGABRT, signal.SIGKILL, -NO_MEMORY):
            return unread.over_limit(self.name, "memory_mib", LIMITS.memory_mib)
        return unread.refused("file-unreadable", self.name)

    def _pieces(self) -> Iterator[bytes]:
        """What comes, while the file goes in and the process is watched."""
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        os.set_blocking(into.fileno(), False)
        with selectors.DefaultSelector() as ready:
            ready.register(into, selectors.EVENT_WRITE)
            ready.register(out, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select(_LOOK):
                    if key.fileobj is out:
                        if not (piece := os.read(out.fileno(), _PIECE)):
                            return
                        yield piece
                    elif not self._write(into.fileno()):
                        ready.unregister(into)
                        into.close()
                self._refuse_too_much()

    def _write(self, into: int) -> bool:
        """Write a piece of what is to be told; whether there is more."""
        with suppress(BlockingIOError):
            try:
                written = os.write(into, self._to_write[0][:_PIECE])
            except BrokenPipeError:  # it has ended, and says why or has its reasons
                return False
            self._to_write[0] = self._to_write[0][written:]
        if not self._to_write[0]:
            del self._to_write[0]
        return bool(self._to_write)

    def _refuse_too_much(self) -> None:
        """Look at what the process takes, where the last look is not just past: pieces come in by the thousand."""
        if (now := time.monotonic()) < self._looks_at:
            return
        self._looks_at = now + _LOOK
        if now > self._ends_at:
            raise unread.over_limit(self.name, "seconds", LIMITS.seconds)
        with suppress(psutil.Error):  # it has just ended
            if self._watched.memory_info().rss > LIMITS.memory_mib * MIB:
                raise unread.over_limit(self.name, "memory_mib", LIMITS.memory_mib)
