"""Rows that are there twice, or that were there and are missing: in one sheet, in two, and since the last file."""

from __future__ import annotations

from collections.abc import Iterable

from governance.books import Row
from governance.intake.checking.beside.ledger_check import Found, LedgerCheck, found
from governance.intake.checking.beside.stage import Stage
from governance.intake.checking.messages import MESSAGES
from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES

BY_HAND = "entered-by-hand-"
"""How the name of a file begins in which one row was entered by hand."""

_NAMED = 3
"""How many of the missing rows are named."""


def sheets_differ(stage: Stage, table: str) -> Iterable[Found]:
    """Rows whose key stands in an earlier sheet of the same handing-in, with other figures."""
    if len(stage.numbers(table)) < 2:
        return
    declared = TABLES[table]
    same = " and ".join(f'other."{name}" {_equals(declared)} new."{name}"' for name in declared.key)
    others = [name for name in declared.names if name not in (*declared.key, *NO_FIGURES)]
    differing = ", ".join(
        f'case when other."{name}" is distinct from new."{name}" then \'{name}\' end' for name in others
    )
    sql = f"""
        select
            new.batch, new.sheet_row, other.batch as other_sheet, other.sheet_row as other_row,
            concat_ws(', ', {differing}) as columns
        from handed_in as new
        join coming_{table} as other on {same} and other.batch < new.batch
        where columns <> ''
        qualify row_number() over (partition by new.batch, new.sheet_row order by other.batch) = 1
    """
    for row in stage.find(sql, table):
        other = stage.sheets[row.whole("other_sheet") - 1].sheet
        place = f"{other.file}, {other.name}" if other.name else other.file
        own = stage.sheets[row.whole("batch") - 1].sheet
        columns = ", ".join(map(own.called, row.text("columns").split(", ")))
        keyed = ", ".join(map(own.called, declared.key))
        yield found(Row(row, place=place, key=keyed, columns=columns), "sheets-differ", declared.key[0])


def identical_rows(stage: Stage, table: str) -> Iterable[Found]:
    """Rows that nothing names and that are the same as one above: one fact twice, or two facts."""
    if stage.all_named(table):
        return
    declared = TABLES[table]
    figures = ", ".join(f'"{name}"' for name in declared.names if name not in NO_FIGURES)
    unnamed = " and ".join(f'"{name}" is null' for name in declared.key) or "true"
    sql = f"""
        with counted as (
            select batch, sheet_row, min(sheet_row) over (partition by batch, {figures}) as first
            from coming_{table}
            where {unnamed}
        )
        select batch, sheet_row, first from counted semi join handed_in using (batch, sheet_row) where sheet_row > first
    """
    for row in stage.find(sql, table, only_new=True):
        yield found(row, "identical-rows", declared.names[0])


def taken_as_held(stage: Stage, table: str) -> Iterable[Found]:
    """Rows that nothing names and that stand in force from a file which is not repeated here: one fact, or two facts.

    A cumulative file repeats most of the one before it, and is not asked; a file that shares a few rows is, and so is a
    row that is entered by hand, which repeats no file.
    """
    if stage.all_named(table):
        return
    declared = TABLES[table]
    figures = [name for name in declared.names if name not in NO_FIGURES]
    alike = " and ".join(f'old."{name}" is not distinct from new."{name}"' for name in figures)
    unnamed = " and ".join(f'"{name}" is null' for name in declared.key) or "true"
    columns = ", ".join(f'"{name}"' for name in figures)
    same_key = " or ".join(f'old."{name}" = new."{name}"' for name in declared.key) or "false"
    by_hand = [number for number in stage.numbers(table) if stage.sheets[number - 1].sheet.file.startswith(BY_HAND)]
    sql = f"""
        with old as (
            select *, row_number() over (partition by {columns} order by batch, sheet_row) as above
            from before_{table}
            where {unnamed}
        ),
        new as (
            select *, row_number() over (partition by batch, {columns} order by sheet_row) as above
            from handed_in
            where {unnamed}
        ),
        same as (
            select new.batch, new.sheet_row, old.batch as held_batch, old.sheet_row as held_row
            from new join old on {alike} and old.above = new.above
        ),
        named as (
            select old.batch, old.sheet_row from before_{table} as old semi join handed_in as new on {same_key}
        ),
        repeated as (
            select batch, sheet_row from named
            union
            select held_batch, held_row from same
        ),
        shares as (
            select batch as held_batch, count(repeated.sheet_row) / count(*) as share
            from before_{table} left join repeated using (batch, sheet_row)
            group by batch
        )
        select batch, sheet_row, held_batch, held_row
        from same
        join shares using (held_batch)
        where share <= 0.5 or list_contains($by_hand::integer[], batch)
    """
    files = {event.batch: event.file_name for event in stage.books.batches}
    for row in stage.find(sql, table, by_hand=by_hand):
        column = stage.sheets[row.whole("batch") - 1].sheet.called(declared.told_apart_by)
        told = Row(row, file=files[row.whole("held_batch")], column=column)
        yield found(told, "taken-as-held", declared.names[0])


def missing(stage: Stage, table: str) -> Iterable[Found]:
    """Rows of a file in force that most of what is handed in repeats, and that are not in it any more."""
    declared = TABLES[table]
    for batch, rows in _missing_by_batch(stage, declared).items():
        event = next(event for event in stage.books.batches if event.batch == batch)
        named = "; ".join(row.text("named") for row in rows[:_NAMED])
        values = {"number": len(rows), "file": event.file_name, "batch": batch, "named": named}
        yield stage.numbers(table)[0], MESSAGES.problem("rows-missing", values)


def _missing_by_batch(stage: Stage, table: Table) -> dict[int, list[Row]]:
    """A row is repeated if its key is; where nothing names it, if as many rows like it are there."""
    sizes = stage.find(f"select count(*) as size from before_{table.name} group by batch", table.name)
    if not any(row.whole("size") < 2 * stage.number_handed_in(table.name) for row in sizes):
        return {}  # so few rows repeat most of no file
    figures = ", ".join(f'"{name}"' for name in table.names if name not in NO_FIGURES)
    same = " and ".join(f'old."{name}" {_equals(table)} new."{name}"' for name in table.key)
    alike = " and ".join(f'old."{n}" is not distinct from new."{n}"' for n in table.names if n not in NO_FIGURES)
    unnamed = (" and ".join(f'"{name}" is null' for name in table.key) or "true") if table.identical_rows else "false"
    words = ", ".join(f'"{name}"::varchar' for name in (table.key if not table.identical_rows else table.names))
    sql = f"""
        with old as (
            select *, row_number() over (partition by {figures} order by batch, sheet_row) as above
            from before_{table.name}
            where {unnamed}
        ),
        new as (
            select *, row_number() over (partition by {figures} order by batch, sheet_row) as above
            from handed_in
            where {unnamed}
        ),
        gone as (
            from before_{table.name} as old anti join handed_in as new on {same or "false"} where not ({unnamed})
            union all by name
            select * exclude (above) from old anti join new on {alike} and old.above = new.above
        ),
        sizes as (select batch, count(*) as size from before_{table.name} group by batch),
        counted as (select *, count(*) over (partition by batch) as missing from gone)
        select batch, concat_ws(' ', {words}) as named
        from counted
        join sizes using (batch)
        where 2 * missing < size
        order by batch, sheet_row
    """
    missing: dict[int, list[Row]] = {}
    for row in stage.find(sql, table.name):
        missing.setdefault(row.whole("batch"), []).append(row)
    return missing


def _equals(table: Table) -> str:
    """How two keys are compared: a blank part is a value like another, unless a blank key names nothing."""
    return "=" if table.identical_rows else "is not distinct from"


_KEYED = tuple(table.name for table in TABLES.values() if table.key)
_UNNAMED = tuple(table.name for table in TABLES.values() if table.identical_rows)

CHECKS = (
    LedgerCheck("sheets-differ", _KEYED, sheets_differ),
    LedgerCheck("identical-rows", _UNNAMED, identical_rows, warning=True),
    LedgerCheck("taken-as-held", _UNNAMED, taken_as_held, warning=True),
    LedgerCheck("rows-missing", tuple(TABLES), missing, warning=True, whole=True),
)
