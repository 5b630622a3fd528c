"""The same work done with pandas and with SQLite: what every Member owes on a date, from the same rows.

Both hold what our books hold after loading: accounts as small integers, whole cents, days as integers; the account
of a receipt is a category (pandas) or the head of a covering index (SQLite). Both do all of it: where each history
starts, debts by year, adjustments that name a year, what overflows, oldest debt first, refunds beyond what was paid.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

Balances = dict[tuple[str, str], tuple[int, int, int]]
"""Arrears, current year and credit in cents, by State and currency."""

SCHEMA = """
create table accounts (account integer primary key, state text, currency text);
create table openings (account integer, dated integer, year integer, cents integer);
create table assessments (account integer, due integer, year integer, cents integer);
create table adjustments (account integer, dated integer, named_year integer, cents integer);
create table receipts (account integer, day integer, cents integer);
create index receipts_covering on receipts (account, day, cents);
"""

QUERY = """
with starts as (
    select account, coalesce(
        (select max(dated) from openings where openings.account = accounts.account and dated <= :day),
        (select min(dated) from openings where dated <= :day)) as starts
    from accounts
),
entries as (
    select account, year, cents, 1 as due from openings join starts using (account) where dated = starts
    union all
    select account, year, cents, 1 from assessments join starts using (account)
    where due <= :day and (starts is null or due >= starts)
    union all
    select account, named_year, -cents, cents < 0 from adjustments join starts using (account)
    where named_year is not null and dated <= :day and (starts is null or dated >= starts)
),
debts as materialized (
    select account, year, sum(cents) as net, sum(cents) < 0 and year > :year and max(due) = 0 as held
    from entries group by account, year
),
received as (
    select account, sum(cents) as received, max(case when cents < 0 then day end) as refunded
    from receipts join starts using (account) where day <= :day and (starts is null or day >= starts)
    group by account
),
adjusted as (
    select account, sum(cents) as adjusted from adjustments join starts using (account)
    where named_year is null and dated <= :day and (starts is null or dated >= starts) group by account
),
sums as (
    select account, sum(case when net < 0 and not held then -net else 0 end) as overflow,
        sum(case when held then -net else 0 end) as held, sum(max(net, 0)) as owed
    from debts group by account
),
pools as materialized (
    select account, coalesce(received, 0) + coalesce(adjusted, 0) + coalesce(overflow, 0) as pool,
        coalesce(received, 0) as received, refunded, coalesce(held, 0) as held, coalesce(owed, 0) as owed
    from accounts left join received using (account) left join adjusted using (account) left join sums using (account)
),
queue as (
    select account, year, max(net, 0) as debt, coalesce(sum(max(net, 0)) over (
        partition by account order by year rows between unbounded preceding and 1 preceding), 0) as before
    from debts
),
outstanding as (
    select account, year, debt - min(debt, max(max(pool, 0) - before, 0)) as cents
    from queue join pools using (account)
    union all
    select account, cast(strftime('%Y', refunded + 1721424.5) as integer), max(-pool, 0) from pools where received < 0
),
totals as (
    select account, sum(case when year < :year then cents else 0 end) as arrears,
        sum(case when year >= :year then cents else 0 end) as current_year
    from outstanding group by account
)
select state, currency, coalesce(arrears, 0), coalesce(current_year, 0),
    max(pool, 0) - min(max(pool, 0), owed) + held
from accounts join pools using (account) left join totals using (account)
"""


@dataclass
class Rows:
    """The loaded rows as columns of integers; days are ordinals, amounts cents."""

    frames: dict[str, pd.DataFrame]

    @classmethod
    def of(cls, tables: dict[str, pa.Table]) -> Rows:
        """The rows of an invented organization, as both peers load them."""
        with duckdb.connect() as connection:
            for name, rows in tables.items():
                connection.register(name, rows)
            connection.execute(
                "create table accounts as select (row_number() over (order by state, currency) - 1)::integer"
                " as account, state, currency from"
                " (select state, currency from assessments union select state, currency from"
                " opening_balances union select state, currency from adjustments union select state, currency from"
                " receipts where state is not null)"
            )
            ordinal = "({} - date '0001-01-01') + 1"
            due = 'coalesce(due, greatest(make_date(year, 1, 1), coalesce(m."from", make_date(year, 1, 1))))'
            queries = {
                "accounts": "select * from accounts order by account",
                "openings": f"select account, {ordinal.format('dated')} as dated, year,"
                " (amount * 100)::bigint as cents from opening_balances join accounts using (state, currency)",
                "assessments": f"select account, {ordinal.format(due)} as due, year, (amount * 100)::bigint as cents"
                " from assessments join accounts using (state, currency)"
                ' left join membership m on m.state = assessments.state and year(m."from") = assessments.year',
                "adjustments": f"select account, {ordinal.format('dated')} as dated, coalesce(for_year,"
                " case when amount < 0 then year(dated) end) as named_year, (amount * 100)::bigint as cents"
                " from adjustments join accounts using (state, currency)",
                "receipts": f"select account, {ordinal.format('coalesce(value_date, received)')} as day,"
                " (amount * 100)::bigint as cents from receipts join accounts using (state, currency)",
            }
            return cls({name: connection.execute(query).df() for name, query in queries.items()})


class Sqlite:
    """SQLite in memory, with a covering index over the receipts."""

    schema = SCHEMA

    def __init__(self, rows: Rows) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(SCHEMA)
        for name, frame in rows.frames.items():
            values = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
            marks = ", ".join("?" * frame.shape[1])
            self.connection.executemany(f"insert into {name} values ({marks})", values)
        self.connection.execute("analyze")

    def balances(self, day: date) -> Balances:
        """Every account's arrears, current year and credit."""
        found = self.connection.execute(QUERY, {"day": day.toordinal(), "year": day.year})
        return {(state, currency): (arrears, current, credit) for state, currency, arrears, current, credit in found}


class Pandas:
    """pandas with a categorical account in the receipts, days and cents as 64-bit integers."""

    schema = "receipts: account category, day int64, cents int64; the other tables: int64, named_year Int64"

    def __init__(self, rows: Rows) -> None:
        self.rows = dict(rows.frames)
        self.accounts = self.rows["accounts"]
        categories = pd.CategoricalDtype(self.accounts["account"])
        receipts = self.rows["receipts"]
        self.receipts = receipts.assign(account=receipts["account"].astype(categories))

    def balances(self, day: date) -> Balances:
        """Every account's arrears, current year and credit."""
        on, number = day.toordinal(), len(self.accounts)
        starts = self._starts(on, number)
        net, held = self._debts(on, day.year, starts)
        receipts = self.receipts[self.receipts["day"] <= on]
        receipts = receipts[receipts["day"].to_numpy() >= starts[receipts["account"].cat.codes]]
        received = receipts.groupby("account", observed=False)["cents"].sum().to_numpy()
        refunds = receipts[receipts["cents"] < 0].groupby("account", observed=False)["day"].max()
        adjustments = self._counted("adjustments", "dated", on, starts)
        free = adjustments[adjustments["named_year"].isna()]
        adjusted = np.bincount(free["account"], weights=free["cents"], minlength=number).astype(np.int64)
        account = net.index.get_level_values("account").to_numpy()
        cents = net.to_numpy()
        overflow = _sums(account, np.where((cents < 0) & ~held, -cents, 0), number)
        kept = _sums(account, np.where(held, -cents, 0), number)
        debt = np.maximum(cents, 0)
        owed = _sums(account, debt, number)
        pool = received + adjusted + overflow
        before = pd.Series(debt).groupby(account).cumsum().to_numpy() - debt
        paid = np.minimum(debt, np.maximum(np.maximum(pool, 0)[account] - before, 0))
        late = net.index.get_level_values("year").to_numpy() < day.year
        arrears = _sums(account, np.where(late, debt - paid, 0), number)
        current = _sums(account, np.where(late, 0, debt - paid), number)
        for place in np.flatnonzero((pool < 0) & (received < 0)):
            year = date.fromordinal(int(refunds.iloc[place])).year
            (arrears if year < day.year else current)[place] -= pool[place]
        credit = np.maximum(pool, 0) - np.minimum(np.maximum(pool, 0), owed) + kept
        keys = zip(self.accounts["state"], self.accounts["currency"], strict=True)
        return {key: (int(a), int(c), int(k)) for key, a, c, k in zip(keys, arrears, current, credit, strict=True)}

    def _starts(self, on: int, number: int) -> np.ndarray:
        openings = self.rows["openings"]
        openings = openings[openings["dated"] <= on]
        first = int(openings["dated"].min()) if len(openings) else 0
        starts = np.full(number, first, dtype=np.int64)
        latest = openings.groupby("account")["dated"].max()
        starts[latest.index.to_numpy()] = latest.to_numpy()
        return starts

    def _counted(self, table: str, column: str, on: int, starts: np.ndarray) -> pd.DataFrame:
        rows = self.rows[table]
        return rows[(rows[column] <= on) & (rows[column].to_numpy() >= starts[rows["account"]])]

    def _debts(self, on: int, year: int, starts: np.ndarray) -> tuple[pd.Series, np.ndarray]:
        openings = self.rows["openings"]
        openings = openings[openings["dated"].to_numpy() == starts[openings["account"]]]
        assessments = self._counted("assessments", "due", on, starts)
        named = self._counted("adjustments", "dated", on, starts).dropna(subset=["named_year"])
        entries = pd.concat(
            [
                openings[["account", "year", "cents"]].assign(due=True),
                assessments[["account", "year", "cents"]].assign(due=True),
                pd.DataFrame(
                    {
                        "account": named["account"],
                        "year": named["named_year"].astype("int64"),
                        "cents": -named["cents"],
                        "due": named["cents"] < 0,
                    }
                ),
            ]
        )
        grouped = entries.groupby(["account", "year"])
        net, due = grouped["cents"].sum(), grouped["due"].any()
        held = (net < 0) & (net.index.get_level_values("year") > year) & ~due
        return net, held.to_numpy()


def _sums(account: np.ndarray, values: np.ndarray, number: int) -> np.ndarray:
    sums = np.zeros(number, dtype=np.int64)
    np.add.at(sums, account, values)
    return sums
