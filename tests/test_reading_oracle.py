"""What is read by hand (decision 9) beside well-kept readers: openpyxl of .xlsx, and what calamine makes of .ods."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import python_calamine
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter

from governance.intake.reading.files import sheets_of
from governance.intake.reading.grid import NOT_CALCULATED, RAISED, ErrorCell, Grid
from tests.awkward import Failed, Formula, Shown, ods_of, with_part


def accounts() -> bytes:
    """A workbook as offices make them: currencies and percentages, a failed formula, a merged title, hidden rows and
    columns, a row that is struck through, a footnote's mark behind a number."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        struck, raised = book.add_format({"font_strikeout": True}), book.add_format({"font_script": 1})
        sheet = book.add_worksheet("March")
        sheet.merge_range("A1:E1", "Contributions in Swiss francs")
        sheet.write_row("A2", ["State", "Due", "Rate", "Paid on", "Note"])
        for row, state in enumerate(("France", "Japan", "Kenya", "Togo"), start=2):
            sheet.write(row, 0, state)
            sheet.write_number(row, 1, row * 1000.5, book.add_format({"num_format": '"CHF" #,##0.00'}))
            sheet.write_number(row, 2, row / 8, book.add_format({"num_format": "0.0%"}))
            sheet.write_datetime(row, 3, datetime(2024, 3, row), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula("E3", "=1/0", None, "#DIV/0!")
        sheet.write_rich_string("E4", "300", raised, "1")
        sheet.write_row("A7", ["Chad", 5], struck)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
    return content.getvalue()


BOOK = accounts()
OURS: Grid = sheets_of("march.xlsx", BOOK)[0]
THEIRS = openpyxl.load_workbook(io.BytesIO(BOOK), data_only=True, rich_text=True)["March"]
CELLS = {(cell.row - 1, cell.column - 1): cell for row in THEIRS.iter_rows() for cell in row}


def ours(row: int, column: int) -> object:
    cells = OURS.rows[row]
    return cells[column] if column < len(cells) else None


def test_values_and_failed_formulas_of_xlsx_are_those_of_openpyxl() -> None:
    """A merged range is its first cell and blanks, in both."""
    assert (len(OURS.rows), OURS.width) == (THEIRS.max_row, THEIRS.max_column)
    for (row, column), cell in CELLS.items():
        found, told = ours(row, column), cell.value
        if isinstance(found, ErrorCell):
            assert (cell.data_type, found.text) == ("e", told)
        elif isinstance(found, date):
            assert datetime(found.year, found.month, found.day) == told
        else:
            assert found == (str(told) if isinstance(told, CellRichText) else told)
    assert [str(merged) for merged in THEIRS.merged_cells.ranges] == ["A1:E1"]
    assert [ours(0, column) for column in range(5)] == ["Contributions in Swiss francs", None, None, None, None]


def test_what_is_hidden_and_struck_in_xlsx_is_what_openpyxl_says() -> None:
    hidden = {row - 1 for row, how in THEIRS.row_dimensions.items() if how.hidden}
    assert OURS.looks.hidden_rows == hidden == {4}
    columns = {column for column in range(OURS.width) if THEIRS.column_dimensions[get_column_letter(column + 1)].hidden}
    assert OURS.looks.hidden_columns == columns == {2}
    struck = {place for place, cell in CELLS.items() if cell.font.strike and cell.value is not None}
    assert {(row, column) for column, rows in OURS.looks.struck.items() for row in rows} == struck == {(6, 0), (6, 1)}


def test_number_formats_of_xlsx_are_those_of_openpyxl() -> None:
    told = {
        (row, column): "%" if "%" in cell.number_format else "CHF"
        for (row, column), cell in CELLS.items()
        if "%" in cell.number_format or "CHF" in cell.number_format
    }
    assert {(row, column): what for column, rows in OURS.shown.items() for row, what in rows.items()} == told
    assert len(told) == 8


def test_parts_of_cells_in_xlsx_are_those_of_openpyxl() -> None:
    rich = {
        place: [part.font.vertAlign for part in cell.value if isinstance(part, TextBlock) and part.font]
        for place, cell in CELLS.items()
        if isinstance(cell.value, CellRichText)
    }
    assert rich == {(3, 4): ["superscript"]}
    assert OURS.looks.parts == {4: {3: RAISED}}


def test_calamine_does_not_tell_what_is_read_of_ods_here() -> None:
    """Once it tells one of these, decision 9 is to be looked at again."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    hidden = '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="string">'
    hidden += "<text:p>2023</text:p></table:table-cell></table:table-row>"
    book = ods_of({"March": [["Due", Shown(5, "CHF"), Shown(0.25, "0%"), Failed("#REF!"), Formula("=A1")]]}, hidden)
    book = with_part(book, "META-INF/manifest.xml", manifest.encode())
    (own,) = sheets_of("march.ods", book)
    assert own.shown == {1: {1: "CHF"}, 2: {1: "%"}}
    assert own.rows[1][3:] == (ErrorCell("#REF!"), NOT_CALCULATED)
    assert own.looks.hidden_rows == {0}
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    assert sheet.to_python() == [["2023", "", "", ""], ["Due", 5.0, 0.25, "#REF!"]]
    assert not {"number_formats", "hidden_rows", "hidden_columns", "font"} & set(dir(sheet))
