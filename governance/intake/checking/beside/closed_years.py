"""Facts in a closed financial year: what was reported and tied to the general ledger must not move."""

from __future__ import annotations

from collections.abc import Iterable

from governance.intake.checking.beside.ledger_check import Found, LedgerCheck, found
from governance.intake.checking.beside.stage import Stage
from governance.tables import TABLES, Table


def find(stage: Stage, table: str) -> Iterable[Found]:
    """Rows that are new or changed beside those in force, and whose year, as it is or as it was, is closed."""
    if not stage.closed:
        return
    declared = TABLES[table]
    for row in stage.find(_sql(declared), table, only_new=True):
        key = "year-closed receipts" if table == "receipts" else "year-closed"
        yield found(row, key, declared.named_in(declared.counts_in))


def _sql(table: Table) -> str:
    """Of each row its year, and the year of the row whose place it takes."""
    replaced = " and ".join(f'old."{name}" = new."{name}"' for name in table.key) or "false"
    return f"""
        with new as (select *, {table.counts_in} as counts_in from handed_in),
        old as (select *, {table.counts_in} as counts_in from before_{table.name}),
        touched as (
            select batch, sheet_row, counts_in as year from new
            union
            select new.batch, new.sheet_row, old.counts_in from new join old on {replaced}
        )
        select batch, sheet_row, min(year) as year, min_by(closed_on, year) as closed_on
        from touched
        join closed_years using (year)
        group by batch, sheet_row
    """


CHECK = LedgerCheck("year-closed", tuple(table.name for table in TABLES.values() if table.counts_in), find)
