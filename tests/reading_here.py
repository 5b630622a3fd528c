"""Reading as the process for it reads, and over the same messages, but here: a process for each file takes its time."""

from __future__ import annotations

from governance.intake.grid import Grid
from governance.intake.reading.files import sheets_of
from governance.intake.reading.process import grids_of
from governance.intake.reading.wire import packed, unpacker
from governance.intake.refusals import MIB
from governance.settings import LIMITS


def read_here(name: str, content: bytes) -> list[Grid]:
    """As `reading.process.read`, without limits on memory and time."""
    messages = unpacker(LIMITS.output_mib * MIB)
    for message in packed(sheets_of(name, content)):
        messages.feed(message)
    return grids_of(name, iter(messages))
