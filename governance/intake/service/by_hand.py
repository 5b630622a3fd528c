"""One row entered or corrected by hand: a file of its own, handed in like any other.

A correction under the same key takes the place of the row that it corrects. A row without one, an adjustment or a
receipt without a reference, is taken back by its opposite and entered anew, and so is a receipt of another State:
nothing is overwritten, nothing disappears. Where only remarks differ the row is the same one, in whose place it comes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from governance.access import Reader, check_may_change
from governance.books import Books
from governance.intake.checking.beside import duplicates
from governance.intake.service.written import OF_THE_PAYMENT, csv_of, opposite
from governance.intake.understanding.values.amounts import written_number
from governance.intake.understanding.values.plain import NUMBERED
from governance.names import find
from governance.tables import TABLES, Column, Kind, Table
from governance.tables.declare import NO_FIGURES
from governance.tables.receipt_names import corrected_name, reversed_name
from governance.words import say

BY_HAND = ("receipts", "adjustments", "council_actions", "notices")
"""The tables of which one row may be entered by hand."""

FILE = f"{duplicates.BY_HAND}{{table}}.csv"

Cells = Mapping[str, object]


def rows_of(books: Books, table: str, state: str, reader: Reader) -> list[Cells]:
    """The rows of one State in force that the reader may correct, the last one first. Raises Refused for a reader who
    may not."""
    check_may_change(reader)
    found = held_in(books, table, reader, state)
    return sorted(_standing(table, found), key=lambda row: str(day_of(row) or ""), reverse=True)


def held_in(books: Books, table: str, reader: Reader, state: str | None = None) -> list[Cells]:
    """The rows of a table in force that the reader may see, of all States or of one."""
    rows = books.rows_in_force(table, state=state, reader=reader)
    return [dict(zip(TABLES[table].names, row, strict=True)) for row in rows]


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


def entered(
    table: str, values: Cells, instead_of: Cells | None = None, held: Sequence[Cells] = ()
) -> tuple[str, bytes]:
    """The file with the row as it was written, by column, and what takes back the row that it stands for where
    nothing can take its place. Returns the file's name and content.

    `held` are the table's rows in force: those that are like one of the file stand before it, since one alone would be
    taken for the same, as when a figure is corrected and then corrected back.
    """
    declared = TABLES[table]
    row = {name: values.get(name) for name in declared.names}
    if instead_of is None or _takes_the_place(declared, instead_of, row):
        lines = [row]
    else:
        note = say("Taken back: entered anew by hand")
        lines = [{**opposite(instead_of), "note": note}, row]
        if reference := instead_of.get("reference"):
            lines[0]["reference"], row["reference"] = reversed_name(reference), corrected_name(reference)
        else:
            lines = [one for line in lines for one in (*_alike(declared, line, held), line)]
    return FILE.format(table=table), csv_of(declared.names, lines)


def _takes_the_place(table: Table, held: Cells, row: Cells) -> bool:
    """Whether a row takes the place of the one that is held: under its key, unless that is a receipt of another State,
    which would be taken away unseen; without one, where no figure differs."""
    if keyed(table.name, held):
        return table.name != "receipts" or row["state"] in (None, held["state"])
    return bool(_alike(table, row, [held]))


def _alike(table: Table, row: Cells, held: Sequence[Cells]) -> list[dict[str, object]]:
    """Those of the rows that are held of which no figure is another than in a row as it was written."""
    figures = [column for column in table.columns if column.name not in NO_FIGURES]
    return [{**one} for one in held if all(_is_the_same(of, one[of.name], row[of.name]) for of in figures)]


def _is_the_same(column: Column, held: object, written: object) -> bool:
    """Whether a cell as it was written says what is held."""
    if held is None or written is None:
        return held is written
    if column.kind in NUMBERED:
        number = written_number(str(written), column)
        return number is not None and not number.unclear and Decimal(number.point or number.comma or 0) == held
    if column.kind is Kind.STATE:
        state = find(str(written))
        return state is not None and state.code == held
    return str(written) == str(held)
