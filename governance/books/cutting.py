"""An answer cut to what its reader may see: the one place where rows of other States are taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from governance.access import Shown

Rows = tuple[tuple[object, ...], ...]


def cut(rows: Rows, columns: Sequence[str], shown: Shown | None, limit: Collection[str]) -> Rows:
    """What is left of rows for a reader who sees the States of `limit` only: nothing where it is not declared what."""
    if shown is None:
        return ()
    if shown.column:
        place = columns.index(shown.column)
        rows = tuple(row for row in rows if row[place] in limit or (shown.blank_too and row[place] is None))
    hidden = [columns.index(name) for name in shown.without]
    if not hidden:
        return rows
    return tuple(tuple(None if place in hidden else cell for place, cell in enumerate(row)) for row in rows)
