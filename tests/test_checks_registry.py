"""Every check beside the ledger is declared whole, and what is in force already passes them all."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest

from governance.intake.checking.beside import CHECKS, LedgerCheck
from governance.intake.checking.beside.ledger_check import sql_check
from governance.intake.checking.review import review
from governance.papers.answer_files import export_table
from governance.settings import ROOT
from governance.tables import TABLES
from tests.ledgers import plain_sheets
from tests.shipped import shipped_books

FILES = sorted((ROOT / "governance" / "sql" / "checks").glob("*.sql"))
IN_SQL = [check for check in CHECKS if check.sql]


def test_every_file_is_in_the_registry() -> None:
    assert sorted(path.stem.replace("_", "-") for path in FILES) == sorted(check.rule for check in IN_SQL)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.rule)
def test_a_check_names_tables_that_are_there(check: LedgerCheck) -> None:
    assert {*check.tables, *check.needs, *check.reads} <= TABLES.keys()
    assert check.tables


@pytest.mark.parametrize("check", IN_SQL, ids=lambda check: check.rule)
def test_the_sentences_of_a_check_name_what_its_sql_answers(check: LedgerCheck) -> None:
    for line in re.findall(r"^-- (?:says|fix): (.*)$", check.sql, re.MULTILINE):
        named = {name for _, name, _, _ in string.Formatter().parse(line) if name}
        answered = check.sql.rsplit("\nselect", 1)[1] if check.sql.count("\nselect") == 1 else check.sql
        assert all(re.search(rf"\b{name}\b", answered) for name in named), named
    column = re.search(r"^-- column: (.*)$", check.sql, re.MULTILINE)
    assert column
    assert all(column[1] in TABLES[table].names for table in check.tables)


def test_a_file_with_half_a_head_is_a_defect() -> None:
    with pytest.raises(ValueError, match=r"half.sql: the head lacks"):
        sql_check("half", "-- One row per receipt.\n-- tables: receipts\nselect 1")


# IOM's published contributions list San Marino for years in which its membership is reconstructed as an observer's.
KNOWN = {"demonstration": set[str](), "iom": {"assessed-observer"}}


@pytest.mark.parametrize("ledger", KNOWN)
def test_what_is_in_force_can_be_handed_in_again_even_when_every_year_is_closed(shipped: Path, ledger: str) -> None:
    """It is no change: nothing of it is unusual any more, and no closed year moves."""
    books = shipped_books(ledger)
    closed = {year: date(2026, 11, 22) for year in range(1900, 2200)}
    for table in TABLES.values():
        rows = books.all_rows_in_force(table.name)
        if rows:
            (sheet,) = plain_sheets(f"{table.name}.csv", export_table(table, rows, "csv"))
            found = review([(sheet, table)], books, closed)
            assert {problem.rule for problem in found.problems} <= KNOWN[ledger], table.name
