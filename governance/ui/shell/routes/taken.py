"""Files about States' own accounts that somebody who signed in took along: recorded beside the facts, off their way.

A download waits for no ledger. What was taken is put into a list, from which one thread records it; while another
program holds a ledger it tries again. The list is bounded: beyond that each one is written into the server's log
instead, and as soon as there is room the ledger's record says how many are missing there.
"""

from __future__ import annotations

import atexit
import json
import logging
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from governance.access import Reader, acting
from governance.ledger import AWAY, audit
from governance.ledger.chain import now
from governance.ledger.trail import EVERY_STATE
from governance.problems import Refused

DOWNLOADED, MISSING = "downloaded", "missing"
"""The kinds of record: a file that was taken along, and how many such records are in the server's log only."""

SERVER = "server"
"""Who says how many are missing."""
_MOST, _AT_ONCE = 10_000, 500
_PAUSE_SECONDS, _AT_THE_END_SECONDS = 5.0, 5.0
_PASSING = (*AWAY, "disk-full", "memory-short")
"""Refusals after which it is tried again: of another it is known that the next would be the same."""

Write = Callable[[str, Sequence[tuple[str, str, Mapping[str, object]]]], object]


@dataclass(frozen=True)
class Taken:
    """What was taken along by whom: the file, of which States, at which version, and when; or what was refused."""

    who: str
    details: Mapping[str, object]
    kind: str = DOWNLOADED


class Recorder:
    """What waits to be recorded, at most `most` of all ledgers together, and the thread that does it."""

    def __init__(self, write: Write = audit.add_all, *, most: int = _MOST, pause: float = _PAUSE_SECONDS) -> None:
        self._write, self._most, self._pause = write, most, pause
        self._waiting: defaultdict[str, list[Taken]] = defaultdict(list)
        self._missing: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._ends = False

    def put(self, target: str, taken: Taken) -> None:
        """Let it be recorded in the ledger at `target`; returns at once."""
        with self._changed:
            if sum(map(len, self._waiting.values())) >= self._most:
                self._miss(target, [taken], "too many wait")
            else:
                self._waiting[target].append(taken)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="taken along", daemon=True)
                self._thread.start()
            self._changed.notify()

    def end(self, seconds: float = _AT_THE_END_SECONDS) -> None:
        """Record what waits still, and write into the log what could not be recorded in that time."""
        with self._changed:
            self._ends = True
            self._changed.notify()
        if self._thread:
            self._thread.join(seconds)
        with self._changed:
            for target in list(self._waiting):
                self._miss(target, self._waiting.pop(target), "the server ends")

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._missing or self._ends)
                targets = [*{*self._waiting, *self._missing}]
            if not targets:
                return
            done = [self._record(target) for target in targets]
            if not all(done):
                with self._changed:
                    if self._ends:
                        return
                    self._changed.wait(self._pause)

    def _record(self, target: str) -> bool:
        """Record some of what waits for a ledger; False where it is to be tried again."""
        with self._changed:
            those, missing = self._waiting[target][:_AT_ONCE], self._missing[target]
        coming = [(one.kind, one.who, one.details) for one in those]
        coming += [(MISSING, SERVER, {"number": missing})] if missing else []
        why = ""
        try:
            self._write(target, coming)
        except Refused as refused:
            if refused.problems[0].rule in _PASSING:
                return False
            why = str(refused)
        except Exception as error:  # one that is not foreseen must not end the thread
            logging.exception("downloads were not recorded")
            why = repr(error)
        with self._changed:
            self._waiting[target] = self._waiting[target][len(those) :]
            self._missing[target] -= missing
            if why:
                self._log(those, why)
            if not self._waiting[target]:
                del self._waiting[target]
            self._missing = +self._missing
        return True

    def _miss(self, target: str, those: Sequence[Taken], why: str) -> None:
        self._missing[target] += len(those)
        self._log(those, why)

    def _log(self, those: Sequence[Taken], why: str) -> None:
        for one in those:
            logging.error("not in the ledger's record (%s): %s", why, json.dumps({"who": one.who, **one.details}))


@cache
def recorder() -> Recorder:
    """The one of this process, which records what waits before it ends."""
    made = Recorder()
    atexit.register(made.end)
    return made


def note(reader: Reader, target: str, version: int, state: str | None, file: str) -> None:
    """Let it be recorded that the reader took a file along, about a State or, where it is None, about all that they
    see. Whoever has not signed in is nobody of whom it could be told."""
    if not reader.subject:
        return
    seen = {"state": state} if state else {"states": ", ".join(sorted(reader.limit)) if reader.limit else EVERY_STATE}
    told = {"file": file, "version": version, "taken": now().isoformat(timespec="seconds"), "issuer": reader.issuer}
    recorder().put(target, Taken(acting(reader, ""), {**seen, **told}))


def note_refused(reader: Reader, target: str, state: str | None, rule: str, address: str) -> None:
    """Let it be recorded that the reader asked for a file that is not for them; of nobody, as `note`."""
    if not reader.subject:
        return
    told = {"rule": rule, "address": address, "issuer": reader.issuer, **({"state": state} if state else {})}
    recorder().put(target, Taken(acting(reader, ""), told, audit.REFUSED))
