"""Days and years that are far from all others: mistyped, more often than not."""

from __future__ import annotations

from collections.abc import Iterable

from governance.intake.checking.beside.ledger_check import Found, LedgerCheck, found
from governance.intake.checking.beside.stage import Stage
from governance.tables import TABLES, Kind

FAR_BACK_YEARS = 2
"""How long before the first fact in force of its table a day is far back: last year's late entries are usual."""

GAP_YEARS = 10
"""And after how many years without any fact of its table the few that lie before them are: a century is mistyped."""

AHEAD_YEARS = 2
"""How far ahead a financial year may lie: budgets and scales are decided for one and sketched for two."""


def ahead(stage: Stage, table: str) -> Iterable[Found]:
    """Rows whose fact would come about after today."""
    happened = TABLES[table].happened
    sql = f"select batch, sheet_row, {happened} as day, $today as today from handed_in where {happened} > $today"
    for row in stage.find(sql, table, only_new=True):
        yield found(row, "day-ahead", TABLES[table].named_in(happened))


def far_back(stage: Stage, table: str) -> Iterable[Found]:
    """Rows long before the first fact in force of their table, or before a gap of years in it."""
    happened = TABLES[table].happened
    sql = f"""
        with days as (select distinct {happened} as day from {table} where {happened} <= $today),
        gaps as (
            select lead(day) over (order by day) as day_after
            from days
            qualify day_after > day + interval {GAP_YEARS} years
        ),
        first_days as (
            select max(day_after) as earliest from gaps
            union all
            select (min({happened}) - interval {FAR_BACK_YEARS} years)::date from before_{table}
        ),
        latest as (select max(earliest) as earliest from first_days),
        firsts as (
            select earliest, min({happened}) as first
            from {table}, latest
            where {happened} >= earliest
            group by earliest
        )
        select batch, sheet_row, {happened} as day, first
        from handed_in, firsts
        where {happened} < earliest
            and 2 * (select count(*) from {table} where {happened} < earliest) < (select count(*) from {table})
    """
    for row in stage.find(sql, table, only_new=True):
        yield found(row, "day-far-back", TABLES[table].named_in(happened))


def year_ahead(stage: Stage, table: str) -> Iterable[Found]:
    """Rows of a financial year that nobody decides about yet."""
    sql = f"select batch, sheet_row, year from handed_in where year > year($today::date) + {AHEAD_YEARS}"
    for row in stage.find(sql, table, only_new=True):
        yield found(row, "year-ahead", "year")


_HAPPENED = tuple(table.name for table in TABLES.values() if table.happened)
_YEARLY = tuple(t.name for t in TABLES.values() if any(c.name == "year" and c.kind is Kind.YEAR for c in t.columns))

CHECKS = (
    LedgerCheck("day-ahead", _HAPPENED, ahead, warning=True),
    LedgerCheck("day-far-back", _HAPPENED, far_back, warning=True),
    LedgerCheck("year-ahead", _YEARLY, year_ahead, warning=True),
)
