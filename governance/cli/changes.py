"""The shell's commands that change what is in force: take batches back, close years."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from governance.access import LOCAL
from governance.books import Books, Change
from governance.cli.acting import by_option, service_of
from governance.cli.commands import main
from governance.cli.effects import print_effect, say_beforehand
from governance.cli.output import dry_run_option, format_option, print_events, print_rows, refusals, write_file
from governance.intake.service.notes import close
from governance.intake.service.service import Service
from governance.intake.service.two_persons import change_of
from governance.intake.service.year_closing import Tie, parse_totals, ties
from governance.ledger import Ledger, Note, notes, rules_of
from governance.ledger.proposals import Act
from governance.rulebooks.canonical import canonical, differences
from governance.rulebooks.opening import open_rulebook
from governance.tables import Kind
from governance.words import mark, say


@main.command(help=mark("Take a batch out of force. Its rows stay, and older versions answer as they did."))
@click.argument("batch", type=int)
@click.option("--why", default="", help=mark("The reason; needed unless it is a dry run."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def revoke(target: str, batch: int, why: str, dry_run: bool, who: str, form: str) -> None:
    if not (why or dry_run):
        raise click.UsageError(say("Give the reason with --why."))
    service = service_of(Ledger(target), who)
    if _looked_at(service, Act("revoke", {"batch": batch}), form, dry_run=dry_run):
        print_events(form, [service.revoke(batch, why=why)])


@main.command(help=mark("Take a revoked batch back into force."))
@click.argument("batch", type=int)
@click.option("--note", default="", help=mark("A note to keep with it."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def reaccept(target: str, batch: int, note: str, dry_run: bool, who: str, form: str) -> None:
    service = service_of(Ledger(target), who)
    if _looked_at(service, Act("reaccept", {"batch": batch}), form, dry_run=dry_run):
        print_events(form, [service.reaccept(batch, note=note)])


def _looked_at(service: Service, act: Act, form: str, *, dry_run: bool) -> bool:
    """Print the effect of an act where only that is wanted, and say how far whoever acts may go alone; whether it is to
    be done."""
    change = change_of(act)
    effect = service.preview(change) if change and (dry_run or service.reader.alone) else None
    if effect and dry_run:
        print_effect(form, effect)
    say_beforehand(service, act, effect)
    return not dry_run


@main.command(
    "adopt-rulebook", help=mark("Record the rules that ship, or another rulebook's, as the ledger's own from now on.")
)
@click.argument("rulebook", required=False)
@click.option("--note", default="", help=mark("A note to keep with it."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def adopt_rulebook(target: str, rulebook: str | None, note: str, dry_run: bool, who: str, form: str) -> None:
    service = service_of(Ledger(target), who)
    now = rules_of(service.ledger.history())
    key = rulebook or now.key
    text = canonical(open_rulebook(key))
    if dry_run or form == "table":
        before = now.text or canonical(open_rulebook(now.key))
        print_effect(form, service.preview(Change(rules=(key, text))), rules=differences(before, text))
    say_beforehand(service, Act("adopt"))
    if not dry_run:
        print_events(form, [service.adopt(key, text, note=note)])


@main.command(help=mark("Write the file in which a batch came, byte for byte."))
@click.argument("batch", type=int)
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=mark("The file."))
@click.pass_obj
@refusals
def original(target: str, batch: int, output: Path) -> None:
    content = Ledger(target).original(batch, LOCAL)
    if content is None:
        click.echo(say("The file of batch {batch} was not kept.", batch=batch))
        raise SystemExit(1)
    write_file(output, content)
    click.echo(say("Written: {output}", output=output))


@main.command("close", help=mark("Close a year against the totals of the general ledger and the bank."))
@click.argument("year", type=int)
@click.option("--total", "totals", multiple=True, metavar="ITEM[.CURRENCY]=AMOUNT",
              help=mark("A total of others' books; a dry run names them all."))  # fmt: skip
@click.option("--note", default="", help=mark("What explains a difference."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def close_year(target: str, year: int, totals: Sequence[str], note: str, dry_run: bool, who: str, form: str) -> None:
    ledger = Ledger(target)
    books = Books.at(ledger)
    entered = parse_totals(totals, books.rulebook.currency)
    if dry_run:
        _print_ties(form, ties(books, year, entered))
    service = service_of(ledger, who)
    say_beforehand(service, Act("close"))
    if not dry_run:
        print_events(form, [service.close(books, year, entered, note=note)])


@main.command("reopen", help=mark("Open the last closed year again."))
@click.argument("year", type=int)
@click.option("--why", required=True, help=mark("The reason."))
@by_option
@format_option
@click.pass_obj
@refusals
def reopen_year(target: str, year: int, why: str, who: str, form: str) -> None:
    service = service_of(Ledger(target), who)
    say_beforehand(service, Act("reopen"))
    print_events(form, [service.reopen(year, why=why)])


@main.command("notes", help=mark("List what delegations told finance of payments that are not here."))
@click.option("--all", "closed", is_flag=True, help=mark("Those that are closed as well."))
@format_option
@click.pass_obj
@refusals
def list_notes(target: str, closed: bool, form: str) -> None:
    _print_notes(form, [note for note in notes(target, LOCAL) if closed or note.open])


@main.command("close-note", help=mark("Close a delegation's note with a word on what became of the payment."))
@click.argument("number", type=int)
@click.option("--word", required=True, help=mark("What became of it; the delegation reads it."))
@by_option
@format_option
@click.pass_obj
@refusals
def close_one_note(target: str, number: int, word: str, who: str, form: str) -> None:
    _print_notes(form, [close(service_of(Ledger(target), who), number, word=word)])


def _print_notes(form: str, found: Sequence[Note]) -> None:
    columns = {"note": Kind.COUNT, "told": Kind.DATE, "state": Kind.STATE, "amount": Kind.MONEY,
               "currency": Kind.CURRENCY, "paid": Kind.DATE, "reference": Kind.TEXT, "who": Kind.TEXT,
               "closed": Kind.DATE, "word": Kind.TEXT}  # fmt: skip
    rows = [
        {"note": note.number, "told": note.told.date(), "state": note.payment.state, "amount": note.payment.amount,
         "currency": note.payment.currency, "paid": note.payment.paid, "reference": note.payment.reference,
         "who": note.who, "closed": note.closed and note.closed.date(), "word": note.word}
        for note in found
    ]  # fmt: skip
    print_rows(form, list(columns), list(columns.values()), [tuple(row.values()) for row in rows])


def _print_ties(form: str, found: Sequence[Tie]) -> None:
    columns = {"item": Kind.TEXT, "words": Kind.TEXT, "currency": Kind.TEXT, "ours": Kind.MONEY, "theirs": Kind.MONEY,
               "difference": Kind.MONEY}  # fmt: skip
    rows = [tuple(getattr(tie, name) for name in columns) for tie in found]
    print_rows(form, list(columns), list(columns.values()), rows)
