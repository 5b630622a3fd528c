"""Facts in a closed financial year: what was reported and tied to the general ledger must not move."""

from __future__ import annotations

from collections.abc import Iterable

from governance.intake.against.declare import Found, LedgerCheck
from governance.intake.against.stage import Stage
from governance.problems import Problem
from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES
from governance.words import say


def find(stage: Stage, table: str) -> Iterable[Found]:
    """Rows that are new or changed beside those in force, and whose year, as it is or as it was, is closed."""
    if not stage.closed:
        return
    for row in stage.find(_sql(TABLES[table]), table):
        year, closed_on = row["year"], row["closed_on"]
        problem = Problem(
            "year-closed",
            say("The financial year {year} was closed on {day}: its figures stand.", year=year, day=closed_on),
            row=int(str(row["sheet_row"])),
            column=TABLES[table].named_in(TABLES[table].counts_in),
            suggestion=say("Enter the difference as an adjustment dated in the open year."),
        )
        yield int(str(row["batch"])), problem


def _sql(table: Table) -> str:
    """Of each row its year, and the year of the row whose place it takes; unless the same row is in force already.

    Rows that nothing names are told apart by how many like them stand above, as the ledger does.
    """
    names = [name for name in table.names if name not in NO_FIGURES]
    figures = ", ".join(f'"{name}"' for name in names)
    same = " and ".join(f'old."{name}" is not distinct from new."{name}"' for name in names)
    replaced = " and ".join(f'old."{name}" = new."{name}"' for name in table.key) or "false"
    return f"""
        with new as (
            select *, {table.counts_in} as counts_in,
                row_number() over (partition by batch, {figures} order by sheet_row) as above
            from handed_in
        ),
        old as (
            select *, {table.counts_in} as counts_in,
                row_number() over (partition by {figures} order by batch, sheet_row) as above
            from before.{table.name}
        ),
        changed as (
            select * from new anti join old on {same} and old.above = new.above
        ),
        touched as (
            select batch, sheet_row, counts_in as year from changed
            union
            select new.batch, new.sheet_row, old.counts_in from changed as new join old on {replaced}
        )
        select
            batch, sheet_row, min(year)::varchar as year, min_by(closed_on, year)::varchar as closed_on
        from touched
        join closed_years using (year)
        group by batch, sheet_row
    """


CHECK = LedgerCheck("year-closed", tuple(table.name for table in TABLES.values() if table.counts_in), find)
