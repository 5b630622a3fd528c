"""By address, what the ledger keeps beside its rows: a batch as it came in, a status report as it was issued."""

from __future__ import annotations

from starlette.requests import Request

from governance.access import check_reads_as_finance
from governance.books import Books
from governance.ledger import Issued, Ledger, issued_as
from governance.papers.addendum import addendum
from governance.papers.answer_files import export_table
from governance.papers.status_report import again
from governance.problems import Problem, Refused
from governance.settings import target
from governance.tables import TABLES, Table
from governance.ui.parts.words import say
from governance.ui.shell.here import opened
from governance.ui.shell.routes.answering import File
from governance.ui.shell.routes.on_paper import FORMS
from governance.ui.shell.routes.wanted import Wanted, of_view_only, wanted
from governance.words import language


def original(request: Request) -> File:
    """The file in which a batch came, byte for byte. Raises Refused for a reader who is not shown what finance is."""
    asked, number, ledger = _batch(request)

    def made() -> bytes:
        content = ledger.original(number, asked.reader)
        if content is None:
            raise Refused(Problem("not-found", say("There is nothing at this address.")))
        return content

    name = str(ledger.accepted(number, asked.reader).file_name)
    return File(
        name, (number, *asked.state_of_things), made, asked.taken_if_own(_table(ledger, asked, number).delegations)
    )


def rows(request: Request, form: str) -> File:
    """The rows of a batch as they came in, to be handed in again. Raises Refused as `original`."""
    asked, number, ledger = _batch(request)
    table = _table(ledger, asked, number)

    def made() -> bytes:
        found = ledger.rows(number, asked.reader).select(table.names).to_pylist()
        return export_table(table, [tuple(row.values()) for row in found], form)

    taken = asked.taken_if_own(table.delegations)
    return File(f"{table.name}.{form}", (number, *asked.state_of_things), made, taken)


def _table(ledger: Ledger, asked: Wanted, number: int) -> Table:
    return TABLES[str(ledger.accepted(number, asked.reader).table_name)]


def _batch(request: Request) -> tuple[Wanted, int, Ledger]:
    asked = of_view_only(wanted(request))
    check_reads_as_finance(asked.reader)
    return asked, int(request.path_params["batch"]), Ledger(target(asked.ledger))


def report_again(request: Request) -> File:
    """A status report made anew as it was issued. Raises Refused for a reader who may not see all accounts."""
    asked, then, one = _report(request)
    return File(
        f"{one.number}.pdf", (one, *asked.state_of_things), lambda: again(then, one, asked.reader)[0], asked.taken()
    )


def addendum_to(request: Request, form: str) -> File:
    """What came in after a report was issued, until the day and version of the address. Raises Refused as
    `report_again`."""
    asked, then, one = _report(request)
    name = f"{one.number}-addendum-{asked.as_of.isoformat()}-{language.get()}.{form}"

    def made() -> bytes:
        return FORMS[form](addendum(then, asked.books, one, asked.as_of, asked.reader))

    return File(name, (one, *asked.state_of_things), made, asked.taken())


def _report(request: Request) -> tuple[Wanted, Books, Issued]:
    asked = of_view_only(wanted(request))
    one = issued_as(target(asked.ledger), request.path_params["number"], asked.reader)
    return asked, opened(asked.ledger.key, str(one.version))[1], one
