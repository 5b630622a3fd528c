"""Rows as text and files: exact decimals, blank for what is not known, and no cell that a spreadsheet would run.

Money has two places. JSON gives decimals as text, so that no reader turns them into floats. A text that a
spreadsheet program would take for a formula (it begins with = + - or @) is preceded by an apostrophe, which the
intake takes away again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from tabulate import tabulate

from governance.formulas import harmless
from governance.help_sheets import NOT_READ
from governance.money import rounded
from governance.tables import Kind, Table
from governance.words import say

if TYPE_CHECKING:
    import xlsxwriter

CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same rows are the same bytes

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


def to_xlsx(
    columns: Sequence[str],
    kinds: Kinds,
    rows: Rows,
    *,
    title: str,
    about: Sequence[tuple[str, str]],
    name: str = "Rows",
) -> bytes:
    """A workbook: the rows in a sheet `name`, and a sheet `About` that says what they are (pairs of a word and a text).

    Whole numbers and money up to the fifteen digits that a spreadsheet keeps are numbers; a longer decimal is text,
    since a number would lose digits. Text is written as text, so nothing in it is run.
    """
    import xlsxwriter  # here and not above: whoever asks on the shell writes no workbook

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": CREATED})
        bold = book.add_format({"bold": True})
        formats = {
            Kind.MONEY: book.add_format({"num_format": "#,##0.00"}),
            Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheet = book.add_worksheet(name)
        for place, head in enumerate(columns):
            sheet.write_string(0, place, head, bold)
            sheet.set_column(place, place, max(12, len(head) + 2))
        for number, row in enumerate(rows, start=1):
            for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
                write_cell(sheet, number, place, value, kind, formats.get(kind))
        sheet.freeze_panes(1, 0)
        notes = book.add_worksheet("About")
        notes.write_string(0, 2, say(NOT_READ))
        for number, (word, text) in enumerate(about):
            notes.write_string(number, 0, word, bold)
            notes.write_string(number, 1, text)
        notes.set_column(0, 0, 20)
        notes.set_column(1, 1, 100)
    return content.getvalue()


def export_table(table: Table, rows: Rows, form: str, *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """Rows of a table as a file, csv or xlsx, that can be handed in again and is then no change.

    `rows` have the table's columns in order, as `Books.rows_in_force` gives them. The sheet is named like the table;
    a csv file must be: two tables may have the same columns.
    """
    kinds = [column.kind for column in table.columns]
    if form == "csv":
        return to_csv(table.names, kinds, rows).encode()
    return to_xlsx(table.names, kinds, rows, title=say(table.title), about=about, name=table.name)


def write_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: object,
    kind: Kind,
    form: xlsxwriter.format.Format | None,
) -> None:
    """Write one cell as its kind wants it; nothing where nothing is known."""
    if value is None:
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), form)
    elif isinstance(value, Decimal) and len(value.as_tuple().digits) <= 15:
        sheet.write_number(row, column, float(value), form)
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, as_text(value, kind) or "")
