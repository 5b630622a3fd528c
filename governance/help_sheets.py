"""Sheets that our own workbooks carry beside the rows: examples, a dictionary, lists, notes, a list of problems.

They say of themselves in their first row that they are not read, in a cell that any spreadsheet program keeps. By that
they are told, not by their names: a sheet called Lists may be anybody's.
"""

from __future__ import annotations

from collections.abc import Sequence

from governance.words import in_every_language, mark

NOT_READ = mark("This sheet is not read when the file is handed in.")


def is_help(rows: Sequence[Sequence[object]]) -> bool:
    """Whether the sheet of these rows is one of ours that only helps."""
    texts = [cell for cell in rows[0] if isinstance(cell, str) and " " in cell] if rows else []
    return bool(texts) and not in_every_language(NOT_READ).isdisjoint(texts)
