"""How far sheets spread, counted while a file is read: a cell at the far end lays out all the blank ones before it."""

from __future__ import annotations

from governance.intake.reading import unread
from governance.intake.reading.unread import MIB
from governance.settings import LIMITS


def over_extent(rows: int, columns: int) -> tuple[str, int] | None:
    """The limit that a sheet of this size breaks, with its value; None where it breaks none."""
    sizes = {"rows": rows, "columns": columns, "cells": rows * columns}
    over = ((limit, getattr(LIMITS, limit)) for limit, size in sizes.items() if size > getattr(LIMITS, limit))
    return next(over, None)


class Laid:
    """What the sheets of one file hold together, so far: cells laid out, and characters of texts that are repeated."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = self.characters = 0

    def add(self, cells: int, characters: int = 0) -> None:
        """Count more of it. Raises Refused where all sheets together break a limit that each of them keeps."""
        self.cells += cells
        self.characters += characters
        if self.cells > LIMITS.cells:
            raise unread.over_limit(self.name, "cells", LIMITS.cells)
        if self.characters > LIMITS.unpacked_mib * MIB:
            raise unread.over_limit(self.name, "unpacked_mib", LIMITS.unpacked_mib)
