"""A paper as a workbook: a sheet for what it says first, one for each section; totals are formulas with their values.

Numbers are numbers up to the fifteen digits that a spreadsheet keeps, text is text: nothing in it is run.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from governance.help_sheets import NOT_READ
from governance.papers.exports import CREATED, write_cell
from governance.papers.paper import Paper, Section, Table, Text
from governance.tables import Kind
from governance.words import say

_SHEET_NAME = 31  # characters, as Excel has it
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))


@dataclass(frozen=True)
class _Book:
    book: xlsxwriter.Workbook
    bold: xlsxwriter.format.Format
    wrapped: xlsxwriter.format.Format
    forms: dict[Kind, xlsxwriter.format.Format]
    sums: xlsxwriter.format.Format


def to_workbook(paper: Paper) -> bytes:
    """The same paper as a workbook, set up to be printed; the same bytes for the same paper."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": paper.title, "author": paper.issuer, "created": CREATED})
        money = {"num_format": "#,##0.00"}
        kit = _Book(
            book,
            book.add_format({"bold": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            {Kind.MONEY: book.add_format(money), Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"})},
            book.add_format({**money, "bold": True, "top": 1}),
        )
        _first(kit, paper)
        for section in (*paper.sections, *paper.annex()):
            _sheet(kit, paper, section)
    return content.getvalue()


def _first(kit: _Book, paper: Paper) -> None:
    """What the paper is, and its answer."""
    sheet = _added(kit, paper, say("Answer"))
    sheet.write_string(0, 0, paper.title, kit.bold)
    sheet.write_string(0, 2, say(NOT_READ))
    row = 1
    for word, told in paper.lines:
        sheet.write_string(row, 0, word, kit.bold)
        sheet.write_string(row, 1, told, kit.wrapped)
        row += 1
    for text in paper.lead:
        row += 1
        sheet.write_string(row, 1, text.words, kit.wrapped)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)


def _sheet(kit: _Book, paper: Paper, section: Section) -> None:
    sheet = _added(kit, paper, section.title)
    sheet.write_string(0, 0, section.title, kit.bold)
    row = 1
    for part in section.parts:
        if isinstance(part, Text):
            sheet.write_string(row, 0, part.words)
            row += 1
        else:
            row = _table(kit, sheet, row, part) + 1
    tables = [part for part in section.parts if isinstance(part, Table)]
    if len(tables) == 1:
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
    for place in range(max((len(table.columns) for table in tables), default=0)):
        sheet.set_column(place, place, max(_width(table, place) for table in tables if place < len(table.columns)))


def _table(kit: _Book, sheet: xlsxwriter.worksheet.Worksheet, top: int, table: Table) -> int:
    """Write a table from the row `top` on; the row after it."""
    for place, name in enumerate(table.columns):
        sheet.write_string(top, place, name, kit.bold)
    row = top + 1
    for cells in table.rows:
        _row(kit, sheet, row, cells, table.kinds)
        row += 1
    if table.totals:
        for place, total in enumerate(table.totals):
            if isinstance(total, Decimal):
                summed = f"=SUM({xl_rowcol_to_cell(top + 1, place)}:{xl_rowcol_to_cell(row - 1, place)})"
                sheet.write_formula(row, place, summed, kit.sums, float(total))
            elif total:
                sheet.write_string(row, place, str(total), kit.bold)
        row += 1
    return row


def _row(
    kit: _Book, sheet: xlsxwriter.worksheet.Worksheet, row: int, cells: Sequence[object], kinds: Sequence[Kind]
) -> None:
    for place, (value, kind) in enumerate(zip(cells, kinds, strict=True)):
        write_cell(sheet, row, place, value, kind, kit.forms.get(kind))


def _added(kit: _Book, paper: Paper, title: str) -> xlsxwriter.worksheet.Worksheet:
    """A sheet of that title, with the paper's number and kind of figures on each printed page."""
    taken = {sheet.get_name().lower() for sheet in kit.book.worksheets()}
    name = title.translate(_NOT_IN_A_NAME)[:_SHEET_NAME]
    number = 2
    while name.lower() in taken:
        name = f"{name[: _SHEET_NAME - 4]} ({number})"
        number += 1
    sheet = kit.book.add_worksheet(name)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_plain(paper.mark)}&C{_plain(paper.number)}&R&P / &N")
    return sheet


def _plain(text: str) -> str:
    """A text in a footer, where & begins a command."""
    return text.replace("&", "&&")


def _width(table: Table, place: int) -> int:
    longest = max((len(str(row[place])) for row in table.rows), default=0)
    return min(60, max(12, len(table.columns[place]), longest) + 2)
