"""The same balances in SQLite: whole cents as integers, a covering index on the receipts, oldest debt first by windows.

Written as somebody at home in SQLite would: one file read through a memory map, receipts in a covering index on
account, date and amount, so that each account's sum is a range of the index and the table is never touched; the small
steps materialized; statistics gathered once.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import duckdb

from bench.peers import Balance

_SCHEMA = """
create table accounts (account integer primary key, state text not null, currency text not null, first_day integer);
create table receipts (account integer not null, dated integer not null, cents integer not null);
create table openings (account integer not null, dated integer not null, year integer not null, cents integer not null);
create table dues (account integer not null, year integer not null, cents integer not null, dated integer not null);
create table adjustments (account integer not null, dated integer not null, year integer, cents integer not null);
create table covered (first_day integer not null, last_day integer not null);
create index receipts_by_day on receipts (account, dated, cents);
create index refunds_by_day on receipts (account, dated) where cents < 0;
create index openings_by_day on openings (account, dated, year, cents);
create index dues_by_day on dues (account, dated, year, cents);
create index adjustments_by_day on adjustments (account, dated, year, cents);
"""
"""Days are whole numbers since 1970-01-01."""

_TABLES = ("accounts", "receipts", "openings", "dues", "adjustments", "covered")

_BALANCES = """
with starts as materialized (
    select
        account, state, currency,
        coalesce(
            (select max(dated) from openings where openings.account = accounts.account and dated <= :on),
            (select min(dated) from openings where dated <= :on)
        ) as starts
    from accounts
    where first_day <= :on
),
paid as materialized (
    select
        account,
        (
            select coalesce(sum(cents), 0) from receipts
            where receipts.account = starts.account and dated between coalesce(starts, -1000000) and :on
        ) as received
    from starts
),
entries as (
    select account, year, cents as opening, 0 as assessed, 0 as adjusted, 1 as due
    from openings join starts using (account)
    where dated = starts
    union all
    select account, year, 0, cents, 0, 1
    from dues join starts using (account)
    where dated between coalesce(starts, -1000000) and :on
    union all
    select account, year, 0, 0, cents, cents < 0
    from adjustments join starts using (account)
    where dated between coalesce(starts, -1000000) and :on
),
years as materialized (
    select
        account, year,
        sum(opening) as opening, sum(assessed) as assessed, sum(adjusted) as adjusted,
        sum(opening + assessed - adjusted) as net,
        year > :year and not max(due) as ahead
    from entries
    group by account, year
),
named as materialized (
    select
        account,
        sum(opening) as opening, sum(assessed) as assessed, sum(adjusted) as adjusted,
        sum(case when year is not null then max(net, 0) end) as owed,
        sum(case when year is null then adjusted when not ahead then max(-net, 0) else 0 end) as pooled,
        sum(case when ahead then max(-net, 0) else 0 end) as held
    from years
    group by account
),
pools as materialized (
    select
        account, opening, assessed, received, adjusted, owed, held,
        received + coalesce(pooled, 0) as pool
    from paid left join named using (account)
),
queue as (
    select
        account, year, max(net, 0) as debt,
        coalesce(sum(max(net, 0)) over (
            partition by account order by year rows between unbounded preceding and 1 preceding
        ), 0) as before
    from years
    where year is not null
),
lines as (
    select account, year, debt - min(debt, max(max(pool, 0) - before, 0)) as outstanding
    from queue join pools using (account)
    union all
    select
        account,
        (
            select cast(strftime('%Y', max(dated) * 86400, 'unixepoch') as integer) from receipts
            where receipts.account = pools.account and cents < 0
                and dated between coalesce((select starts from starts where starts.account = pools.account), -1000000)
                    and :on
        ),
        -pool
    from pools
    where pool < 0
),
owing as materialized (
    select
        account,
        sum(case when year < :year then outstanding else 0 end) as arrears,
        sum(case when year >= :year then outstanding else 0 end) as current_year,
        min(case when outstanding > 0 then year end) as oldest_year
    from lines
    group by account
)
select
    state, currency,
    coalesce(opening, 0), coalesce(assessed, 0), received, coalesce(adjusted, 0),
    coalesce(arrears, 0), coalesce(current_year, 0),
    max(max(pool, 0) - coalesce(owed, 0), 0) + coalesce(held, 0) as credit,
    oldest_year,
    exists (
        select * from covered
        where last_day >= :on and first_day <= coalesce(
            starts + 1, (select min(dated) from dues where dues.account = pools.account and dated <= :on), :on
        )
    ) as known
from pools
join starts using (account)
left join owing using (account)
order by state, currency
"""

_EPOCH = date(1970, 1, 1)


class InSqlite:
    """A file made once from the prepared rows; `balances` is the work that is timed."""

    name = "SQLite"

    def __init__(self, prepared: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "bench.sqlite")
        self._connection.executescript("pragma journal_mode = off; pragma synchronous = off;")
        tables, _, indexes = _SCHEMA.partition("create index")
        self._connection.executescript(tables)
        for table in _TABLES:
            self._fill(prepared, table)
        self._connection.executescript(f"create index{indexes} analyze;")
        self._connection.executescript("pragma mmap_size = 8000000000; pragma cache_size = -1000000;")

    @property
    def schema(self) -> str:
        """The tables, the indexes and the query."""
        return f"{_SCHEMA.strip()}\n{_BALANCES.rstrip()}"

    def balances(self, as_of: date) -> list[tuple[object, ...]]:
        """One row per account."""
        return self._connection.execute(_BALANCES, {"on": (as_of - _EPOCH).days, "year": as_of.year}).fetchall()

    @staticmethod
    def exact(found: list[tuple[object, ...]]) -> list[Balance]:
        """The rows, to be compared; what is not known is blank."""
        rows = [Balance(*row)._replace(known=bool(row[-1])) for row in found]  # type: ignore[arg-type]
        return [row if row.known else Balance(*row[:4], *(None,) * 6, False) for row in rows]

    def _fill(self, prepared: duckdb.DuckDBPyConnection, table: str) -> None:
        described = prepared.execute(f"describe {table}").fetchall()
        columns = [f"\"{name}\" - date '1970-01-01'" if kind == "DATE" else f'"{name}"' for name, kind, *_ in described]
        marks = ", ".join("?" for _ in columns)
        rows = prepared.execute(f"select {', '.join(columns)} from {table}")
        while chunk := rows.fetchmany(100_000):
            self._connection.executemany(f"insert into {table} values ({marks})", chunk)
        self._connection.commit()
