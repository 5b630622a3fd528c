"""Small random histories of a few States, and the books over them, without a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
from hypothesis import strategies as st

from governance.books import Books
from governance.books.loading import Facts
from governance.ledger import Event
from governance.ledger.chain import START, now
from governance.ledger.schema import table_ddl
from governance.rulebooks import Receipts
from governance.tables import SCHEMA, TABLES
from tests.oracle import Fact

STATES = ("XAA", "XAN", "XAR", "XBI")
YEARS = range(2018, 2024)
# Days on which something turns: ends and beginnings of years, a leap day, and two within a year.
DAYS = [date(y, m, d) for y in YEARS for m, d in ((1, 1), (1, 2), (3, 1), (9, 15), (12, 31))] + [date(2020, 2, 29)]

states = st.sampled_from(STATES)
days = st.sampled_from(DAYS)
years = st.sampled_from(YEARS)
cents = st.integers(1, 30_000).map(lambda number: Decimal(number) / 100)
either = st.builds(lambda amount, sign: amount * sign, cents, st.sampled_from((1, 1, 1, -1)))

some_days = st.integers(0, 3).map(lambda first: DAYS[first::4])
"""A quarter of the days, of every year and every kind: where many questions are asked of each, all took minutes."""

receipts = st.builds(Fact, st.just("receipt"), states, days, either, st.none() | years)
adjustments = st.builds(Fact, st.just("adjustment"), states, days, either, st.none() | years)
disputes = st.builds(Fact, st.just("disputed"), states, days, cents, years)
openings = st.builds(Fact, st.just("opening"), states, st.sampled_from((DAYS[5], DAYS[12])), either, years)
assessments = st.builds(
    lambda state, year, amount, late: Fact("assessment", state, late or date(year, 1, 1), amount, year),
    states, years, cents, st.none() | days,
)  # fmt: skip


def _no_key_twice(facts: list[Fact]) -> list[Fact]:
    """As the intake has it: one assessment for a State and year, one opening for a State, date and year."""
    kept: dict[object, Fact] = {}
    for place, fact in enumerate(facts):
        key = {"assessment": (fact.what, fact.state, fact.year),
               "disputed": (fact.what, fact.state, fact.dated, fact.year),
               "opening": (fact.what, fact.state, fact.dated, fact.year)}.get(fact.what, place)  # fmt: skip
        kept.setdefault(key, fact)
    return list(kept.values())


histories = st.tuples(
    st.lists(assessments, min_size=1, max_size=16),
    st.lists(receipts, max_size=14),
    st.lists(adjustments, max_size=6),
    st.lists(openings, max_size=4),
    st.lists(disputes, max_size=3),
).map(lambda parts: _no_key_twice([fact for part in parts for fact in part]))

ways_of_money = st.builds(
    Receipts,
    honours_named_year=st.booleans(),
    years_apart=st.booleans(),
    disputed=st.sampled_from(("inside", "outside")),
)
"""How rulebooks let money pay debts."""

_INSERTS = {
    "assessment": "insert into assessments by name select 1 as batch, $n as sheet_row, $year as year, $state as state,"
    " $amount::decimal(18, 2) as amount, 'CHF' as currency, $dated as due",
    "receipt": "insert into receipts by name select 1 as batch, $n as sheet_row, $dated as received, $state as state,"
    " $amount::decimal(18, 2) as amount, 'CHF' as currency, $year as for_year",
    "adjustment": "insert into adjustments by name select 1 as batch, $n as sheet_row, $dated as dated,"
    " $state as state, $amount::decimal(18, 2) as amount, 'CHF' as currency, $year as for_year",
    "opening": "insert into opening_balances by name select 1 as batch, $n as sheet_row, $dated as dated,"
    " $state as state, $year as year, $amount::decimal(18, 2) as amount, 'CHF' as currency",
    "disputed": "insert into disputed by name select 1 as batch, $n as sheet_row, $dated as dated, $state as state,"
    " $year as year, $amount::decimal(18, 2) as amount, 'CHF' as currency",
}


_COVERS = """
    insert into coverage by name
    select 1 as batch, $n as sheet_row, $covers as covers, $first::date as "from", $last::date as "to"
"""
_JOINS = """
    insert into membership by name
    select 1 as batch, $n as sheet_row, $state as state, 'state' as kind, 'member' as status, $first::date as "from"
"""
_TABLES = ("membership", "disputed", "assessments", "coverage", "opening_balances", "receipts", "adjustments",
           "notices", "council_actions", "sessions", "headline_figures")  # fmt: skip


LONG_AGO = date(1900, 1, 1)


def books_over(
    facts: list[Fact],
    money: Receipts | None = None,
    *,
    covered: date = LONG_AGO,
    joined: Mapping[str, date] | None = None,
    declared: date | None = None,
) -> Books:
    """Books as Books.at makes them, over rows that no file ever held; receipts are complete from `covered` on.

    `money`: how the rulebook lets money pay debts. `joined`: since when which States are
    Members. `declared`: the day on which opening balances are declared complete.
    """
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    for name in _TABLES:
        connection.execute(table_ddl(TABLES[name]).replace("create table ledger.", "create table "))
    for number, fact in enumerate(facts, start=2):
        given = {"n": number, "state": fact.state, "dated": fact.dated, "amount": fact.amount, "year": fact.year}
        connection.execute(_INSERTS[fact.what], given)
    covers = {"receipts": (covered, None)} | ({"opening_balances": (declared, declared)} if declared else {})
    for number, (name, (first, last)) in enumerate(covers.items(), start=2):
        connection.execute(_COVERS, {"n": number, "covers": name, "first": first, "last": last})
    for number, (state, first) in enumerate((joined or {}).items(), start=2):
        connection.execute(_JOINS, {"n": number, "state": state, "first": first})
    details = json.dumps({"rulebook": "iom", "title": "Random"})
    opened = Event(0, now(), "opened", "test", schema_version=SCHEMA, details=details).sealed(START)
    books = Books(connection, [opened], 0)
    books.rulebook = replace(books.rulebook, receipts=money or Receipts())
    books._facts = Facts(connection, ["reported"], books.rulebook)
    return books
