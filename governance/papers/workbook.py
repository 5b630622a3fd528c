"""Rows and papers as workbooks, all written in one way.

Numbers are numbers up to the fifteen digits that a spreadsheet keeps, any other cell is text, so that nothing in it is
run. The same rows are the same bytes.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from governance.help_sheets import NOT_READ
from governance.papers.exports import Kinds, Rows, as_text
from governance.papers.paper import Paper, Table
from governance.tables import Kind
from governance.words import say

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same rows are the same bytes
_DIGITS = 15  # that a spreadsheet keeps of a number
_NAME = 31  # characters of a sheet's name, as Excel has it
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'"))
_MONEY = {"num_format": "#,##0.00"}
_A4 = 9
_NARROWEST, _WIDEST = 12, 60  # characters of a column


def to_xlsx(
    columns: Sequence[str],
    kinds: Kinds,
    rows: Rows,
    *,
    title: str,
    about: Sequence[tuple[str, str]],
    name: str = "Rows",
) -> bytes:
    """Rows in a sheet `name`, and a sheet `About` that says what they are (pairs of a word and a text)."""
    book = Book(title)
    book.sheet(name).table(columns, kinds, rows)
    notes = book.sheet("About")
    notes.only_helps()
    notes.pairs(about)
    return book.content()


def to_workbook(paper: Paper) -> bytes:
    """A paper: a sheet for what it says first, one for each section, and one for each of its annex."""
    book = Book(paper.title, paper.issuer, (paper.mark, paper.number))
    first = book.sheet(say("Answer"))
    first.only_helps()
    first.line(paper.title, bold=True)
    first.pairs([*paper.lines, ("", ""), *(("", text.words) for text in paper.lead)])
    for section in (*paper.sections, *paper.annex()):
        sheet = book.sheet(section.title)
        sheet.line(section.title, bold=True)
        alone = sum(isinstance(part, Table) for part in section.parts) == 1
        for part in section.parts:
            if isinstance(part, Table):
                sheet.table(part.columns, part.kinds, part.rows, part.totals or (), alone=alone)
                sheet.line()
            else:
                sheet.line(part.words)
    return book.content()


class Book:
    """A workbook being written. `footer`: what stands at the left and in the middle below each printed page."""

    def __init__(self, title: str, author: str = "", footer: tuple[str, str] = ("", "")) -> None:
        import xlsxwriter  # here and not above: whoever asks on the shell writes no workbook

        self._content = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._content, {"in_memory": True})
        self._book.set_properties({"title": title, "author": author, "created": _CREATED})
        self._footer = [text.replace("&", "&&") for text in footer]  # & begins a command there
        self.bold = self._book.add_format({"bold": True})
        self.wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self.sums = self._book.add_format({**_MONEY, "bold": True, "top": 1})
        self.forms = {
            Kind.MONEY: self._book.add_format(_MONEY),
            Kind.DATE: self._book.add_format({"num_format": "yyyy-mm-dd"}),
        }

    def sheet(self, title: str) -> Sheet:
        """A new sheet, named as Excel takes its title (whole words of it), set up to be printed as wide as a page."""
        taken = {sheet.get_name().lower() for sheet in self._book.worksheets()}
        named = title.translate(_NOT_IN_A_NAME)
        name = textwrap.shorten(named, _NAME, placeholder="").rstrip(",;:") or named[:_NAME]
        number = 2
        while name.lower() in taken:
            name = f"{name[: _NAME - 4]} ({number})"
            number += 1
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        left, middle = self._footer
        sheet.set_footer(f"&L{left}&C{middle}&R&P / &N")
        return Sheet(self, sheet)

    def content(self) -> bytes:
        """The workbook as a file, once all is written."""
        self._book.close()
        return self._content.getvalue()


class Sheet:
    """One sheet, written from its first row down."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        self._book, self._sheet = book, sheet
        self._row = 0
        self._widths: dict[int, int] = {}
        self._exact: set[int] = set()

    def line(self, words: str = "", *, bold: bool = False) -> None:
        """A line of text; a blank one without words."""
        if words:
            self._sheet.write_string(self._row, 0, words, self._book.bold if bold else None)
        self._row += 1

    def pairs(self, told: Iterable[tuple[str, str]]) -> None:
        """A word and a text, line by line."""
        for word, text in told:
            self._sheet.write_string(self._row, 1, text, self._book.wrapped)
            self.line(word, bold=True)
        self._sheet.set_column(0, 0, 20)
        self._sheet.set_column(1, 1, 100)

    def only_helps(self) -> None:
        """Say on the sheet that it is not read when the file is handed in."""
        self._sheet.write_string(0, 2, say(NOT_READ))

    def table(
        self, columns: Sequence[str], kinds: Kinds, rows: Rows, totals: Sequence[object] = (), *, alone: bool = True
    ) -> None:
        """Rows below their heads; below them the totals, each sum a formula with its value. `alone`: the heads stay in
        view, and stand on each printed page. A total of cells that no number holds is written as they are: a formula
        would leave them out."""
        heads = self._row
        self._exact.clear()
        self._written(columns, [Kind.TEXT] * len(columns), self._book.bold)
        for row in rows:
            self._written(row, kinds)
        if totals:
            self._summed(totals, heads + 1)
        if alone:
            self._sheet.freeze_panes(heads + 1, 0)
            self._sheet.repeat_rows(heads)
        for place, width in self._widths.items():
            self._sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, width + 2)))

    def _written(self, cells: Sequence[object], kinds: Kinds, form: Format | None = None) -> None:
        for place, (value, kind) in enumerate(zip(cells, kinds, strict=True)):
            self._widths[place] = max(self._widths.get(place, 0), len(str(value)))
            self._cell(place, value, kind, form or self._book.forms.get(kind))
        self._row += 1

    def _cell(self, place: int, value: object, kind: Kind, form: Format | None) -> None:
        """One cell as its kind wants it; nothing where nothing is known."""
        if value is None:
            return
        if isinstance(value, date):
            self._sheet.write_datetime(self._row, place, datetime(value.year, value.month, value.day), form)
        elif isinstance(value, Decimal) and len(value.as_tuple().digits) <= _DIGITS:
            self._sheet.write_number(self._row, place, float(value), form)
        elif isinstance(value, int) and not isinstance(value, bool):
            self._sheet.write_number(self._row, place, value)
        else:
            if isinstance(value, Decimal):
                self._exact.add(place)
            self._sheet.write_string(self._row, place, as_text(value, kind) or "", form)

    def _summed(self, totals: Sequence[object], first: int) -> None:
        from xlsxwriter.utility import xl_range

        for place, total in enumerate(totals):
            if isinstance(total, Decimal) and place in self._exact:
                self._cell(place, total, Kind.MONEY, self._book.sums)
            elif isinstance(total, Decimal):
                summed = f"=SUM({xl_range(first, place, self._row - 1, place)})"
                self._sheet.write_formula(self._row, place, summed, self._book.sums, float(total))
            elif total:
                self._sheet.write_string(self._row, place, str(total), self._book.bold)
        self._row += 1
