"""One handing-in beside the facts in force, in memory: the relations that checks read, made when one is first read.

    handed_in         the rows of the table that a check looks at, as handed in
    coming_receipts   the rows of a table as handed in, whichever the check looks at
    changed_receipts  those of them that are new, or change a figure of a row in force
    before_receipts   the rows in force before
    receipts          the rows in force after, were all that is handed in taken in

Every relation has `batch` and `sheet_row`: for rows handed in the number of the sheet in the handing-in, from 1, and
the row in it; for rows in force their own, but 0 and a running number where they are among the rows in force after.
They are temporary, on a connection of the books themselves: nothing in force is copied.
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
from governance.books.loading import Facts, rows_sql
from governance.intake.understanding.sheet import Sheet
from governance.ledger import TOGETHER, in_memory
from governance.tables import TABLES, Table
from governance.tables.declare import NO_FIGURES

IN_FORCE = "memory.main"
"""Where the tables in force lie, whatever temporary ones of the same names say of them."""
_KINDS = ("before", "coming", "changed")


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
        all_rows = held + sum(len(item.rows) for item in self.sheets)
        self._connection = books.beside()
        if held < TOGETHER <= all_rows:  # one thread has done for the books, and does not for what comes in
            self._connection = _copied(self._connection, all_rows)
        self._connection.execute("create temp table closed_years (year integer, closed_on date)")
        for year, day in closed.items():
            self._connection.execute("insert into closed_years values ($year, $day)", {"year": year, "day": day})

    def numbers(self, table: str) -> list[int]:
        """The numbers of the sheets of a table in the handing-in, from 1."""
        return [number for number, item in enumerate(self.sheets, start=1) if item.table.name == table]

    def number_handed_in(self, table: str) -> int:
        """How many rows of a table are handed in."""
        return sum(len(item.rows) for item in self._of(table))

    def all_named(self, table: str) -> bool:
        """Whether every row of a table that is handed in has what names it."""
        key = TABLES[table].key
        return all(any(not item.rows.column(name).null_count for name in key) for item in self._of(table))

    def _of(self, table: str) -> list[CheckedSheet]:
        return [item for item in self.sheets if item.table.name == table]

    def unchanged(self, number: int) -> frozenset[int]:
        """The rows of a sheet that are in force already, as they are."""
        table = self.sheets[number - 1].table.name
        self._make(f"changed_{table}")
        rows = self._connection.execute(
            f"select sheet_row from coming_{table} anti join changed_{table} using (batch, sheet_row) "
            "where batch = $batch",
            {"batch": number},
        ).fetchall()
        return frozenset(row for (row,) in rows)

    def replaced(self, table: str) -> tuple[pa.Table, pa.Table]:
        """The rows in force that have the name of one handed in, or are like one; and what would stand for both."""
        self._make(table)
        names = ", ".join(f'"{name}"' for name in ("batch", "sheet_row", *TABLES[table].names))
        met = f"{IN_FORCE}.{table} as old semi join met_{table} on place = old.rowid"
        was, will = (self._connection.sql(f"select {names} from {rows}") for rows in (met, f"taken_{table}"))
        return was.to_arrow_table(), will.to_arrow_table()

    def find(self, sql: str, table: str, *, only_new: bool = False, **given: object) -> list[Row]:
        """The rows of a statement about what is handed in of `table`; `given` are parameters of its own.

        `only_new`: `handed_in` has only what is new or changed, so that what was acknowledged is not asked again when
        a cumulative file comes back.
        """
        place = "changed" if only_new else "coming"
        for name in (*relations(sql), f"{place}_{table}"):
            self._make(name)
        self._connection.execute(f"create or replace temp view handed_in as from {place}_{table}")
        values = {"today": self.books.today(), "currency": self.books.rulebook.currency}
        return self._ask(self._connection, sql, values | given)

    def ask_on(self, day: date, sql: str) -> list[Row]:
        """The rows of a statement over the books' shared facts on $day, were all that is handed in taken in."""
        if self._facts is None:
            for name in self.tables:
                self._make(name)
            after = _copied(self._connection, 0)
            self._facts = Facts(after, self.books.evidence, self.books.rulebook)
            self._days = Days(after)
        with self._days.reading(self._facts.define_for(sql), day) as cursor:
            return self._ask(cursor, sql, {"day": day})

    def _ask(self, connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[Row]:
        """The rows of a statement over relations that are there; of `values`, it is given those that it names."""
        statement = connection.extract_statements(sql)[0]
        wanted = {name: value for name, value in values.items() if name in statement.named_parameters}
        found = connection.execute(statement, wanted)
        names = [column[0] for column in found.description or ()]
        return [Row(zip(names, row, strict=True)) for row in found.fetchall()]

    def knows(self, table: str) -> bool:
        """Whether any row of the table is in force or handed in."""
        self._make(table)
        return bool(self._connection.execute(f"from {table} limit 1").fetchall())

    def _make(self, name: str) -> None:
        """Make a relation that is not there yet; a name that is none of the stage's is the statement's own."""
        if name in self._made:
            return
        self._made.add(name)
        kind, _, table = name.partition("_")
        if kind in _KINDS and table in TABLES:
            {"before": self._make_before, "coming": self._make_coming, "changed": self._make_changed}[kind](table)
        elif name in self.tables:
            self._make_after(TABLES[name])
        elif shared := _shared(name):
            for used in relations(shared):
                self._make(used)
            self._connection.execute(f"create temp table {name} as {shared}")

    def _make_before(self, table: str) -> None:
        self._connection.execute(f"create temp view before_{table} as from {IN_FORCE}.{table}")

    def _make_coming(self, table: str) -> None:
        """The sheets' own rows, which are looked at where they lie: nothing is copied."""
        self._make(f"before_{table}")
        names = ["batch", "sheet_row", *TABLES[table].names]
        none = self._connection.sql(f"from before_{table} limit 0").to_arrow_table()
        rows = [none.select(names)]  # for a table of which nothing is handed in
        for number in self.numbers(table):
            own = self.sheets[number - 1].rows
            rows.append(own.append_column("batch", pa.repeat(pa.scalar(number, pa.int32()), len(own))).select(names))
        coming, kept = pa.concat_tables(rows), TABLES[table].kept
        if kept and coming.column(kept).null_count:
            coming = self._with_kept(TABLES[table], coming)
        self._connection.register(f"coming_{table}", coming)

    def _with_kept(self, table: Table, coming: pa.Table) -> pa.Table:
        """The rows with what is kept put where they leave it blank, as the books will have it."""
        same = " and ".join(f'old."{name}" = new."{name}"' for name in table.key)
        blank = f'new."{table.kept}" is null and old."{table.kept}" is not null'
        self._connection.register("coming_blank", coming)
        found = self._connection.execute(
            f'select new.* replace (coalesce(new."{table.kept}", old."{table.kept}") as "{table.kept}", '
            f"case when {blank} then coalesce(new.note, old.note) else new.note end as note) "
            f"from coming_blank as new left join before_{table.name} as old on {same} "
            "order by new.batch, new.sheet_row"
        ).to_arrow_table()
        self._connection.unregister("coming_blank")
        return found

    def _make_changed(self, table: str) -> None:
        """Rows that nothing names are told apart by how many like them stand above, as the ledger does."""
        self._make(f"coming_{table}")
        names = [f'"{name}"' for name in TABLES[table].names if name not in NO_FIGURES]
        same = " and ".join(f"old.{name} is not distinct from new.{name}" for name in names)
        above = f"row_number() over (partition by batch, {', '.join(names)} order by sheet_row) as above"
        standing = f"row_number() over (partition by {', '.join(names)} order by batch, sheet_row) as above"
        # Only rows that have one like them on the other side are counted: most of what comes in is new.
        self._connection.execute(
            f"""
            create temp table changed_{table} as
            with new as (select *, {above} from coming_{table} as new semi join before_{table} as old on {same}),
            old as (select *, {standing} from before_{table} as old semi join coming_{table} as new on {same}),
            unchanged as (select new.batch, new.sheet_row from new join old on {same} and old.above = new.above)
            from coming_{table} anti join unchanged using (batch, sheet_row)
            """
        )

    def _make_after(self, table: Table) -> None:
        """By the ledger's own rule of which row takes another's place: all that is in force counts as one batch. Only
        rows that have the name of one handed in, or are like one, are judged; all others stay where they are."""
        name = table.name
        self._make(f"coming_{name}")
        figures = [one for one in table.names if one not in NO_FIGURES]
        alike = " and ".join(f'old."{one}" is not distinct from new."{one}"' for one in figures)
        equals = "=" if table.identical_rows else "is not distinct from"
        named = " and ".join(f'old."{one}" {equals} new."{one}"' for one in table.key)
        met = " union ".join(
            f"select rowid as place from {IN_FORCE}.{name} as old semi join coming_{name} as new on {condition}"
            for condition in ([named] if table.key else []) + ([alike] if table.identical_rows else [])
        )
        in_force = f"select * replace (0 as batch, rowid::integer as sheet_row) from {IN_FORCE}.{name} as old"
        self._connection.execute(f"create temp table met_{name} as {met}")
        if len(self.numbers(name)) == 1 and not self.knows(f"met_{name}"):  # nothing takes another's place
            self._connection.execute(f"create temp view taken_{name} as from coming_{name}")
        else:
            self._connection.execute(
                f"create temp table judged_{name} as {in_force} semi join met_{name} on place = old.rowid "
                f"union all by name from coming_{name}"
            )
            taken, judged = rows_sql(table, f"judged_{name}", several=True), {"batches": [0, *self.numbers(name)]}
            self._connection.execute(f"create temp table taken_{name} as {taken}", judged)
        self._connection.execute(
            f"create temp view {name} as {in_force} anti join met_{name} on place = old.rowid "
            f"union all by name from taken_{name}"
        )


def _copied(connection: duckdb.DuckDBPyConnection, rows: int) -> duckdb.DuckDBPyConnection:
    """A database of its own with the tables as they stand on `connection`, to work on so many rows."""
    copy = in_memory(rows)
    for name in TABLES:
        copy.register("rows_of_one", connection.sql(f"from {name}").to_arrow_table())
        copy.execute(f"create table {name} as from rows_of_one")
    copy.unregister("rows_of_one")
    return copy


def relations(sql: str) -> list[str]:
    """The relations that a statement reads: the words after `from` and `join`, its own steps among them."""
    code = "\n".join(line.split("--")[0] for line in sql.splitlines())
    return list(dict.fromkeys(re.findall(r"\b(?:from|join)\s+([a-z_]+)", code)))


def tables_read(sql: str) -> frozenset[str]:
    """The declared tables on which a statement rests, directly or through what checks share."""
    found: set[str] = set()
    for name in relations(sql):
        kind, _, table = name.partition("_")
        table = table if kind in _KINDS and table in TABLES else name
        found |= {table} if table in TABLES else tables_read(_shared(table))
    return frozenset(found)


@cache
def _shared(name: str) -> str:
    """The text of a relation that several checks read; none for another name."""
    path = files("governance").joinpath("sql", "checks", "shared", f"{name}.sql")
    return path.read_text(encoding="utf-8") if path.is_file() else ""
