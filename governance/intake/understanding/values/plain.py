"""One column of a sheet in the plain forms that the checks take: what was done, what is asked and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import NOT_CALCULATED, Grid, letter
from governance.intake.understanding.messages import MESSAGES
from governance.intake.understanding.sheet_decisions import COMMA, DAY_FIRST, MONTH_FIRST, POINT, SERIAL
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.amounts import Amounts, read_amounts, written_number
from governance.intake.understanding.values.choice_words import read_choices
from governance.intake.understanding.values.dates import Dates, half_converted, read_dates, written_date
from governance.intake.understanding.values.footnotes import without_marks
from governance.intake.understanding.values.texts import ERROR, Texts, without_days, without_noise
from governance.problems import Problem
from governance.tables import Column, Kind
from governance.words import count, joined, say

NUMBERED = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT, Kind.YEAR)
DATED = (Kind.DATE, Kind.PERIOD)


@dataclass(frozen=True)
class Place:
    """Where a column stands: its sheet, its place (from 0) and header, and the place of its first cell below that."""

    grid: Grid
    place: int
    header: str
    first: int

    @property
    def named(self) -> str:
        """The column as the user sees it: its letter, and what stands above it."""
        at = letter(self.place)
        return say("{letter}, “{header}”", letter=at, header=self.header) if self.header else at

    def problem(self, key: str, row: int, column: str | None, value: str | None, /, **values: Any) -> Problem:
        """A problem of one cell; `row` counts from 0 below the header. Its sentences may name `value` too."""
        return MESSAGES.problem(
            key,
            {"value": value, **values},
            file=self.grid.file,
            sheet=self.grid.name,
            row=self.first + row + 1,
            column=column,
            value=value,
            letter=letter(self.place) if self.grid.name is not None else None,
            header=self.header or None,
        )


@dataclass(frozen=True)
class PlainColumn:
    """A column read: `text` in plain forms, one for each row below the header; `beside` as in Amounts."""

    column: Column
    place: Place
    text: pa.Array
    numbers: str | None = None
    dates: str | None = None
    how: tuple[str, ...] = ()
    question: Unclear | None = None
    problems: tuple[Problem, ...] = ()
    beside: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def untouched(self) -> bool:
        """Whether its text, where it is still the sheet's own, was found to be plain numbers or dates throughout."""
        return self.question is None and self.column.kind in (*NUMBERED, *DATED)


def read_column(
    column: Column, place: Place, cells: Texts, numbers: Sequence[str | None], dates: Sequence[str | None], own: bool
) -> PlainColumn:
    """Read the cells as the table's column.

    `numbers` and `dates` are what a person decided and, after it, what is remembered: the first is followed, the
    second answers a question. `own` is whether the sheet is written as our own exports are.
    """
    failed = tuple(_failed(column, place, cells))
    cells, dated = without_days(column, cells)
    where = cells.where(ERROR)
    if where is not None:
        cells = Texts(pc.if_else(where, pa.scalar(None, pa.string()), cells.text), cells.form)
    if column.kind in NUMBERED:
        found = _amounts(column, place, cells, numbers, own, failed)
        return replace(found, how=(*found.how, *dated))
    if column.kind in DATED:
        return _dates(column, place, cells, dates, failed)
    if column.kind is Kind.CHOICE:
        text, told = read_choices(column, cells.text)
        how = tuple(say("“{word}” is read as {choice}.", word=word, choice=choice) for word, choice in told)
        return PlainColumn(column, place, text, how=how, problems=failed)
    if column.kind in (Kind.STATE, Kind.PARTY):
        text, marks = without_marks(cells.text)
        return PlainColumn(column, place, text, problems=(*failed, *_marked(column, place, cells, marks)))
    return PlainColumn(column, place, cells.text, problems=failed)


def _marked(column: Column, place: Place, cells: Texts, marks: Mapping[str, str]) -> Iterator[Problem]:
    """What is told of footnote marks beside names: a note may say what changes the row."""
    if marks:
        first, *_ = marks
        named = joined(", ", (say("“{mark}” in “{name}”", mark=mark, name=name) for name, mark in marks.items()))
        yield place.problem("footnote-marks", pc.index(cells.text, first).as_py(), column.name, first, marks=named)


def _amounts(
    column: Column, place: Place, cells: Texts, decided: Sequence[str | None], own: bool, failed: tuple[Problem, ...]
) -> PlainColumn:
    above = place.grid.shown.get(place.place, {})
    shown = {row - place.first: what for row, what in above.items() if row >= place.first}
    for choice in decided:
        read = read_amounts(column, cells, shown=shown, decided=choice, plain=own and place.grid.plain)
        if read.unclear is None:
            break
    question = None if read.unclear is None else _which_decimals(column, place, read.unclear)
    key = "numbers-contradict comma" if read.decimals == COMMA else "numbers-contradict point"
    problems = (*failed, *_contradicting(key, column, place, cells, read.contradicting))
    text, rounded = without_noise(column, read.text)
    how = (*_how_numbers(read, place.grid.name is not None), *rounded)
    return PlainColumn(column, place, text, read.decimals, None, how, question, problems, read.beside)


def _dates(
    column: Column, place: Place, cells: Texts, decided: Sequence[str | None], failed: tuple[Problem, ...]
) -> PlainColumn:
    for choice in decided:
        read = read_dates(column, cells, epoch=place.grid.epoch, decided=choice)
        if read.unclear is None and read.serial is None:
            break
    question = None
    if read.unclear is not None:
        question = _which_order(column, place, read.unclear)
    elif read.serial is not None:
        question = _whether_serial(column, place, read.serial)
    key = "dates-contradict month" if read.order == MONTH_FIRST else "dates-contradict day"
    problems = [*failed, *_contradicting(key, column, place, cells, read.contradicting)]
    if half_converted(cells, read):
        problems.append(_half_converted(column, place))
    return PlainColumn(
        column, place, read.text, None, read.order, tuple(_how_dates(read)), question, tuple(problems)
    )  # fmt: skip


def _failed(column: Column, place: Place, cells: Texts) -> Iterator[Problem]:
    where = cells.where(ERROR)
    for row in pc.indices_nonzero(where).to_pylist() if where is not None else ():
        value = cells.text[row].as_py()
        if value == NOT_CALCULATED.text:
            yield place.problem("cell-not-calculated", row, column.name, None)
        else:
            yield place.problem("cell-error", row, column.name, value)


def _contradicting(key: str, column: Column, place: Place, cells: Texts, rows: Iterable[int]) -> Iterator[Problem]:
    return (place.problem(key, row, column.name, cells.text[row].as_py()) for row in rows)


def _half_converted(column: Column, place: Place) -> Problem:
    grid, values = place.grid, {"column": place.named}
    at: dict[str, Any] = {"file": grid.file, "sheet": grid.name, "column": column.name, "header": place.header or None}
    return MESSAGES.problem("dates-half-converted", values, **at)


def _which_decimals(column: Column, place: Place, example: str) -> Unclear:
    one = written_number(example, column)
    message = say(
        "In column {column}, does “{example}” stand for {by_point} or for {by_comma}? No number of the column tells.",
        column=place.named,
        example=example,
        by_point=one.point if one else "",
        by_comma=one.comma if one else "",
    )
    readings = (one.point or "", one.comma or "") if one else ()
    hint = say("Write the numbers with two decimals, or say which sign stands before the decimals: point or comma.")
    return Unclear("numbers", message, (POINT, COMMA), readings, letter(place.place), place.header, hint)


def _which_order(column: Column, place: Place, example: str) -> Unclear:
    one = written_date(example, place.grid.epoch)
    readings = (one.day_first or "", one.month_first or "") if one else ("", "")
    message = say(
        "In column {column}, is “{example}” {day_first} or {month_first} (year, month, day)? "
        "No date of the column tells.",
        column=place.named,
        example=example,
        day_first=readings[0],
        month_first=readings[1],
    )
    hint = say("Write the dates as 2024-01-31, or say which comes first: day or month.")
    return Unclear("dates", message, (DAY_FIRST, MONTH_FIRST), readings, letter(place.place), place.header, hint)


def _whether_serial(column: Column, place: Place, example: str) -> Unclear:
    one = written_date(example, place.grid.epoch)
    day = (one.day_first or "") if one else ""
    message = say(
        "In column {column}, is “{example}” the date {day}, kept as a spreadsheet's number of days?",
        column=place.named,
        example=example,
        day=day,
    )
    hint = say("Give the cells a date format, write the dates as 2024-01-31, or say that they are serial numbers.")
    return Unclear("dates", message, (SERIAL,), (day,), letter(place.place), place.header, hint)


def _how_numbers(read: Amounts, workbook: bool) -> Iterator[str]:
    if read.decimals == COMMA:
        yield say("Decimals follow a comma.")
    elif read.decimals == POINT:
        yield say("Decimals follow a point.")
    if read.nil:
        yield say("A lone dash is zero.")
    if read.percent:
        yield say("Percentages are taken as shown: 25 % is 25.")
    if workbook and read.as_text:
        yield count(
            "{number} number stored as text is read as a number.",
            "{number} numbers stored as text are read as numbers.",
            read.as_text,
        )


def _how_dates(read: Dates) -> Iterator[str]:
    if read.order == DAY_FIRST:
        yield say("The day comes first.")
    elif read.order == MONTH_FIRST:
        yield say("The month comes first.")
    if read.serials:
        yield count(
            "{number} number is read as the date for which spreadsheets keep it.",
            "{number} numbers are read as the dates for which spreadsheets keep them.",
            read.serials,
        )
    if read.timed:
        yield say("The time of day is left out.")
