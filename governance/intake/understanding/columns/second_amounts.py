"""Amounts in a column that is not read, beside the one that is: net beside gross, an equivalent, a balance: asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow.compute as pc

from governance.intake.reading.grid import letter
from governance.intake.understanding.columns import meaning_words as words
from governance.intake.understanding.columns.mapping import HEADER, Mapped
from governance.intake.understanding.layout.headers import column_of, currency_of
from governance.intake.understanding.rows.row_meanings import Lines, is_open
from governance.intake.understanding.rows.sums import rows_and_sums, sums
from governance.intake.understanding.sheet_decisions import LEAVE_OUT
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.texts import NUMBER
from governance.tables import TABLES, Kind
from governance.words import say

_NUMBERS = r"^[-+(]?[^\W\d_]{0,3}\s?[0-9][0-9 .,'’\x{a0}\x{202f}]*[)-]?$"
_CENTS = r"[.,][0-9]{2}[)-]?$"


def second_amounts(lines: Lines, mapped: Mapped, asked: Collection[str | None]) -> Iterator[Unclear]:
    """A question for each column of amounts that is not read, beside the one that is; none about columns that are
    `asked` about already."""
    if lines.amount is None:
        return
    free = [c.name for c in lines.table.columns if c.kind is Kind.MONEY and c.name not in mapped.columns.values()]
    used = lines.amount.column.name
    chosen = mapped.decided.get(lines.amount.place.place, HEADER) != HEADER
    for place in lines.texts:
        if place in mapped.columns or letter(place) in asked or not is_open(lines, mapped, place):
            continue
        header = lines.called(place)
        if not header or not _are_amounts(lines, place):
            continue
        if chosen and column_of(lines.table, header) == used:
            continue  # somebody said which of the two it is
        choices = (LEAVE_OUT, used, *free)
        readings = (
            say("leave the column out: it changes nothing"),
            say("this is the amount, and “{header}” is not", header=lines.amount.place.header),
            *(say(lines.table.column(name).meaning) for name in free),
        )
        message = say(
            "“{header}” in column {letter} holds amounts too, and is not read: {rows}. What is it?",
            header=header, letter=letter(place), rows=_summed(lines, place),
        )  # fmt: skip
        hint = say('Say it with --leave-out "{header}", or delete the column.', header=header)
        yield Unclear("column", message, choices, readings, letter(place), header, hint)


def _are_amounts(lines: Lines, place: int) -> bool:
    """Whether a column holds amounts: numbers under a word for one or a currency, or with cents or grouped digits."""
    cells = lines.texts[place]
    typed = cells.where(NUMBER)
    written = pc.fill_null(pc.match_substring_regex(cells.text, _NUMBERS), False)
    numbers = pc.and_(pc.or_(written, typed) if typed is not None else written, lines.rows)
    filled = pc.sum(pc.and_(pc.is_valid(cells.text), lines.rows)).as_py() or 0
    if not filled or 2 * (pc.sum(numbers).as_py() or 0) < filled:
        return False
    header = lines.called(place)
    if "%" in header:
        return False
    if words.about(header) & {words.AMOUNT, words.CREDIT, words.DEBIT} or currency_of(header):
        return True
    elsewhere = {TABLES[name].column(column).kind for name, column in _elsewhere(header)}
    if elsewhere:
        return Kind.MONEY in elsewhere
    cents = pc.and_(pc.fill_null(pc.match_substring_regex(cells.text, _CENTS), False), lines.rows)
    return 2 * (pc.sum(cents).as_py() or 0) >= filled


def _elsewhere(header: str) -> list[tuple[str, str]]:
    """The columns of all tables that the header names."""
    found = ((table.name, column_of(table, header)) for table in TABLES.values())
    return [(name, column) for name, column in found if column]


def _summed(lines: Lines, place: int) -> str:
    """How many amounts a column has that is not read, and what its plain numbers add up to."""
    cells = lines.texts[place].text
    filled = pc.and_(pc.is_valid(cells), lines.rows)
    code = currency_of(lines.called(place)) or ""
    return rows_and_sums(pc.sum(filled).as_py() or 0, {c: s for c, s in sums(cells, filled, None, code).items() if s})
