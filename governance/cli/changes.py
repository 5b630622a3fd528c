"""The shell's commands that change a ledger: hand files in, take them back, close years."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from governance.access import LOCAL
from governance.books import Books, Change
from governance.cli.commands import main
from governance.cli.effects import print_effect
from governance.cli.output import by_option, format_option, print_events, print_rows, refusals
from governance.intake import Prepared, accept, prepare
from governance.intake.closing import Tie, parse_totals, ties
from governance.intake.desk import Desk
from governance.ledger import Ledger
from governance.rulebooks.opening import open_rulebook
from governance.tables import Kind
from governance.words import count, say

_dry_run = click.option("--dry-run", is_flag=True, help=say("Check everything, print the effect, change nothing."))


@main.command("import", help=say("Hand files in: all of them are taken in, or none."))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--table", help=say("Which table the files are, where their columns do not say."))
@_dry_run
@by_option
@click.option("--note", default="", help=say("A note to keep with the batch."))
@click.option(
    "--evidence",
    type=click.Choice(["reported", "published", "derived"]),
    default="reported",
    show_default=True,
    help=say("What the figures rest on."),
)
@format_option
@click.pass_obj
@refusals
def import_files(
    target: str, files: Sequence[Path], table: str | None, dry_run: bool, who: str, note: str, evidence: str, form: str
) -> None:
    ledger = Ledger(target)
    currency = open_rulebook(ledger.rulebook()).currency
    contents = [(file.name, file.read_bytes()) for file in files]
    ready = prepare(contents, currency=currency, table=table, evidence=evidence, note=note)
    if dry_run:
        ledger.check([item.batch for item in ready])
        _print_prepared(form, ready)
        return
    print_events(form, accept(ledger, ready, who=who))


@main.command(help=say("Take a batch out of force. Its rows stay, and older versions answer as they did."))
@click.argument("batch", type=int)
@click.option("--why", default="", help=say("The reason; needed unless it is a dry run."))
@_dry_run
@by_option
@format_option
@click.pass_obj
@refusals
def revoke(target: str, batch: int, why: str, dry_run: bool, who: str, form: str) -> None:
    if dry_run:
        print_effect(form, Desk(Ledger(target), LOCAL, who).look(Change(revoking=[batch])))
        return
    if not why:
        raise click.UsageError(say("Give the reason with --why."))
    print_events(form, [Desk(Ledger(target), LOCAL, who).revoke(batch, why=why)])


@main.command(help=say("Take a revoked batch back into force."))
@click.argument("batch", type=int)
@click.option("--note", default="", help=say("A note to keep with it."))
@_dry_run
@by_option
@format_option
@click.pass_obj
@refusals
def reaccept(target: str, batch: int, note: str, dry_run: bool, who: str, form: str) -> None:
    if dry_run:
        print_effect(form, Desk(Ledger(target), LOCAL, who).look(Change(reaccepting=[batch])))
        return
    print_events(form, [Desk(Ledger(target), LOCAL, who).reaccept(batch, note=note)])


@main.command(help=say("Write the file in which a batch came, byte for byte."))
@click.argument("batch", type=int)
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=say("The file."))
@click.pass_obj
@refusals
def original(target: str, batch: int, output: Path) -> None:
    content = Ledger(target).original(batch)
    if content is None:
        click.echo(say("The file of batch {batch} was not kept.", batch=batch))
        raise SystemExit(1)
    output.write_bytes(content)
    click.echo(say("Written: {output}", output=output))


@main.command("close", help=say("Close a year against the totals of the general ledger and the bank."))
@click.argument("year", type=int)
@click.option("--total", "totals", multiple=True, metavar="ITEM[.CURRENCY]=AMOUNT",
              help=say("A total of others' books; a dry run names them all."))  # fmt: skip
@click.option("--note", default="", help=say("What explains a difference."))
@_dry_run
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
        return
    print_events(form, [Desk(ledger, LOCAL, who).close(books, year, entered, note=note)])


@main.command("reopen", help=say("Open the last closed year again."))
@click.argument("year", type=int)
@click.option("--why", required=True, help=say("The reason."))
@by_option
@format_option
@click.pass_obj
@refusals
def reopen_year(target: str, year: int, why: str, who: str, form: str) -> None:
    print_events(form, [Desk(Ledger(target), LOCAL, who).reopen(year, why=why)])


def _print_ties(form: str, found: Sequence[Tie]) -> None:
    columns = {"item": Kind.TEXT, "words": Kind.TEXT, "currency": Kind.TEXT, "ours": Kind.MONEY, "theirs": Kind.MONEY,
               "difference": Kind.MONEY}  # fmt: skip
    rows = [tuple(getattr(tie, name) for name in columns) for tie in found]
    print_rows(form, list(columns), list(columns.values()), rows)


def _print_prepared(form: str, ready: Sequence[Prepared]) -> None:
    rows = [(item.batch.file_name, item.sheet, item.batch.table, item.row_count) for item in ready]
    print_rows(form, ("file", "sheet", "table", "rows"), [Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.COUNT], rows)
    if form == "table":
        total = sum(item.row_count for item in ready)
        click.echo(
            count("{number} row would be taken in. Nothing was changed.",
                  "{number} rows would be taken in. Nothing was changed.", total)
        )  # fmt: skip
