"""What is refused when a spreadsheet is handed in: one example for each sentence, and nothing is written."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from governance.formulas import as_written, harmless
from governance.problems import Problem, Refused
from tests.ledgers import batches_of, new_ledger, workbook


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("receipts.csv", "received,state,amount\n")
    return content.getvalue()


def problems_of(*files: tuple[str, bytes | str], table: str | None = None) -> list[Problem]:
    contents = [(name, content.encode() if isinstance(content, str) else content) for name, content in files]
    with pytest.raises(Refused) as refused:
        batches_of(contents, table=table)
    return list(refused.value.problems)


# rule, file, content, (row, column), what the message says, what the suggestion says
REFUSALS = [
    ("state-unknown", "receipts.csv", "received,state,amount\n2024-02-01,Nigerr,1", (2, "state"),
     "“Nigerr” is not a State that is known here.", "Did you mean Niger / Nigeria?"),
    ("state-unknown", "receipts.csv", "received,state,amount\n2024-02-01,Korea,1", (2, "state"),
     "“Korea” is not a State", "Republic of Korea / Democratic People’s Republic of Korea"),
    ("state-unknown", "voluntary_contributions.csv", "year,contributor,type,amount,currency\n2024,Red Cross,x,1,CHF",
     (2, "contributor"), "“Red Cross” is not a State", "Write the State's name as the United Nations prints it"),
    ("unclear-column", "receipts.csv", "recieved,state,amount,value_date\n2024-02-01,XAA,1,2024-02-01",
     (1, "recieved"), "“recieved” in column A is not a header that is known here: which column of receipts is it?",
     "Did you mean received?"),
    ("unclear-column", "scale.csv", "year,state,colour\n2024,XAA,1", (1, "colour"), "“colour” in column C is not a header",
     "The table needs rate_pct"),
    ("column-missing", "scale.csv", "year,state\n2024,XAA", (None, "rate_pct"),
     "The column rate_pct is missing: The rate.",
     "Add it, under a header such as “Rate”, “Taux”, “Tasa”; the table's template has every column."),
    ("cell-outside", "assessments.csv", "year,state,amount\n2024,XAA,1,234", (2, None),
     "“234” stands under no column's name.", "Put quotation marks around a cell with a comma in it"),
    ("cell-blank", "scale.csv", "year,state,rate_pct\n2024,,1", (2, "state"),
     "The cell is blank: The State, by any usual name", "Fill it in."),
    ("not-an-amount", "assessments.csv", "year,state,amount\n2024,XAA,about 100", (2, "amount"),
     "“about 100” is not an amount.", "Write digits with a point before at most two decimals"),
    ("not-an-amount", "assessments.csv", "year,state,amount\n2024,XAA,1000.005", (2, "amount"),
     "“1000.005” is not an amount.", "at most two decimals"),
    ("unclear-numbers", "assessments.csv", "year,state,amount\n2024,XAA,100.005\n2024,XAN,200.005", (1, "amount"),
     "In column C, “amount”, does “100.005” stand for 100.005 or for 100005?", "say which sign stands before the decimals"),
    ("not-an-amount", "assessments.csv", "year,state,amount\n2024,XAA,1e6", (2, "amount"), "“1e6” is not an amount.", ""),
    ("not-an-amount", "assessments.csv", "year,state,amount\n2024,XAA,99999999999999999.00", (2, "amount"),
     "“99999999999999999.00” is not an amount.", ""),
    ("not-a-number", "scale.csv", "year,state,rate_pct\n2024,XAA,0.333333333", (2, "rate_pct"),
     "“0.333333333” has more decimals than the 8 that are kept here.", "ROUND(…, 8)"),
    ("not-a-number", "scale.csv", "year,state,rate_pct\n2024,XAA,0.2534 pc", (2, "rate_pct"),
     "“0.2534 pc” is not a number.", "Write digits with a point before the decimals"),
    ("not-a-count", "staffing.csv", "dated,office,category,headcount\n2024-01-31,North,P,2.5", (2, "headcount"),
     "“2.5” is not a whole number.", "Write digits only"),
    ("not-a-year", "scale.csv", "year,state,rate_pct\n24,XAA,1", (2, "year"), "“24” is not a year.", "Write four digits"),
    ("not-a-date", "receipts.csv", "received,state,amount\n2023-02-29,XAA,1", (2, "received"),
     "“2023-02-29” is not a date that exists.", "Write year, month and day, such as 2024-01-31."),
    ("not-a-date", "receipts.csv", "received,state,amount\n31.02.2024,XAA,1", (2, "received"),
     "“31.02.2024” is not a date that exists.", "such as 2024-01-31"),
    ("not-a-date", "receipts.csv", "received,state,amount\n31.01.24,XAA,1", (2, "received"),
     "“31.01.24” has a year of two digits, which may be of either century.", "such as 2024-01-31"),
    ("not-a-date", "receipts.csv", "received,state,amount\n2206-03-03,XAA,1", (2, "received"),
     "The year of “2206-03-03” is too far ahead: dates up to the year 2199 are kept.", "such as 2024-01-31"),
    ("not-a-date", "receipts.csv", "received,state,amount\n31.12.1899,XAA,1", (2, "received"),
     "The year of “31.12.1899” is too long ago: dates from the year 1900 on are kept.", "such as 2024-01-31"),
    ("not-a-date", "receipts.csv", "received,state,amount\nlast week,XAA,1", (2, "received"),
     "“last week” is not a date.", "such as 2024-01-31"),
    ("unclear-dates", "receipts.csv", "received,state,amount\n03/04/2024,XAA,1\n05/04/2024,XAA,1", (1, "received"),
     "In column A, “received”, is “03/04/2024” 2024-04-03 or 2024-03-04", "Write the dates as 2024-01-31"),
    ("not-a-period", "headline_figures.csv", "dated,indicator,value,unit\n2014-13,member_states,1,states", (2, "dated"),
     "“2014-13” is not a day, a month or a year.", "Write 2014-07-01, 2014-07 or 2014."),
    ("not-a-choice", "membership.csv", "state,status,from\nXAA,memmber,2024-01-01", (2, "status"),
     "“memmber” is not one of the words for this column.", "Did you mean member? Use one of: member, observer."),
    ("not-a-choice", "membership.csv", "state,status,from\nXAA,x,2024-01-01", (2, "status"),
     "“x” is not one of the words for this column.", "Use one of: member, observer."),
    ("not-a-table", "coverage.csv", "covers,from\nreciepts,2024-01-01", (2, "covers"),
     "“reciepts” is not the name of a table.", "Did you mean receipts?"),
    ("not-a-currency", "assessments.csv", "year,state,amount,currency\n2024,XAA,1,Fr.", (2, "currency"),
     "“Fr.” is not a currency.", "Write the three letters of ISO 4217"),
    ("two-currencies", "assessments.csv", "year,state,amount,currency\n2024,XAA,1,\n2024,XAN,1,CHF\n2024,XAR,1,USD",
     (4, "currency"), "The sheet mixes CHF and USD (rows in USD: 1): its amounts cannot be added up.",
     "Hand in one sheet for each currency, or name the currency in every row."),
    ("key-twice", "assessments.csv", "year,state,amount\n2024,XAA,1\n2024,Addavine,2", (3, "year"),
     "Row 2 has the same “year”, “state”, “currency”.", "Keep one of the two rows"),
    ("key-twice", "receipts.csv", "received,state,amount,reference\n2024-02-01,XAA,1,BK1\n2024-03-01,XAN,2,BK1",
     (3, "reference"), "Row 2 has the same “reference”.", "Keep one of the two rows"),
    ("sheet-empty", "receipts.csv", "received,state,amount\n,,\n", (None, None), "There are no rows here.",
     "Put the column names in the first row"),
    ("sheet-empty", "receipts.csv", "", (None, None), "There are no rows here.", ""),
    ("sheet-empty", "receipts.xlsx", workbook({"receipts": []}), (None, None), "There are no rows here.", ""),
    ("file-not-as-named", "receipts.csv", zipped(), (None, None),
     "The file's name says csv, but in it is a compressed archive.", "save it again as csv"),
    ("file-not-as-named", "receipts.csv", b"\x01\x02\xff\x03", (None, None),
     "The file's name says csv, but what is in it is not a whole csv file.", "save it again as csv"),
    ("file-not-as-named", "receipts.xlsx", "received,state,amount\n", (None, None),
     "The file's name says xlsx, but what is in it is not a whole xlsx file.", "save it again as xlsx"),
    ("file-not-as-named", "receipts.xlsx", zipped(), (None, None), "The file's name says xlsx", ""),
    ("file-damaged", "receipts.xlsx", workbook({"receipts": [["received"]]})[:500], (None, None),
     "The xlsx file is cut off or damaged.", "Copy or download it again"),
    ("file-not-as-named", "receipts.csv", 'received,state\n"2024-02-01,XAA', (None, None), "The file's name says csv", ""),
    ("file-ending", "receipts.pdf", "%PDF", (None, None), "Files ending in .pdf are not read: this is a PDF document.",
     "Save the sheet as one of: .csv, .xls, .xlsx, .ods."),
    ("file-ending", "receipts", "", (None, None), "Files ending in nothing are not read.", ""),
    ("unclear-table", "february.csv", "day,who,how much\n2024-02-01,XAA,1", (None, None),
     "Its columns fit no table: day, who, how much.", "start from the table's template"),
    ("unclear-table", "swiss.csv", "year,series,value\n2024,CPI,1", (None, None),
     "Its columns fit several tables: prices, exchange_rates.", "Say which table it is with --table"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "file", "content", "place", "message", "suggestion"), REFUSALS)
def test_a_refusal_says_where_what_and_how(
    rule: str, file: str, content: bytes | str, place: tuple[int | None, str | None], message: str, suggestion: str
) -> None:
    (problem,) = problems_of((file, content))
    assert (problem.rule, problem.file) == (rule, file)
    assert (problem.row, problem.column) == place
    assert problem.message.startswith(message)
    assert suggestion in (problem.suggestion or "")


def test_a_table_that_does_not_exist_is_refused_with_the_nearest() -> None:
    (problem,) = problems_of(("february.csv", "received,state,amount\n"), table="reciepts")
    assert (problem.rule, problem.suggestion) == ("table-unknown", "Did you mean receipts?")
    (problem,) = problems_of(("february.csv", "received,state,amount\n"), table="xyz")
    assert str(problem.suggestion).startswith("The tables are: membership, ")


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    """The refusal is not the first problem but all of them, in the order of files, rows and columns."""
    ledger = new_ledger(tmp_path)
    found = problems_of(
        ("receipts.csv", "received,state,amount,reference\n2023-02-29,Nigerr,x,BK1\n2024-02-01,XAA,1,BK2"),
        ("notes.pdf", "%PDF"),
        ("assessments.csv", "year,state,amount\n2024,XAA,-1\n2024,XAA,1.2345\n2024,XAA,5\n20x4,XAN,1"),
        ("scale.csv", "year,state,rate_pct\n2024,XAA,100"),
    )
    assert [(problem.file, problem.row, problem.column, problem.rule) for problem in found] == [
        ("receipts.csv", 2, "amount", "not-an-amount"),
        ("receipts.csv", 2, "received", "not-a-date"),
        ("receipts.csv", 2, "state", "state-unknown"),
        ("notes.pdf", None, None, "file-ending"),
        ("assessments.csv", 2, "amount", "amount-not-negative"),
        ("assessments.csv", 3, "amount", "not-an-amount"),
        ("assessments.csv", 3, "year", "key-twice"),
        ("assessments.csv", 4, "year", "key-twice"),
        ("assessments.csv", 5, "year", "not-a-year"),
    ]
    assert len(ledger.history()) == 1, "nothing is written"


def test_a_sheet_of_a_workbook_is_named_in_the_refusal() -> None:
    book = workbook({"scale": [["year", "state", "rate_pct"], [2024, "XAA", 1], [2024, "Nigerr", 1]],
                     "receipts": [["received", "state", "amount"], ["2024-02-01", "XAA", "x"]]})  # fmt: skip
    found = problems_of(("march.xlsx", book))
    assert [str(problem)[:26] for problem in found] == ["march.xlsx, scale, B3, sta", "march.xlsx, receipts, C2, "]


def cells(file: str, content: bytes | str, column: str, table: str | None = None) -> list[object]:
    content = content.encode() if isinstance(content, str) else content
    (ready,) = batches_of([(file, content)], table=table)
    return list(ready.rows.column(column).to_pylist())


def test_a_spreadsheets_own_dates_and_numbers_are_taken_exactly() -> None:
    book = workbook({"receipts": [
        ["received", "value_date", "state", "amount", "rate", "for_year", "paid_currency"],
        [date(2024, 2, 29), datetime(2024, 3, 1), "XAA", 1234.1, 0.00001234, 2024, "vnd"],
    ]})  # fmt: skip
    (ready,) = batches_of([("receipts.xlsx", book)])
    (row,) = ready.rows.to_pylist()
    assert (row["received"], row["value_date"]) == (date(2024, 2, 29), date(2024, 3, 1))
    assert (row["amount"], row["rate"], row["for_year"]) == (Decimal("1234.10"), Decimal("0.00001234"), 2024)
    assert (row["paid_currency"], row["currency"], row["sheet_row"]) == ("VND", "CHF", 2)


def test_headers_may_stand_in_any_order_and_case_and_optional_columns_may_be_absent() -> None:
    page = " State ,RATE_PCT,year\n\nXAA,100,2024\n"
    assert cells("scale.csv", page, "year") == [2024]
    assert cells("scale.csv", page, "sheet_row") == [3], "the row that the user sees"


def test_the_table_is_known_by_name_or_by_its_columns() -> None:
    for file, table in (("scale.csv", None), ("anything.csv", None), ("anything.csv", "scale")):
        assert cells(file, "year,state,rate_pct\n2024,XAA,100", "state", table) == ["XAA"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+41 22 717 9111", "-5 for charges", "@home", "'quoted'", "'=1+1", "''@", "plain"]
)
def test_a_text_that_looks_like_a_formula_leaves_harmless_and_comes_back_as_it_was(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@"))
    assert as_written(harmless(text)) == text
    assert cells("scale.csv", f'year,state,rate_pct,note\n2024,XAA,100,"{harmless(text)}"', "note") == [text]


def test_a_batch_knows_where_it_comes_from() -> None:
    ready = batches_of([("scale.csv", b"year,state,rate_pct\n2024,XAA,100")], evidence="published", note="C/1")
    (batch,) = ready
    assert (batch.table, batch.evidence, batch.file_name, batch.note, batch.rows.num_rows) == (
        "scale", "published", "scale.csv", "C/1", 1)  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("offices.csv", "office,country\nKowloon,Hong Kong SAR\n"),
        ("staffing.csv", "dated,office,country,category,headcount\n2024-01-31,Taipei,\"Taiwan, Province of China\",GS,1\n"),
        ("voluntary_contributions.csv", "year,contributor,type,amount,currency\n2024,Aruba,Earmarked,5.00,USD\n"),
    ],
)  # fmt: skip
def test_an_area_that_is_no_state_may_have_an_office_and_contribute_voluntarily(file: str, content: str) -> None:
    ((one,),) = [batches_of([(file, content.encode())])]
    column = "contributor" if file.startswith("voluntary") else "country"
    assert one.rows.column(column).to_pylist()[0] in ("HKG", "TWN", "ABW")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("membership.csv", "state,status,from\nPuerto Rico,member,2001-01-01\n"),
        ("assessments.csv", "year,state,amount\n2024,Puerto Rico,5.00\n"),
        ("receipts.csv", "received,state,amount\n2024-01-31,Puerto Rico,5.00\n"),
        ("scale.csv", "year,state,rate_pct\n2024,Puerto Rico,100\n"),
    ],
)
def test_an_area_that_is_no_state_is_never_a_member_nor_assessed_nor_pays(file: str, content: str) -> None:
    problems = problems_of((file, content))
    told = [problem for problem in problems if problem.rule == "state-unknown"]
    assert [problem.message for problem in told] == ["“Puerto Rico” is an area that is no State."]
    assert (
        told[0].suggestion == "An area may have an office or contribute voluntarily; only States are Members and pay."
    )
