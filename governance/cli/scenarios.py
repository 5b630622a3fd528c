"""The shell's command for scenarios: a TOML file in, every Member's assessment out.

    name = "Freeze"
    base_year = 2022
    until = 2030
    growth = "zng"                  # or a table: { all = "zng", 2027 = 3.5, 2028-2030 = "zrg" }
    inflation = 1.2
    joins = { IDN = "2026-07-01" }

    [second]                        # what it does not name is as above
    name = "Keep pace"
    growth = "zrg"

The keys are the parameters of the question `scenario`, and the names of States are any usual ones.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from governance.access import LOCAL
from governance.books import Books
from governance.cli.commands import main
from governance.cli.output import format_option, print_rows, refusals
from governance.ledger import Ledger
from governance.papers.evidence import in_words_of, with_mark
from governance.problems import Problem, Refused
from governance.questions.growth.scenario import ASSUMPTIONS
from governance.tables import Kind
from governance.words import mark, say

SECOND = "second"
_COLUMNS = {
    "scenario": Kind.TEXT,
    "year": Kind.YEAR,
    "state": Kind.STATE,
    "currency": Kind.CURRENCY,
    "rate_pct": Kind.RATE,
    "amount": Kind.MONEY,
    "change_since_base": Kind.MONEY,
    "change_since_base_pct": Kind.RATE,
    "amount_in_base_prices": Kind.MONEY,
    "worth_lost_pct": Kind.RATE,
}


def read(path: Path) -> dict[str, dict[str, str]]:
    """The scenarios of a file by their name, one or two. Raises Refused with all that the file says wrongly."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        message = say("{file} is not written in UTF-8. Save it in UTF-8, then do it again.", file=path.name)
        raise Refused(Problem("scenario-file", message, file=path.name)) from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(Problem("scenario-file", say("It is not TOML: {error}.", error=error), file=path.name)) from None
    second = table.pop(SECOND, None)
    problems: list[Problem] = []
    first = _texts(table, path.name, problems)
    scenarios = [first]
    if second is not None:
        if isinstance(second, Mapping):
            scenarios.append(first | _texts(second, path.name, problems))
        else:
            problems.append(Problem("scenario-file", say("“second” must be a table."), file=path.name, column=SECOND))
    if problems:
        raise Refused(*problems)
    names = [each.pop("name", say("Scenario {number}", number=number)) for number, each in enumerate(scenarios, 1)]
    if len(set(names)) < len(names):
        names[1] = say("{name} (second)", name=names[1])
    return dict(zip(names, scenarios, strict=True))


def _texts(table: Mapping[str, Any], file: str, problems: list[Problem]) -> dict[str, str]:
    known = ("name", *ASSUMPTIONS)
    for key in table:
        if key not in known:
            problems.append(
                Problem(
                    "scenario-file",
                    say("A scenario has no “{key}”.", key=key),
                    file=file,
                    column=key,
                    suggestion=say("It has: {known}, and the table second.", known=", ".join(known)),
                )
            )
    return {key: _text(value) for key, value in table.items() if key in known}


def _text(value: Any) -> str:
    """A value as a link writes it: a table is a list of its keys with their values, `all` for the rest."""
    if isinstance(value, Mapping):
        parts = [_text(each) if key == "all" else f"{key}:{_text(each)}" for key, each in value.items()]
        return ",".join(parts)
    if isinstance(value, list):
        return ",".join(_text(each) for each in value)
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


@main.command(
    "scenario", help=mark("Play a scenario of a TOML file: the budget by year and every Member's assessment.")
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--version", type=int, help=mark("As the ledger stood at this version; default: now."))
@format_option
@click.pass_obj
@refusals
def scenario(target: str, file: Path, version: int | None, form: str) -> None:
    scenarios = read(file)
    books = Books.at(Ledger(target), version)
    rows = [row for name, given in scenarios.items() for row in _projected(books, name, given)]
    answer = books.ask("scenario", None, LOCAL, **next(iter(scenarios.values())))
    print_rows(form, *with_mark(list(_COLUMNS), list(_COLUMNS.values()), rows, in_words_of(answer)))


def _projected(books: Books, name: str, given: Mapping[str, str]) -> list[tuple[object, ...]]:
    """The rows of one scenario: for each year the whole budget, without a State, and then each Member."""
    members = books.ask("scenario", None, LOCAL, **given).dicts()
    rows: list[dict[str, object]] = []
    for year in books.ask("scenario_years", None, LOCAL, **given).dicts():
        rows += [year, *(row for row in members if row["year"] == year["year"])]
    told = [{"scenario": name, **row} for row in rows]
    return [tuple(row.get(column) for column in _COLUMNS) for row in told]
