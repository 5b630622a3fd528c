"""How the shell prints: rows in three formats, problems in two, and the exit status of each ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from governance.ledger import Event
from governance.ledger.proposals import PENDING
from governance.papers.exports import to_csv, to_json, to_table
from governance.papers.whole_files import write_whole
from governance.problems import Problem, Refused, of_the_system
from governance.tables import Kind
from governance.words import count, mark, say

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = 1

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=mark("How to print."),
)


dry_run_option = click.option(
    "--dry-run", is_flag=True, help=mark("Check everything, print the effect, change nothing.")
)


def print_rows(form: str, columns: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[object]]) -> None:
    """Print rows; the header comes even without any."""
    if form == "csv":
        click.echo(to_csv(columns, kinds, rows), nl=False)
    elif form == "json":
        click.echo(to_json(columns, kinds, rows))
    else:
        click.echo(to_table(columns, kinds, rows))


def write_file(output: Path, content: bytes) -> None:
    """Write a file that was asked for, whole or not at all. Raises click's FileError where it cannot be written."""
    try:
        write_whole(output, content)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "") from error


CHANGING = (
    "init",
    "prepare",
    "migrate",
    "import",
    "assign",
    "revoke",
    "reaccept",
    "close",
    "reopen",
    "adopt-rulebook",
    "close-note",
    "status-report",
    "copy",
    "rebuild",
)
"""The commands that change a ledger: only of these is it news that nothing was changed."""


def print_problems(form: str, problems: Sequence[Problem]) -> None:
    """Print what was refused: all of it, on the standard output, where scripts look for answers."""
    names = [field.name for field in fields(Problem)]
    kinds = [Kind.COUNT if name == "row" else Kind.TEXT for name in names]
    if form in ("json", "csv"):
        print_rows(form, names, kinds, [tuple(problem.as_dict().values()) for problem in problems])
        return
    for problem in problems:
        click.echo(str(problem))
    told = count("Refused: {number} problem.", "Refused: {number} problems.", len(problems))
    unchanged = say("Nothing was changed.") if click.get_current_context().info_name in CHANGING else ""
    click.echo(f"{told} {unchanged}".strip())


def refusals(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a Refused, or what the machine does not give, into its sentences and exit status 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            problems = refused.problems
        except click.ClickException:
            raise
        except Exception as error:
            told = of_the_system(error)
            if told is None and not isinstance(error, OSError):
                raise
            problems = (told or Problem("file-system", say("The system refused: {error}", error=str(error))),)
        print_problems(str(kwargs.get("form") or "table"), problems)
        raise SystemExit(REFUSED)

    return guarded


_EVENT = {
    "version": Kind.COUNT,
    "recorded_at": Kind.TEXT,
    "kind": Kind.TEXT,
    "batch": Kind.COUNT,
    "table": Kind.TEXT,
    "rows": Kind.COUNT,
    "evidence": Kind.TEXT,
    "file": Kind.TEXT,
    "who": Kind.TEXT,
    "note": Kind.TEXT,
    "file_sha256": Kind.TEXT,
    "rows_sha256": Kind.TEXT,
    "head": Kind.TEXT,
}


def print_events(form: str, events: Sequence[Event]) -> None:
    """Print events; hashes of files and rows only where there is room for them."""
    names = [name for name in _EVENT if form != "table" or not name.endswith("sha256")]
    rows = [tuple(cells[name] for name in names) for cells in map(_cells, events)]
    print_rows(form, names, [_EVENT[name] for name in names], rows)


def _cells(event: Event) -> dict[str, object]:
    return {
        "version": None if event.kind == PENDING else event.seq,  # what waits for another person is in no version
        "recorded_at": f"{event.recorded_at.isoformat(timespec='seconds')}Z",
        "kind": event.kind,
        "batch": event.batch,
        "table": event.table_name,
        "rows": event.row_count,
        "evidence": event.evidence,
        "file": event.file_name,
        "who": event.who,
        "note": event.note,
        "file_sha256": event.file_sha256,
        "rows_sha256": event.rows_sha256,
        "head": event.hash,
    }
