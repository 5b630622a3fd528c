"""The shell's commands that hand files in, and assign receipts: by the same code as the screen, effects included."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from governance.books import Books, Row
from governance.cli.acting import by_option, service_of
from governance.cli.answers import answers_in, of_all_rows, of_rows, pair, with_answers
from governance.cli.commands import main
from governance.cli.effects import print_effect, say_beforehand
from governance.cli.output import (
    REFUSED,
    dry_run_option,
    format_option,
    print_events,
    print_problems,
    print_rows,
    refusals,
    write_file,
)
from governance.cli.text_files import Text, TextFile
from governance.intake.service.assignment import Share, assignment
from governance.intake.service.bank.brought import proposed_payers
from governance.intake.service.preview import FIGURE_CHANGED, Preview, Submission, accept, preview
from governance.intake.service.service import Service
from governance.intake.service.year_closing import read_total
from governance.intake.understanding.sheet_decisions import ABOVE, MULTIPLIERS, ROWS, SEEN
from governance.ledger import Ledger
from governance.ledger.proposals import Act
from governance.terms import TERMS
from governance.words import count, mark, say

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command("import", help=mark("Hand files in: all of them are taken in, or none."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--table", help=mark("Which table the files are, where their columns do not say."))
@click.option("--year", help=mark("The year of all rows, for sheets that have no column of years."))
@click.option(
    "--multiply",
    type=click.Choice(MULTIPLIERS),
    help=mark("By what amounts are multiplied that a sheet says are in thousands, millions or cents; 1: not at all."),
)
@click.option("--currency", help=mark("The currency of amounts that a sheet leaves open, as an ISO 4217 code."))
@click.option(
    "--take", multiple=True, help=mark("Rows that count as they stand, such as Status=booked; =* for all others.")
)
@click.option("--turn", multiple=True, help=mark("Rows that count with the opposite sign, such as D/C=D."))
@click.option(
    "--leave-out", multiple=True, help=mark("Rows that are left out, such as Fund=Projects; or a whole column.")
)
@click.option("--blank-cells", type=click.Choice(ABOVE), help=mark("What blank cells beneath a name are."))
@click.option("--by-year", metavar="COLUMN", help=mark("What the figures are in columns named for a year each."))
@click.option("--all-rows", "same", multiple=True, metavar="COLUMN=VALUE",
              help=mark("What all rows have that stands in no column: a status, a stage, a currency."))  # fmt: skip
@click.option(
    "--hidden", type=click.Choice(SEEN), help=mark("Whether rows and columns that are hidden or filtered out count.")
)
@click.option("--struck", type=click.Choice(SEEN), help=mark("Whether rows that are struck through count."))
@click.option("--decisions", type=TextFile(), help=mark("What is decided about sheets: JSON by file and sheet."))
@click.option("--acknowledge", is_flag=True, help=mark("What is unusual was looked at and is right."))
@click.option("--annotate", "mark", type=click.Path(dir_okay=False, path_type=Path),
              help=mark("Write the sheets with the cells marked to this workbook."))  # fmt: skip
@dry_run_option
@by_option
@click.option("--note", default="", help=mark("A note to keep with the batch."))
@click.option(
    "--evidence",
    type=click.Choice(["reported", "published", "derived"]),
    default="reported",
    show_default=True,
    help=mark("What the figures rest on."),
)
@format_option
@click.pass_obj
@refusals
def import_files(
    target: str,
    files: Sequence[Path],
    table: str | None,
    year: str | None,
    multiply: str | None,
    currency: str | None,
    take: Sequence[str],
    turn: Sequence[str],
    leave_out: Sequence[str],
    blank_cells: str | None,
    by_year: str | None,
    same: Sequence[str],
    hidden: str | None,
    struck: str | None,
    decisions: Text | None,
    acknowledge: bool,
    mark: Path | None,
    dry_run: bool,
    who: str,
    note: str,
    evidence: str,
    form: str,
) -> None:
    if mark and len(files) > 1:
        raise click.UsageError(say("Mark one file at a time."))
    service = service_of(Ledger(target), who)
    contents = [(file.name, file.read_bytes()) for file in files]
    answers = answers_in(decisions.content, [file.name for file in files]) if decisions else None
    submission = Submission.of(contents, decisions=answers, table=table, evidence=evidence, note=note)
    found = preview(service, submission)
    said = [(choice, text) for choice, texts in zip(ROWS, (take, turn, leave_out), strict=True) for text in texts]
    if said:
        answers = of_rows(found, answers or {}, said)
        found = preview(service, replace(submission, decisions=answers))
    told = {"multiplier": multiply, "currency": currency, "above": blank_cells, "hidden": hidden, "struck": struck}
    if by_year:
        answers = with_answers(found, answers or {}, {"years": by_year})
        found = preview(service, replace(submission, decisions=answers))
    given = {kind: answer for kind, answer in told.items() if answer}
    if given or year or same:
        decided = with_answers(found, answers or {}, given)
        decided = of_all_rows(found, decided, dict(map(pair, same)), year)
        found = preview(service, replace(submission, decisions=decided))
    _print_what_was_read(found)
    if mark:
        _mark(mark, found, files[0].name)
    _accept(service, found, form, dry_run=dry_run, acknowledged=acknowledge)


@main.command(help=mark("Assign receipts of unknown payers; `ask proposed_payers` lists them, with who may have paid."))
@click.argument("receipts", nargs=-1, required=True)
@click.option("--state", help=mark("The State that paid them: its name or code."))
@click.option("--proposed", is_flag=True, help=mark("Each to the State that is proposed first."))
@click.option("--share", "shares", multiple=True, metavar="STATE[:YEAR]=AMOUNT",
              help=mark("What a State paid of one receipt; a share of nobody (=AMOUNT) stays unassigned."))  # fmt: skip
@click.option("--acknowledge", is_flag=True, help=mark("What is unusual was looked at and is right."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def assign(
    target: str,
    receipts: Sequence[str],
    state: str | None,
    proposed: bool,
    shares: Sequence[str],
    acknowledge: bool,
    dry_run: bool,
    who: str,
    form: str,
) -> None:
    if (state is not None) + proposed + bool(shares) != 1 or (shares and len(receipts) > 1):
        raise click.UsageError(say("Say one of --state, --proposed, or, of one receipt, its --share."))
    service = service_of(Ledger(target), who)
    books = Books.at(service.ledger)
    if proposed:
        first = _proposed_first(books, service)
        parts = {name: [Share(first.get(name))] for name in receipts if first.get(name)}
        if left := [name for name in receipts if name not in parts]:
            raise click.UsageError(say("Nobody is proposed for: {receipts}.", receipts=", ".join(left)))
    else:
        of_each = [_share(text) for text in shares] or [Share(state)]
        parts = dict.fromkeys(receipts, of_each)
    file = assignment(books, parts, service.reader)
    found = preview(
        service, Submission.of([file], table="receipts", note=say("Receipts of unknown payers assigned")), books
    )
    _accept(service, found, form, dry_run=dry_run, acknowledged=acknowledge)


def _proposed_first(books: Books, service: Service) -> dict[str, str | None]:
    """The State that is proposed for each receipt before all others; none where another is as likely."""
    rows = books.ask("proposed_payers", reader=service.reader).dicts()
    several = Counter(row.text("receipt") for row in rows)
    first = (row for row in rows if row["place"] == 1)
    return {
        row.text("receipt"): row.text("state")
        for row in first
        if row["strength"] == "strong" or several[row.text("receipt")] == 1
    }


def _share(text: str) -> Share:
    """XAA=100.00, XAA:2025=100.00, or =100.00 for what stays of an unknown payer."""
    payer, _, amount = text.rpartition("=")
    state, _, year = payer.partition(":")
    paid = read_total(amount)
    if paid is None or (year and not re.fullmatch("[0-9]{4}", year.strip())):
        raise click.UsageError(say("“{text}” is no share: write XAA=100.00 or XAA:2025=100.00.", text=text))
    return Share(state.strip() or None, paid, int(year) if year else None)


def _accept(service: Service, found: Preview, form: str, *, dry_run: bool, acknowledged: bool) -> None:
    """Take in what was previewed and print that, or print why not, or only what it would change."""
    problems = [*found.obstacles, *found.warnings]
    if not found.ready:
        print_problems(form, problems)
        raise SystemExit(REFUSED)
    if dry_run:
        _print_dry_run(form, found)
        _print_payers(form, proposed_payers(service, found))
        say_beforehand(service, Act("accept", batches=found.batches), found.effect)
    elif found.warnings and not acknowledged:
        print_problems(form, problems)
        click.echo(say("All of it is unusual, none of it wrong: once looked at, add --acknowledge."), err=True)
        raise SystemExit(REFUSED)
    else:
        for warning in found.warnings:
            if warning.rule == FIGURE_CHANGED:
                click.echo(str(warning), err=True)
        bounded = service.reader.alone  # of anybody else the effect is not asked for
        say_beforehand(service, Act("accept", batches=found.batches), found.effect if bounded else None)
        print_events(form, accept(service, found, acknowledged=acknowledged))


def _print_what_was_read(found: Preview) -> None:
    """What was read and what was not, beside the answer: scripts read that from the standard output."""
    for _, read, others in found.told:
        click.echo("\n".join((read, *(f"  - {sentence}" for sentence in others))), err=True)
    for sentence in found.passed_over:
        click.echo(sentence, err=True)


def _mark(place: Path, found: Preview, file: str) -> None:
    from governance.intake.service.marking import marked  # writes workbooks, which most imports do not

    content = marked(found, file)
    if content is not None:
        write_file(place, content)
        click.echo(say("Written: {output}", output=place), err=True)


def _print_dry_run(form: str, found: Preview) -> None:
    assert found.effect is not None
    print_effect(form, found.effect)
    if form != "table":
        return
    for warning in found.warnings:
        click.echo(say("Unusual: {warning}", warning=warning))
    rows = sum(batch.rows.num_rows for batch in found.batches)
    click.echo(
        count("{number} row would be taken in. Nothing was changed.",
              "{number} rows would be taken in. Nothing was changed.", rows)
    )  # fmt: skip


def _print_payers(form: str, proposed: Sequence[Row]) -> None:
    """Who may have paid what a bank's statement brings, and why."""
    if not proposed or form != "table":
        return
    names = ("receipt", "amount", "currency", "counterparty", "state", "strength", "because")
    click.echo(say("Who may have paid; nobody is credited before you say so with `assign`:"))
    print_rows(form, names, [TERMS[name].kind for name in names], [[row[name] for name in names] for row in proposed])
