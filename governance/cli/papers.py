"""The shell's commands for papers: a statement of account for one State or for each, the status report of all, and
letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from shutil import rmtree

import click

from governance.access import LOCAL
from governance.books import Books
from governance.cli.acting import by_option, service_of
from governance.cli.commands import DAY, language_option, main
from governance.cli.output import refusals, write_file
from governance.cli.text_files import Text, TextFile
from governance.ledger import Ledger, issued_as, record_issued
from governance.papers.addendum import addendum
from governance.papers.all_statements import make_all, states_with_account, zipped
from governance.papers.letter import draft, letter
from governance.papers.paper import Paper
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.status_report import status_report, to_issue
from governance.papers.workbook import to_workbook
from governance.questions import find_question
from governance.questions.parameters import resolve
from governance.tables.correspondence import KINDS
from governance.words import count, mark, say

_FORMS: dict[str, Callable[[Paper], bytes]] = {".pdf": to_pdf, ".xlsx": to_workbook}
_AS_OF = click.option("--as-of", "as_of", type=DAY, help=mark("On this date; default: the last that the ledger knows."))
_OUTPUT = click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(path_type=Path),
    help=mark("The file; with --all a folder, or a .zip."),
)


@main.command("statement", help=mark("Write a State's statement of account, as .pdf or .xlsx; or that of all States."))
@click.argument("state", required=False)
@click.option("--all", "every", is_flag=True, help=mark("One PDF for each State, named by its code."))
@_AS_OF
@language_option
@_OUTPUT
@click.pass_obj
@refusals
def write_statement(target: str, state: str | None, every: bool, as_of: datetime | None, output: Path) -> None:
    if every == bool(state):
        raise click.UsageError(say("Name a State, or --all."))
    books = Books.at(Ledger(target))
    on = as_of.date() if as_of else books.last_day()
    if every:
        _write_all(books, on, output)
        return
    code = str(resolve(find_question("balances"), {"state": state})["state"])
    _write_one(output, lambda: statement(books, code, on))


@main.command("status-report", help=mark("Write what all Members owe, footed to the ledger, as .pdf or .xlsx."))
@_AS_OF
@click.option("--issue", "issuing", is_flag=True, help=mark("Record it as issued, with its number and hash."))
@click.option("--since", "since", metavar="NUMBER", help=mark("An addendum: what came in since that report."))
@by_option
@language_option
@_OUTPUT
@click.pass_obj
@refusals
def write_status_report(
    target: str, as_of: datetime | None, issuing: bool, since: str | None, who: str, output: Path
) -> None:
    if issuing and since:
        raise click.UsageError(say("An addendum is not issued: give --issue or --since."))
    ledger = Ledger(target)
    books = Books.at(ledger)
    on = as_of.date() if as_of else books.last_day()
    if since:
        report = issued_as(target, since, LOCAL)
        _write_one(output, lambda: addendum(Books.at(ledger, report.version), books, report, on))
        return
    _write_one(output, lambda: status_report(books, on))
    if issuing:  # once it is in their hands: what is recorded as issued is there
        service = service_of(ledger, who)
        issued = record_issued(target, to_issue(books, on, service.reader), service.reader, who=service.named())
        click.echo(say("Issued: {number}, SHA-256 of its PDF {hash}", number=issued.number, hash=issued.sha256))


@main.command("letter", help=mark("Write a letter to a State, as its account has it or with a text of yours, as .pdf."))
@click.argument("kind", type=click.Choice([kind.replace("_", "-") for kind in KINDS]))
@click.argument("state")
@_AS_OF
@click.option(
    "--text",
    type=TextFile(),
    help=mark("A file with the text of the letter, paragraphs apart by a blank line; default: the draft."),
)
@click.option("--draft", "only_draft", is_flag=True, help=mark("Write the draft of its text, no PDF."))
@language_option
@_OUTPUT
@click.pass_obj
@refusals
def write_letter(
    target: str,
    kind: str,
    state: str,
    as_of: datetime | None,
    text: Text | None,
    only_draft: bool,
    output: Path,
) -> None:
    books = Books.at(Ledger(target))
    on = as_of.date() if as_of else books.last_day()
    code = str(resolve(find_question("balances"), {"state": state})["state"])
    name = kind.replace("-", "_")
    words = text.content if text else draft(books, name, code, on)
    if only_draft:
        write_file(output, f"{words}\n".encode())
    elif output.suffix.lower() == ".pdf":
        write_file(output, to_pdf(letter(books, name, code, on, words)))
    else:
        raise click.BadParameter(say("Give a name that ends in .pdf."), param_hint="-o")
    click.echo(say("Written: {output}", output=output))


@main.command("calendar", help=mark("Write the days ahead as a calendar, .ics: of one State, or of all."))
@click.option("--state", help=mark("Only this State"))
@_AS_OF
@language_option
@_OUTPUT
@click.pass_obj
@refusals
def write_calendar(target: str, state: str | None, as_of: datetime | None, output: Path) -> None:
    if output.suffix.lower() != ".ics":
        raise click.BadParameter(say("Give a name that ends in .ics."), param_hint="-o")
    from governance.papers.ics import to_ics  # here and not above: no other paper wants its library

    books = Books.at(Ledger(target))
    code = resolve(find_question("calendar"), {"state": state})["state"]
    write_file(output, to_ics(books, as_of.date() if as_of else books.last_day(), str(code) if code else None))
    click.echo(say("Written: {output}", output=output))


def _form(output: Path) -> Callable[[Paper], bytes]:
    form = _FORMS.get(output.suffix.lower())
    if form is None:
        raise click.BadParameter(say("Give a name that ends in .pdf or .xlsx."), param_hint="-o")
    return form


def _write_one(output: Path, paper: Callable[[], Paper]) -> None:
    form = _form(output)
    write_file(output, form(paper()))
    click.echo(say("Written: {output}", output=output))


def _write_all(books: Books, on: date, output: Path) -> None:
    """A PDF for each State that has an account, in a folder or, where the name ends in .zip, in one file. What was made
    before one was broken off stays, and is not made again."""
    packed = output.suffix.lower() == ".zip"
    folder = output.with_name(f".{output.name}.made") if packed else output
    states = states_with_account(books, on)
    try:
        with click.progressbar(length=len(states), label=say("Statements of account")) as bar:
            for _ in make_all(books, on, folder):
                bar.update(1)
    except OSError as error:
        raise click.FileError(str(folder), error.strerror or "") from error
    if packed:
        write_file(output, zipped(folder, states))
        rmtree(folder)
    click.echo(
        count(
            "Written: {number} statement in {folder}",
            "Written: {number} statements in {folder}",
            len(states),
            folder=output,
        )
    )
