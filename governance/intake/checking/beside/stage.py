"""One handing-in beside the facts in force, in memory: the relations that checks read, made when one is first read.

    handed_in         the rows of the table that a check looks at, as handed in
    coming.receipts   the rows of a table as handed in, whichever the check looks at
    changed.receipts  those of them that are new, or change a figure of a row in force
    before.receipts   the rows in force before
    receipts          the rows in force after, were all that is handed in taken in

Every relation has `batch` and `sheet_row`: for rows handed in the number of the sheet in the handing-in, from 1, and
the row in it; for rows in force their own, but 0 and a running number where they are among the rows in force after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import duckdb
import pyarrow as pa

from governance.books import Books, Row
from governance.books.days import Days
from governance.books.loading import Facts, copy_sql
from governance.intake.understanding.sheet import Sheet
from governance.ledger import in_memory
from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet whose cells were checked: its table, and its rows in their stored types (sheet_row first).

    `complete` is false where rows with problems of their own were left out; `published`: it holds figures as a
    document publishes them.
    """

    sheet: Sheet
    table: Table
    rows: pa.Table
    complete: bool = True
    published: bool = False


class Stage:
    """What checks read: the sheets of one handing-in, the books in force, and the closed financial years."""

    def __init__(self, books: Books, sheets: Sequence[CheckedSheet], closed: Mapping[int, date]) -> None:
        self.books = books
        self.sheets = tuple(sheets)
        self.closed = closed
        self.tables = tuple(dict.fromkeys(item.table.name for item in sheets))
        self._made: set[str] = set()
        self._facts: Facts | None = None
        held = sum(event.row_count or 0 for event in books.batches)
        self._connection = in_memory(held + sum(len(item.rows) for item in self.sheets))
        self._connection.execute(
            "attach ':memory:' as ledger; create schema before; create schema coming; create schema changed"
        )
        self._connection.execute("create table closed_years (year integer, closed_on date)")
        for year, day in closed.items():
            self._connection.execute("insert into closed_years values ($year, $day)", {"year": year, "day": day})

    def numbers(self, table: str) -> list[int]:
        """The numbers of the sheets of a table in the handing-in, from 1."""
        return [number for number, item in enumerate(self.sheets, start=1) if item.table.name == table]

    def unchanged(self, number: int) -> frozenset[int]:
        """The rows of a sheet that are in force already, as they are."""
        table = self.sheets[number - 1].table.name
        self._make(f"changed.{table}")
        rows = self._connection.execute(
            f'select sheet_row from coming."{table}" anti join changed."{table}" using (batch, sheet_row) '
            "where batch = $batch",
            {"batch": number},
        ).fetchall()
        return frozenset(row for (row,) in rows)

    def find(self, sql: str, table: str, *, only_new: bool = False) -> list[Row]:
        """The rows of a statement about what is handed in of `table`.

        `only_new`: `handed_in` has only what is new or changed, so that what was acknowledged is not asked again when
        a cumulative file comes back.
        """
        place = "changed" if only_new else "coming"
        for name in (*relations(sql), f"{place}.{table}"):
            self._make(name)
        self._connection.execute(f'create or replace view handed_in as from {place}."{table}"')
        return self.ask(sql, {"today": self.books.today(), "currency": self.books.rulebook.currency})

    def ask(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """The rows of a statement over relations that are there; of `values`, it is given those that it names."""
        return self._ask(self._connection, sql, values)

    def ask_on(self, day: date, sql: str) -> list[Row]:
        """The rows of a statement over the books' shared facts on $day, were all that is handed in taken in."""
        if self._facts is None:
            for name in TABLES:
                self._make(name)
            self._facts = Facts(self._connection, self.books.evidence, self.books.rulebook.receipts)
            self._days = Days(self._connection)
        with self._days.reading(self._facts.define_for(sql), day) as cursor:
            return self._ask(cursor, sql, {"day": day})

    def _ask(self, connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[Row]:
        wanted = connection.extract_statements(sql)[0].named_parameters
        found = connection.execute(sql, {name: value for name, value in values.items() if name in wanted})
        names = [column[0] for column in found.description or ()]
        return [Row(zip(names, row, strict=True)) for row in found.fetchall()]

    def knows(self, table: str) -> bool:
        """Whether any row of the table is in force or handed in."""
        self._make(table)
        return bool(self._connection.execute(f'from "{table}" limit 1').fetchall())

    def _make(self, name: str) -> None:
        """Make a relation that is not there yet; a name that is none of the stage's is the statement's own."""
        if name in self._made:
            return
        self._made.add(name)
        schema, _, table = name.rpartition(".")
        if table in TABLES:
            make = {"before": self._make_before, "coming": self._make_coming, "changed": self._make_changed}
            make.get(schema, self._make_after)(table)
        elif shared := _shared(table):
            for used in relations(shared):
                self._make(used)
            self._connection.execute(f"create table {table} as {shared}")

    def _make_before(self, table: str) -> None:
        self._show("before", table, self.books.arrow_in_force(table))

    def _make_coming(self, table: str) -> None:
        """The sheets' own rows, which are looked at where they lie: nothing is copied."""
        names = ["batch", "sheet_row", *TABLES[table].names]
        rows = [self.books.arrow_in_force(table).slice(0, 0).select(names)]  # for a table of which nothing is handed in
        for number in self.numbers(table):
            own = self.sheets[number - 1].rows
            rows.append(own.append_column("batch", pa.repeat(pa.scalar(number, pa.int32()), len(own))).select(names))
        coming, kept = pa.concat_tables(rows), TABLES[table].kept
        if kept and coming.column(kept).null_count:
            coming = self._with_kept(TABLES[table], coming)
        self._show("coming", table, coming)

    def _with_kept(self, table: Table, coming: pa.Table) -> pa.Table:
        """The rows with what is kept put where they leave it blank, as the books will have it."""
        self._make(f"before.{table.name}")
        same = " and ".join(f'old."{name}" = new."{name}"' for name in table.key)
        blank = f'new."{table.kept}" is null and old."{table.kept}" is not null'
        self._connection.register("coming_blank", coming)
        found = self._connection.execute(
            f'select new.* replace (coalesce(new."{table.kept}", old."{table.kept}") as "{table.kept}", '
            f"case when {blank} then coalesce(new.note, old.note) else new.note end as note) "
            f'from coming_blank as new left join before."{table.name}" as old on {same} '
            "order by new.batch, new.sheet_row"
        ).to_arrow_table()
        self._connection.unregister("coming_blank")
        return found

    def _show(self, schema: str, table: str, rows: pa.Table) -> None:
        self._connection.register(f"{schema}_{table}", rows)
        self._connection.execute(f'create view {schema}."{table}" as from {schema}_{table}')

    def _make_changed(self, table: str) -> None:
        """Rows that nothing names are told apart by how many like them stand above, as the ledger does."""
        self._make(f"coming.{table}")
        self._make(f"before.{table}")
        names = [f'"{name}"' for name in TABLES[table].names if name not in NO_FIGURES]
        same = " and ".join(f"old.{name} is not distinct from new.{name}" for name in names)
        above = f"row_number() over (partition by batch, {', '.join(names)} order by sheet_row) as above"
        standing = f"row_number() over (partition by {', '.join(names)} order by batch, sheet_row) as above"
        # Only rows that have one like them on the other side are counted: most of what comes in is new.
        self._connection.execute(
            f"""
            create table changed."{table}" as
            with new as (select *, {above} from coming."{table}" as new semi join before."{table}" as old on {same}),
            old as (select *, {standing} from before."{table}" as old semi join coming."{table}" as new on {same}),
            unchanged as (select new.batch, new.sheet_row from new join old on {same} and old.above = new.above)
            from coming."{table}" anti join unchanged using (batch, sheet_row)
            """
        )

    def _make_after(self, table: str) -> None:
        """By the ledger's own rule of which row takes another's place: all that is in force counts as one batch."""
        self._make(f"before.{table}")
        if table not in self.tables:
            self._connection.execute(f'create table "{table}" as from before."{table}"')
            return
        self._make(f"coming.{table}")
        self._connection.execute(
            f'create table ledger."{table}" as '
            "select * replace (0 as batch, (row_number() over (order by batch, sheet_row))::integer as sheet_row) "
            f'from before."{table}" union all by name from coming."{table}"'
        )
        held = f'ledger."{table}"'
        self._connection.execute(copy_sql(TABLES[table], held, several=True), {"batches": [0, *self.numbers(table)]})


def relations(sql: str) -> list[str]:
    """The relations that a statement reads: the words after `from` and `join`, its own steps among them."""
    code = "\n".join(line.split("--")[0] for line in sql.splitlines())
    return list(dict.fromkeys(re.findall(r"\b(?:from|join)\s+((?:(?:before|coming|changed)\.)?[a-z_]+)", code)))


def tables_read(sql: str) -> frozenset[str]:
    """The declared tables on which a statement rests, directly or through what checks share."""
    found: set[str] = set()
    for name in relations(sql):
        table = name.rpartition(".")[2]
        found |= {table} if table in TABLES else tables_read(_shared(table))
    return frozenset(found)


@cache
def _shared(name: str) -> str:
    """The text of a relation that several checks read; none for another name."""
    path = files("governance").joinpath("sql", "checks", "shared", f"{name}.sql")
    return path.read_text(encoding="utf-8") if path.is_file() else ""
