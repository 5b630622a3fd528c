"""Rows that the service writes itself, as a file that is handed in like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from governance.formulas import harmless


def csv_of(names: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """The rows under their columns' names; texts that a spreadsheet program would run made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode()


def _text(value: object) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)
