"""Papers by address: made when they are asked for, of what the reader may see."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from starlette.requests import Request

from governance.access import Reader
from governance.books import Books
from governance.papers.all_statements import make_all, zipped
from governance.papers.ics import to_ics
from governance.papers.paper import Paper, number
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.status_report import status_report
from governance.papers.workbook import to_workbook
from governance.ui.shell.here import state_named
from governance.ui.shell.routes.answering import File
from governance.ui.shell.routes.wanted import Wanted, of_view_only, wanted
from governance.words import language

FORMS: dict[str, Callable[[Paper], bytes]] = {"pdf": to_pdf, "xlsx": to_workbook}

_MOST = 3
"""The views whose statements are kept: some ten megabytes each."""


def statement_of(request: Request, form: str) -> File:
    """A State's statement of account. Raises Refused where no State is named, or one that the ledger or the reader
    does not know."""
    asked = of_view_only(wanted(request), "state")
    state = state_named(asked.books, asked.as_of, asked.given.get("state", ""), asked.reader)
    made = partial(statement, asked.books, state, asked.as_of, asked.reader)
    return _file(f"{state}-{asked.as_of.isoformat()}", asked, made, form, state)


def calendar(request: Request) -> File:
    """The days ahead of one State, or of all where none is named. Raises Refused as `statement_of`."""
    asked = of_view_only(wanted(request), "state")
    named = asked.given.get("state")
    state = state_named(asked.books, asked.as_of, named, asked.reader) if named else None
    name = f"{state or asked.ledger.key}-{asked.as_of.isoformat()}-{language.get()}.ics"
    made = partial(to_ics, asked.books, asked.as_of, state, asked.reader)
    return File(name, asked.state_of_things, made, asked.taken(state))


def statements_of_all(request: Request) -> File:
    """The statements of all States in one file; those that a page made before are not made again."""
    asked = of_view_only(wanted(request))
    view = asked.books, asked.as_of, asked.reader

    def made() -> bytes:
        states = list(make_all(asked.books, asked.as_of, folder_of(*view), asked.reader))
        return zipped(folder_of(*view), states)

    name = f"{asked.ledger.key}-statements-{asked.as_of.isoformat()}-{language.get()}.zip"
    return File(name, asked.state_of_things, made, asked.taken())


def folder_of(books: Books, on: date, reader: Reader) -> Path:
    """Where the statements of all States are kept for readers who see the same, until the server ends or others were
    asked for since."""
    root = Path(_kept().name)
    name = hashlib.sha256(repr((number(books, "", on), reader.scope)).encode()).hexdigest()[:16]
    for old in sorted(root.iterdir(), key=lambda folder: folder.stat().st_mtime)[:-_MOST]:
        if old.name != name:
            rmtree(old, ignore_errors=True)
    return root / name


@cache
def _kept() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def report_of_all(request: Request, form: str) -> File:
    """The status of contributions of all States."""
    asked = of_view_only(wanted(request))
    made = partial(status_report, asked.books, asked.as_of, asked.reader)
    return _file(f"{asked.ledger.key}-status-{asked.as_of.isoformat()}", asked, made, form)


def _file(name: str, asked: Wanted, paper: Callable[[], Paper], form: str, state: str | None = None) -> File:
    made = lambda: FORMS[form](paper())  # noqa: E731
    return File(f"{name}-{language.get()}.{form}", asked.state_of_things, made, asked.taken(state))
