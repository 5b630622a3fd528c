"""The shell's commands that hand files in, and assign receipts: by the same code as the screen, effects included."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from governance.access import LOCAL
from governance.books import Books
from governance.cli.commands import main
from governance.cli.effects import print_effect
from governance.cli.output import (
    REFUSED,
    by_option,
    dry_run_option,
    format_option,
    print_events,
    print_problems,
    refusals,
)
from governance.intake.asked import answered, asked
from governance.intake.assigning import assignment
from governance.intake.decisions import (
    LEAVE_OUT,
    MULTIPLIERS,
    NOT_TAKEN,
    ROWS,
    SEEN,
    TAKE,
    Decisions,
    impossible,
    named,
    value_key,
)
from governance.intake.desk import Desk
from governance.intake.everywhere import may_be_everywhere
from governance.intake.handing_in import Answers
from governance.intake.looking import Handed, Looked, look, take
from governance.intake.marking import marked
from governance.intake.understood import ColumnReading, Unclear
from governance.ledger import Ledger
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import count, say

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@main.command("import", help=say("Hand files in: all of them are taken in, or none."))
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--table", help=say("Which table the files are, where their columns do not say."))
@click.option("--year", help=say("The year of all rows, for sheets that have no column of years."))
@click.option(
    "--multiply",
    type=click.Choice(MULTIPLIERS),
    help=say("By what amounts are multiplied that a sheet says are in thousands or millions; 1: not at all."),
)
@click.option("--currency", help=say("The currency of amounts that a sheet leaves open, as an ISO 4217 code."))
@click.option(
    "--take", multiple=True, help=say("Rows that count as they stand, such as Status=booked; =* for all others.")
)
@click.option("--turn", multiple=True, help=say("Rows that count with the opposite sign, such as D/C=D."))
@click.option(
    "--leave-out", multiple=True, help=say("Rows that are left out, such as Fund=Projects; or a whole column.")
)
@click.option("--all-rows", "same", multiple=True, metavar="COLUMN=VALUE",
              help=say("What all rows have that stands in no column: a status, a stage, a currency."))  # fmt: skip
@click.option(
    "--hidden", type=click.Choice(SEEN), help=say("Whether rows and columns that are hidden or filtered out count.")
)
@click.option("--struck", type=click.Choice(SEEN), help=say("Whether rows that are struck through count."))
@click.option("--decisions", type=_FILE, help=say("What is decided about sheets: JSON by file and sheet."))
@click.option("--acknowledge", is_flag=True, help=say("What is unusual was looked at and is right."))
@click.option("--annotate", "mark", type=click.Path(dir_okay=False, path_type=Path),
              help=say("Write the sheets with the cells marked to this workbook."))  # fmt: skip
@dry_run_option
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
    target: str,
    files: Sequence[Path],
    table: str | None,
    year: str | None,
    multiply: str | None,
    currency: str | None,
    take: Sequence[str],
    turn: Sequence[str],
    leave_out: Sequence[str],
    same: Sequence[str],
    hidden: str | None,
    struck: str | None,
    decisions: Path | None,
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
    desk = Desk(Ledger(target), LOCAL, who)
    contents = [(file.name, file.read_bytes()) for file in files]
    answers = _answers(decisions.read_text(encoding="utf-8"), [file.name for file in files]) if decisions else None
    handed = Handed(contents, table, answers, evidence, note)
    looked = look(desk, handed)
    said = [(choice, text) for choice, texts in zip(ROWS, (take, turn, leave_out), strict=True) for text in texts]
    if said:
        answers = _of_rows(looked, answers or {}, said)
        looked = look(desk, replace(handed, decisions=answers))
    told = {"multiplier": multiply, "currency": currency, "hidden": hidden, "struck": struck}
    given = {kind: answer for kind, answer in told.items() if answer}
    if given or year or same:
        decided = _with_answers(looked, answers or {}, given)
        decided = _of_all_rows(looked, decided, dict(map(_pair, same)), year)
        looked = look(desk, replace(handed, decisions=decided))
    _print_what_was_read(looked)
    if mark:
        _mark(mark, looked, files[0].name)
    _taken(desk, looked, form, dry_run=dry_run, acknowledged=acknowledge)


@main.command(help=say("Assign receipts of unknown payers to a State; `ask unidentified` lists them."))
@click.argument("receipts", nargs=-1, required=True)
@click.option("--state", required=True, help=say("The State that paid them: its name or code."))
@click.option("--acknowledge", is_flag=True, help=say("What is unusual was looked at and is right."))
@dry_run_option
@by_option
@format_option
@click.pass_obj
@refusals
def assign(
    target: str, receipts: Sequence[str], state: str, acknowledge: bool, dry_run: bool, who: str, form: str
) -> None:
    desk = Desk(Ledger(target), LOCAL, who)
    books = Books.at(desk.ledger)
    file = assignment(books, dict.fromkeys(receipts, state))
    looked = look(desk, Handed([file], "receipts", note=say("Receipts of unknown payers assigned")), books)
    _taken(desk, looked, form, dry_run=dry_run, acknowledged=acknowledge)


def _taken(desk: Desk, looked: Looked, form: str, *, dry_run: bool, acknowledged: bool) -> None:
    """Take in what was looked at and print that, or print why not, or only what it would change."""
    problems = [*looked.problems, *(p for sheet in looked.asking for p in asked(sheet)), *looked.warnings]
    if not looked.ready:
        print_problems(form, problems)
        raise SystemExit(REFUSED)
    if dry_run:
        _print_dry_run(form, looked)
    elif looked.warnings and not acknowledged:
        print_problems(form, problems)
        click.echo(say("All of it is unusual, none of it wrong: once looked at, add --acknowledge."), err=True)
        raise SystemExit(REFUSED)
    else:
        print_events(form, take(desk, looked, acknowledged=acknowledged))


def _with_answers(looked: Looked, answers: Answers, given: Mapping[str, str]) -> Answers:
    """The decisions, and for each sheet with open questions of a kind for which an answer was `given`, that answer."""
    made = dict(answers)
    for sheet in looked.asking:
        place = (sheet.grid.file, sheet.grid.name)
        for question in sheet.questions:
            answer = _answer_to(question, given)
            if answer is not None and (question.kind != "multiplier" or answer in question.choices):
                made[place] = answered(made.get(place, Decisions()), question, answer)
    return made


def _answer_to(question: Unclear, given: Mapping[str, str]) -> str | None:
    """What was given for a question of its kind; one answer holds for hidden rows and for hidden columns."""
    if question.kind == "hidden-column" and "hidden" in given:
        return question.choices[0] if given["hidden"] == TAKE else LEAVE_OUT
    return given.get(question.kind)


def _of_rows(looked: Looked, answers: Answers, said: Sequence[tuple[str, str]]) -> Answers:
    """The decisions, and what is said of the rows of each sheet that has the column, or of the column itself.

    Raises Refused where no sheet has it.
    """
    found = dict(answers)
    problems = []
    for choice, text in said:
        header, _, value = text.rpartition("=") if "=" in text else (text, "", "")
        places = [(sheet, column) for sheet in looked.sheets for column in sheet.columns if _is(column, header)]
        if not places or ("=" not in text and choice != NOT_TAKEN):
            problems.append(_not_of_rows(text))
        for sheet, column in places:
            place = named(column.header) if column.header else column.letter
            decided = found.get((sheet.grid.file, sheet.grid.name), Decisions())
            if "=" in text:
                rows = {**decided.values.get(place, {}), value_key(value): choice}
                decided = replace(decided, values={**decided.values, place: rows})
            else:
                decided = replace(decided, columns={**decided.columns, place: None})
            found[sheet.grid.file, sheet.grid.name] = decided
    if problems:
        raise Refused(*problems)
    return found


def _is(column: ColumnReading, header: str) -> bool:
    return column.letter == header.strip() or (bool(column.header) and named(column.header) == named(header))


def _not_of_rows(text: str) -> Problem:
    return Problem(
        "decision-impossible",
        say("No sheet has the column of which “{text}” speaks.", text=text),
        value=text,
        suggestion=say("Write the column's header or letter, an equals sign and what the cells say: {example}.",
                       example='"Status=booked"'),
    )  # fmt: skip


def _of_all_rows(looked: Looked, answers: Answers, given: Mapping[str, str], year: str | None) -> Answers:
    """The decisions, and for each sheet with room for it what all its rows have: in a column that its table has and
    the sheet has not. Raises Refused for what no sheet has room for."""
    found = dict(answers)
    placed: set[str] = set()
    for sheet in looked.sheets:
        if sheet.table is None:
            continue
        table = TABLES[sheet.table]
        years = {column.name: year for column in table.columns if year and may_be_everywhere(table, column)}
        have = {column.column for column in sheet.columns if column.letter}
        fitting = {
            name: value for name, value in {**years, **given}.items() if name in table.names and name not in have
        }
        placed |= fitting.keys() | ({"--year"} if years.keys() & fitting.keys() else set())
        place = (sheet.grid.file, sheet.grid.name)
        decided = answers.get(place, Decisions())
        found[place] = replace(decided, everywhere={**decided.everywhere, **fitting})
    left = [name for name in (*given, *(["--year"] if year else [])) if name not in placed]
    if left and all(sheet.table or sheet.skipped for sheet in looked.sheets):
        raise Refused(*(impossible(say("No sheet lacks {name}: it has a column, or no place for it.", name=name))
                        for name in left))  # fmt: skip
    return found


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not value.strip():
        raise click.BadParameter(say("Write it as COLUMN=VALUE, such as status=member."), param_hint="--all-rows")
    return name.strip(), value.strip()


def _answers(text: str, files: Sequence[str]) -> Answers:
    """Decisions by file and sheet; the sheet of a csv file is called by the empty text.

    Raises Refused for text that is no such JSON, and for a file that is not handed in.
    """
    try:
        given = json.loads(text)
        pairs = [(file, sheet, decided) for file, sheets in given.items() for sheet, decided in sheets.items()]
    except (ValueError, AttributeError):
        raise Refused(_not_decisions(say("The decisions are not JSON by file and sheet."))) from None
    if strangers := [file for file in given if file not in files]:
        raise Refused(*(_not_decisions(say("{file} is not handed in.", file=file)) for file in strangers))
    return {(file, sheet or None): Decisions.from_json(json.dumps(decided)) for file, sheet, decided in pairs}


def _not_decisions(message: str) -> Problem:
    return Problem(
        "decision-impossible",
        message,
        suggestion=say("Write them like {example}.", example='{"march.xlsx": {"March": {"table": "receipts"}}}'),
    )


def _print_what_was_read(looked: Looked) -> None:
    """What was read and what was not, beside the answer: scripts read that from the standard output."""
    for _, read, others in looked.told:
        click.echo("\n".join((read, *(f"  - {sentence}" for sentence in others))), err=True)
    for sentence in looked.passed_over:
        click.echo(sentence, err=True)


def _mark(place: Path, looked: Looked, file: str) -> None:
    content = marked(looked, file)
    if content is not None:
        place.write_bytes(content)
        click.echo(say("Written: {output}", output=place), err=True)


def _print_dry_run(form: str, looked: Looked) -> None:
    assert looked.effect is not None
    print_effect(form, looked.effect)
    if form != "table":
        return
    for warning in looked.warnings:
        click.echo(say("Unusual: {warning}", warning=warning))
    rows = sum(batch.rows.num_rows for batch in looked.batches)
    click.echo(
        count("{number} row would be taken in. Nothing was changed.",
              "{number} rows would be taken in. Nothing was changed.", rows)
    )  # fmt: skip
