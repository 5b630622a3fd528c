"""What leaves the software: exact, harmless to a spreadsheet program, the same bytes every time, and importable."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from governance.books import Books
from governance.ledger import Ledger
from governance.papers.answer_files import answer_workbook
from governance.papers.exports import as_text, to_csv, to_json, to_table
from governance.papers.workbook import to_xlsx
from governance.problems import Refused
from governance.tables import TABLES, Kind
from tests.ledgers import submit
from tests.shipped import shipped_books

NAMES = ("state", "amount", "rate", "year", "since", "note")
KINDS = (Kind.STATE, Kind.MONEY, Kind.RATE, Kind.YEAR, Kind.DATE, Kind.TEXT)
ROW = ("XAA", Decimal("1234567.5"), Decimal("0.25340000"), 2024, date(2024, 2, 29), "=1+1")
UNKNOWN = ("XAN", None, None, None, None, None)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Decimal("0"), Kind.MONEY, "0.00"),
        (Decimal("0E-20"), Kind.MONEY, "0.00"),
        (Decimal("-0.005"), Kind.MONEY, "0.00"),
        (Decimal("1E+3"), Kind.MONEY, "1000.00"),
        (Decimal("1E+3"), Kind.RATE, "1000"),
        (Decimal("0.00001234"), Kind.RATE, "0.00001234"),
        (Decimal("100.50000000"), Kind.RATE, "100.5"),
        (None, Kind.MONEY, None),
        (2024, Kind.YEAR, "2024"),
    ],
)
def test_a_figure_is_written_out_exactly(value: object, kind: Kind, text: str | None) -> None:
    assert as_text(value, kind) == text


def test_csv_is_for_machines_and_harmless_to_spreadsheet_programs() -> None:
    assert to_csv(NAMES, KINDS, [ROW, UNKNOWN]) == (
        "state,amount,rate,year,since,note\nXAA,1234567.50,0.2534,2024,2024-02-29,'=1+1\nXAN,,,,,\n"
    )
    assert to_csv(("amount",), (Kind.MONEY,), [(Decimal("-5"),)]) == "amount\n-5.00\n", "a number stays one"
    assert to_csv(NAMES, KINDS, []) == "state,amount,rate,year,since,note\n"


def test_json_has_text_for_decimals_and_null_for_what_is_not_known() -> None:
    first, second = json.loads(to_json(NAMES, KINDS, [ROW, UNKNOWN]))
    assert first == dict(zip(NAMES, ("XAA", "1234567.50", "0.2534", 2024, "2024-02-29", "=1+1"), strict=True))
    assert second == dict(zip(NAMES, UNKNOWN, strict=True))


def test_a_terminal_gets_thousands_apart_and_a_header_without_rows() -> None:
    assert "1,234,567.50" in to_table(NAMES, KINDS, [ROW, UNKNOWN])
    assert to_table(NAMES, KINDS, []).split()[:6] == list(NAMES)


def workbook(*rows: tuple[object, ...]) -> bytes:
    return to_xlsx(NAMES, KINDS, rows, title="Rows", about=[("As of", "2024-06-30"), ("Note", "=cmd()")])


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text() -> None:
    content = workbook(ROW, UNKNOWN)
    assert content == workbook(ROW, UNKNOWN), "the same rows are the same bytes"
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    header, first, second = book.get_sheet_by_name("Rows").to_python()
    assert tuple(header) == NAMES
    assert first == ["XAA", 1234567.5, 0.2534, 2024.0, date(2024, 2, 29), "=1+1"]
    assert second == ["XAN", "", "", "", "", ""]
    assert book.get_sheet_by_name("About").to_python()[1][:2] == ["Note", "=cmd()"]


def test_a_workbook_says_with_which_parameters_it_was_asked(shipped: Path) -> None:
    answer = shipped_books("demonstration").ask("liquidity", late="XIB:30", cut="10")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer_workbook(answer, "A ledger")))
    about = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert about["Parameters"] == "late=XIB:30; cut=10"


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text() -> None:
    content = workbook(("XAA", Decimal("9999999999999999.99"), None, None, None, None))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Rows").to_python()
    assert rows[1][1] == "9999999999999999.99"


def test_the_rows_of_a_table_come_back_from_a_workbook_as_the_same_content(ledger: Ledger) -> None:
    """
    receipts: received | state | amount | reference | rate | paid_currency | note
    2024-02-29 | XAA | 1234567.50 | BK1 | 0.00001234 | VND | =1+1
    2024-03-01 | | -0.10 | BK2 | | | +41 22
    """
    table = TABLES["receipts"]
    kinds = [column.kind for column in table.columns]
    rows = Books.at(ledger).all_rows_in_force("receipts")
    saved = to_xlsx(table.names, kinds, rows, title="Receipts", about=[("As of", "today")])
    with pytest.raises(Refused, match="The same rows are in force already"):
        submit(ledger, [("again.xlsx", saved)], table="receipts")
