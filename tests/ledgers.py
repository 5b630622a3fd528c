"""Ledgers written in docstrings (tests.docstrings), handed in as an office would."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from governance.books import Books
from governance.intake.checking.review import review
from governance.intake.service.handing_in import accept, prepare, understand_file
from governance.intake.understanding.sheet import Sheet
from governance.ledger import Event, Ledger
from governance.problems import Problem
from governance.tables import TABLES
from tests.docstrings import Written, tables


def sheets(text: str) -> list[tuple[str, bytes]]:
    """The tables in a docstring as csv files."""
    return [(f"{written.table}.csv", _csv(written)) for written in tables(text, TABLES)]


def _csv(written: Written) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([written.columns, *written.rows])
    return out.getvalue().encode()


def hand_in(ledger: Ledger, text: str, **options: str) -> list[Event]:
    """Hand the docstring's tables in, each as its own batch."""
    return accept(ledger, prepare(sheets(text), currency="CHF", **options), who="test")


def reviewed(ledger: Ledger, text: str, closed: Mapping[int, date] | None = None) -> list[Problem]:
    """What is found in the docstring's tables, handed in together, beside what is in force in the ledger."""
    found = [(sheet, TABLES[name.removesuffix(".csv")]) for name, content in sheets(text)
             for sheet in plain_sheets(name, content)]  # fmt: skip
    return list(review(found, Books.at(ledger), closed).problems)


def told(ledger: Ledger, text: str, closed: Mapping[int, date] | None = None) -> list[tuple[str, int | None, str]]:
    """Rule, row and message of each problem of the docstring's tables, but that membership is not known."""
    return [(problem.rule, problem.row, problem.message) for problem in reviewed(ledger, text, closed)
            if problem.rule != "cannot-be-checked"]  # fmt: skip


def plain_sheets(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file as the checks take them."""
    return [found.sheet for found in understand_file(name, content, currency="CHF") if found.sheet]


def new_ledger(folder: Path, text: str = "", rulebook: str = "iom") -> Ledger:
    """A ledger in `folder` with the docstring's rows."""
    place = folder / "ledger.duckdb"
    place.with_name("ledger.duckdb.wal").unlink(missing_ok=True)
    place.write_bytes(_empty(rulebook))
    ledger = Ledger(str(place))
    if sheets(text):
        hand_in(ledger, text)
    return ledger


@cache
def _empty(rulebook: str) -> bytes:
    """The file of an empty ledger under a rulebook: made once, since each test that writes one down begins with it."""
    with TemporaryDirectory() as folder:
        place = f"{folder}/ledger.duckdb"
        Ledger.create(place, rulebook=rulebook, title="Test", who="test")
        assert not Path(f"{place}.wal").exists(), "the whole ledger is in its file"
        return Path(place).read_bytes()


def books_of(folder: Path, text: str, rulebook: str = "iom") -> Books:
    """The books of a docstring."""
    return Books.at(new_ledger(folder, text, rulebook))


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook as a spreadsheet program saves it: its own dates and numbers in sheets of the given names."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def owed(books: Books, day: date, state: str = "XAA") -> dict[object, Decimal]:
    """What a State owes, by year of debt."""
    answer = books.ask("outstanding", day, state=state)
    return dict(zip(answer.column("year"), answer.column("outstanding"), strict=True))


def balance(books: Books, day: date, state: str = "XAA") -> dict[str, object]:
    """A State's balance."""
    (row,) = books.ask("balances", day, state=state).dicts()
    return row
