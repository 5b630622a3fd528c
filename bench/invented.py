"""An invented organization of any size, the same on every machine: what the measurements are made on.

175 States, assessed for 1990 to 2026, with opening balances (some of them entered anew in 2005),
adjustments of every kind, a declared coverage, and as many receipts as asked for, spread over all those days.
No figure means anything; together they reach every branch of the arithmetic. The States' codes are real, so that pages
print their names: what is made of them is thrown away at the end of each measurement, and no picture is kept.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from governance import names
from governance.ledger import Batch, Ledger
from governance.tables import TABLES

SEED = 1951
MEMBERS = 175
FIRST_YEAR, LAST_YEAR = 1990, 2026
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 10, 31)
REOPENED = date(2005, 12, 31)
IN_TWO_CURRENCIES = 5

Columns = dict[str, Any]


def as_of_dates(number: int) -> list[date]:
    """Different dates near the end of the history: nearly all receipts count on each, and no answer is kept yet."""
    return [LAST_DAY - timedelta(days=17 * place) for place in range(number)]


def tables(receipts: int) -> dict[str, pa.Table]:
    """Every table's rows, as a ledger takes them."""
    rng = np.random.default_rng(SEED)
    states = _codes()
    joined = np.where(rng.random(MEMBERS) < 0.8, FIRST_YEAR, rng.integers(FIRST_YEAR, 2018, MEMBERS))
    whole_francs = rng.lognormal(11.5, 1.6, MEMBERS).astype(np.int64) + 2000
    dues = _dues(rng, states, joined, whole_francs)
    found = {
        "membership": _membership(states, joined),
        "assessments": dues,
        "coverage": {"covers": ["receipts"], "from": [FIRST_DAY]},
        "opening_balances": _openings(rng, states, whole_francs),
        "adjustments": _adjustments(rng, states, joined, whole_francs),
    }
    return {name: _arrow(name, columns) for name, columns in found.items()} | {
        "receipts": _receipts(rng, receipts, states, joined, whole_francs)
    }


def ledger(folder: Path, found: dict[str, pa.Table], batches: int = 1, file: str = "bench.duckdb") -> Ledger:
    """A real ledger file with these rows, handed in as the application hands them in.

    With several batches the receipts come as cumulative files: each holds the earlier one's rows and new ones.
    """
    made = Ledger.create(str(folder / file), rulebook="iom", title="Bench", who="bench", replace=True)
    for name, rows in found.items():
        parts = batches if name == "receipts" else 1
        for part in range(1, parts + 1):
            handed_in = rows.slice(0, len(rows) * part // parts)
            made.append([Batch(name, handed_in, "demonstration", f"{name}-{part}.csv", "0" * 64)], who="bench")
    return made


def _codes() -> list[str]:
    """Codes of States of today."""
    return [state.code for state in names.states() if not state.fictional and state.ended is None][:MEMBERS]


def _membership(states: list[str], joined: np.ndarray) -> Columns:
    return {
        "state": states,
        "kind": ["state"] * MEMBERS,
        "status": ["member"] * MEMBERS,
        "from": [date(int(year), 1 if year == FIRST_YEAR else 6, 1) for year in joined],
    }


def _dues(rng: np.random.Generator, states: list[str], joined: np.ndarray, francs: np.ndarray) -> Columns:
    rows = [
        (year, state, int(amount * growth), currency)
        for place, (state, first, amount) in enumerate(zip(states, joined, francs, strict=True))
        for currency in (("CHF", "USD") if place < IN_TWO_CURRENCIES else ("CHF",))
        for year, growth in zip(range(first, LAST_YEAR + 1), np.cumprod(rng.normal(1.01, 0.02, 60)), strict=False)
    ]
    year, state, amount, currency = zip(*rows, strict=True)
    return {"year": year, "state": state, "cents": [100 * value for value in amount], "currency": currency}


def _openings(rng: np.random.Generator, states: list[str], francs: np.ndarray) -> Columns:
    start = FIRST_DAY - timedelta(days=1)
    first = [
        (start, state, year, int(amount * 100 * factor))
        for state, amount in zip(states[:60], francs, strict=False)
        for year, factor in zip((1988, 1989), rng.uniform(-0.2, 1.0, 2), strict=True)
    ]
    anew = [
        (REOPENED, state, year, int(amount * 100 * rng.uniform(0, 1)))
        for state, amount in zip(states[40:50], francs[40:50], strict=True)
        for year in (2004, 2005)
    ]
    dated, state, year, cents = zip(*first, *anew, strict=True)
    return {"dated": dated, "state": state, "year": year, "cents": cents, "currency": ["CHF"] * len(dated)}


def _adjustments(rng: np.random.Generator, states: list[str], joined: np.ndarray, francs: np.ndarray) -> Columns:
    places = rng.integers(0, MEMBERS, 1500)
    year = rng.integers(np.maximum(joined[places], FIRST_YEAR), LAST_YEAR + 1)
    named = rng.random(1500) < 0.6
    return {
        "dated": [date(int(y), int(m), 15) for y, m in zip(year, rng.integers(1, 10, 1500), strict=True)],
        "state": [states[place] for place in places],
        "cents": (francs[places] * rng.uniform(-10, 30, 1500)).astype(np.int64),
        "currency": ["CHF"] * 1500,
        "for_year": [int(y + d) if n else None for y, d, n in zip(year, rng.integers(-3, 3, 1500), named, strict=True)],
        "reason": ["correction"] * 1500,
    }


def _receipts(
    rng: np.random.Generator, number: int, states: list[str], joined: np.ndarray, francs: np.ndarray
) -> pa.Table:
    """Receipts that together pay each State's habitual share of its assessments; one in a hundred is a refund.

    One State was refunded more than it ever paid; one receipt in two hundred has no known payer.
    """
    place = rng.integers(0, MEMBERS, number)
    first = (joined.astype(str).astype("datetime64[D]") + 0)[place].astype(np.int64)
    last = np.datetime64(LAST_DAY).astype("datetime64[D]").astype(np.int64)
    day = first + (rng.random(number) * (last - first)).astype(np.int64)
    habit = rng.choice([1.03, 1.0, 0.97, 0.8, 0.4], MEMBERS)
    mean = francs * 100 * (LAST_YEAR - joined + 1) * habit * MEMBERS / number
    cents = np.maximum(1, (mean[place] * rng.uniform(0.2, 1.8, number))).astype(np.int64)
    cents = np.where((rng.random(number) < 0.01) | (place == MEMBERS - 1), -cents, cents)
    raw = pa.table(
        {
            "sheet_row": pa.array(np.arange(2, number + 2, dtype=np.int32)),
            "place": pa.array(place.astype(np.int32)),
            "day": pa.array(day.astype("datetime64[D]")),
            "lag": pa.array(rng.integers(0, 20, number).astype(np.int32)),
            "cents": pa.array(cents),
            "code": pa.array(rng.random(number)),
        }
    )
    names = ", ".join(f'"{name}"' for name in ("sheet_row", *TABLES["receipts"].names))
    types = {column.name: column.kind.sql for column in TABLES["receipts"].columns}
    blank = ", ".join(
        f'null::{types[name]} as "{name}"'
        for name in ("paid_amount", "paid_currency", "rate", "charges", "for_year", "document", "note")
    )
    with duckdb.connect() as connection:
        connection.register("raw", raw)
        connection.execute("set preserve_insertion_order = true")
        return connection.execute(
            f"""
            with named as (
                select
                    sheet_row,
                    (day - lag) as received,
                    case when code >= 0.005 then $states[place + 1] end as state,
                    {_MONEY.format("cents")} as amount,
                    case when place < {IN_TWO_CURRENCIES} and code > 0.5 then 'USD' else 'CHF' end as currency,
                    'BK-' || sheet_row as reference,
                    case when lag > 0 then day end as value_date,
                    {blank}
                from raw
            )
            select {names} from named
            """,
            {"states": states},
        ).to_arrow_table()


_MONEY = "({} * 0.01::decimal(3, 2))::decimal(18, 2)"
"""Cents as exact money."""


def _arrow(name: str, columns: Columns) -> pa.Table:
    """Columns of Python values as rows of a table, with their stored types; what is not given is blank."""
    given = pa.table({**columns, "sheet_row": list(range(2, len(next(iter(columns.values()))) + 2))})
    cells = ", ".join(
        f"{_MONEY.format('cents') if column.name == 'amount' and 'cents' in columns else _cell(column.name, columns)}"
        f'::{column.kind.sql} as "{column.name}"'
        for column in TABLES[name].columns
    )
    with duckdb.connect() as connection:
        connection.register("given", given)
        return connection.execute(f"select sheet_row::integer as sheet_row, {cells} from given").to_arrow_table()


def _cell(name: str, columns: Columns) -> str:
    return f'"{name}"' if name in columns else "null"
