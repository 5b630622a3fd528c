"""What other processes do to a ledger in tests: started by a server that has imported everything once."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import time
from multiprocessing.connection import Connection

import duckdb

from governance.ledger import Ledger, attach
from governance.problems import Refused
from tests.ledgers import submit

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])


def month(name: str, rows: int) -> list[tuple[str, bytes]]:
    """Two files that belong together, with references that nobody else uses."""
    receipts = "".join(f"2024-02-01,XAA,1.00,{name}-{n}\n" for n in range(rows))
    adjustments = f"2024-02-01,XAA,1.00,{name}\n"
    return [
        ("receipts.csv", f"received,state,amount,reference\n{receipts}".encode()),
        ("adjustments.csv", f"dated,state,amount,reason\n{adjustments}".encode()),
    ]


def import_for_ever(target: str, name: str, told: Connection) -> None:
    """Hand in one month after the other, telling the head of each that was acknowledged."""
    number = 0
    while True:
        events = submit(Ledger(target), month(f"{name}-{number}", 300), who=name)
        told.send([event.hash for event in events])
        number += 1


def import_some(target: str, name: str, times: int) -> None:
    """Hand in a number of months."""
    for number in range(times):
        _submit_in_turn(target, month(f"{name}-{number}", 3), name)


def _submit_in_turn(target: str, files: list[tuple[str, bytes]], who: str) -> None:
    """Preview again where another process came first, as its user would."""
    while True:
        try:
            submit(Ledger(target), files, who=who)
        except Refused as refused:
            if {problem.rule for problem in refused.problems} != {"ledger-moved-on"}:
                raise
        else:
            return


def hold(target: str, seconds: float, told: Connection) -> None:
    """Hold the ledger, as a long import would."""
    with attach.attached(duckdb.connect(), target, write=True):
        told.send("held")
        time.sleep(seconds)


def import_on_a_full_disk(target: str, largest: int, told: Connection) -> None:
    """Hand in a large month where no file can grow beyond `largest` bytes, and tell how it ended."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the error comes from the write itself, as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        told.send([event.kind for event in submit(Ledger(target), month("full", 4_000), who="x")])
    except Refused as refused:
        told.send([problem.rule for problem in refused.problems])
