"""Which table a sheet is: as the user says, as was decided before, as it is named, or as its headers fit."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from governance.intake.reading.grid import Grid
from governance.intake.understanding.layout.everywhere import may_be_everywhere
from governance.intake.understanding.layout.headers import LANGUAGES, column_of, is_own, tables_named_in, written
from governance.intake.understanding.messages import MESSAGES
from governance.intake.understanding.sheet import Sheet
from governance.intake.understanding.sheet_decisions import LEAVE_OUT, Decisions
from governance.intake.understanding.understood import Proposal, Unclear
from governance.problems import Problem, Refused
from governance.tables import TABLES, Table
from governance.words import joined, say

_WELL = 0.5  # the part of a sheet's headers that a table must know to be taken for what the sheet is


@dataclass(frozen=True)
class Recognised:
    """The table, or the question which one it is; and the tables that the sheet may be, likeliest first."""

    table: Table | None
    proposals: tuple[Proposal, ...]
    question: Unclear | None = None


def recognise_table(
    grid: Grid, header: Sequence[str], titles: str, named: str | None, decided: Decisions, remembered: Sequence[str]
) -> Recognised:
    """The table that a sheet under this header holds.

    `named` is what the user named for all sheets, `decided` what was decided of this one, `remembered` the tables
    for which these headers were handed in before: that breaks a tie, and is asked about where a name contradicts it.
    Raises Refused where a name is no table's.
    """
    proposals = propose(header)
    if name := decided.table or named:
        return Recognised(find_table(name), proposals)
    own_name = next((name for name in _own_names(grid) if name in TABLES), None)
    whole = [one for one in proposals if not one.missing]
    best = [one for one in whole if one.known == whole[0].known]
    if own_name and (not whole or any(one.table == own_name for one in whole) or len(best) != 1):
        return Recognised(TABLES[own_name], proposals)
    hints = tables_named_in(f"{PurePath(grid.file).stem} {grid.name or ''} {titles}")
    against = [one for one in proposals if one.table in hints] if hints.isdisjoint(remembered) else []
    if len(remembered) == 1 and against:
        return Recognised(None, proposals, _contradicted(remembered[0], against, proposals))
    if len(remembered) == 1:
        return Recognised(TABLES[remembered[0]], proposals)
    exact = [one for one in best if all(is_own(TABLES[one.table], cell) for cell in header if cell)]
    hinted = [one for one in best or proposals if one.table in hints]
    for fitting in (exact, hinted if len(best) != 1 else [], best):
        if len(fitting) == 1 and (fitting is not best or hinted or best[0].known >= _WELL * best[0].of):
            return Recognised(TABLES[fitting[0].table], proposals)
    return Recognised(None, proposals, _unclear(header, best, proposals))


def propose(header: Sequence[str]) -> tuple[Proposal, ...]:
    """The tables that know any of the headers, those that lack nothing first, then those that know most.

    A year that may be the same in all rows is not missing; a table that has it stands before one that does not.
    """
    of = sum(map(bool, header))
    found = []
    for table in TABLES.values():
        known = {column for cell in header if cell and (column := column_of(table, cell))}
        lacking = [column for column in table.columns if column.required and column.name not in known]
        missing = tuple(column.name for column in lacking if not may_be_everywhere(table, column))
        if known:
            found.append((len(lacking), Proposal(table.name, len(known), of, missing)))
    found.sort(key=lambda one: (bool(one[1].missing), -one[1].known, one[0]))
    return tuple(proposal for _, proposal in found)


def find_table(name: str) -> Table:
    """The table of that name; Refused, with the nearest or a list of all, if there is none."""
    if name not in TABLES:
        raise Refused(_no_such_table(name))
    return TABLES[name]


def check_header(sheet: Sheet, table: Table) -> list[Problem]:
    """Problems of a plain sheet's header: required columns that are missing."""
    missing = [column.name for column in table.columns if column.required and column.name not in sheet.header]
    return [_missing(sheet, table, name) for name in missing]


def _own_names(grid: Grid) -> list[str]:
    return [name.strip().lower() for name in (grid.name or "", PurePath(grid.file).stem)]


def _unclear(header: Sequence[str], best: Sequence[Proposal], proposals: Sequence[Proposal]) -> Unclear:
    filled = ", ".join(cell for cell in header if cell)
    message = (
        say("Its columns fit several tables: {tables}.", tables=", ".join(one.table for one in best))
        if len(best) > 1
        else say("Its columns fit no table: {header}.", header=filled)
    )
    return _which_table(message, [one.table for one in proposals])


def _contradicted(remembered: str, against: Sequence[Proposal], proposals: Sequence[Proposal]) -> Unclear:
    """What a file, sheet or title says of itself is not overruled by what was decided of another file."""
    named = [one.table for one in against]
    message = say(
        "Its columns were handed in as {remembered} before, but the name or title speaks of {named}.",
        remembered=remembered,
        named=", ".join(named),
    )
    return _which_table(message, list(dict.fromkeys((*named, remembered, *(one.table for one in proposals)))))


def _which_table(message: str, likely: Sequence[str]) -> Unclear:
    choices = (*likely, *(name for name in TABLES if name not in likely), LEAVE_OUT)
    readings = tuple(say(TABLES[name].title) if name else say("leave the sheet out") for name in choices)
    return Unclear(
        "table",
        message,
        choices,
        readings,
        suggestion=say("Say which table it is with --table, or start from the table's template."),
    )


def _no_such_table(named: str) -> Problem:
    near = difflib.get_close_matches(named, TABLES, n=1)
    if near:
        return MESSAGES.problem("table-unknown near", {"table": named, "near": near[0]}, value=named)
    return MESSAGES.problem("table-unknown", {"table": named, "tables": ", ".join(TABLES)}, value=named)


def _missing(sheet: Sheet, table: Table, name: str) -> Problem:
    usual = joined(", ", (say("“{header}”", header=header) for header in _usual(table, name)))
    values = {"column": name, "meaning": say(table.column(name).meaning), "headers": usual}
    return MESSAGES.problem("column-missing", values, file=sheet.file, sheet=sheet.name, column=name)


def _usual(table: Table, name: str) -> list[str]:
    """The commonest header of a column in each language."""
    found = (written(table.name, name, (language,)) for language in LANGUAGES)
    return list(dict.fromkeys(headers[0] for headers in found if headers)) or [name]
