"""What was read of each sheet and what was not, in sentences: the same on the page and in the shell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from governance.intake.reading.grid import Grid
from governance.intake.understanding.rows.row_currencies import governing
from governance.intake.understanding.rows.sums import rows_and_sums, sums
from governance.intake.understanding.sheet import Sheet
from governance.intake.understanding.understood import IgnoredRow, Understanding
from governance.tables import TABLES, Kind, Table
from governance.words import count, say

_NAMED = 12  # rows that are named one by one


def called(grid: Grid) -> str:
    """A sheet in a sentence: by its file, and by its own name where the file has sheets."""
    if grid.name is None:
        return grid.file
    return say("{file}, “{sheet}”", file=grid.file, sheet=grid.name)


def what_was_read(found: Understanding, currency: str) -> str:
    """What is read: how many rows of which table, and what their amounts add up to in each currency, if to anything."""
    where = say("{sheet}, {year},", sheet=called(found.grid), year=found.of) if found.of else called(found.grid)
    if found.table is None or found.sheet is None:
        return count(
            "Nothing of {where} is read before {number} question is answered.",
            "Nothing of {where} is read before {number} questions are answered.",
            len(found.questions),
            where=where,
        )
    table = TABLES[found.table]
    rows = _told(found.sheet, table, currency)
    if found.grid.bank:
        return say("{file} brings {table}: {rows}.", file=found.grid.file, table=say(table.title), rows=rows)
    return say("{where} is read as {table}: {rows}.", where=where, table=say(table.title), rows=rows)


def not_read(found: Understanding) -> list[str]:
    """A sentence for all that is not read: rows that are left out, columns, rows that are none of the table's."""
    return [*found.remarks, *_aside(found), *_columns(found), *_above(found.above), *_ignored(found.ignored)]


def _told(sheet: Sheet, table: Table, currency: str) -> str:
    rows = sheet.arrow()
    name = next((c.name for c in table.columns if c.kind is Kind.MONEY and c.required), None)
    if name is None or name not in rows.column_names or table.held:
        return rows_and_sums(len(rows), {})
    governs = governing(table, name)
    codes = rows.column(governs).combine_chunks() if governs and governs in rows.column_names else None
    whole = rows.column("part_of").combine_chunks().is_null() if "part_of" in rows.column_names else None
    every = pa.repeat(pa.scalar(True), len(rows)) if whole is None else whole  # payments of an entry count with it
    return rows_and_sums(len(rows), sums(rows.column(name).combine_chunks(), every, codes, currency))


def _aside(found: Understanding) -> Iterator[str]:
    for aside in found.aside:
        if aside.value is None:
            yield say("Left out, {why}: {rows}.", why=aside.header, rows=aside.told)
        elif aside.value:
            yield say("Left out with “{value}” under “{header}”: {rows}.",
                      value=aside.value, header=aside.header, rows=aside.told)  # fmt: skip
        else:
            yield say("Left out with nothing under “{header}”: {rows}.", header=aside.header, rows=aside.told)


def _columns(found: Understanding) -> Iterator[str]:
    used = {question.letter for question in (*found.answered, *found.questions)}
    columns = [c for c in found.columns if c.column is None and c.letter not in used]
    if columns and found.table is not None:
        names = ", ".join(
            say("{letter}, “{header}”", letter=c.letter, header=c.header) if c.header else c.letter for c in columns
        )
        yield count("Column not read: {names}.", "Columns not read: {names}.", len(columns), names=names)


def _above(rows: Sequence[IgnoredRow]) -> Iterator[str]:
    if rows:
        yield say("Above the table, not read as rows: {texts}.", texts="; ".join(row.why for row in rows[:_NAMED]))


def _ignored(rows: Sequence[IgnoredRow]) -> Iterator[str]:
    by_reason: dict[str, list[int]] = {}
    for row in rows:
        by_reason.setdefault(row.why, []).append(row.row)
    for why, places in by_reason.items():
        named = ", ".join(map(str, places[:_NAMED])) + (" …" if len(places) > _NAMED else "")
        yield count("Row {rows} is not read: {why}", "Rows {rows} are not read: {why}", len(places),
                    rows=named, why=why)  # fmt: skip
