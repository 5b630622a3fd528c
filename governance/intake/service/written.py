"""Rows that the service writes itself, as a file that is handed in like any other."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from governance.formulas import harmless

OF_THE_PAYMENT = ("paid_amount", "paid_currency", "rate", "charges")
"""What is told of a receipt beside its amount: what was paid, at which rate, and what the bank took of it."""
_AMOUNTS = ("amount", "paid_amount", "charges")


def opposite(row: Mapping[str, object]) -> dict[str, object]:
    """What takes a row back: the same with its amounts in the other direction, so that nothing is left of any."""
    return {name: -cell if name in _AMOUNTS and isinstance(cell, Decimal) else cell for name, cell in row.items()}


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
