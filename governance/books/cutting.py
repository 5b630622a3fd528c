"""An answer cut to what its reader may see: the one place where rows of other States are taken out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from governance.access import Reader, Shown

Rows = tuple[tuple[object, ...], ...]


def cut(rows: Rows, columns: Sequence[str], shown: Shown | None, reader: Reader) -> Rows:
    """What is left of rows for a reader: of other States nothing, nor of what an office keeps to itself, beyond what is
    declared; and nothing where it is not declared what."""
    if reader.limit is not None:
        rows = _of_states(rows, columns, shown, reader.limit)
    hidden = [columns.index(name) for name in shown.without] if shown and not reader.sees_offices else []
    if not hidden:
        return rows
    return tuple(tuple(None if place in hidden else cell for place, cell in enumerate(row)) for row in rows)


def _of_states(rows: Rows, columns: Sequence[str], shown: Shown | None, limit: Collection[str]) -> Rows:
    if shown is None:
        return ()
    if not shown.column:
        return rows
    place = columns.index(shown.column)
    return tuple(row for row in rows if row[place] in limit or (shown.blank_too and row[place] is None))
