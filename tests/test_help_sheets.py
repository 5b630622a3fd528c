"""Sheets that are not read: said in a quiet line each time, and told by what they say of themselves, not by a name."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.marking import marked
from governance.intake.service.preview import Preview, Submission, preview
from governance.intake.service.service import Service
from governance.intake.service.template import write_template
from governance.intake.understanding.sheet_decisions import Answers, Decisions
from governance.papers.answer_files import export_table
from governance.problems import Problem
from governance.tables import TABLES
from tests.awkward import Rows, csv_of, xlsx_of
from tests.ledgers import new_ledger
from tests.shell import Shell

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    assessments: year | state | amount
    2024 | XAA | 100.00
"""
ROWS: Rows = [["received", "state", "amount", "reference"], [date(2024, 1, 31), "XAA", 5, "BK1"]]


def looked_at(folder: Path, name: str, content: bytes) -> Preview:
    return preview(Service(new_ledger(folder, PAGE), LOCAL, "Ana"), Submission.of([(name, content)]))


@pytest.mark.parametrize("name", ["Lists", "Examples", "Dictionary", "About", "Problems"])
def test_a_users_own_sheet_is_read_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    found = looked_at(tmp_path, "receipts.xlsx", xlsx_of({name: ROWS}))
    assert [batch.table for batch in found.batches] == ["receipts"]
    assert found.passed_over == ()


def test_a_users_own_sheet_that_fits_no_table_is_left_out_in_words(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "march.xlsx", xlsx_of({"receipts": ROWS, "Lists": [["Colour", "Size"], ["red", 1]]}))
    assert found.ready
    assert found.passed_over == ("“Lists” is not read: Its columns fit no table.",)


def test_the_sheets_of_a_template_are_passed_over_in_one_line(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "receipts.xlsx", write_template(TABLES["receipts"]))
    assert [problem.rule for problem in found.problems] == ["sheet-empty"]
    assert found.passed_over == ("“Examples”, “Dictionary”, “Lists” are not read: Its first row says so.",)


def test_the_sheet_about_an_export_is_passed_over(tmp_path: Path) -> None:
    books = Books.at(new_ledger(tmp_path, PAGE))
    table = TABLES["assessments"]
    content = export_table(table, books.all_rows_in_force(table.name), "xlsx", about=[("Ledger", "Test")])
    found = looked_at(tmp_path, "assessments.xlsx", content)
    assert found.known, "the same rows are in force already"
    assert found.passed_over == ("“About” is not read: Its first row says so.",)


def test_the_list_of_problems_stands_beside_a_users_own_sheet_of_that_name(tmp_path: Path) -> None:
    """Marked and handed in again: the user's sheet is read, ours is not, and another list replaces it."""
    wrong: Rows = [ROWS[0], [date(2024, 1, 31), "XAA", "much", "BK1"]]
    found = looked_at(tmp_path, "receipts.xlsx", xlsx_of({"Problems": wrong}))
    for _ in range(2):
        assert [(problem.rule, problem.sheet) for problem in found.problems] == [("not-an-amount", "Problems")]
        content = marked(found, "receipts.xlsx")
        assert content is not None
        found = looked_at(tmp_path, "receipts.xlsx", content)
        assert found.passed_over == ("“Problems 2” is not read: Its first row says so.",)


def test_several_tables_of_one_sheet_come_back_marked(tmp_path: Path) -> None:
    wrong: Rows = [["State", "Status", "From"], ["XAA", "member", "2020-13-45"]]
    both: Rows = [*wrong, [None, None, None], ["Received", "State", "Amount"], ["2024-01-31", "XAA", "much"]]
    found = looked_at(tmp_path, "a.xlsx", xlsx_of({"Members and what they have paid": both}))
    assert [problem.cell for problem in found.problems] == ["C2", "C5"]
    content = marked(found, "a.xlsx")
    assert content is not None
    again = looked_at(tmp_path, "a.xlsx", content)
    assert [(problem.sheet, problem.cell) for problem in again.problems] == [
        ("Members and what they have paid", "C2"), ("Members and what they have pa 2", "C5")]  # fmt: skip


def test_a_sheet_with_a_column_for_each_year_comes_back_once_and_each_cell_is_marked_in_its_own(tmp_path: Path) -> None:
    content = csv_of([["State", "2022", "2023"], ["XAA", "10.00", "much"], ["Nowhere", "1.00", "2.00"]])
    decided: Answers = {("dues.csv", None): Decisions(columns={"B": "amount", "C": "amount"})}
    at = Service(new_ledger(tmp_path, PAGE), LOCAL, "Ana")
    found = preview(at, Submission.of([("dues.csv", content)], decisions=decided, table="assessments"))
    told = [(problem.rule, problem.row, problem.header) for problem in found.problems]
    assert told == [("not-an-amount", 2, "2023"), ("state-unknown", 3, "State")], "what is wrong in both is told once"
    book = marked(found, "dues.csv")
    assert book is not None
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert re.findall(r'ref="(\w+)"', archive.read("xl/comments1.xml").decode()) == ["C2", "A3"]


def test_what_is_asked_of_a_sheet_with_a_column_for_each_year_stands_in_the_way_once(tmp_path: Path) -> None:
    content = xlsx_of({"Dues in dollars": [["State", "2022", "2023"], ["XAA", 10, 20]]})
    decided: Answers = {("dues.xlsx", "Dues in dollars"): Decisions(columns={"B": "amount", "C": "amount"})}
    at = Service(new_ledger(tmp_path, PAGE), LOCAL, "Ana")
    found = preview(at, Submission.of([("dues.xlsx", content)], decisions=decided, table="assessments"))
    assert [problem.rule for problem in found.obstacles] == ["unclear-currency"]


def test_hidden_sheets_are_named_in_the_shell_too(tmp_path: Path, shell: Shell) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    file = tmp_path / "march.xlsx"
    file.write_bytes(xlsx_of({"receipts": ROWS, "Old": ROWS}, hidden=["Old"]))
    result = shell("--ledger", ledger.target, "import", str(file), "--dry-run")
    assert "“Old” is not read: The sheet is hidden, and so left out." in result.stderr


# --- problems under the user's own headers --------------------------------------------------------------------------


def problems_of(folder: Path, rows: Rows) -> list[Problem]:
    return list(looked_at(folder, "reçus.xlsx", xlsx_of({"Reçus": rows})).problems)


HEADER = ["Reçu le", "État", "Montant (CHF)", "Référence", "Frais bancaires"]


def test_a_problem_names_the_users_own_header(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, [HEADER, [date(2024, 1, 31), "XAA", "beaucoup", "BK1", 0]])
    assert (problem.column, problem.header, problem.cell) == ("amount", "Montant (CHF)", "C2")
    assert str(problem).startswith("reçus.xlsx, Reçus, C2, Montant (CHF): “beaucoup” is not an amount.")


def test_a_check_of_rows_and_keys_speaks_of_the_users_own_headers(tmp_path: Path) -> None:
    row = [date(2024, 1, 31), "XAA", 5, "BK1", 0]
    found = problems_of(tmp_path, [HEADER, row, [*row[:4], -1]])
    assert {(problem.rule, problem.heading, problem.message) for problem in found} == {
        ("key-twice", "Référence", "Row 2 has the same “Référence”."),
        ("charges-not-negative", "Frais bancaires", "The “Frais bancaires” must not be negative."),
    }


def test_a_failed_formula_and_a_total_name_the_header_as_well(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path, [HEADER, [date(2024, 1, 31), "XAA", 5, "BK1", "#REF!"], ["Total", None, 6, None, None]]
    )
    assert {(problem.rule, problem.header) for problem in found} == {
        ("cell-error", "Frais bancaires"),
        ("total-mismatch", "Montant (CHF)"),
    }


def test_a_column_that_is_missing_is_described_in_the_words_of_offices(tmp_path: Path) -> None:
    found = looked_at(tmp_path, "receipts.xlsx", xlsx_of({"receipts": [HEADER[:2], [date(2024, 1, 31), "XAA"]]}))
    (problem,) = found.problems
    assert problem.suggestion is not None
    assert problem.suggestion.startswith(
        "Add it, under a header such as “Amount received”, “Montant reçu”, “Importe recibido”;"
    )
