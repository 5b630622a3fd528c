"""Hidden, filtered and struck rows and hidden columns are asked about; a number of which a part is a mark is none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from governance.intake.reading.grid import Looks
from governance.intake.reading.process import read
from governance.intake.service.annotating import annotate
from governance.intake.understanding.asked import answered
from governance.intake.understanding.sheet_decisions import Decisions
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.problems import Refused
from tests.awkward import Rows, ods_of, with_part
from tests.shell import Shell

RECEIPTS: Rows = [["received", "state", "amount"], ["2024-01-31", "XAA", 400000], ["2024-02-01", "XAA", 399999],
            ["2024-03-01", "XAN", 300000]]  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(hidden: bool = False, column: bool = False, struck: bool = False, part: str = "") -> bytes:
    """The receipts; the second row hidden, its amount struck, its column hidden, or a part of the amount different."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("March")
        line = book.add_format({"font_strikeout": True})
        how = {"raised": {"font_script": 1}, "struck": {"font_strikeout": True}, "mixed": {"bold": True}}
        for row, cells in enumerate(RECEIPTS):
            sheet.write_row(row, 0, cells)
        if struck:
            sheet.write(2, 2, 399999, line)
        if part:
            sheet.write_rich_string(2, 2, "399999", book.add_format(how[part]), "1")
        if hidden:
            sheet.set_row(2, None, None, {"hidden": True})
        if column:
            sheet.set_column(2, 2, None, None, {"hidden": True})
    return content.getvalue()


def xls(hidden: bool = False, column: bool = False, struck: bool = False, part: str = "") -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("March")
    how = {"raised": "escapement superscript", "struck": "struck_out on", "mixed": "bold on"}
    for row, cells in enumerate(RECEIPTS):
        for place, cell in enumerate(cells):
            if part and (row, place) == (2, 2):
                sheet.write_rich_text(row, place, ["399999", ("1", xlwt.easyfont(how[part]))])
            else:
                font = "font: struck_out on" if struck and (row, place) == (2, 2) else ""
                sheet.write(row, place, cell, xlwt.easyxf(font))
    sheet.row(2).hidden = hidden
    sheet.col(2).hidden = column
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods(hidden: bool = False, column: bool = False, struck: bool = False, part: str = "") -> bytes:
    def cell(value: object, style: str = "", text: str = "") -> str:
        kind = "string" if text or isinstance(value, str) else f'float" office:value="{value}'
        return (
            f'<table:table-cell office:value-type="{kind}"{style}><text:p>{text or value}</text:p></table:table-cell>'
        )

    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {what}/></style:style>'
        for name, what in (
            ("s", 'style:text-line-through-style="solid"'), ("r", 'style:text-position="super 58%"'), ("b", "")
        )
    )  # fmt: skip
    columns = "<table:table-column/><table:table-column/><table:table-column" + (
        ' table:visibility="collapse"/>' if column else "/>"
    )
    rows = []
    for row, cells in enumerate(RECEIPTS):
        filtered = ' table:visibility="filter"' if hidden and row == 2 else ""
        last = cell(cells[2])
        if row == 2 and struck:
            last = cell(cells[2], ' table:style-name="s"')
        if row == 2 and part:
            span = {"struck": "s", "raised": "r", "mixed": "b"}[part]
            last = cell("", text=f'399999<text:span text:style-name="{span}">1</text:span>')
        rows.append(f"<table:table-row{filtered}>{''.join(map(cell, cells[:2]))}{last}</table:table-row>")
    return ods_of({"March": []}, styles + columns + "".join(rows))


MADE: dict[str, Callable[..., bytes]] = {"march.xlsx": xlsx, "march.xls": xls, "march.ods": ods}
every_format = pytest.mark.parametrize("name", MADE)


def odd(content: bytes) -> bytes:
    """The workbook as a program writes it that puts a prefix before its elements."""
    return with_part(
        content, SHEET,
        lambda xml: xml.replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x="),
    )  # fmt: skip


def understood(name: str, content: bytes, decisions: Decisions | None = None) -> Understanding:
    (found,) = understand_file(
        name, content, currency="CHF", decisions={(name, "March"): decisions} if decisions else None
    )
    return found


def amounts(found: Understanding) -> list[str | None]:
    assert found.sheet is not None
    return [found.sheet.cell(row, "amount") for row, _ in found.sheet.rows]


@every_format
@pytest.mark.parametrize(("kind", "word"), [("hidden", "hidden or filtered out"), ("struck", "struck through")])
def test_rows_that_are_hidden_or_struck_through_are_asked_about(name: str, kind: str, word: str) -> None:
    content = MADE[name](**{kind: True})
    found = understood(name, content)
    (question,) = found.questions
    assert question.message == f"Row 3 is {word} (1 row, CHF 399,999.00). Does it count?"
    assert found.sheet is None
    out = understood(name, content, answered(Decisions(), question, "leave out"))
    assert amounts(out) == ["400000", "300000"]
    assert [(aside.header, aside.told) for aside in out.aside] == [(word, "1 row, CHF 399,999.00")]
    taken = understood(name, content, answered(Decisions(), question, "take"))
    assert amounts(taken) == ["400000", "399999", "300000"]
    assert taken.answered == (question,)
    assert not taken.decisions.unseen, "next month they are other rows"


@every_format
def test_a_hidden_column_that_would_be_read_is_asked_about(name: str) -> None:
    content = MADE[name](column=True)
    found = understood(name, content)
    (question,) = found.questions
    assert question.message == "Column C, “amount”, is hidden. Is it to be read?"
    taken = understood(name, content, answered(Decisions(), question, "amount"))
    assert amounts(taken) == ["400000", "399999", "300000"]
    out = understood(name, content, answered(Decisions(), question, ""))
    assert "amount" not in [reading.column for reading in out.columns]


@every_format
@pytest.mark.parametrize("part", ["raised", "struck", "mixed"])
def test_a_number_of_which_a_part_is_written_otherwise_is_no_number(name: str, part: str) -> None:
    """It was read as 3,999,991: the amount with the footnote's mark behind it."""
    problems = [p for p in understood(name, MADE[name](part=part)).problems if not p.warning]
    assert [(p.rule, p.cell, p.value) for p in problems] == [("number-in-parts", "C3", "3999991")]
    words = {"raised": "as a footnote's mark is", "struck": "is struck through", "mixed": "in different ways"}
    assert words[part] in problems[0].message


@pytest.mark.parametrize("what", [{"hidden": True}, {"column": True}, {"struck": True}, {"part": "raised"}])
def test_a_worksheet_written_in_an_odd_way_shows_the_same(what: dict[str, bool | str]) -> None:
    plain, other = xlsx(**what), odd(xlsx(**what))  # type: ignore[arg-type]
    (one,), (same,) = read("march.xlsx", plain), read("march.xlsx", other)
    assert one.looks == same.looks != Looks()


def test_a_cell_of_which_every_part_is_struck_through_is_a_struck_cell() -> None:
    run = b"<r><rPr><strike/></rPr><t>399</t></r><r><rPr><strike/><b/></rPr><t>999</t></r>"
    cell = b'<c r="C3" t="inlineStr"><is>' + run + b"</is></c>"
    book = with_part(xlsx(), SHEET, lambda xml: xml.replace(b'<c r="C3"><v>399999</v></c>', cell))
    (question,) = understood("march.xlsx", book).questions
    assert question.kind == "struck"


def test_text_in_parts_is_text() -> None:
    """A name of which a part is bold is the name; only numbers and dates are asked to be whole."""
    run = b"<r><t>X</t></r><r><rPr><b/></rPr><t>AA</t></r>"
    cell = b'<c r="B3" t="inlineStr"><is>' + run + b"</is></c>"
    book = with_part(xlsx(), SHEET, lambda xml: re.sub(rb'<c r="B3" t="s"><v>\d</v></c>', cell, xml))
    assert not understood("march.xlsx", book).problems
    assert read("march.xlsx", book)[0].looks.parts == {1: {2: "mixed"}}


@pytest.mark.parametrize("what", [{"hidden": True}, {"column": True}, {"struck": True}, {"part": "raised"}])
def test_a_file_that_is_given_back_shows_the_same(what: dict[str, bool | str]) -> None:
    """Else what was asked about comes back unasked, and a mark behind a number as one of its digits."""
    grids = read("march.xlsx", xlsx(**what))  # type: ignore[arg-type]
    again = read("march.xlsx", annotate("march.xlsx", grids, []))
    assert again[0].looks == grids[0].looks


def test_the_shell_asks_and_is_answered(shell: Shell) -> None:
    assert shell("init").exit_code == 0
    Path("march.xlsx").write_bytes(xlsx(hidden=True, struck=False))
    asked = shell("import", "march.xlsx")
    assert asked.exit_code != 0
    assert "Row 3 is hidden or filtered out (1 row, CHF 399,999.00). Does it count?" in asked.stderr + asked.stdout
    told = shell("import", "--hidden", "leave out", "--acknowledge", "--dry-run", "march.xlsx")
    assert "2 rows would be taken in" in told.stdout
    told = shell("import", "--hidden", "take", "--acknowledge", "--dry-run", "march.xlsx")
    assert "3 rows would be taken in" in told.stdout
    Path("march.xlsx").write_bytes(xlsx(column=True, struck=True))
    told = shell("import", "--hidden", "take", "--struck", "take", "--acknowledge", "--dry-run", "march.xlsx")
    assert "3 rows would be taken in" in told.stdout


def test_a_decision_about_unseen_rows_is_one_of_two() -> None:
    with pytest.raises(Refused, match="perhaps is none of the choices for hidden: take, leave out"):
        replace(Decisions(), unseen={"hidden": "perhaps"}).refuse_impossible()
