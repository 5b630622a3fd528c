"""The shell's commands. Exit status: 0 done, 1 refused with the problems on the standard output, 2 wrong usage."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click._termui_impl import ProgressBar
from click.core import ParameterSource

from governance import words
from governance.access import LOCAL
from governance.books import Books
from governance.cli.acting import by_option
from governance.cli.helps import Said
from governance.cli.output import (
    REFUSED,
    format_option,
    print_events,
    print_problems,
    print_rows,
    refusals,
    write_file,
)
from governance.cli.text_files import Text, TextFile
from governance.ledger import Ledger, beside, loose_ends, missing, rules_of, verify
from governance.ledger.trail import times_back, trail
from governance.papers.evidence import in_words_of, marked
from governance.problems import Problem, Refused
from governance.questions import CATALOGUE, find_question
from governance.questions.parameters import resolve
from governance.rulebooks import keys
from governance.rulebooks.canonical import canonical
from governance.rulebooks.opening import open_rulebook
from governance.settings import DEFAULT_LEDGER, LEDGERS, cleaned, names_a_password
from governance.tables import TABLES, Kind
from governance.words import Spoken, again, count, listed, mark, one_of_ours, reading_in, say

_HEAD = re.compile(r"\b[0-9a-f]{64}\b")
DAY = click.DateTime(formats=["%Y-%m-%d"])


ELSEWHERE = {
    "import": "importing",
    "assign": "importing",
    "revoke": "changes",
    "reaccept": "changes",
    "adopt-rulebook": "changes",
    "original": "changes",
    "close": "changes",
    "reopen": "changes",
    "notes": "changes",
    "close-note": "changes",
    "copy": "moving",
    "migrate": "moving",
    "backup": "moving",
    "rebuild": "moving",
    "scenario": "scenarios",
    "calendar": "papers",
    "statement": "papers",
    "status-report": "papers",
    "letter": "papers",
}
"""The commands that stand in other modules, which join the shell's when one of them is wanted."""


class Shell(click.Group):
    """Commands that import what they need, and nothing that another one needs: to ask reads no office files."""

    context_class = Said

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, wherever it stands."""
        return sorted({*self.commands, *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module."""
        if cmd_name in ELSEWHERE and cmd_name not in self.commands:
            import_module(f"governance.cli.{ELSEWHERE[cmd_name]}")
        found = super().get_command(ctx, cmd_name)
        return found and _said_again(found)

    def get_help(self, ctx: click.Context) -> str:
        """What the shell is for."""
        _said_again(self)
        return super().get_help(ctx)


def _said_again(command: click.Command) -> click.Command:
    """A command with its help, which its module only marks, in the language of whoever reads now."""
    command.context_class = Said
    helped: list[click.Command | click.Option] = [command]
    helped += [param for param in command.params if isinstance(param, click.Option)]
    for told in helped:
        told.help = again(told.help) if isinstance(told.help, Spoken) else say(told.help or "")
    return command


def _read_in(context: click.Context, param: click.Parameter, asked: str | None) -> None:
    """From here on all is said in the language asked for, else in the system's; English where there is no other. A
    command that has the option as well leaves it as it is where it was not given."""
    if asked is None and context.parent:
        return
    if asked is not None and asked not in words.languages():
        known = listed(sorted(words.languages()))
        raise click.BadParameter(say("{asked} is not there; {known} are.", asked=asked, known=known))
    context.with_resource(reading_in(asked or one_of_ours(*_of_the_system())))


def _of_the_system() -> list[str]:
    """The languages that the environment asks for, the first of them first, as gettext reads it."""
    named = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next((name for name in named if name), "")
    several = os.environ.get("LANGUAGE", "").split(":") if first not in ("", "C", "POSIX", "C.UTF-8") else []
    return [code.split(".")[0].replace("_", "-") for code in (*several, first)]


language_option = click.option(
    "--language",
    is_eager=True,
    callback=_read_in,
    expose_value=False,
    help=mark("The language to read in: en, fr or es; default: the system's."),
)


def place(context: click.Context, param: click.Parameter, given: str) -> str:
    """The target without its password. One that is written with the command is refused: everybody on the machine can
    read what its programs are called with."""
    try:
        if names_a_password(given) and context.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE:
            raise click.BadParameter(
                say(
                    "Everybody on this machine can read a password that is written with a command. Name the ledger in "
                    "GOVERNANCE_LEDGER, or give the password in PGPASSWORD or in the file .pgpass."
                )
            )
        return cleaned(given)
    except Refused as refused:
        raise click.BadParameter(str(refused)) from None


@click.group(
    cls=Shell, help=mark("Ask a ledger, hand spreadsheets in, take them back, and prove that the books are whole.")
)
@language_option
@click.option(
    "--ledger",
    "target",
    default=lambda: os.environ.get("GOVERNANCE_LEDGER") or DEFAULT_LEDGER,
    callback=place,
    help=mark(
        "The ledger: a file, or a PostgreSQL database (postgres:host=... dbname=... user=...); default: the one that "
        "GOVERNANCE_LEDGER names, else data/iom.duckdb."
    ),
)
@click.pass_context
def main(context: click.Context, target: str) -> None:
    context.obj = target


@main.command(help=mark("Make a ledger: empty, with the published facts, or with the demonstration."))
@click.option("--empty", "contents", flag_value="empty", default="empty", help=mark("Without any rows (the default)."))
@click.option("--facts", "contents", flag_value="facts", help=mark("With IOM's published figures."))
@click.option("--mlf", "contents", flag_value="mlf", help=mark("With the Multilateral Fund's published status."))
@click.option("--demonstration", "contents", flag_value="demonstration", help=mark("With fictional States."))
@click.option("--rulebook", default="iom", show_default=True, help=mark("The rules of which organization."))
@click.option("--force", is_flag=True, help=mark("Replace a ledger that exists; all that it holds is lost."))
@by_option
@click.pass_obj
@refusals
def init(target: str, contents: str, rulebook: str, force: bool, who: str) -> None:
    from governance.intake.service.beginning import first_steps
    from governance.intake.service.service import refuse_reserved
    from governance.shipping.ledgers import CONTENTS, build

    assert contents in CONTENTS
    refuse_reserved(who)
    with click.progressbar(length=1, label=say("Building {target}", target=target)) as bar:
        ledger = build(target, contents, rulebook=rulebook, replace=force, who=who, progress=partial(advance, bar))
    head = ledger.history()[-1]
    click.echo(say("{target}: version {version}, head {head}", target=target, version=head.seq, head=head.hash))
    if contents == "empty" and (steps := first_steps(Books.at(ledger))):
        click.echo(say("Hand these tables in first, in this order (`template` writes an empty one of each):"))
        for number, step in enumerate(steps, start=1):
            click.echo(f"{number}. {step.table}: {step.why}.")


@main.command(
    help=mark("Build the ledgers that ship where they are missing, and bring those that are there up to date.")
)
@refusals
def prepare() -> None:
    from governance.shipping.catalogues import compile_catalogues
    from governance.shipping.ledgers import absent, build_missing
    from governance.shipping.upgrading import bring_up_to_date

    compile_catalogues()
    for entry in LEDGERS:
        try:
            if absent(entry) is None:
                build_missing(entry)
                for sentence in bring_up_to_date(entry):
                    click.echo(sentence)
                continue
            with click.progressbar(length=1, label=say("Building: {title}", title=say(entry.title))) as bar:
                build_missing(entry, partial(advance, bar))
        except Refused as refused:
            if refused.problems[0].rule != "ledger-gone":
                raise
            click.echo("\n" + str(refused), err=True)  # the others are served all the same


@main.command("tables", help=mark("List the tables that can be handed in, with their columns."))
@format_option
@refusals
def list_tables(form: str) -> None:
    rows = [
        (table.name, column.name, column.kind.value, "yes" if column.required else "no", say(column.meaning))
        for table in TABLES.values()
        for column in table.columns
    ]
    print_rows(form, ("table", "column", "kind", "required", "meaning"), [Kind.TEXT] * 5, rows)


@main.command(help=mark("Write a table's empty template."))
@click.argument("table")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help=mark("The file."))
@refusals
def template(table: str, output: Path) -> None:
    from governance.intake.service.template import write_template
    from governance.intake.understanding.recognising import find_table

    declared = find_table(table)
    if output.suffix.lower() != ".xlsx":
        raise click.BadParameter(say("A template is a workbook: give a name that ends in .xlsx."), param_hint="-o")
    write_file(output, write_template(declared))
    click.echo(say("Written: {output}", output=output))


@main.command(help=mark("Print the rows of a table that are in force."))
@click.argument("table")
@click.option("--version", type=int, help=mark("As the ledger stood at this version; default: now."))
@format_option
@click.pass_obj
@refusals
def rows(target: str, table: str, version: int | None, form: str) -> None:
    from governance.intake.understanding.recognising import find_table

    declared = find_table(table)
    books = Books.at(Ledger(target), version)
    rows = books.rows_in_force(declared.name, reader=LOCAL)
    print_rows(form, declared.names, [column.kind for column in declared.columns], rows)


@main.command("questions", help=mark("List what may be asked."))
@format_option
@refusals
def list_questions(form: str) -> None:
    rows = [
        (
            question.name,
            say(question.title),
            say(question.grain),
            ", ".join(question.parameters),
            ", ".join(question.columns),
        )
        for question in CATALOGUE.values()
    ]
    print_rows(form, ("question", "title", "rows", "parameters", "columns"), [Kind.TEXT] * 5, rows)


def advance(bar: ProgressBar[int], done: int, of: int, name: str) -> None:
    """Show on a bar how many steps are done, of how many."""
    bar.length = of
    bar.update(done - bar.pos)


def _pairs(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(say("Write name=value, not {value}.", value=value))
    pairs = dict(value.split("=", 1) for value in values)
    if len(pairs) < len(values):
        raise click.BadParameter(say("Give each parameter once."))
    return pairs


@main.command(help=mark("Ask a question."))
@click.argument("question")
@click.option("--as-of", "as_of", type=DAY, help=mark("On this date; default: the last that the ledger knows."))
@click.option("--version", type=int, help=mark("As the ledger stood at this version; default: now."))
@click.option("--set", "values", multiple=True, callback=_pairs, metavar="NAME=VALUE", help=mark("A parameter."))
@format_option
@click.pass_obj
@refusals
def ask(
    target: str, question: str, as_of: datetime | None, version: int | None, values: dict[str, str], form: str
) -> None:
    asked = find_question(question)
    resolve(asked, values)  # refuses what no question takes, such as another as_of
    books = Books.for_one(Ledger(target), asked, version)
    day: date | None = as_of.date() if as_of else None
    answer = books.ask(question, day, LOCAL, **values)
    if form == "table":
        print_rows(form, answer.columns, [term.kind for term in answer.question.terms], answer.rows)
        kinds = in_words_of(answer) or say("none")
        click.echo(say("Data: {kinds}. As of {day}.", kinds=kinds, day=answer.as_of.isoformat()), err=True)
    else:
        print_rows(form, *marked(answer))


@main.command(help=mark("Print every event of the ledger."))
@format_option
@click.pass_obj
@refusals
def history(target: str, form: str) -> None:
    print_events(form, Ledger(target).history())


@main.command("verify", help=mark("Prove that nothing was changed after it was recorded."))
@click.option(
    "--head",
    "heads",
    multiple=True,
    help=mark("The hash on an acknowledgement: proves that nothing after it was cut off; several times for several."),
)
@click.option("--heads", "signed", type=TextFile(), help=mark("A file of heads that were signed, one a line."))
@format_option
@click.pass_obj
@refusals
def verify_ledger(target: str, heads: Sequence[str], signed: Text | None, form: str) -> None:
    named = [*((head, {}) for head in heads), *(heads_in(signed) if signed else ())]
    problem = verify(target)
    places = dict(named)
    problems = (problem,) if problem else [replace(one, **places[str(one.value)]) for one in missing(target, [*places])]
    if problems:
        print_problems(form, problems)
        raise SystemExit(REFUSED)
    last = Ledger(target).history()[-1]
    loose = [*loose_ends(target), *_rules_that_ship(Ledger(target))]
    back = times_back(trail(target, LOCAL))
    if form == "table":
        click.echo(say("The ledger is whole: version {version}, head {head}", version=last.seq, head=last.hash))
        for chain, link in beside(target).items():
            click.echo(say("Beside the facts, {chain}: number {number}, head {head}", chain=chain, number=link.seq + 1,
                           head=link.hash))  # fmt: skip
        if places:
            click.echo(count("It holds the head that was named.", "It holds all {number} heads that were named.",
                             len(places)))  # fmt: skip
        for sentence in (*loose, *filter(None, (back,))):
            click.echo(sentence)
    else:
        names = ("version", "head", "not_anchored", "times_back")
        told = (last.seq, last.hash, " ".join(loose) or None, back)
        print_rows(form, names, [Kind.COUNT, *(Kind.TEXT,) * 3], [told])


def heads_in(signed: Text) -> Iterator[tuple[str, dict[str, Any]]]:
    """The heads of a file, each with its place: on each line one, whatever is written beside it, such as who signed it
    and when; blank lines and what follows a # are passed over. Raises Refused with all lines that hold none."""
    problems = []
    for row, line in enumerate(signed.content.split("\n"), start=1):
        if not (text := line.partition("#")[0].strip()):
            continue
        found = _HEAD.findall(text)
        place: dict[str, Any] = {"file": signed.name, "row": row}
        if len(found) == 1:
            yield found[0], place
        else:
            problems.append(
                Problem("head-unreadable", say("The line does not hold one head."), **place, value=text[:120],
                        suggestion=say("Write one hash of 64 letters and figures on each line, as it was printed."))
            )  # fmt: skip
    if problems:
        raise Refused(*problems)


def _rules_that_ship(ledger: Ledger) -> list[str]:
    """Whether the rules on record are no longer those that ship."""
    rules = rules_of(ledger.history())
    if rules.text is None or rules.key not in keys() or rules.text == canonical(open_rulebook(rules.key)):
        return []
    return [
        say(
            "The rules on record differ from those that ship with this version: the ledger stands under those on "
            "record. adopt-rulebook --dry-run shows what would change."
        )
    ]
