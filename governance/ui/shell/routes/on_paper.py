"""Papers by address: made when they are asked for, of what the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.requests import Request

from governance.papers.paper import Paper
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.status_report import status_report
from governance.papers.workbook import to_workbook
from governance.ui.shell.here import state_named
from governance.ui.shell.routes.answering import File
from governance.ui.shell.routes.wanted import Wanted, of_view_only, wanted
from governance.words import language

FORMS: dict[str, Callable[[Paper], bytes]] = {"pdf": to_pdf, "xlsx": to_workbook}


def statement_of(request: Request, form: str) -> File:
    """A State's statement of account. Raises Refused where no State is named, or one that the ledger or the reader
    does not know."""
    asked = of_view_only(wanted(request), "state")
    state = state_named(asked.books, asked.as_of, asked.given.get("state", ""), asked.reader)
    made = partial(statement, asked.books, state, asked.as_of, asked.reader)
    return _file(f"{state}-{asked.as_of.isoformat()}", asked, made, form)


def report_of_all(request: Request, form: str) -> File:
    """The status of contributions of all States."""
    asked = of_view_only(wanted(request))
    made = partial(status_report, asked.books, asked.as_of, asked.reader)
    return _file(f"{asked.ledger.key}-status-{asked.as_of.isoformat()}", asked, made, form)


def _file(name: str, asked: Wanted, paper: Callable[[], Paper], form: str) -> File:
    return File(f"{name}-{language.get()}.{form}", asked.state_of_things, lambda: FORMS[form](paper()))
