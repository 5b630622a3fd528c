"""How the shell prints: rows in three formats, problems in two, and the exit status of each ending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from governance.papers.exports import to_csv, to_json, to_table
from governance.problems import Problem, Refused
from governance.tables import Kind
from governance.words import count, say

P = ParamSpec("P")
R = TypeVar("R")

REFUSED = 1

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=say("How to print."),
)


def print_rows(form: str, columns: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[object]]) -> None:
    """Print rows; the header comes even without any."""
    if form == "csv":
        click.echo(to_csv(columns, kinds, rows), nl=False)
    elif form == "json":
        click.echo(to_json(columns, kinds, rows))
    else:
        click.echo(to_table(columns, kinds, rows))


def print_problems(form: str, problems: Sequence[Problem]) -> None:
    """Print what was refused: all of it, on the standard output, where scripts look for answers."""
    names = [field.name for field in fields(Problem)]
    kinds = [Kind.COUNT if name == "row" else Kind.TEXT for name in names]
    if form in ("json", "csv"):
        print_rows(form, names, kinds, [tuple(problem.as_dict().values()) for problem in problems])
        return
    for problem in problems:
        click.echo(str(problem))
    click.echo(
        count("Refused: {number} problem. Nothing was changed.", "Refused: {number} problems. Nothing was changed.",
              len(problems))
    )  # fmt: skip


def refusals(command: Callable[P, R]) -> Callable[P, R]:
    """Turn a Refused, or a file that cannot be read or written, into its sentences and exit status 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            problems = refused.problems
        except OSError as error:
            problems = (Problem("file-system", say("The system refused: {error}", error=str(error))),)
        print_problems(str(kwargs.get("form") or "table"), problems)
        raise SystemExit(REFUSED)

    return guarded
