"""Rows as text: exact decimals, blank for what is not known, and no cell that a spreadsheet would run.

Money has two places. JSON gives decimals as text, so that no reader turns them into floats. A text that a
spreadsheet program would take for a formula (it begins with = + - or @) is preceded by an apostrophe, which the
intake takes away again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tabulate import tabulate

from governance.formulas import harmless
from governance.money import rounded
from governance.tables import Kind

Kinds = Sequence[Kind]
Rows = Iterable[Sequence[object]]


def as_text(value: object, kind: Kind) -> str | None:
    """A cell as exact text; None stays None."""
    if value is None:
        return None
    if isinstance(value, Decimal):
        return f"{rounded(value):f}" if kind is Kind.MONEY else _plain(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _harmless(text: str | None, value: object) -> str:
    if text is None:
        return ""
    return harmless(text) if isinstance(value, str) else text


def to_csv(columns: Sequence[str], kinds: Kinds, rows: Rows) -> str:
    """Comma-separated values with a header line, even without rows; lines end in LF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_harmless(as_text(v, k), v) for v, k in zip(row, kinds, strict=True)] for row in rows)
    return out.getvalue()


def to_json(columns: Sequence[str], kinds: Kinds, rows: Rows) -> str:
    """A JSON list of one object per row."""
    return json.dumps(records(columns, kinds, rows), ensure_ascii=False, indent=2)


def records(columns: Sequence[str], kinds: Kinds, rows: Rows) -> list[dict[str, object]]:
    """One dictionary per row, of what JSON can hold: text, whole numbers and None."""
    return [{name: _json(v, k) for name, v, k in zip(columns, row, kinds, strict=True)} for row in rows]


def _json(value: object, kind: Kind) -> object:
    return value if value is None or (isinstance(value, int) and not isinstance(value, bool)) else as_text(value, kind)


def to_table(columns: Sequence[str], kinds: Kinds, rows: Rows) -> str:
    """A table for a terminal."""
    cells = [[_shown(v, k) for v, k in zip(row, kinds, strict=True)] for row in rows]
    numbers = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT)
    align = ["right" if kind in numbers else "left" for kind in kinds]
    return str(tabulate(cells, headers=list(columns), colalign=align if cells else None, disable_numparse=True))


def _shown(value: object, kind: Kind) -> str:
    if isinstance(value, Decimal) and kind is Kind.MONEY:
        return f"{rounded(value):,}"
    return as_text(value, kind) or ""
