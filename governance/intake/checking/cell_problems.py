"""What is wrong with single cells: blank where something must stand, or not what the column holds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

import duckdb

from governance.intake.checking.messages import MESSAGES
from governance.intake.checking.staging import bit
from governance.intake.understanding.values.typed_cells import DECIMALS, words
from governance.names import UnknownState, find_area, recognise
from governance.problems import Problem
from governance.tables import Column, Kind, Table
from governance.tables.known_years import FIRST_YEAR, LAST_YEAR
from governance.words import say

_RULES = {
    Kind.MONEY: "not-an-amount",
    Kind.RATE: "not-a-number",
    Kind.NUMBER: "not-a-number",
    Kind.COUNT: "not-a-count",
    Kind.YEAR: "not-a-year",
    Kind.DATE: "not-a-date",
    Kind.PERIOD: "not-a-period",
    Kind.CHOICE: "not-a-choice",
    Kind.TABLE: "not-a-table",
    Kind.CURRENCY: "not-a-currency",
    Kind.STATE: "state-unknown",
    Kind.PARTY: "state-unknown",
}
_DECIMALS = re.compile(r"[+-]?[0-9]+\.([0-9]+)")
_LIKE_A_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})")


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
                yield MESSAGES.problem("cell-blank", {"meaning": say(column.meaning)}, row=row, column=column.name)
            else:
                yield _bad_cell(column, row, value)


def _bad_cell(column: Column, row: int, value: str) -> Problem:
    hint, place = _hint(column, value), {"row": row, "column": column.name, "value": value}
    values = {"value": value, "first_year": FIRST_YEAR, "last_year": LAST_YEAR, "most": DECIMALS.get(column.kind)}
    return MESSAGES.problem(_key(column, value), values, **place, **({"suggestion": hint} if hint else {}))


def _key(column: Column, value: str) -> str:
    """The rule that a cell breaks, and how."""
    rule = _RULES[column.kind]
    if column.kind is Kind.DATE and (found := _LIKE_A_DATE.fullmatch(value)):
        return f"{rule} short-year" if len(found[1] or "") == 2 else f"{rule} {_far_off(value)}"
    if (most := DECIMALS.get(column.kind)) and (found := _DECIMALS.fullmatch(value)) and len(found[1]) > most:
        return f"{rule} rounded"
    return f"{rule} area" if rule == "state-unknown" and find_area(value) else rule


def _far_off(value: str) -> str:
    """Why a day that is written like one is none: its year is not kept, or it is in no calendar."""
    year = next((int(number) for number in re.findall(r"\d+", value) if len(number) == 4), 0)
    return "far-ahead" if year > LAST_YEAR else "long-ago" if 0 < year < FIRST_YEAR else "no-such-day"


def _hint(column: Column, value: str) -> str | None:
    """What to write instead, where that can be named."""
    if allowed := words(column):
        near = difflib.get_close_matches(value.lower(), allowed, n=1)
        choices = ", ".join(allowed)
        if not near:
            return say("Use one of: {choices}.", choices=choices)
        if column.choices:
            return say("Did you mean {near}? Use one of: {choices}.", near=near[0], choices=choices)
        return say("Did you mean {near}?", near=near[0])
    if column.kind in (Kind.STATE, Kind.PARTY) and not find_area(value):
        try:
            recognise(value)
        except UnknownState as unknown:
            if unknown.suggestions:
                return say("Did you mean {names}?", names=" / ".join(unknown.suggestions))
    return None
