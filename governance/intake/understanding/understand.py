"""From a sheet as the file holds it to a plain one, as far as it says itself what it is; the rest is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import Grid, letter
from governance.intake.understanding.columns.debit_credit import from_the_other_side, less, turned
from governance.intake.understanding.columns.mapping import (
    HEADER,
    Mapped,
    decided_or,
    decided_values,
    map_columns,
    to_remember,
)
from governance.intake.understanding.columns.second_amounts import second_amounts
from governance.intake.understanding.layout.above import filled_from_above
from governance.intake.understanding.layout.by_year import year_columns
from governance.intake.understanding.layout.everywhere import (
    asked_everywhere,
    decided_everywhere,
    readings_everywhere,
    speaking_of,
)
from governance.intake.understanding.layout.headers import is_own
from governance.intake.understanding.layout.layout import (
    HeaderRow,
    blank_rows,
    decided_header_rows,
    figures_above,
    rows_above,
    titles,
    which_header,
    why_skipped,
)
from governance.intake.understanding.layout.outside import outside, split_amounts
from governance.intake.understanding.layout.two_rows import with_units
from governance.intake.understanding.recognising import find_table, recognise_table
from governance.intake.understanding.rows.remarks import Below
from governance.intake.understanding.rows.row_currencies import (
    Currencies,
    governing,
    row_currencies,
    told_of_currencies,
)
from governance.intake.understanding.rows.row_meanings import Lines, row_meanings
from governance.intake.understanding.rows.total_rows import check_either, ignored_rows, without
from governance.intake.understanding.rows.unseen import hidden_columns, parts_of_numbers, unseen_rows
from governance.intake.understanding.sheet import PlainRows, Sheet
from governance.intake.understanding.sheet_decisions import Decisions, header_key
from governance.intake.understanding.speaking import said_of_amounts
from governance.intake.understanding.understood import ColumnReading, Proposal, Remembered, Unclear, Understanding
from governance.intake.understanding.values.multipliers import multiplied, told_of_formats
from governance.intake.understanding.values.plain import Place, PlainColumn, read_column
from governance.intake.understanding.values.texts import Texts, texts
from governance.problems import Problem
from governance.tables import TABLES, Kind, Table
from governance.words import say


def understand(
    grid: Grid,
    table: str | None = None,
    decisions: Decisions | None = None,
    remembered: Remembered | None = None,
    currency: str | None = None,
) -> list[Understanding]:
    """What the sheet is, made of it as far as it says itself, as was decided, or as was decided before: once, or once
    for each year of which it has a column.

    `table` is what the user named; `decisions` go before it, and both before what is `remembered`. `currency` is the
    rulebook's, for rows that name none. Raises Refused for decisions that cannot be meant of this sheet.
    """
    person = decisions or Decisions()
    person.refuse_impossible()
    name = person.table or table
    wanted = find_table(name) if name else None
    if why := why_skipped(grid, person):
        return [Understanding(grid, skipped=why)]
    rows = decided_header_rows(grid, wanted, person)
    if not rows:
        return [Understanding(grid, skipped=say("Nothing here is set out as a table: no row names its columns."))]
    header = with_units(grid, rows[0])
    key = header_key(header.cells)
    before = {name: one for (name, other), one in (remembered or {}).items() if other == key and name in TABLES}
    found = recognise_table(grid, header.cells, titles(grid, header.place), table, person, list(before))
    open_questions = [question for question in (which_header(rows, person), found.question) if question]
    if found.table is None:
        columns = tuple(
            ColumnReading(letter(place), cell, None, raw=_first(texts(grid.column(place)[header.place + 1 :])))
            for place, cell in enumerate(header.cells)
            if cell
        )
        open_ = tuple(open_questions)
        return [Understanding(grid, None, found.proposals, header.place + 1, columns, questions=open_, header_key=key)]
    top = rows[0].place - (header.place == rows[0].place and header.cells != rows[0].cells)
    known = before.get(found.table.name, Decisions())
    years = year_columns(found.table, header.cells, person)
    if years is None:
        reading = _Reading(grid, found.table, header, top, person, known)
        return [reading.understanding(found.proposals, open_questions, key, currency)]
    if not years.decided:
        open_questions.append(years.question(header.cells, found.table))
    each = []
    for place in years.places if years.decided else list(years.places)[:1]:
        reading = _Reading(grid, found.table, header, top, years.of_one(person, place), known, place)
        one = reading.understanding(found.proposals, list(open_questions), key, currency)
        each.append(years.without_others(one, place) if years.decided else years.without_all(one))
    return each


class _Reading:
    """One sheet while it is read, once its table and its header are known."""

    def __init__(
        self,
        grid: Grid,
        table: Table,
        header: HeaderRow,
        top: int,
        person: Decisions,
        remembered: Decisions,
        of_year: int | None = None,
    ) -> None:
        """`of_year` is the column that makes the rows, where each year has its own: its blank cells make none."""
        self.grid, self.table, self.header, self.of_year = grid, table, header.cells, of_year
        self.first, self.top = header.place + 1, top
        self.count = len(grid.rows) - self.first
        self.person, self.remembered = person, remembered
        self.texts = {place: texts(grid.column(place)[self.first :]) for place in range(grid.width)}
        filled = [self.texts[place].text.null_count < self.count for place in range(grid.width)]
        self.mapped: Mapped = map_columns(table, header.cells, filled, person, remembered)
        self.own = own = all(is_own(table, cell) for cell in header.cells if cell)
        have = self.mapped.columns.values()
        self.everywhere = decided_everywhere(table, have, person)
        words = speaking_of(grid, titles(grid, header.place), header.cells)
        self.lacking = tuple(asked_everywhere(table, have, person, words))
        self.columns: dict[int, PlainColumn] = {
            place: self._read(place, name, own) for place, name in self.mapped.columns.items() if place in self.texts
        }
        self.sides: list[Unclear] = []
        for place, name in self.mapped.away.items():
            self._take_away(self._read(place, name, own))
        self.said = said_of_amounts(grid, header.cells, self.first, self.texts, self.columns)
        self.multipliers = {**remembered.multipliers, **person.multipliers}
        self.currencies = {**remembered.currencies, **person.currencies}
        self.multiplied = multiplied(self.columns, self.said, self.multipliers)
        self.columns = dict(self.multiplied.columns)

    def _read(self, place: int, name: str, own: bool) -> PlainColumn:
        return read_column(
            self.table.column(name),
            Place(self.grid, place, self._header(place), self.first),
            self.texts[place],
            self._decided(self.person.numbers, self.remembered.numbers, place),
            self._decided(self.person.dates, self.remembered.dates, place),
            own,
        )

    def _take_away(self, takes: PlainColumn) -> None:
        """Make one signed amount of what adds and what takes away."""
        place = takes.place.place
        adds = next((at for at, column in self.columns.items() if column.column.name == takes.column.name), None)
        if adds is not None and self.mapped.decided[place] == HEADER:
            self.sides += filter(None, [from_the_other_side(self.columns[adds], takes)])
        self.columns[place if adds is None else adds] = less(None if adds is None else self.columns[adds], takes)

    def _header(self, place: int) -> str:
        return self.header[place] if place < len(self.header) else ""

    def _decided(self, person: Mapping[str, str], before: Mapping[str, str], place: int) -> list[str | None]:
        return [decided_or(person, place, self.header), decided_or(before, place, self.header)]

    def understanding(
        self, proposals: tuple[Proposal, ...], questions: list[Unclear], key: str, currency: str | None
    ) -> Understanding:
        questions += self.mapped.questions
        questions += [column.question for column in self.columns.values() if column.question]
        questions += [*self.sides, *self.lacking, *self.multiplied.questions]
        questions += hidden_columns(self.grid, self.mapped, self.header)
        blank = blank_rows([column.text for column in self.texts.values()], self.count)
        below = Below(self.table, self.first, self.count, self.texts, self.columns)
        found = ignored_rows(below, self.header, blank)
        ignored = found.rows
        rows = pc.and_(pc.invert(blank), without(self.count, ignored))
        self.columns, blanks = filled_from_above(self.columns, rows, self.own, self._above)
        questions += blanks
        by_name = {column.column.name: column for column in self.columns.values()}
        currencies = row_currencies(self.table, by_name, self.said, self.currencies, currency)
        questions += currencies.questions
        lines = self._lines(rows, by_name, currencies.columns, currency)
        unseen = unseen_rows(lines, self.grid, self.first, self.columns, self.person.unseen)
        seen = replace(lines, rows=pc.and_(rows, pc.invert(unseen.out)))
        meant = row_meanings(seen, self.mapped, partial(decided_values, (self.person, self.remembered), self.header))
        questions += [*unseen.questions, *meant.questions]
        questions += second_amounts(meant.lines, self.mapped, {question.letter for question in questions})
        if pc.any(meant.turn).as_py():
            self.columns = {place: turned(column, meant.turn) for place, column in self.columns.items()}
        out = pc.or_(unseen.out, meant.out)
        taken = pc.and_(rows, pc.invert(out))
        if self.of_year is not None:
            taken = pc.and_(taken, pc.is_valid(self.texts[self.of_year].text))
        problems = [problem for column in self.columns.values() for problem in column.problems]
        problems += parts_of_numbers(self.columns.values())
        problems += [*self.multiplied.problems, *currencies.problems, *self._outside(rows)]
        numbers = {self.first + row + 1 for row in (*ignored, *pc.indices_nonzero(out).to_pylist())}
        problems = [problem for problem in problems if problem.row not in numbers]
        turned_below = replace(below, columns=self.columns)
        problems += [*found.doubts, *check_either(below, rows, turned_below, taken, ignored)]
        problems += filter(None, [figures_above(self.grid, self.top)])
        return Understanding(
            self.grid,
            self.table.name,
            proposals,
            self.first,
            (*self._readings(currencies, meant.how), *readings_everywhere(self.everywhere)),
            tuple(self.header[place] or letter(place) for place in self.mapped.left_out if self._header(place)),
            tuple(ignored[row] for row in sorted(ignored)),
            tuple(questions),
            tuple(sorted(problems, key=lambda problem: (problem.row or 0, problem.column or ""))),
            None if questions else self._sheet(currencies.columns, taken),
            decisions=to_remember(self.table, self.header, self.mapped, self.person, self.remembered),
            header_key=key,
            aside=(*unseen.aside, *meant.aside),
            answered=(*unseen.answered, *meant.answered),
            above=rows_above(self.grid, self.top),
        )

    def _lines(
        self, rows: pa.Array, by_name: Mapping[str, PlainColumn], currencies: Mapping[str, pa.Array], own: str | None
    ) -> Lines:
        """The rows as they are counted and summed where they are asked about."""
        amount = next((one for one in by_name.values() if one.column.kind is Kind.MONEY and one.column.required), None)
        name = governing(self.table, amount.column.name) if amount else None
        own_cells = by_name[name].text if name and name in by_name else None
        given = currencies.get(name or "", own_cells)
        return Lines(self.table, self.header, self.texts, rows, amount, given, own or "")

    def _sheet(self, currencies: Mapping[str, pa.Array], rows: pa.Array) -> Sheet:
        """The plain sheet: the columns that were read, the currencies of headers or cells, and what all rows have."""
        columns = {column.column.name: column.text for column in self.columns.values()} | dict(currencies)
        columns |= {name: pa.repeat(pa.scalar(value), self.count) for name, value in self.everywhere.items()}
        numbers = pa.arange(self.first + 1, self.first + 1 + self.count).cast(pa.int32())
        plain = pa.table({"sheet_row": numbers, **columns})
        plain = plain if pc.all(rows).as_py() is not False else plain.filter(rows)
        letters = {column.column.name: letter(place) for place, column in self.columns.items()}
        headers = {column.column.name: column.place.header for column in self.columns.values() if column.place.header}
        return Sheet(
            self.grid.file,
            self.grid.name,
            tuple(columns),
            PlainRows(plain),
            letters if self.grid.name is not None else {},
            self.grid,
            headers,
        )

    def _readings(self, currencies: Currencies, meant: Mapping[int, tuple[str, ...]]) -> list[ColumnReading]:
        found = []
        for place, cells in self.texts.items():
            header, column = self._header(place), self.columns.get(place)
            raw = _first(cells)
            if not header and not raw:
                continue
            if column is None:
                by = self.mapped.decided.get(place, HEADER)
                name, how = self.mapped.choice(place), meant.get(place, ())
                found.append(ColumnReading(letter(place), header, name, by, how=how, raw=raw))
                continue
            code = currencies.stated.get(column.column.name)
            how = (*column.how, *told_of_formats(column), *told_of_currencies(column.column.name, currencies))
            read = _first(Texts(column.text))
            found.append(
                ColumnReading(
                    letter(place), header, column.column.name, self.mapped.decided[place],
                    column.numbers, column.dates, code, how, raw, "" if column.question else read,
                )
            )  # fmt: skip
        return found

    def _above(self, place: int) -> str | None:
        return next(filter(None, self._decided(self.person.above, self.remembered.above, place)), None)

    def _outside(self, rows: pa.Array) -> list[Problem]:
        known = {*self.columns, *self.mapped.left_out, *self.mapped.decided}
        bare = {p: one for p, one in self.texts.items() if p not in known and not self._header(p)}
        kinds = {
            place: self.table.column(name).kind for place, name in {**self.mapped.columns, **self.mapped.away}.items()
        }
        named = {place: cells for place, cells in self.texts.items() if place not in bare}
        split = split_amounts(self.grid, self.first, named, kinds, self.header, rows)
        return [*split, *outside(self.grid, self.first, bare, rows)]


def _first(cells: Texts) -> str:
    valid = cells.text.drop_null()
    return str(valid[0].as_py()) if len(valid) else ""
