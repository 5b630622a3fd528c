"""A sheet as the file holds it, before anything is made of it: every row from the first, every cell of its own type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ErrorCell:
    """A cell in which a spreadsheet's formula failed, such as #REF! or #N/A."""

    text: str


@dataclass(frozen=True)
class Grid:
    """One sheet of a file. `rows[0]` is the sheet's row 1; rows may differ in length.

    A cell is None (blank), str, int, float, Decimal, bool, date, datetime, time, timedelta or ErrorCell, as the
    file's format types it; cells of a csv file are str or None.
    """

    file: str
    name: str | None  # None: the file has no sheets (csv)
    rows: tuple[tuple[object, ...], ...]
