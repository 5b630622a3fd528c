"""Ledgers written in docstrings (tests.docstrings), handed in as an office would."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from governance.access import LOCAL
from governance.books import Books
from governance.intake.checking.review import review
from governance.intake.service.preview import Preview, Submission, accept, judged, preview
from governance.intake.service.service import Service
from governance.intake.understanding.sheet import Sheet
from governance.intake.understanding.understand_file import understand_file
from governance.ledger import Batch, Event, Ledger
from governance.problems import Problem, Refused
from governance.tables import TABLES
from tests import servers
from tests.docstrings import Written, tables


def sheets(text: str) -> list[tuple[str, bytes]]:
    """The tables in a docstring as csv files."""
    found = tables(text, TABLES)
    names = [written.table for written in found]
    again = [f" {names[:place].count(name) + 1}" if name in names[:place] else "" for place, name in enumerate(names)]
    return [(f"{written.table}{more}.csv", _csv(written)) for written, more in zip(found, again, strict=True)]


def _csv(written: Written) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([written.columns, *written.rows])
    return out.getvalue().encode()


Files = Sequence[tuple[str, bytes]]


def hand_in(ledger: Ledger, text: str, **told: str) -> list[Event]:
    """Hand the docstring's tables in together, each as its own batch."""
    return submit(ledger, sheets(text), **told)


def submit(ledger: Ledger, files: Files, *, who: str = "test", **told: Any) -> list[Event]:
    """Hand files in as users do: a preview, then its acceptance with all that is unusual acknowledged."""
    service = Service(ledger, LOCAL, who)
    found = preview(service, Submission.of(files, **told))
    if found.obstacles:
        raise Refused(*found.obstacles)
    return accept(service, found, acknowledged=True)


def batches_of(files: Files, rulebook: str = "iom", **told: Any) -> tuple[Batch, ...]:
    """The batches that a preview of the files makes of them beside an empty ledger. Raises Refused with all that
    stands in the way."""
    found = preview_of(files, rulebook, **told)
    if found.obstacles:
        raise Refused(*found.obstacles)
    return found.batches


def preview_of(files: Files, rulebook: str = "iom", **told: Any) -> Preview:
    """What is found in the files beside an empty ledger."""
    return judged(
        Submission.of(files, **told), _nothing_yet(rulebook, tuple(table.names for table in TABLES.values())), {}
    )


@cache
def _nothing_yet(rulebook: str, columns: tuple[tuple[str, ...], ...]) -> Books:
    """The books of an empty ledger, while the tables have these columns: a test adds one."""
    with TemporaryDirectory() as folder:
        return Books.at(new_ledger(Path(folder), rulebook=rulebook))


@lru_cache(maxsize=200)  # a property test writes a new one for each example
def _batches_in(text: str, rulebook: str) -> tuple[Batch, ...]:
    """Those of a docstring's tables: many tests begin from the same."""
    return batches_of(sheets(text), rulebook)


def reviewed(ledger: Ledger, text: str, closed: Mapping[int, date] | None = None) -> list[Problem]:
    """What is found in the docstring's tables, handed in together, beside what is in force in the ledger."""
    found = [(sheet, TABLES[name.removesuffix(".csv").split()[0]]) for name, content in sheets(text)
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
    """A ledger in `folder`, or in a database where `either` asks for one, with the docstring's rows."""
    ledger = servers.empty_ledger(rulebook) if IN_A_DATABASE.get() else _in_file(folder, rulebook)
    if sheets(text):
        ledger.append(_batches_in(text, rulebook), who="test")
    return ledger


IN_A_DATABASE: ContextVar[bool] = ContextVar("in_a_database", default=False)
"""Whether tests write their ledgers into a database: those of the ledger itself run both ways."""


def _in_file(folder: Path, rulebook: str) -> Ledger:
    place = folder / "ledger.duckdb"
    place.with_name("ledger.duckdb.wal").unlink(missing_ok=True)
    place.write_bytes(_empty(rulebook))
    return Ledger(str(place))


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


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
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
    return {row["year"]: row.amount("outstanding") for row in books.ask("outstanding", day, state=state).dicts()}


def balance(books: Books, day: date, state: str = "XAA") -> dict[str, object]:
    """A State's balance."""
    (row,) = books.ask("balances", day, state=state).dicts()
    return row
