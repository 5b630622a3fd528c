"""A table's template: an empty sheet with its columns, and the dictionary beside it."""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter

from governance.tables import Table
from governance.words import say

_CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same template is the same bytes


def write_template(table: Table) -> bytes:
    """The workbook to fill in for `table`: its column names in the first row, and a sheet that explains them."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": say(table.title), "created": _CREATED})
        bold = book.add_format({"bold": True})
        must = book.add_format({"bold": True, "bg_color": "#FFF2CC"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(table.name)
        for place, column in enumerate(table.columns):
            sheet.write(0, place, column.name, must if column.required else bold)
            sheet.set_column(place, place, max(12, len(column.name) + 2))
        sheet.freeze_panes(1, 0)
        _dictionary(book.add_worksheet("Dictionary"), table, bold, wrapped)
    return content.getvalue()


def _dictionary(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: Table,
    bold: xlsxwriter.format.Format,
    wrapped: xlsxwriter.format.Format,
) -> None:
    heads = (say("Column"), say("Meaning"), say("Required"), say("Words allowed"), say("Example"))
    sheet.write_row(0, 0, heads, bold)
    for row, column in enumerate(table.columns, start=1):
        required = say("required") if column.required else say("may be left out")
        cells = (column.name, say(column.meaning), required, ", ".join(column.choices), column.example)
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, wrapped)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 4, 24)
