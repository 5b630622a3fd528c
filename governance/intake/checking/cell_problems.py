"""What is wrong with single cells: blank where something must stand, or not what the column holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import duckdb

from governance.intake.checking.messages import problem
from governance.intake.checking.staging import bit
from governance.intake.understanding.values.cells import reason, words
from governance.names import UnknownState, find_area, recognise
from governance.problems import Problem
from governance.tables import Column, Kind, Table
from governance.words import mark, say

_NO_STATE = mark("“{value}” is an area that is no State.")


def cell_problems(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterable[Problem]:
    """Each bad cell of the staged sheet; one look over all rows says in which columns there are any."""
    bad = connection.execute("select coalesce(bit_or(bad_cells), 0) from typed").fetchall()[0][0]
    for place, column in enumerate(table.columns):
        if not bad & bit(place):
            continue
        found = connection.execute(
            f'select sheet_row, raw."{column.name}" from raw join typed using (sheet_row) where bad_cells & $bit <> 0',
            {"bit": bit(place)},
        ).fetchall()
        for row, value in found:
            if value is None:
                yield problem("cell-blank", {"meaning": say(column.meaning)}, row=row, column=column.name)
            else:
                yield _bad_cell(column, row, value)


def _bad_cell(column: Column, row: int, value: str) -> Problem:
    rule, message, hint = reason(column, value)
    suggestion = say(hint)
    if allowed := words(column):
        near = difflib.get_close_matches(value.lower(), allowed, n=1)
        choices = ", ".join(allowed)
        suggestion = (
            say("Did you mean {near}? Use one of: {choices}.", near=near[0], choices=choices)
            if near and column.choices
            else say("Did you mean {near}?", near=near[0])
            if near
            else say("Use one of: {choices}.", choices=choices)
        )
    if column.kind in (Kind.STATE, Kind.PARTY):
        suggestion = state_hint(value)
        if find_area(value):
            message = _NO_STATE
            suggestion = say("An area may have an office or contribute voluntarily; only States are Members and pay.")
    return Problem(rule, say(message, value=value), row=row, column=column.name, value=value, suggestion=suggestion)


def state_hint(value: str) -> str:
    """What to write instead of a State's name that is not known."""
    try:
        recognise(value)
    except UnknownState as unknown:
        if unknown.suggestions:
            return say("Did you mean {names}?", names=" / ".join(unknown.suggestions))
    return say("Write the State's name as the United Nations prints it, or its ISO 3166-1 alpha-3 code.")
