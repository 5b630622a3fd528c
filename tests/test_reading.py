"""Files of four kinds become sheets whose cells are what the file says; what is not to be read has its own sentence."""

from __future__ import annotations

import codecs
import re
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from governance.intake.reading.grid import NOT_CALCULATED, ErrorCell, Grid, Rows, letter
from governance.intake.reading.process import read
from governance.problems import Problem, Refused
from governance.settings import LIMITS
from tests.awkward import (
    WORKBOOKS,
    Failed,
    Formula,
    Shown,
    csv_of,
    lying,
    ods_of,
    parts_of,
    with_part,
    xls_of,
    xlsx_of,
    zip_of,
)
from tests.memory import peak_mib

PAGE = [["received", "state", "amount"], ["2024-02-01", "Côte d'Ivoire", "1"]]
BOOK = xlsx_of({"receipts": [["received", "state", "amount"], [date(2024, 2, 1), "XAA", 1.5]]})
SHEET = "xl/worksheets/sheet1.xml"


def grid_of(name: str, content: bytes) -> Grid:
    (grid,) = read(name, content)
    return grid


def refused(name: str, content: bytes) -> Problem:
    with pytest.raises(Refused) as found:
        read(name, content)
    (problem,) = found.value.problems
    assert problem.file == name
    assert problem.suggestion
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_is_read_in_its_encoding_and_by_its_separator(encoding: str, separator: str) -> None:
    content = csv_of(PAGE, separator, encoding)
    content = codecs.BOM_UTF16_BE + content if encoding == "utf-16-be" else content
    grid = grid_of("march.csv", content)
    assert [list(row) for row in grid.rows] == PAGE
    assert grid.how.endswith({",": "commas", ";": "semicolons", "\t": "tabs"}[separator])
    assert grid.plain == (separator == "," and encoding.startswith("utf-8"))


def test_a_late_record_of_another_width_stays_in_its_place() -> None:
    usual = [["a", "b"]] * 300
    odd = [["1"], ["2", "3", "4", "", "5"]]
    rows = [*usual, odd[0], *usual, odd[1], odd[1], *usual]
    wide = [[*row, *[""] * (5 - len(row))] for row in rows]
    assert [[cell or "" for cell in row] for row in grid_of("march.csv", csv_of(rows)).rows] == wide


@pytest.mark.parametrize("separators", [5_000, 200_000])
def test_a_late_record_of_very_many_cells_is_refused_before_it_is_laid_out(separators: int) -> None:
    usual = b"2024,XAA,1\n" * 300
    began = time.perf_counter()
    problem = refused("march.csv", usual + b"x," * separators + b"\n" + usual)
    assert (problem.rule, problem.value) == ("over-limit", "columns")
    assert time.perf_counter() - began < 2  # it took minutes, by the square of the separators


def test_excels_own_line_about_the_separator_is_no_row() -> None:
    assert list(grid_of("march.csv", b"sep=;\r\na;b,c\r\n1;2,5\r\n").rows) == [("a", "b,c"), ("1", "2,5")]


def test_rows_of_a_csv_file_are_counted_as_a_spreadsheet_program_does() -> None:
    """Titles with fewer cells, blank lines, quoted line breaks and rows with more cells all have their place."""
    grid = grid_of("march.csv", b'Receipts\n\na,b,c\n1,"two\nlines",3\n4,5\n6,7,8,9\n')
    assert list(grid.rows) == [
        ("Receipts", None, None, None),
        (None, None, None, None),
        ("a", "b", "c", None),
        ("1", "two\nlines", "3", None),
        ("4", "5", None, None),
        ("6", "7", "8", "9"),
    ]


def test_rows_kept_by_columns_are_the_same_however_they_are_asked_for() -> None:
    rows = grid_of("march.csv", csv_of([[row, row * 2] for row in range(30)])).rows
    assert isinstance(rows, Rows)
    assert rows[-1] == ("29", "58")
    assert rows[3:9:2] == (rows[3], rows[5], rows[7])
    assert rows[::-1][0] == rows[29]
    assert list(rows) == [rows[place] for place in range(len(rows))]
    with pytest.raises(IndexError):
        rows[30]


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_cells_of_a_workbook_have_the_types_of_its_format(ending: str) -> None:
    book = WORKBOOKS[ending]({"March": [["text", 1.5, date(2024, 2, 29), None, Failed("#DIV/0!")]], "April": [[2]]})
    march, april = read(f"book{ending}", book)
    assert (march.name, april.name) == ("March", "April")
    assert list(march.rows[0]) == ["text", 1.5, date(2024, 2, 29), None, ErrorCell("#DIV/0!")]
    assert list(april.rows[0]) == [2]


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_a_number_shown_in_per_cent_is_known_to_be(ending: str) -> None:
    grid = grid_of(f"book{ending}", WORKBOOKS[ending]({"March": [["rate"], [Shown(0.25, "0.00%")], [0.25]]}))
    assert grid.shown == {0: {1: "%"}}


@pytest.mark.parametrize(
    "attributes",
    [b't="n" s="%s"', b's="%s" cm="1"', b's="%s" ', b"s='%s'", b's = "%s"', b'cm="1" t="n" s="%s" ', b's="%s" t="n"'],
)
def test_a_number_shown_in_per_cent_is_known_however_its_cell_is_written(attributes: bytes) -> None:
    """60 % would else be 0.6, in silence; a text and a blank under the same format show nothing."""
    book = xlsx_of({"March": [["rate"], [Shown(0.6, "0.00%")], [Shown(0.4, "0.00%")], [0.25]]})
    odd = lambda xml: re.sub(rb'(<c r="A2") s="(\d+)"', lambda cell: cell[1] + b" " + attributes % cell[2], xml)  # noqa: E731
    grid = grid_of("book.xlsx", with_part(book, SHEET, odd))
    assert grid.shown == {0: {1: "%", 2: "%"}}
    assert grid.rows[1][0] == 0.6


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_a_sheet_that_begins_in_another_column_keeps_the_letters_of_its_columns(ending: str) -> None:
    """In .xlsx what stood in column B was taken for column A: 25 % would be 0.25, in silence."""
    rows: list[list[object]] = [[], [None, "state", "rate"], [None, "XAA", Shown(0.25, "0.00%")]]
    grid = grid_of(f"book{ending}", WORKBOOKS[ending]({"March": rows}))
    assert [row[1:3] for row in list(grid.rows)[1:]] == [("state", "rate"), ("XAA", 0.25)]
    assert grid.shown == {2: {2: "%"}}


def test_a_currency_in_a_number_format_is_known() -> None:
    formats = ['#,##0.00 "CHF"', "[$USD] #,##0.00", "[$€-407] #,##0", "#,##0.00", "0"]
    grid = grid_of("book.xlsx", xlsx_of({"March": [[Shown(5, one)] for one in formats]}))
    assert grid.shown == {0: {0: "CHF", 1: "USD", 2: "€"}}
    assert grid_of("book.ods", ods_of({"March": [[Shown(5, "CHF")]]})).shown == {0: {0: "CHF"}}


def test_dates_are_right_in_both_date_systems_of_excel() -> None:
    for flag, epoch in ((False, date(1899, 12, 30)), (True, date(1904, 1, 1))):
        grid = grid_of(
            "book.xlsx", xlsx_of({"March": [[date(2024, 2, 29), datetime(2024, 2, 29, 12, 30)]]}, date_1904=flag)
        )
        assert grid.rows[0] == (date(2024, 2, 29), datetime(2024, 2, 29, 12, 30))
        assert grid.epoch == epoch


@pytest.mark.parametrize(("name", "made"), [("book.xls", xls_of), ("book.xlsx", xlsx_of)])
def test_the_first_days_of_1900_are_those_that_excel_shows(name: str, made: Callable[..., bytes]) -> None:
    """Excel counts a 29 February 1900, which never was: before it, a date is a day further from the day 0."""
    rows = [[Shown(number, "yyyy-mm-dd")] for number in (1, 59, 61, 45322)]
    found = [row[0] for row in grid_of(name, made({"March": rows})).rows]
    assert found == [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2024, 1, 31)]


def test_a_formula_is_its_value_and_never_evaluated() -> None:
    grid = grid_of("book.xlsx", xlsx_of({"March": [[Formula("=1+1", 5), Formula('=""', "")]]}))
    assert grid.rows[0][0] == 5


@pytest.mark.parametrize(
    "cell",
    [b"<f>A1+1</f>", b"<f>A1+1</f><v></v>", b"<f>A1+1</f><v/>", b'<f t="shared" si="0"/>', b"<f>A1+1</f><v>0</v>"],
)
def test_a_formula_that_nobody_calculated_is_not_a_blank(cell: bytes) -> None:
    """xlsxwriter, like other programs, writes 0 and says that the workbook is to be calculated when it is opened."""
    book = with_part(
        xlsx_of({"March": [["a", Formula("=A1+1")]]}), SHEET, lambda xml: xml.replace(b"<f>A1+1</f><v>0</v>", cell)
    )
    assert list(grid_of("book.xlsx", book).rows[0]) == ["a", NOT_CALCULATED]
    assert list(grid_of("book.ods", ods_of({"March": [["a", Formula("=A1")]]})).rows[0]) == ["a", NOT_CALCULATED]


def test_a_text_that_says_an_error_is_that_error() -> None:
    row = ["#N/A", "#1", NOT_CALCULATED.text]
    assert list(grid_of("book.xlsx", xlsx_of({"March": [row]})).rows[0]) == [ErrorCell("#N/A"), "#1", NOT_CALCULATED]


def test_a_worksheet_written_in_an_odd_way_is_read_all_the_same() -> None:
    """Elements with a prefix, single quotation marks, cells without places: all are within the standard."""
    odd = b"""<?xml version='1.0'?><x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>
    <x:sheetData><x:row><x:c t='inlineStr'><x:is><x:t>a &amp; b</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>
    <x:row r='3'><x:c r='C3' t='e'><x:f>1/0</x:f><x:v>#REF!</x:v></x:c><x:c><x:f>A1</x:f></x:c></x:row>
    </x:sheetData></x:worksheet>"""
    rows = grid_of("book.xlsx", with_part(BOOK, SHEET, odd)).rows
    assert [list(row) for row in rows] == [
        ["a & b", 5, None, None], [None] * 4, [None, None, ErrorCell("#REF!"), NOT_CALCULATED]]  # fmt: skip


def test_cells_that_only_have_a_format_do_not_make_a_sheet_large() -> None:
    blanks = b"".join(b'<row r="%d"><c r="XFD%d" s="1"/></row>' % (row, row) for row in (1048575, 1048576))
    book = with_part(BOOK, SHEET, lambda xml: xml.replace(b"</sheetData>", blanks + b"</sheetData>"))
    assert len(grid_of("book.xlsx", book).rows) == 2


def test_hidden_sheets_and_repeated_cells_are_known() -> None:
    first, second = read("book.xlsx", xlsx_of({"March": [[1]], "Lists": [[2]]}, hidden=["Lists"]))
    assert (first.hidden, second.hidden) == (False, True)
    repeated = '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="3"><text:p>7</text:p></table:table-cell></table:table-row>'
    assert list(grid_of("book.ods", ods_of({"March": []}, repeated)).rows) == [(7, 7, 7)] * 2


def test_other_types_of_an_opendocument_are_read() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}"><text:p>x<text:s text:c="2"/>y</text:p></table:table-cell>'
        for kind in ('boolean" office:boolean-value="true', 'date" office:date-value="2024-01-31T12:30:00', "string")
    )
    grid = grid_of("book.ods", ods_of({"March": []}, f"<table:table-row>{cells}</table:table-row>"))
    assert list(grid.rows[0]) == [True, datetime(2024, 1, 31, 12, 30), "x  y"]


def test_columns_are_named_as_spreadsheet_programs_name_them() -> None:
    assert [letter(place) for place in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


# --- files that are not read, each with its own sentence ---------------------------------------------------------

EXTERNAL = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="file:///budget.xlsx"
TargetMode="External"/></Relationships>"""
BOMB = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


BOMB_BOOK = f'<?xml version="1.0" encoding="ENCODING"?>{BOMB.decode()}<workbook>&b;</workbook>'


def in_code(xml: str, code: str) -> bytes:
    """XML that says truly in which encoding it is: one in which a search of its bytes need not find what it defines."""
    return xml.replace("ENCODING", code).encode(code)


def sheet_of(cells: bytes) -> bytes:
    return (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1">'
        + cells + b"</x:row></x:sheetData></x:worksheet>"
    )  # fmt: skip


def encrypted_xls() -> bytes:
    """An .xls workbook whose stream begins to be encrypted: the record FILEPASS after the first."""
    book = xls_of({"March": [[1]]})
    start = book.index(b"\x09\x08\x10\x00")  # BOF of the workbook, 20 bytes long
    record = b"\x2f\x00\x06\x00\x00\x00\x01\x00\x02\x00"
    return book[: start + 20] + record + book[start + 20 + len(record) :]


def encrypted_entry() -> bytes:
    content = bytearray(BOOK)
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


MT940 = b":20:STARTUMS\r\n:25:CH9300762011623852957\r\n:61:2402050205C400000,00NTRFNONREF\r\n"
CAMT = (
    b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = [
    ("file-macros", "book.xlsm", BOOK, "The workbook holds macros, which are programs."),
    ("file-macros", "book.xlsx", with_part(BOOK, "xl/vbaProject.bin", b"x"), "The workbook holds macros"),
    ("file-macros", "book.xlsx", with_part(BOOK, "xl/macrosheets/sheet1.xml", b"<x/>"), "The workbook holds macros"),
    ("file-macros", "book.xlsx", with_part(BOOK, "[Content_Types].xml", b"<x>macroEnabled</x>"), "The workbook holds macros"),
    ("file-macros", "book.xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "The workbook holds macros"),
    ("file-macros", "book.ods", with_part(ods_of({"a": [[1]]}), "Basic/Standard/x.xml", b"<x/>"), "The workbook holds macros"),
    ("file-external", "book.xlsx", with_part(BOOK, "xl/_rels/other.xml.rels", EXTERNAL),
     "The workbook is linked to another file: file:///budget.xlsx."),
    ("file-external", "book.xlsx", with_part(BOOK, "xl/externalLinks/externalLink1.xml", b"<x/>"), "The workbook is linked"),
    ("file-external", "book.ods", ods_of({"a": [[1]]}, "<table:table-source/>"), "The workbook is linked to another file"),
    ("file-external", "book.ods", ods_of({"a": [[Formula("='file:///b.ods'#$a.A1")]]}), "The workbook is linked"),
    ("file-password", "book.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "The file is protected with a password."),
    ("file-password", "book.xlsx", encrypted_entry(), "The file is protected with a password."),
    ("file-password", "book.xls", encrypted_xls(), "The file is protected with a password."),
    ("file-password", "book.ods", with_part(ods_of({"a": [[1]]}), "META-INF/manifest.xml", b"<encryption-data/>"),
     "The file is protected with a password."),
    ("file-entities", "book.xlsx", with_part(BOOK, "xl/workbook.xml", lambda xml: xml.replace(b"<workbook", BOMB + b"<workbook")),
     "The part xl/workbook.xml of the file defines entities"),
    ("file-entities", "book.ods", with_part(ods_of({"a": [[1]]}), "content.xml", lambda xml: xml.replace(b"<office:doc", BOMB + b"<office:doc", 1)),
     "The part content.xml of the file defines entities"),
    ("file-damaged", "book.xlsx", BOOK[: len(BOOK) // 2], "The xlsx file is cut off or damaged."),
    *(("file-encoding", "book.xlsx", with_part(BOOK, "xl/workbook.xml", in_code(BOMB_BOOK, code)), "The part xl/workbook.xml of the file is not written in UTF-8")
      for code in ("utf-16", "utf-16-be", "utf-7", "cp037", "latin-1")),
    ("file-encoding", "book.ods", with_part(ods_of({"a": [[1]]}), "content.xml", in_code(BOMB_BOOK, "cp037")), "The part content.xml of the file is not"),
    ("file-cells-repeated", "book.xlsx", with_part(BOOK, SHEET, sheet_of(b'<x:c r="A1"><x:v>1</x:v></x:c>' * 2)), "A sheet of the file names the same cell twice"),
    ("file-cells-repeated", "book.xlsx", with_part(BOOK, SHEET, sheet_of(b'<x:c r="B1"/><x:c r="A1"/>')), "A sheet of the file names"),
    ("file-cells-repeated", "book.xlsx", with_part(BOOK, SHEET, sheet_of(b'<x:c r="A1"><x:v>1</x:v></x:c>' * 2).replace(b"x:", b"")), "A sheet of the file names"),
    ("file-damaged", "book.xlsx", with_part(BOOK, "xl/workbook.xml", b"<workbook>"), "The xlsx file is cut off"),
    ("file-damaged", "book.xlsx", with_part(BOOK, SHEET, b"<worksheet><x:sheetData><x:c"), "The xlsx file is cut off"),
    ("file-damaged", "book.xlsx", zip_of({"[Content_Types].xml": b"<x/>"}), "The xlsx file is cut off"),
    ("file-damaged", "book.xls", xls_of({"a": [[1]]})[:2000], "The xls file is cut off or damaged."),
    ("file-damaged", "book.ods", ods_of({"a": [[1]]})[:-40], "The ods file is cut off or damaged."),
    ("file-damaged", "book.ods", with_part(ods_of({"a": [[1]]}), "content.xml", b"<x>"), "The ods file is cut off"),
    ("file-not-as-named", "book.xlsx", xls_of({"a": [[1]]}), "The file's name says xlsx, but in it is an older Excel workbook (.xls)."),
    ("file-not-as-named", "book.xls", BOOK, "The file's name says xls, but in it is an Excel workbook (.xlsx)."),
    ("file-not-as-named", "book.csv", BOOK, "The file's name says csv, but in it is an Excel workbook (.xlsx)."),
    ("file-not-as-named", "book.xlsx", ods_of({"a": [[1]]}), "The file's name says xlsx, but in it is an OpenDocument workbook (.ods)."),
    ("file-not-as-named", "book.ods", zip_of({"a.txt": b"a"}), "The file's name says ods, but in it is a compressed archive."),
    ("file-not-as-named", "book.xls", b"<html><table><tr><td>1", "The file's name says xls, but in it is a web page."),
    ("file-not-as-named", "book.xlsx", b"%PDF-1.7", "The file's name says xlsx, but in it is a PDF document."),
    ("file-not-as-named", "book.xls", b"a\tb\n", "The file's name says xls, but in it is text with tabs between its cells."),
    ("file-not-as-named", "book.xls", b"a,b\n", "The file's name says xls, but what is in it is not a whole xls file."),
    ("file-not-as-named", "book.xlsx", zip_of({"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}),
     "The file's name says xlsx, but in it is a binary Excel workbook (.xlsb)."),
    ("file-not-as-named", "march.csv", MT940, "The file's name says csv, but in it is a bank's statement (MT940)."),
    ("file-not-as-named", "march.xlsx", CAMT, "The file's name says xlsx, but in it is a bank's statement (camt.053)."),
    ("file-ending", "march.xlsb", zip_of({"xl/workbook.bin": b"x"}), "Files ending in .xlsb are not read: this is a binary Excel workbook (.xlsb)."),
    ("file-ending", "march.txt", b"received\tstate\tamount\n2024-01-31\tXAA\t5\n",
     "Files ending in .txt are not read: this is text with tabs between its cells."),
    ("file-ending", "march.txt", b"Dear all,\n", "Files ending in .txt are not read."),
    ("file-not-as-named", "book.csv", b"\x00\x01\x02\x03" * 9, "The file's name says csv, but what is in it"),
    ("file-not-as-named", "book.csv", b'a,b\n"1,2\n', "The file's name says csv, but what is in it"),
    ("file-not-as-named", "book.csv", b'a,b\n"1"2,3\n', "The file's name says csv, but what is in it"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "content", "message"), REFUSED)
def test_a_file_that_is_not_to_be_read_has_its_own_sentence(rule: str, name: str, content: bytes, message: str) -> None:
    problem = refused(name, content)
    assert problem.rule == rule
    assert problem.message.startswith(message)


def test_what_is_to_be_done_with_a_file_of_another_kind_is_said() -> None:
    assert str(refused("march.csv", MT940).suggestion).startswith("Give the file’s name the ending .xml or .sta")
    assert refused("march.tsv", b"a\tb\n1\t2\n").suggestion == (
        "Give the file's name the ending .csv, and hand it in again."
    )


def test_a_link_that_a_reader_may_click_is_no_link_to_another_file() -> None:
    book = with_part(BOOK, "xl/_rels/other.xml.rels", EXTERNAL.replace(b"externalLinkPath", b"hyperlink"))
    assert len(grid_of("book.xlsx", book).rows) == 2


def test_a_name_is_never_a_path() -> None:
    """A file called like a place of this machine, and parts of an archive that climb out of it, stay bytes."""
    for name in ("../../etc/passwd.csv", "/etc/passwd.csv", "C:\\windows\\win.csv"):
        assert grid_of(name, b"a,b\n1,2\n").file == name
    assert len(grid_of("book.xlsx", with_part(BOOK, "../../../tmp/out.xml", b"<x/>")).rows) == 2
    assert not Path("/tmp/out.xml").exists()


@pytest.mark.parametrize(
    ("limit", "name", "content"),
    [
        ("file_mib", "book.csv", b"a,b\n" * 300_000),
        ("part_mib", "book.xlsx", with_part(BOOK, "xl/styles.xml", b"".join(b"<a%d/>" % n for n in range(150_000)))),
        ("unpacked_times", "book.xlsx", with_part(BOOK, "xl/styles.xml", b"<a/>" * 300_000)),
        ("entries", "book.xlsx", zip_of({"[Content_Types].xml": b""} | {f"xl/{place}.xml": b"" for place in range(60)})),
        ("sheets", "book.xlsx", xlsx_of({str(place): [[1]] for place in range(6)})),
        ("sheets", "book.xls", xls_of({str(place): [[1]] for place in range(6)})),
        ("sheets", "book.ods", ods_of({str(place): [[1]] for place in range(6)})),
        ("rows", "book.csv", b"a,b\n" * 1_500),
        ("rows", "book.csv", b'"a\nb",b\n' * 1_500),
        ("rows", "book.xlsx", xlsx_of({"a": [[]] * 1_400 + [[1]]})),
        ("rows", "book.xls", xls_of({"a": [[]] * 1_400 + [[1]]})),
        ("rows", "book.ods", ods_of({"a": [[1]] * 1_400})),
        ("columns", "book.csv", b"a," * 50 + b"\n"),
        ("columns", "book.xlsx", xlsx_of({"a": [[None] * 50 + [1]]})),
        ("columns", "book.ods", ods_of({"a": [[1] * 50]})),
        ("cells", "book.csv", (b"a," * 20 + b"\n") * 900),
        ("cells", "book.xlsx", xlsx_of({"a": [[]] * 900 + [[None] * 19 + [1]]})),
        ("cells", "book.xls", xls_of({"a": [[]] * 900 + [[None] * 19 + [1]]})),
        ("cells_anew", "book.xlsx", with_part(BOOK, SHEET, sheet_of(b"<x:c/>" * 600))),
        ("characters", "book.csv", b"a,b\n1," + b"x" * 600 + b"\n"),
        ("characters", "book.xlsx", xlsx_of({"a": [["x" * 600]]})),
    ],
)  # fmt: skip
def test_every_limit_is_named_in_its_refusal(
    limit: str, name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = {
        "file_mib": 1,
        "part_mib": 1,
        "unpacked_times": 200,
        "entries": 50,
        "sheets": 5,
        "rows": 1_000,
        "columns": 40,
        "cells": 10_000,
        "cells_anew": 500,
        "characters": 500,
    }
    for field, value in small.items():
        monkeypatch.setitem(vars(LIMITS), field, value)
    problem = refused(name, content)
    assert (problem.rule, problem.value) == ("over-limit", limit)
    assert f"{small[limit]:,}" in problem.message
    assert f"raise the limit {limit}." in str(problem.suggestion)


# --- files made to do harm: bounded by what they would hold, before they hold it ----------------------------------


@cache
def blank_book() -> bytes:
    """A workbook of 300 KiB with a worksheet of 300 MiB that holds nothing but spaces."""
    spaces = b" " * (300 * 1024 * 1024)
    book = zip_of(parts_of(BOOK) | {SHEET: b"<worksheet><sheetData>" + spaces + b"</sheetData></worksheet>"})
    assert len(book) < 310 * 1024
    return book


ATTACKS = {
    "declares 300 MiB": ("over-limit", "unpacked_mib"),
    "holds 300 MiB and declares a few bytes": ("file-false-size", None),
    "has one cell at the far end of the sheet": ("over-limit", "columns"),
    "has one cell in the last row": ("over-limit", "cells"),
    "says a text of 30,000 letters 100,000 times": ("over-limit", "unpacked_mib"),
    "repeats a row of an OpenDocument 1,000,000 times": ("over-limit", "cells"),
    "names one cell a million times": ("over-limit", "unpacked_times"),
    "names one cell 250,000 times": ("file-cells-repeated", None),
    "has 100,000 parts": ("over-limit", "entries"),
}


def attack(kind: str) -> tuple[str, bytes]:
    """A small file that would be large."""
    if kind.startswith(("declares", "holds")):
        return "book.xlsx", lying(blank_book(), SHEET, 1000) if kind.startswith("holds") else blank_book()
    if kind.startswith("has one cell"):
        place = b"XFD1048576" if "far end" in kind else b"IV1048576"
        return "book.xlsx", with_part(BOOK, SHEET, lambda xml: xml.replace(b'r="A2"', b'r="%s"' % place))
    if kind.startswith("names"):
        times = 1_000_000 if "million" in kind else 250_000
        return "book.xlsx", with_part(BOOK, SHEET, sheet_of(b'<x:c r="A1"><x:v>1</x:v></x:c>' * times))
    if kind.startswith("says"):
        rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 100_001))
        book = with_part(BOOK, SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
        shared = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
        return "book.xlsx", with_part(book, "xl/sharedStrings.xml", shared)
    if kind.startswith("repeats"):
        row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="200"/></table:table-row>'
        return "book.ods", ods_of({"a": []}, row)
    return "book.xlsx", zip_of({"[Content_Types].xml": b""} | {str(n): b"" for n in range(100_000)}, zipfile.ZIP_STORED)


CHILD = r"""
import sys
from pathlib import Path
from governance.intake.reading.files import sheets_of as read
from governance.problems import Refused

name, content = sys.argv[1], Path(sys.argv[2]).read_bytes()
try:
    read("warm.csv", b"a,b\n1,2\n")
    print("ready", flush=True)
    sys.stdin.readline()
    read(name, content)
except Refused as refused:
    (problem,) = refused.problems
    print(problem.rule, problem.value)
"""


@pytest.mark.parametrize("kind", ATTACKS)
def test_a_file_made_to_do_harm_is_refused_before_it_fills_the_memory(kind: str, tmp_path: Path) -> None:
    """In a process of its own, which may take up to 50 MiB more than before; the seconds are left to the bench."""
    name, content = attack(kind)
    (tmp_path / "attack").write_bytes(content)
    told, peak = peak_mib([sys.executable, "-c", CHILD, name, str(tmp_path / "attack")])
    rule, value = told.split()
    assert (rule, None if value == "None" else value) == ATTACKS[kind]
    assert peak < 50


def test_memory_that_is_taken_is_seen() -> None:
    """The measure itself: a program that takes 200 MiB for half a second, long enough to be looked at on a busy machine."""
    taking = (
        "import sys, time; print('ready', flush=True); sys.stdin.readline(); held = b'x' * (200 * 1024 * 1024); "
        "time.sleep(0.5); print('done')"
    )
    told, peak = peak_mib([sys.executable, "-c", taking])
    assert told == "done\n"
    assert 150 < peak < 250
