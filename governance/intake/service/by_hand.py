"""One row entered or corrected by hand: a file of its own, handed in like any other.

A correction under the same key takes the place of the row that it corrects. A row without one, an adjustment or a
receipt without a reference, is taken back by its opposite and entered anew, and so is a receipt of another State:
nothing is overwritten, nothing disappears.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.access import Reader, check_may_change
from governance.books import Books
from governance.intake.service.written import OF_THE_PAYMENT, csv_of, opposite
from governance.tables import TABLES
from governance.tables.receipt_names import corrected_name, reversed_name
from governance.words import say

BY_HAND = ("receipts", "adjustments", "council_actions", "notices")
"""The tables of which one row may be entered by hand."""

FILE = "entered-by-hand-{table}.csv"

Cells = Mapping[str, object]


def rows_of(books: Books, table: str, state: str, reader: Reader) -> list[Cells]:
    """The rows of one State in force that the reader may correct, the last one first. Raises Refused for a reader who
    may not."""
    check_may_change(reader)
    names, rows = TABLES[table].names, books.rows_in_force(table, state=state, reader=reader)
    found: list[Cells] = [dict(zip(names, row, strict=True)) for row in rows]
    return sorted(_standing(table, found), key=lambda row: str(day_of(row) or ""), reverse=True)


def day_of(row: Cells) -> object:
    """The day on which what a row tells of happened, by which one finds it."""
    return next((row[name] for name in ("sent", "value_date", "received", "dated") if row.get(name)), None)


def _standing(table: str, rows: list[Cells]) -> list[Cells]:
    """The rows without those that were taken back, and without what took them back."""
    left: list[Cells] = []
    for row in rows:
        opposite = next((one for one in left if _cancel(one, row)), None)
        if opposite is None:
            left.append(row)
        else:
            left.remove(opposite)
    return left


def _cancel(one: Cells, other: Cells) -> bool:
    """Whether two rows are each other's opposite, whatever their notes say."""
    apart = ("amount", "note", "reference", *OF_THE_PAYMENT)
    first, second = one.get("reference"), other.get("reference")
    if first != second and second != reversed_name(first) and first != reversed_name(second):
        return False
    same = all(one[name] == other[name] for name in one if name not in apart)
    return same and isinstance(one.get("amount"), Decimal) and one["amount"] == -other["amount"]  # type: ignore[operator]


def keyed(table: str, row: Cells) -> bool:
    """Whether a later row can take the place of this one: whether its key is told."""
    key = TABLES[table].key
    return bool(key) and any(row[name] is not None for name in key)


def entered(table: str, values: Cells, instead_of: Cells | None = None) -> tuple[str, bytes]:
    """The file with the row as it was written, by column, and what takes back the row that it stands for where
    nothing can take its place. Returns the file's name and content."""
    declared = TABLES[table]
    row = {name: values.get(name) for name in declared.names}
    if instead_of is None or (keyed(table, instead_of) and not _of_another_state(table, instead_of, values)):
        lines = [row]
    else:
        note = say("Taken back: entered anew by hand")
        lines = [{**opposite(instead_of), "note": note}, row]
        if reference := instead_of.get("reference"):
            lines[0]["reference"], row["reference"] = reversed_name(reference), corrected_name(reference)
    return FILE.format(table=table), csv_of(declared.names, lines)


def _of_another_state(table: str, row: Cells, values: Cells) -> bool:
    """Whether a receipt was another State's: under its own reference it would take that State's receipt away unseen."""
    return table == "receipts" and values.get("state") not in (None, row["state"])
