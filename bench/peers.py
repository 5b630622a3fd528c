"""What the peers share: the rows that they load, and the balance that all three must agree on to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import duckdb
import pyarrow as pa

from governance.books import Answer


class Balance(NamedTuple):
    """One account on a date; None where its receipts are not known."""

    state: str
    currency: str
    opening: int
    assessed: int
    received: int | None
    adjusted: int | None
    arrears: int | None
    current_year: int | None
    credit: int | None
    oldest_year: int | None
    known: bool


_CENTS = ("opening", "assessed", "received", "adjusted", "arrears", "current_year", "credit")


def of_answer(answer: Answer) -> list[Balance]:
    """The books' answer in cents."""
    return [
        Balance(
            **{name: _cents(row[name]) for name in _CENTS},  # type: ignore[arg-type]
            state=str(row["state"]),
            currency=str(row["currency"]),
            oldest_year=row["oldest_year"],
            known=row["known"] == "yes",
        )
        for row in answer.dicts()
    ]


def _cents(amount: object) -> int | None:
    return None if amount is None else int(amount * 100)  # type: ignore[operator]


def prepared(tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """The rows as both peers load them: accounts numbered, money in cents, every fact with the day it counts from.

    All that does not depend on the date asked is done here once, as the books do it when they load.
    """
    connection = duckdb.connect()
    for name, rows in tables.items():
        connection.register(f"given_{name}", rows)
    for name, select in _PREPARED.items():
        connection.execute(f"create table {name} as {select}")
    connection.execute(f"create or replace table accounts as {_WITH_FIRST_DAYS}")
    return connection


_PREPARED = {
    "accounts": """
        select (row_number() over (order by state, currency) - 1)::smallint as account, state, currency
        from (
            select state, currency from given_assessments
            union select state, currency from given_opening_balances
            union select state, currency from given_adjustments
            union select state, currency from given_receipts where state is not null
        )""",
    "receipts": """
        select account, coalesce(value_date, received) as dated, (amount * 100)::bigint as cents
        from given_receipts join accounts using (state, currency)
        order by sheet_row""",
    "openings": """
        select account, dated, year, (amount * 100)::bigint as cents
        from given_opening_balances join accounts using (state, currency)""",
    "dues": """
        select account, year, (amount * 100)::bigint as cents,
            greatest(make_date(year, 1, 1), coalesce("from", date '0001-01-01')) as dated
        from given_assessments join accounts using (state, currency)
        left join given_membership
            on given_membership.state = accounts.state and "from" <= make_date(year, 12, 31)""",
    "adjustments": """
        select account, dated, coalesce(for_year, case when amount < 0 then year(dated) end) as year,
            (amount * 100)::bigint as cents
        from given_adjustments join accounts using (state, currency)""",
    "covered": """
        select "from" as first_day, coalesce("to", date '2200-01-01') as last_day
        from given_coverage where covers = 'receipts'""",
}

_WITH_FIRST_DAYS = """
    select account, state, currency, min(dated) as first_day
    from accounts join (
        select account, dated from receipts
        union all select account, dated from openings
        union all select account, dated from dues
        union all select account, dated from adjustments
    ) using (account)
    group by all
    order by account"""
