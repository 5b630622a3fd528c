"""The statement of account on paper: it says what the questions say, to the cent, in every language, and foots."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from openpyxl import load_workbook
from playwright.sync_api import Browser
from pypdf import PdfReader

from governance.access import DELEGATION, LOCAL, Reader
from governance.books import Books
from governance.papers import all_statements
from governance.papers.account_numbers import is_iban, warning
from governance.papers.all_statements import make_all, states_with_account, zipped
from governance.papers.of_each import OfEach
from governance.papers.paper import Paper, Table
from governance.papers.pdf import to_pdf
from governance.papers.statement import accounts, statement
from governance.papers.workbook import Book, to_workbook
from governance.rulebooks import Receipts
from governance.settings import LEDGERS, target
from governance.sources import sources
from governance.tables import Kind
from governance.wording import amount
from governance.words import reading_in
from tests.browsing import open_at
from tests.ledgers import books_of, hand_in, new_ledger
from tests.oracle import Fact
from tests.random_ledgers import books_over, days, histories, ways_of_money
from tests.shell import Shell
from tests.shipped import TODAY, open_page, shipped_books, words_on

DAY = date(2024, 6, 30)
LANGUAGES = ("en", "fr", "es")


def read(pdf: bytes) -> str:
    """The text of a paper in one line, as a screen reader has it."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def said(paper: Paper) -> str:
    """What a paper says first."""
    return " ".join(text.words for text in paper.lead)


def tables(paper: Paper) -> Iterator[Table]:
    """Its tables."""
    return (part for section in paper.sections for part in section.parts if isinstance(part, Table))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ledger", ["demonstration", "mlf"])
def test_every_states_paper_says_what_the_questions_say_to_the_cent(ledger: str, language: str, shipped: Path) -> None:
    books = shipped_books(ledger)
    on = books.last_day()
    balances = books.ask("balances", on).dicts()
    with reading_in(language):
        for row in balances[:: 1 if ledger == "demonstration" else 12]:
            made = to_pdf(statement(books, row.text("state"), on))
            assert len(PdfReader(io.BytesIO(made)).pages) <= 2, row["state"]
            text = read(made)
            for name in ("outstanding", "arrears") if row["outstanding"] else ("credit",):
                if row[name]:
                    figure = amount(row.amount(name), row.text("currency"))
                    assert "".join(figure.split()) in "".join(text.split()), f"{row['state']}: {name}"
    assert len(balances) > 40


def test_where_receipts_are_not_known_no_debt_is_told(shipped: Path) -> None:
    books = shipped_books("iom")
    paper = statement(books, "CHE", books.last_day())
    assert "What is owed on this day is not known." in said(paper)
    assert [section.title for section in paper.sections] == ["What is known", "Assessed contributions"]
    assert "No receipts are held" in read(to_pdf(paper))


@given(histories, days, ways_of_money)
def test_an_account_foots_on_any_day_of_any_history(facts: list[Fact], on: date, money: Receipts) -> None:
    """Opening balance, and line by line what came since, make the closing balance: what is owed, less a credit."""
    books = books_over(facts, money)
    for row in books.ask("balances", on).dicts():
        for section in accounts(books, row.text("state"), on):
            (table,) = section.parts
            assert isinstance(table, Table)
            assert table.totals is not None
            amounts: list[Any] = [line[1] for line in table.rows]
            assert sum(amounts) == table.totals[1]
            assert table.totals[1] == row["outstanding"] - row["credit"]


def test_thirty_five_years_unpaid_take_several_pages_and_none_is_lost(tmp_path: Path) -> None:
    years = "".join(f"    {year} | XAA | {year}.25\n" for year in range(1990, 2025))
    books = books_of(
        tmp_path,
        f"""
    assessments: year | state | amount
{years}    coverage: covers | from
    receipts | 1990-01-01
    """,
    )
    paper = statement(books, "XAA", DAY)
    (table,) = [table for table in tables(paper) if table.columns[0] == "Year"]
    owed = sum((Decimal(f"{year}.25") for year in range(1990, 2025)), Decimal(0))
    assert [row[0] for row in table.rows] == list(range(1990, 2025))
    assert table.totals is not None
    assert table.totals[-1] == owed
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages]
    assert len(pages) > 1
    assert all(paper.number in page for page in pages), "each page says of what it is"
    assert all(f"{year:,}.25" in "".join(pages) for year in range(1990, 2025))


def test_that_nothing_was_received_is_said_of_days_of_which_it_is_known(books: Books) -> None:
    """What XAA owed was opened with on a day of May; what came in since January is known only of some days.

    assessments: year | state | amount
    2024 | XAA | 100.00
    opening_balances: dated | state | year | amount
    2024-05-23 | XAA | 2024 | 30.00
    coverage: covers | from | to
    receipts | 2024-01-01 | 2024-01-31
    receipts | 2024-05-24 | 2024-12-31
    receipts | 2025-01-01 | 2025-12-31
    opening_balances | 2024-01-01 | 2025-12-31
    """

    def told(on: date) -> list[object]:
        (parts,) = [one.parts for one in statement(books, "XAA", on).sections if one.title.startswith("Receipts, and")]
        return [[str(row[0]) for row in part.rows] if isinstance(part, Table) else part.words for part in parts]

    assert told(DAY) == [
        "No receipt is recorded since 31 December 2023; receipts are declared complete for these days only:",
        ["2024-01-01", "2024-05-24", "2025-01-01"],
    ]
    assert told(date(2025, 6, 30)) == ["No receipt is recorded since 31 December 2024."]


def test_what_is_said_of_a_credit_of_one_who_left_and_of_one_never_assessed(books: Books) -> None:
    """
    members: state | from | to
    XAA | 1990-01-01 |
    XAN | 1990-01-01 | 2023-12-31
    XBE | 2024-06-01 |
    assessments: year | state | amount
    2023 | XAA | 100.00
    2023 | XAN | 50.00
    receipts: received | state | amount
    2023-03-01 | XAA | 150.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    assert "Nothing is owed. Credit balance: CHF 50.00." in said(statement(books, "XAA", DAY))
    (account,) = accounts(books, "XAA", DAY)[0].parts
    assert isinstance(account, Table)
    assert [row[0] for row in account.rows] == ["Credit balance on 31 December 2023"]
    assert account.totals == ("Credit balance on 30 June 2024", -50)
    assert "Owed: CHF 50.00, of which CHF 50.00 in arrears." in said(statement(books, "XAN", DAY))
    assert "It has not been assessed by this day." in said(statement(books, "XBE", DAY))


def test_two_currencies_are_two_accounts(books: Books) -> None:
    """
    assessments: year | state | amount | currency
    2023 | XAA | 100.00 | CHF
    2023 | XAA | 70.00 | USD
    coverage: covers | from
    receipts | 2000-01-01
    """
    paper = statement(books, "XAA", DAY)
    assert {section.title for section in paper.sections} >= {"Account in CHF", "Account in USD"}
    assert "Owed: CHF 100.00" in said(paper)
    assert "Owed: USD 70.00" in said(paper)


def test_an_account_that_was_opened_anew_begins_with_its_new_balances(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    coverage: covers | from
    receipts | 2022-01-01
    opening_balances | 2022-01-01
    opening_balances: dated | state | year | amount
    2023-12-31 | XAA | 2023 | 30.00
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    receipts: received | state | amount | reference
    2022-02-01 | XAA | 150.00 | A
    """
    (section,) = accounts(books, "XAA", date(2023, 12, 31))
    (table,) = section.parts
    assert isinstance(table, Table)
    assert list(table.rows) == [("Opening balances of earlier years", Decimal("30.00"))], "no assessment below zero"
    assert table.totals == ("Balance on 31 December 2023", Decimal("30.00"))


def test_an_account_that_changed_its_currency_is_no_longer_one_of_the_old_one(books: Books) -> None:
    """
    payment_instructions: account | bank | iban | currency | valid_from
    Main | A bank | XX1 | CHF | 2020-01-01
    Main | A bank | XX2 | EUR | 2024-01-01
    """
    assert books.ask("payment_instructions", DAY, currency="EUR").column("iban") == ["XX2"]
    assert not books.ask("payment_instructions", DAY, currency="CHF").rows


def test_nothing_that_somebody_wrote_is_run(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount | reference
    2024-03-01 | XAA | 40.00 | #read("paper.json") *bold* $x^2$ <script> @here
    coverage: covers | from
    receipts | 2000-01-01
    """
    paper = statement(books, "XAA", DAY)
    assert '#read("paper.json")*bold*$x^2$<script>@here' in "".join(read(to_pdf(paper)).split())
    sheet = load_workbook(io.BytesIO(to_workbook(paper)))["Receipts, and what each one"]
    assert [cell.data_type for cell in sheet[3]] == ["d", "s", "s", "n", "n", "n"]


def test_what_is_to_be_paid_for_a_session_is_told_in_whole_units_never_short(shipped: Path) -> None:
    books = shipped_books("demonstration")
    paper = statement(books, "XIB", books.last_day())
    (table,) = [part for section in paper.sections if "sessions" in section.title for part in section.parts]
    assert isinstance(table, Table)
    least = [row[5] for row in table.rows]
    asked = books.ask("session_votes", books.last_day(), state="XIB").column("least_payment")
    assert least
    for told, exact in zip(least, asked, strict=True):
        assert isinstance(told, Decimal)
        assert isinstance(exact, Decimal)
        assert 0 <= told - exact < 1
        assert told == int(told)


def test_the_same_facts_are_the_same_bytes_and_its_number_says_of_what(shipped: Path) -> None:
    books = shipped_books("demonstration")
    on = books.last_day()
    paper = statement(books, "XIB", on)
    assert to_pdf(paper) == to_pdf(statement(books, "XIB", on))
    assert to_workbook(paper) == to_workbook(statement(books, "XIB", on))
    assert paper.number == f"{books.genesis[:6].upper()}-{books.version}-XIB-{on:%Y%m%d}-EN"
    assert dict(paper.lines)["Ledger"] == f"version {books.version}, head {books.head}"


def test_a_paper_is_tagged_and_kept_for_archives(shipped: Path) -> None:
    """PDF/UA-1 and PDF/A-2a: typst refuses what breaks them; here, that it was asked to."""
    books = shipped_books("demonstration")
    with reading_in("fr"):
        made = PdfReader(io.BytesIO(to_pdf(statement(books, "XIB", books.last_day()))))
    catalogue: Any = made.trailer["/Root"]
    assert catalogue["/Lang"] == "fr"
    assert catalogue["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a value of its own kind
    metadata = catalogue["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", metadata, re.DOTALL)
    assert "pdfuaid:part>1<" in metadata
    assert _roles(catalogue["/StructTreeRoot"]) >= {"/H1", "/H2", "/Table", "/TH", "/TD", "/P"}


def _roles(element: object) -> set[str]:
    """What kinds of elements a paper's structure has."""
    found: set[str] = set()
    rest = [element]
    while rest:
        each = rest.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            rest += each
        elif isinstance(each, dict):
            found |= {str(each["/S"])} if "/S" in each else set()
            rest += [each["/K"]] if "/K" in each else []
    return found


def test_totals_of_the_workbook_are_formulas_with_their_values(shipped: Path) -> None:
    books = shipped_books("demonstration")
    made = to_workbook(statement(books, "XIB", books.last_day()))
    formulas, values = (load_workbook(io.BytesIO(made), data_only=only)["Account in CHF"] for only in (False, True))
    last = formulas.max_row
    assert formulas.cell(last, 2).value == f"=SUM(B3:B{last - 1})"
    (row,) = books.ask("balances", state="XIB").dicts()
    assert Decimal(str(values.cell(last, 2).value)) == row["outstanding"]
    assert formulas.freeze_panes == "A3"


def test_a_total_of_amounts_that_no_number_of_a_spreadsheet_holds_is_written_and_not_summed() -> None:
    """Of more than fifteen digits an amount is text, which a sum would leave out when it is worked out anew."""
    long, short = Decimal("12345678901234.56"), Decimal("1.00")
    book = Book("Sums")
    sheet = book.sheet("Sums")
    for rows in ([(long, short), (short, short)], [(short, short), (short, short)]):
        sheet.table(("A", "B"), (Kind.MONEY, Kind.MONEY), rows, tuple(map(sum, zip(*rows, strict=True))), alone=False)
    written = load_workbook(io.BytesIO(book.content()))["Sums"]
    assert [[written.cell(row, column).value for column in (1, 2)] for row in (4, 8)] == [
        ["12345678901235.56", "=SUM(B2:B3)"],
        ["=SUM(A6:A7)", "=SUM(B6:B7)"],
    ]


def test_the_workbook_holds_the_rates_and_the_sources_besides(shipped: Path) -> None:
    books = shipped_books("demonstration")
    paper = statement(books, "XIB", books.last_day())
    book = load_workbook(io.BytesIO(to_workbook(paper)), data_only=True)
    rates, sources = book["Rates of assessment"], book["Sources"]
    told = books.ask("state_history", state="XIB").dicts()
    assert [(row[0], Decimal(str(row[2]))) for row in rates.iter_rows(min_row=3, values_only=True)] == [
        (row["year"], row["assessed"]) for row in told
    ]
    batches = {row["batch"]: row["rows_sha256"] for row in books.ask("batches").dicts()}
    listed = {row[0]: row[5] for row in sources.iter_rows(min_row=3, values_only=True)}
    assert listed.items() <= batches.items()
    assert {"Receipts", "Assessed contributions"} <= {row[1] for row in sources.iter_rows(min_row=3, values_only=True)}
    assert "Staff" not in str([row[1] for row in sources.iter_rows(values_only=True)]), "only what it rests on"
    assert "Sources" not in [section.title for section in paper.sections], "not on paper"


def test_a_number_of_an_account_is_held_against_its_check_digits() -> None:
    assert is_iban("CH93 0076 2011 6238 5295 7")
    assert not is_iban("CH93 0076 2011 6238 5295 8")
    assert not is_iban("XX00 DEMO 0000 0000 0001")


def test_screen_and_paper_say_the_same_of_an_account_whose_number_is_none(shipped: Path) -> None:
    books = shipped_books("demonstration")
    paper = "\n".join(str(one) for one in statement(books, "XIS", TODAY).sections)
    screen = words_on(open_page("statement", ledger="demonstration", state="XIS"))
    numbers = [row.text("iban") for row in books.ask("payment_instructions", TODAY, currency="CHF").dicts()]
    told = {number: warning(number) for number in numbers}
    assert any(told.values())
    for number, words in told.items():
        said = words or f"{number} is no valid IBAN"
        assert (said in paper, said in screen) == (bool(words), bool(words))


def test_a_document_has_its_title_on_paper_as_on_the_screen(shipped: Path) -> None:
    """The key by which the shipped facts name a document is no word of a reader's."""
    paper = statement(shipped_books("iom"), "CHE", date(2024, 12, 31))
    tables = [part for section in paper.sections for part in section.parts if isinstance(part, Table)]
    told = [
        str(row[table.columns.index("Document")])
        for table in tables
        if "Document" in table.columns
        for row in table.rows
    ]
    assert told
    keys = set(sources())
    assert not [words for words in told if keys & set(words.split("; "))], told


def test_the_shell_writes_one_or_all(shell: Shell, shipped: Path, tmp_path: Path) -> None:
    place = f"--ledger {target(LEDGERS[1])}"
    assert shell(*f"{place} statement Imbarosa -o one.pdf".split()).exit_code == 0
    assert "Imbarosa" in read(Path("one.pdf").read_bytes())
    assert shell(*f"{place} statement XIB --as-of 2023-12-31 --language fr -o one.xlsx".split()).exit_code == 0
    assert shell(*f"{place} statement --all --as-of 2020-12-31 -o papers".split()).exit_code == 0
    states = shipped_books("demonstration").ask("balances", date(2020, 12, 31)).column("state")
    assert {path.stem for path in Path("papers").glob("*.pdf")} == set(states)
    assert shell(*f"{place} statement --all --as-of 2020-12-31 -o papers.zip".split()).exit_code == 0
    with ZipFile("papers.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in Path("papers").glob("*.pdf")
        }
    assert not list(Path().glob(".papers.zip*")), "what it was made of is gone"
    for wrong in ("XIB --all -o x.pdf", "-o x.pdf", "XIB -o x.doc"):
        assert shell(*f"{place} statement {wrong}".split()).exit_code == 2
    assert "XXX" in shell(*f"{place} statement XXX -o x.pdf".split()).output
    assert not Path("x.pdf").exists()


def test_what_was_made_before_it_was_broken_off_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(paper: Paper) -> bytes:
        made.append(paper.number)
        return to_pdf(paper)

    monkeypatch.setattr(all_statements, "to_pdf", counted)
    text = """
    assessments: year | state | amount
    2024 | XAA | 100.00
    2024 | XAN | 100.00
    2024 | XAR | 100.00
    """
    ledger = new_ledger(tmp_path, text)
    books, folder = Books.at(ledger), tmp_path / "papers"
    first = make_all(books, DAY, folder)
    next(first)
    assert len(made) == 1, "the others are not begun"
    assert len(list(make_all(books, DAY, folder))) == 3
    assert len(made) == len(set(made)) == 3
    before = zipped(folder, states_with_account(books, DAY))
    (folder / "XAN.pdf").unlink()
    list(make_all(books, DAY, folder))
    assert made[-1] == made[1], "only what is missing"
    assert zipped(folder, states_with_account(books, DAY)) == before
    hand_in(ledger, "adjustments: dated | state | amount | reason\n2024-02-01 | XAA | 1.00 | waiver")
    list(make_all(Books.at(ledger), DAY, folder))
    assert len(set(made)) == 6, "another version is other papers"


@pytest.mark.parametrize(("ledger", "every"), [("demonstration", 6), ("mlf", 30), ("iom", 60)])
def test_one_of_many_says_what_it_says_alone(ledger: str, every: int, shipped: Path) -> None:
    """What is asked once for all States is what is asked of each; a delegation reads its own alone."""
    books = shipped_books(ledger)
    on, states = books.last_day(), states_with_account(books, books.last_day())[::every]
    theirs = Reader("theirs", frozenset({DELEGATION}), frozenset(states[:1]))
    asked = OfEach(books, LOCAL)
    for state in states:
        alone = replace(statement(books, state, on), annex=list)
        assert replace(statement(books, state, on, of_each=asked), annex=list) == alone
    cut = OfEach(books, theirs)
    assert cut.rows("balances", on, states[0])
    assert not any(cut.rows("balances", on, state) for state in states[1:])


def test_a_delegate_takes_the_account_along_from_a_phone(address: str, browser: Browser) -> None:
    page = open_at(browser, f"{address}/statement?ledger=demonstration&state=XIB&language=fr", width=390)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename == f"XIB-{TODAY}-fr.pdf"
    text = read(Path(download.value.path()).read_bytes())
    (row,) = shipped_books("demonstration").ask("balances", TODAY, state="XIB").dicts()
    with reading_in("fr"):
        assert "".join(amount(row.amount("outstanding"), "CHF").split()) in "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_that_the_fonts_lack_is_written_by_its_number(language: str, tmp_path: Path) -> None:
    books = books_of(tmp_path, """
        coverage: covers | from
        receipts | 2022-01-01

        assessments: year | state | amount
        2022 | XAA | 100

        receipts: received | state | amount | reference
        2022-03-01 | XAA | 60 | \u94f6\u884c 12
        2022-04-01 | XAA | 10 | \ud55c \u0e44\u0e17\u0e22 \U0001f600 \u00e9
        2022-05-01 | XAA | 10 | \u041f\u0435\u0440\u0435\u0432\u043e\u0434
        """)  # fmt: skip
    with reading_in(language):
        text = read(to_pdf(statement(books, "XAA", date(2022, 6, 1))))
    for written in (
        "U+94F6 U+884C 12",
        "U+D55C",
        "U+0E44 U+0E17 U+0E22",
        "U+1F600",
        "\u00e9",
        "\u041f\u0435\u0440\u0435\u0432\u043e\u0434",
    ):
        assert written in text
    assert text.count("Unicode") == 1
