"""The file that comes back: the user's own sheet, marked where it is wrong; corrected there, it goes in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from governance.help_sheets import NOT_READ
from governance.intake.reading.grid import NOT_CALCULATED, ErrorCell, Grid
from governance.intake.reading.process import read
from governance.intake.service.annotating import annotate
from governance.intake.understanding.understand_file import understand_file
from governance.problems import Problem, Refused
from tests.ledgers import batches_of

HEAD = ("received", "state", "amount", "reference", "note")
GRID = Grid("march.xlsx", "receipts", (
    HEAD,
    (datetime(2024, 3, 1), "Nigerr", 1234.5, "=1+1", None),
    (date(2024, 2, 29), "XAA", 1000, "007", "@home"),
))  # fmt: skip
UNKNOWN = Problem("state-unknown", "“Nigerr” is not a State.", "march.xlsx", "receipts", 2, "state", "Nigerr",
                  "Did you mean Niger?", "B")  # fmt: skip
UNUSUAL = Problem(
    "x", "Ten times the assessment.", "march.xlsx", "receipts", 3, "amount", "1000", "Look again.", "C", True
)


def part(content: bytes, name: str) -> str:
    """The text of one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def rows_of(content: bytes, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def test_the_users_own_values_come_back_as_they_were_typed() -> None:
    content = annotate("march.xlsx", [GRID], [UNKNOWN])
    assert content == annotate("march.xlsx", [GRID], [UNKNOWN]), "the same file and problems are the same bytes"
    assert rows_of(content, "receipts") == [
        list(HEAD),
        [date(2024, 3, 1), "Nigerr", 1234.5, "=1+1", ""],
        [date(2024, 2, 29), "XAA", 1000.0, "007", "@home"],
    ]
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml"), "nothing in it is run"


def test_a_cell_is_marked_in_words_and_not_by_its_colour_alone() -> None:
    content = annotate("march.xlsx", [GRID], [UNKNOWN, UNUSUAL])
    notes = part(content, "xl/comments1.xml")
    assert re.findall(r'ref="(\w+)"', notes) == ["B2", "C3"]
    assert "Error: “Nigerr” is not a State. Did you mean Niger?" in notes
    assert "Warning: Ten times the assessment. Look again." in notes
    assert {"FFF8C9C4", "FFFFE699"} <= set(re.findall(r'fgColor rgb="(\w+)"', part(content, "xl/styles.xml")))


def test_every_problem_is_listed_with_a_link_to_its_cell() -> None:
    whole = Problem("rows-missing", "2 rows are missing.", "march.xlsx", "receipts", warning=True)
    line = Problem("x", "The row is odd.", "march.xlsx", "receipts", 3)
    elsewhere = Problem("x", "Of another file.", "april.xlsx", "receipts", 2)
    content = annotate("march.xlsx", [GRID], [UNUSUAL, whole, UNKNOWN, line, elsewhere])
    head, *listed = rows_of(content, "Problems")
    assert head == ["Kind", "Sheet", "Cell", "Column", "Value", "What is wrong", "How to fix it", NOT_READ]
    assert [(row[0], row[1], row[2], row[5]) for row in listed] == [
        ("Error", "receipts", "B2", "“Nigerr” is not a State."),
        ("Error", "receipts", "A3", "The row is odd."),
        ("Warning", "receipts", "C3", "Ten times the assessment."),
        ("Warning", "receipts", "", "2 rows are missing."),
    ]
    links = re.findall(r'hyperlink ref="(\w+)" location="([^"]+)"', part(content, "xl/worksheets/sheet2.xml"))
    assert links == [("C2", "'receipts'!B2"), ("C3", "'receipts'!A3"), ("C4", "'receipts'!C3")]


def test_corrected_there_and_handed_in_again_it_goes_in() -> None:
    """The list of problems is passed over."""
    wrong = annotate("march.xlsx", [GRID], [UNKNOWN, UNUSUAL])
    with pytest.raises(Refused) as refused:
        batches_of([("march.xlsx", wrong)])
    assert [(problem.sheet, problem.row, problem.column) for problem in refused.value.problems] == [
        ("receipts", 2, "state")
    ]
    corrected = replace(GRID, rows=(HEAD, (date(2024, 3, 1), "Niger", *GRID.rows[1][2:]), GRID.rows[2]))
    right = annotate("march.xlsx", [corrected], [UNUSUAL])
    (ready,) = batches_of([("march.xlsx", right)])
    assert ready.rows.column("state").to_pylist() == ["NER", "XAA"]
    assert ready.rows.column("reference").to_pylist() == ["=1+1", "007"]


def test_a_csv_file_comes_back_as_one_sheet_named_like_the_table() -> None:
    grid = Grid("folder/receipts.csv", None, (HEAD, ("2024-02-30", "XAA", "1", "BK1", None)))
    problem = Problem("not-a-date", "No such day.", "receipts.csv", None, 2, "received", "2024-02-30", letter="A")
    content = annotate("receipts.csv", [grid], [problem])
    assert rows_of(content, "receipts")[1][0] == "2024-02-30"
    assert "'receipts'!A2" in part(content, "xl/worksheets/sheet2.xml")
    with pytest.raises(Refused, match="“2024-02-30” is not a date that exists"):
        batches_of([("receipts.xlsx", content)])


def test_sheets_whose_long_names_begin_alike_are_told_apart() -> None:
    """A worksheet's name is shorter than a sheet's may be, and than that of one of several tables on a sheet."""
    names = [f"Contributions received in the year 2026, {half} half" for half in ("first", "second")]
    wrong = Problem("x", "The row is odd.", "a.ods", names[1], 1)
    content = annotate("a.ods", [Grid("a.ods", name, (HEAD,)) for name in names], [wrong])
    titles = ["Contributions received in the y", "Contributions received in the 2", "Problems"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == titles
    assert rows_of(content, "Problems")[1][:3] == ["Error", titles[1], "A1"]


def test_every_kind_of_cell_is_kept_or_kept_as_text() -> None:
    row = (True, 1.5, 12345678901234567, Decimal("0.1"), date(2024, 2, 29), datetime(2024, 2, 29, 13, 5), time(9, 30),
           timedelta(hours=30), date(1815, 6, 9), ErrorCell("#REF!"), ErrorCell("#GETTING_DATA"), float("nan"))  # fmt: skip
    (read,) = rows_of(annotate("a.xlsx", [Grid("a.xlsx", "a", (row,))], []), "a")
    assert read[:6] == [True, 1.5, "12345678901234567", 0.1, date(2024, 2, 29), datetime(2024, 2, 29, 13, 5)]
    assert read[6:] == [time(9, 30), timedelta(hours=30), "1815-06-09", "#REF!", "#GETTING_DATA", "nan"]


def test_a_formula_that_failed_comes_back_as_text_with_a_word_about_it() -> None:
    """A formula of our own making, such as =#N/A, would be run; the user's own is not in what the reader gives."""
    wrong = Problem("formula-failed", "The formula failed.", "a.xlsx", "a", 1, "x", letter="A")
    cells = (ErrorCell("#N/A"), ErrorCell("#DIV/0!"), NOT_CALCULATED)
    content = annotate("a.xlsx", [Grid("a.xlsx", "a", (cells,))], [wrong])
    sheet, notes = part(content, "xl/worksheets/sheet1.xml"), part(content, "xl/comments1.xml")
    assert "<f>" not in sheet
    assert rows_of(content, "a") == [["#N/A", "#DIV/0!", "#CALC!"]]
    assert re.findall(r'ref="(\w+)"', notes) == ["A1", "B1", "C1"]
    gone = "This cell held a formula without a result. The formula is not in this file: enter the value."
    assert notes.count(gone) == 3
    assert f"Error: The formula failed.\n{gone}" in notes
    (again,) = (grid for grid in read("a.xlsx", content) if grid.name == "a")
    assert again.rows[0][:2] == cells[:2], "and is refused again until it is mended"
    assert isinstance(again.rows[0][2], ErrorCell)


def understood(content: bytes, name: str = "x.xlsx") -> list[tuple[object, ...]]:
    """How the sheets of a file are understood, but for the list of problems."""
    return [(one.grid.name, one.table, one.skipped, one.sheet and (one.sheet.header, list(one.sheet.rows)),
             [(q.kind, q.message) for q in one.questions], one.problems)
            for one in understand_file(name, content, currency="CHF") if one.grid.name != "Problems"]  # fmt: skip


def saved(
    rows: Sequence[Sequence[object]], name: str, number: str = "", *, since_1904: bool = False, hidden: bool = False
) -> bytes:
    """A workbook as a spreadsheet program saves it, its numbers with a fraction under one format."""
    content = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd", "date_1904": since_1904}
    with xlsxwriter.Workbook(content, options) as book:
        sheet, look = book.add_worksheet(name), book.add_format({"num_format": number})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                sheet.write(row, column, value, look if isinstance(value, float) else None)
        if hidden:
            front = book.add_worksheet("scale")
            front.write_row(0, 0, ["year", "state", "rate_pct"])
            front.write_row(1, 0, [2024, "FRA", 1])
            front.activate()
            sheet.hide()
    return content.getvalue()


def annotated(content: bytes) -> bytes:
    grids = [grid for grid in read("x.xlsx", content) if grid.name != "Problems"]
    return annotate("x.xlsx", grids, [Problem("x", "Wrong.", "x.xlsx", grids[0].name, 3, "state", letter="B")])


RATES = (("state", "first_year", "last_year", "rate_pct"), ("FRA", 2022, 2024, 0.6), ("DEU", 2022, 2024, 0.4))
MONEY = (("received", "state", "amount", "reference"), (date(2024, 1, 2), "FRA", 100.5, "0077"),
         (date(2024, 1, 3), "Frannce", 1234567890123.25, "12345678901234567"))  # fmt: skip
SERIALS = (("received", "state", "amount", "reference"), (45000, "FRA", 100.5, 12345678901234567),
           (44000, "DEU", 2.25, 77))  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "table", "number"),
    [
        (RATES, "un_scale", "0.00%"),
        (RATES, "un_scale", "0%"),
        (RATES, "un_scale", "0.0000"),
        *((MONEY, "receipts", number) for number in
          ("[$USD] #,##0.00", '#,##0.00 "CHF"', "[$€-407] #,##0.00", "$#,##0.00", "#,##0.00", "[$£-809]0")),
        (SERIALS, "receipts", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("since_1904", [False, True])
def test_the_marked_file_is_understood_as_the_file_itself(
    rows: Sequence[Sequence[object]], table: str, number: str, since_1904: bool
) -> None:
    content = saved(rows, table, number, since_1904=since_1904)
    first = understood(content)
    assert first[0][1] == table
    assert understood(annotated(content)) == first
    assert understood(annotated(annotated(content))) == first


@given(
    st.lists(
        st.tuples(
            st.dates(date(1950, 1, 1), date(2030, 1, 1)) | st.integers(20_000, 45_000).map(float),
            st.sampled_from(["FRA", "DEU", "Frannce", "#N/A"]),
            st.decimals("-99999", "99999", places=2, allow_nan=False).map(float) | st.sampled_from(["1'000.00", "7-"]),
            st.text("0123456789", max_size=20) | st.integers(0, 10**18),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["", "0.00", "0%", "[$USD] 0.00", "[$CHF-807] 0.00", "€ 0", '0 "kg"']),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_value_is_another_in_the_marked_file(rows: list[tuple[object, ...]], number: str, since_1904: bool) -> None:
    content = saved([MONEY[0], *rows], "receipts", number, since_1904=since_1904)
    assert understood(annotated(content)) == understood(content)


def test_a_hidden_sheet_stays_hidden() -> None:
    content = saved(RATES, "un_scale", hidden=True)
    first = understood(content)
    assert first[0][2] == "The sheet is hidden, and so left out."
    assert understood(annotated(content)) == first


def test_a_missing_cell_that_should_be_filled_is_marked_too() -> None:
    grid = Grid("a.xlsx", "scale", (("year", "state", "rate_pct"), (2024,)))
    blank = Problem("cell-blank", "The cell is blank.", "a.xlsx", "scale", 2, "rate_pct", letter="C")
    assert 'ref="C2"' in part(annotate("a.xlsx", [grid], [blank]), "xl/comments1.xml")


def test_two_problems_of_one_cell_are_one_note_and_beyond_a_number_only_the_list_has_them() -> None:
    rows = tuple(("x",) for _ in range(2_100))
    many = [Problem("x", f"Wrong {row}.", "a.xlsx", "a", row, "note", letter="A") for row in range(1, 2_101)]
    content = annotate("a.xlsx", [Grid("a.xlsx", "a", rows)], [*many, UNUSUAL, many[0]])
    notes = part(content, "xl/comments1.xml")
    assert notes.count("<comment ref") == 2_000
    assert "Error: Wrong 1.\nError: Wrong 1." in notes
    assert len(rows_of(content, "Problems")) == 2_102


def test_a_file_longer_than_a_worksheet_is_not_cut_in_silence() -> None:
    with pytest.raises(Refused) as refused:
        annotate("long.csv", [Grid("long.csv", None, (("a",),) * 1_048_577)], [])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.file) == ("annotated-too-long", "long.csv")
    assert problem.message == "A worksheet holds 1,048,576 rows and 16,384 columns; this file has more."


cells = st.none() | st.text(max_size=20) | st.integers() | st.floats(width=32) | st.dates() | st.booleans()


@given(st.lists(st.lists(cells, max_size=5).map(tuple), max_size=5).map(tuple), st.text(max_size=40))
def test_no_sheet_is_so_odd_that_it_cannot_come_back(rows: tuple[tuple[object, ...], ...], name: str) -> None:
    problems = [Problem("x", "Wrong.", "a.csv", None, 1, "state", name, letter="B")]
    content = annotate("a.csv", [Grid(f"{name}.csv", None, rows)], problems)
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) == 2
