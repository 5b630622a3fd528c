"""Sheets with a column for each year, as offices keep them: read on request as one sheet for each of these columns.

State | 2022 | 2023        Year | State | Amount        Year | State | Amount
XAA   |   10 |   20   ->   2022 | XAA   |     10   and  2023 | XAA   |     20
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from governance.intake.reading.folding import fold
from governance.intake.reading.grid import letter
from governance.intake.understanding.columns.mapping import choice_for
from governance.intake.understanding.layout.everywhere import may_be_everywhere
from governance.intake.understanding.layout.headers import column_of, years_in
from governance.intake.understanding.sheet_decisions import LEAVE_OUT, Decisions, impossible
from governance.intake.understanding.understood import Unclear, Understanding
from governance.problems import Refused
from governance.tables import Kind, Table
from governance.words import say

_FIGURES = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT)


@dataclass(frozen=True)
class YearColumns:
    """Columns that stand for a year each: the years by place, and the table's column of which their figures are.

    `value` is the likeliest of `choices` until a person has `decided`.
    """

    year: str
    places: Mapping[int, str]
    choices: tuple[str, ...]
    value: str
    decided: bool

    def of_one(self, person: Decisions, place: int) -> Decisions:
        """The decisions by which a sheet is read as if it had of these columns only the one at `place`."""
        columns = {letter(other): self.value if other == place else None for other in self.places}
        everywhere = {**person.everywhere, self.year: self.places[place]}
        return replace(person, columns={**person.columns, **columns}, everywhere=everywhere)

    def without_others(self, found: Understanding, place: int) -> Understanding:
        """What was understood of one of these columns, without a word of the others; it is not for next month."""
        others = {letter(other) for other in self.places if other != place}
        headers = {column.header for column in found.columns if column.letter in others}
        return replace(
            found,
            columns=tuple(column for column in found.columns if column.letter not in others),
            left_out=tuple(header for header in found.left_out if header not in headers),
            of=self.places[place],
            header_key="",
        )

    def without_all(self, found: Understanding) -> Understanding:
        """What was understood before it is decided what these columns are: nothing is said of them but the question."""
        ours = {"", *map(letter, self.places)}
        headers = {column.header for column in found.columns if column.letter in ours}
        return replace(
            found,
            columns=tuple(column for column in found.columns if column.letter not in ours),
            left_out=tuple(header for header in found.left_out if header not in headers),
        )

    def question(self, header: Sequence[str], table: Table) -> Unclear:
        """What the figures in these columns are."""
        message = say(
            "Columns {letters} are named for a year each: {years}. What do their figures say? "
            "Each becomes the rows of its year.",
            letters=", ".join(map(letter, self.places)),
            years=", ".join(self.places.values()),
        )
        readings = tuple(say(table.column(name).meaning) if name else say("leave them out") for name in self.choices)
        hint = say("Say what they are with --by-year {column}, or write a row for each year.", column=self.value)
        return Unclear("years", message, self.choices, readings, suggestion=hint,
                       words=" ".join(map(letter, self.places)))  # fmt: skip


def year_columns(table: Table, header: Sequence[str], person: Decisions) -> YearColumns | None:
    """The columns of a sheet that are named for a year each, where the table has a year and the sheet no other."""
    year = next((column.name for column in table.columns if may_be_everywhere(table, column)), None)
    places = {
        place: one
        for place, one in years_across(header).items()
        if choice_for(person.columns, place, header) not in (None, LEAVE_OUT)
    }
    if year is None or len(places) < 2 or any(column_of(table, cell) == year for cell in header if cell):
        return None
    if year in person.everywhere:
        raise Refused(impossible(say("Its columns are named for their years: no year is that of all rows.")))
    figures = [column for column in table.columns if column.kind in _FIGURES]
    named = [name for place in places if (name := column_of(table, header[place]))]
    likely = [*named, *(c.name for c in figures if c.required), *(c.name for c in figures)]
    given = {choice_for(person.columns, place, header) for place in places}
    chosen = next(iter(given)) if len(given) == 1 else None
    decided = isinstance(chosen, str) and chosen in table.names
    choices = (*dict.fromkeys(likely), LEAVE_OUT)
    return YearColumns(year, places, choices, str(chosen) if decided else choices[0], decided) if likely else None


def years_across(header: Sequence[str]) -> dict[int, str]:
    """The columns whose headers differ in their year alone, at least two, with it: "Assessed 2023", "Assessed 2024"."""
    groups: dict[str, dict[int, str]] = {}
    for place, cell in enumerate(header):
        if len(years := years_in(cell)) == 1:
            (year,) = years
            groups.setdefault(fold(cell.replace(year, " ")), {})[place] = year
    whole = [group for group in groups.values() if len(set(group.values())) == len(group) > 1]
    return max(whole, key=len, default={})
