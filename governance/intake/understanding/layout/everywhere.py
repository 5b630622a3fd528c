"""What is the same in every row of a sheet, and so stands in no column of it: its year, status, stage or currency."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePath

from governance.intake.reading.folding import fold
from governance.intake.reading.grid import Grid
from governance.intake.understanding.layout.headers import years_in
from governance.intake.understanding.sheet_decisions import Decisions, impossible
from governance.intake.understanding.understood import ColumnReading, Unclear
from governance.intake.understanding.values.choice_words import words_of
from governance.intake.understanding.values.currencies import is_code
from governance.intake.understanding.values.typed_cells import words
from governance.problems import Refused
from governance.tables import Column, Kind, Table
from governance.words import say

_ASKED = (Kind.YEAR, Kind.CHOICE, Kind.CURRENCY, Kind.TABLE)


def may_be_everywhere(table: Table, column: Column) -> bool:
    """Whether a sheet may leave the column out: it is the table's one year, and all rows may be of the same."""
    return [one for one in table.columns if one.required and one.kind is Kind.YEAR] == [column]


def is_asked(column: Column) -> bool:
    """Whether all rows of a sheet may well be of one: a year, a status, a part, a currency, the day of a list."""
    return column.required and (column.kind in _ASKED or (column.kind is Kind.DATE and column.name == "dated"))


def asked_everywhere(table: Table, have: Collection[str], person: Decisions, speaking: str) -> Iterator[Unclear]:
    """A question for each thing that a row must have and that no column of the sheet has, nor is decided.

    `have` are the table's columns that the sheet has. What the sheet is `speaking` of (see `speaking_of`) is proposed
    first; of a year, a currency or a day any other may be answered too.
    """
    for column in table.columns:
        if is_asked(column) and column.name not in have and column.name not in person.everywhere:
            message = say("No column has this: {meaning}. Which one are all rows of?", meaning=say(column.meaning))
            hint = (
                say("Say which with --year, or add a column {column} with it in each row.", column=column.name)
                if may_be_everywhere(table, column)
                else say(
                    "Say which with --all-rows {column}=…, or add a column {column} with it in each row.",
                    column=column.name,
                )
            )
            proposed = tuple(_proposed(column, speaking))
            yield Unclear("everywhere", message, proposed, suggestion=hint, column=column.name)


def _proposed(column: Column, speaking: str) -> Iterable[str]:
    """What all rows may be of: all choices where there are few, those of which the sheet speaks before the others."""
    if column.kind is Kind.YEAR:
        return sorted(years_in(speaking))
    if column.kind is Kind.CURRENCY:
        return sorted({word for word in re.findall(r"\b[A-Z]{3}\b", speaking) if is_code(word)})
    if column.kind not in (Kind.CHOICE, Kind.TABLE):
        return ()
    text = f" {fold(speaking)} "
    spoken = {choice for word, choice in words_of(column).items() if f" {word} " in text}
    return sorted(words(column), key=lambda choice: choice not in spoken)


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
    return {name: _as_known(table.column(name), value) for name, value in person.everywhere.items()}


def _as_known(column: Column, value: str) -> str:
    return words_of(column).get(fold(value), value) if column.kind is Kind.CHOICE else value


def readings_everywhere(everywhere: Mapping[str, str]) -> list[ColumnReading]:
    """How it is told beside the columns that the sheet has."""
    how = say("In no column: the same in all rows, as was decided.")
    return [ColumnReading("", "", name, "person", how=(how,), read=value) for name, value in everywhere.items()]


def speaking_of(grid: Grid, titles: str, header: Collection[str]) -> str:
    """The words in which a sheet says what all of it is about: its file's name, its own, its titles and its headers."""
    return " ".join((PurePath(grid.file).stem, grid.name or "", titles, *header))
