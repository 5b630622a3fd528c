"""Where a simulated ledger stands, and what goes wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.simulator.plan import Fault


class Place(Protocol):
    """Where a ledger stands. `faults`: what goes wrong there in a hundred steps."""

    target: str
    faults: dict[str, int]

    @contextmanager
    def without(self, fault: Fault) -> Iterator[int | None]:
        """What a server does inside finds the place read-only, or full: then the bytes are told beyond which none of its
        files can grow."""
        yield None


class InFile:
    """A ledger in a file of a folder."""

    faults = {"killed": 40, "overtaken": 12, "disk full": 10, "read-only": 5, "clock": 5}  # noqa: RUF012

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
