"""Sheets that are not read: said in a quiet line each time, and told by what they say of themselves, not by a name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.intake.service.marking import marked
from governance.intake.service.preview import Preview, Submission, preview
from governance.intake.service.service import Service
from governance.intake.service.template import write_template
from governance.papers.answer_files import export_table
from governance.problems import Problem
from governance.tables import TABLES
from tests.awkward import Rows, xlsx_of
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
