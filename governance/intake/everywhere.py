"""What is the same in every row of a sheet, and so stands in no column of it: the year of a sheet of one year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePath

from governance.intake.decisions import Decisions, impossible
from governance.intake.grid import Grid
from governance.intake.headers import years_in
from governance.intake.understood import ColumnReading, Unclear
from governance.problems import Refused
from governance.tables import Column, Kind, Table
from governance.words import say


def may_be_everywhere(table: Table, column: Column) -> bool:
    """Whether a sheet may leave the column out: it is the table's one year, and all rows may be of the same."""
    return [one for one in table.columns if one.required and one.kind is Kind.YEAR] == [column]


def asked_everywhere(table: Table, have: Collection[str], person: Decisions, speaking: str) -> Iterator[Unclear]:
    """A question for each required year that no column of the sheet has, nor is decided.

    `have` are the table's columns that the sheet has. The choices are the years of which the sheet is `speaking` (see
    `speaking_of`): any other may be answered too.
    """
    for column in table.columns:
        if not column.required or column.name in have or column.name in person.everywhere:
            continue
        if may_be_everywhere(table, column):
            message = say("No column has this: {meaning}. Which one are all rows of?", meaning=say(column.meaning))
            hint = say("Say which with --year, or add a column {column} with it in each row.", column=column.name)
            yield Unclear("everywhere", message, tuple(sorted(years_in(speaking))), suggestion=hint, column=column.name)


def decided_everywhere(table: Table, have: Collection[str], person: Decisions) -> Mapping[str, str]:
    """What was decided of all rows, by column. Raises Refused where the sheet has such a column, or the table none."""
    unknown = [name for name in person.everywhere if name not in table.names]
    held = [name for name in person.everywhere if name in have]
    problems = [
        *(say("{table} has no column {name}.", table=table.name, name=name) for name in unknown),
        *(say("The sheet has a column {name}: its cells say what it is in each row.", name=name) for name in held),
    ]
    if problems:
        raise Refused(*map(impossible, problems))
    return person.everywhere


def readings_everywhere(everywhere: Mapping[str, str]) -> list[ColumnReading]:
    """How it is told beside the columns that the sheet has."""
    how = say("In no column: the same in all rows, as was decided.")
    return [ColumnReading("", "", name, "person", how=(how,), read=value) for name, value in everywhere.items()]


def speaking_of(grid: Grid, titles: str, header: Collection[str]) -> str:
    """The words in which a sheet says what all of it is about: its file's name, its own, its titles and its headers."""
    return " ".join((PurePath(grid.file).stem, grid.name or "", titles, *header))
