"""Building the books: the facts in force at one version, copied into memory, with the shared facts over them."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

import duckdb

from governance.ledger import Event
from governance.questions.lineage import fact_sql, facts_of, named, tables_of
from governance.rulebooks import Rulebook
from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES

if TYPE_CHECKING:
    import pyarrow as pa

RELATIONS = (
    "known_until",
    "accounts",
    "member_spells",
    "unbroken_spells",
    "assessments_due",
    "receipts_covered",
    "histories",
    "money_in",
    "money_adjusted",
    "money_disputed",
    "entries",
    "first_days",
    "stated_figures",
    "bank_pairs",
)
"""Shared facts that hold for every date, in the order in which they build on each other."""

ON_A_DATE = (
    "standing",
    "allocation",
    "known_accounts",
    "assessed_years",
    "outstanding",
    "balances",
    "membership_on",
    "collected_by_day",
)
"""Shared facts that depend on a date: table macros of `as_of`."""

KEPT_BY_DAY = ("outstanding", "balances")
"""Those of them that the books work out once for each day and keep: a page asks several questions that rest on them."""

SHARES = (
    "half_even(part, whole) as (2 * part + whole) // (2 * whole) "
    "- if((2 * part + whole) % (2 * whole) = 0, (2 * part + whole) // (2 * whole) % 2, 0)",
    "nearest_whole(part, whole) as sign(part) * sign(whole) "
    "* half_even((100 * abs(part))::hugeint, (100 * abs(whole))::hugeint)::decimal(30, 0)",
    "share_pct(part, whole) as nearest_whole(10000 * part, whole) * 0.01",
)
"""Quotients of amounts to the cent (or of counts), rounded as money.py does: in whole numbers, since SQL divides in
floats. Null where the whole is zero. `share_pct`: a part in per cent of the whole, to two places, as money.share."""

RECEIPT_NAME = r"""receipt_name(told) as
regexp_replace(told, '^(?:reversed |assigned |corrected )+(.+?)(?: · [0-9]+)*$', '\1')"""
"""The name under which a receipt came in, of a reference that tells what was made of it since: the same as `name_of` in
tables/receipt_names.py."""

KEPT_BY_HISTORY = ("collected_by_day",)
"""Those that on any day say what they say on a later one, less what is dated after it, until balances are opened anew:
worked out once for the last day before that (see histories.sql), and kept."""


MADE_ALWAYS = ("known_until", "receipts_covered")
"""What the books themselves read, whatever they are asked: which day they know, and what a projection is."""


def copy_facts(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[Event], supposed: Mapping[int, pa.Table]
) -> None:
    """Copy the rows of `batches` from the attached ledger: a later batch's row for a key replaces an earlier one's.

    `supposed` holds the rows of those batches that are not in the ledger.
    """
    for name, numbers in _by_table(batches).items():
        held = f"ledger.{name}"
        if not numbers:
            connection.execute(f"create table {name} as from {held} limit 0")
            continue
        for number in supposed.keys() & set(numbers):
            connection.register(f"supposed_{number}", supposed[number])
            held += f" union all by name select {number} as batch, * from supposed_{number}"
        several = len(numbers) > 1
        connection.execute(copy_sql(TABLES[name], held, several=several), {"batches": numbers})
    for number in supposed:
        connection.unregister(f"supposed_{number}")


def _by_table(batches: Iterable[Event]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {name: [] for name in TABLES}
    for event in batches:
        found[str(event.table_name)].append(int(event.batch or 0))
    return found


def copy_sql(table: Table, held: str, *, several: bool) -> str:
    """The statement that copies one table's rows in force from where they are `held`."""
    return f"create table {table.name} as {rows_sql(table, held, several=several)}"


def rows_sql(table: Table, held: str, *, several: bool) -> str:
    """One table's rows in force, of those of $batches where they are `held`.

    Only where several batches are in force can they hold the same key. Rows that nothing names are named by all
    their cells and by how many like them stand above in the same sheet: a cumulative file, sent again with new
    rows, adds only these. A column that is `kept` holds the last that any batch in force says in it: revoking that
    batch takes it away again.
    """
    rows = f"select * from (from {held}) where list_contains($batches::integer[], batch)"
    if not several:
        return rows
    key = ", ".join(f'"{name}"' for name in table.key)
    if not table.identical_rows:
        latest = f"qualify row_number() over (partition by {key} order by batch desc) = 1"
        return f"{rows} {latest}"
    alike = ", ".join(f'"{name}"' for name in table.names if name not in NO_FIGURES)
    unnamed = " and ".join(f'"{name}" is null' for name in table.key) or "true"
    latest = f"(select {key}, max(batch) as batch from rows_in_force group by {key})"
    named = f"select {_kept(table)} from rows_in_force join {latest} using ({key}, batch) " if key else ""
    if table.kept:
        named += (
            f'left join (select {key}, arg_max("{table.kept}", batch) as said, arg_max_null(note, batch) as because '
            f'from rows_in_force where "{table.kept}" is not null group by {key}) using ({key}) '
        )
    named += "union all " if key else ""
    return (
        f"with rows_in_force as ({rows}), "
        f"counted as (select *, row_number() over (partition by batch, {alike} order by sheet_row) as above "
        f"from rows_in_force where {unnamed}) "
        f"{named}select * exclude (above) from counted "
        f"qualify row_number() over (partition by {alike}, above order by batch desc) = 1"
    )


def _kept(table: Table) -> str:
    """The columns of a row in force; what an earlier batch said in a column that is kept comes with its note."""
    if not table.kept:
        return "rows_in_force.*"
    return (
        f'rows_in_force.* replace (coalesce("{table.kept}", said) as "{table.kept}", '
        f'case when "{table.kept}" is null then coalesce(note, because) else note end as note)'
    )


class Facts:
    """The shared facts over the tables in memory of one set of books, each defined when something first rests on it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, evidence: Collection[str], rulebook: Rulebook) -> None:
        """`evidence`: the kinds that the tables hold; `rulebook`: how money pays debts, and when they are due."""
        receipts, due = rulebook.receipts, rulebook.due
        self._unused = frozenset() if due else frozenset({"notices"})
        self._connection = connection
        self._lock = threading.Lock()
        self._defined: frozenset[str] = frozenset()
        connection.execute(
            "create table terms_of_the_rulebook as select $honours::boolean as honours_named_year, "
            "$apart::boolean as years_apart, $outside::boolean as disputed_outside, "
            "$days::integer as days_after_notice",
            {
                "honours": receipts.honours_named_year,
                "apart": receipts.years_apart,
                "outside": receipts.disputed == "outside",
                "days": due.days_after_notice if due else None,
            },
        )
        connection.execute(
            "create table kinds_of_evidence as select unnest($kinds::varchar[]) as evidence",
            {"kinds": sorted(evidence)},
        )
        for macro in (*SHARES, RECEIPT_NAME):
            connection.execute(f"create macro {macro}")

    def tables_of(self, sql: str) -> frozenset[str]:
        """The uploaded tables on which a statement rests under this rulebook; a fact reads nothing for a rule that it
        has not."""
        return tables_of(sql, self._unused)

    def define_for(self, sql: str) -> frozenset[str]:
        """Define those on which a statement rests, and name them."""
        facts = facts_of(sql)
        self.define(facts)
        return facts

    def define(self, wanted: Collection[str]) -> None:
        """Define those that are not yet, with all on which they rest."""
        if self._defined.issuperset(wanted):
            return
        with self._lock:
            cursor = self._connection.cursor()
            needed = frozenset(wanted).union(*(facts_of(fact_sql(name)) for name in wanted)) - self._defined
            for name in filter(needed.__contains__, (*RELATIONS, *ON_A_DATE)):
                _define(cursor, name)
            self._defined |= needed


def _define(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    if name in RELATIONS:
        connection.execute(f"create table {name} as {fact_sql(name)}")
        if name == "histories":
            connection.execute(
                "create macro history_until(as_of) as (select min(last_day) from histories where last_day >= as_of)"
            )
        return
    kept = {"kept_day = as_of": KEPT_BY_DAY, "kept_day = history_until(as_of) and dated <= as_of": KEPT_BY_HISTORY}
    when = next((condition for condition, names in kept.items() if name in names), None)
    if when is None:
        connection.execute(f"create macro {name}(as_of) as table {fact_sql(name)}")
        return
    connection.execute(f"create macro {name}_of(as_of) as table {fact_sql(name)}")
    connection.execute(
        f"create table {name}_kept as select null::date as kept_day, * from {name}_of(date '2000-01-01') limit 0"
    )
    connection.execute(f"create macro {name}(as_of) as table select * exclude (kept_day) from {name}_kept where {when}")


def look_at(sql: str, connection: duckdb.DuckDBPyConnection, batches: Iterable[Event]) -> list[str]:
    """Have the tables on which one statement rests, and no others, over the attached ledger with its `batches`: those
    that it reads later are copied. Those from which facts are only made now are read where they lie, of their columns
    no more than these need, for whoever asks once and goes: answers the names of these views, to drop them then."""
    facts = facts_for(sql)
    later = named(sql).union(*(named(fact_sql(name)) for name in facts if name in ON_A_DATE))
    by_table, looked_at = _by_table(batches), []
    for name in tables_of(sql).union(*(tables_of(fact_sql(fact)) for fact in facts)):
        several = len(by_table[name]) > 1
        if name in later or several:
            sql_of_copy = copy_sql(TABLES[name], f"ledger.{name}", several=several)
            connection.execute(sql_of_copy, {"batches": by_table[name]})
        else:
            connection.execute(f"create view {name} as from ledger.{name} semi join batches using (batch)")
            looked_at.append(name)
    return looked_at


def facts_for(sql: str) -> frozenset[str]:
    """The shared facts on which a statement rests, and those that the books themselves read."""
    return facts_of(sql).union(MADE_ALWAYS, *(facts_of(fact_sql(name)) for name in MADE_ALWAYS))


def seal(connection: duckdb.DuckDBPyConnection) -> None:
    """No file, network or setting can be reached from the books any more."""
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
