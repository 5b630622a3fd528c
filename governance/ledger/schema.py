"""How a ledger is stored: tables derived from the declarations, and the steps from one schema to the next.

Step N makes what stands in the declarations since schema N: the tables whose `first_schema` it is, as they were then,
and the columns whose `since` it is. So to add a table or a column, raise SCHEMA and say so in its line; nothing is
written here unless the ledger's own relations change.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from governance.ledger.attach import transaction
from governance.ledger.chain import CHAINS, OWN
from governance.ledger.refusals import newer
from governance.problems import Refused
from governance.tables import SCHEMA, TABLES, Table

_CHAIN = """
create table ledger.{chain} (
    seq            integer primary key,
    recorded_at    timestamp not null,
    kind           varchar not null,
    who            varchar not null,
    batch          integer,
    table_name     varchar,
    evidence       varchar,
    file_name      varchar,
    file_sha256    varchar,
    rows_sha256    varchar,
    row_count      integer,
    schema_version integer,
    note           varchar,
    details        varchar not null,
    previous       varchar not null unique,
    hash           varchar not null unique
)"""

_EVENTS, _NOTES, _AUDIT, _PROPOSALS = (_CHAIN.format(chain=chain) for chain in CHAINS)
_VERSION = "create table ledger.schema_steps (step integer primary key, applied_at timestamp not null)"


def table_ddl(table: Table, schema: int = SCHEMA) -> str:
    """The statement that creates one table of facts in the ledger as it was under a schema.

    A row is named by its batch and its row in the sheet. Where every column of the table's key is required,
    the key is unique within a batch as well.
    """
    columns = ",\n    ".join(f'"{c.name}" {c.kind.sql}{" not null" if c.required else ""}' for c in table.since(schema))
    unique = ""
    if table.key and all(table.column(name).required for name in table.key):
        unique = ",\n    unique (batch, " + ", ".join(f'"{name}"' for name in table.key) + ")"
    return (
        f"create table ledger.{table.name} (\n    batch integer not null,\n    sheet_row integer not null,\n"
        f"    {columns},\n    primary key (batch, sheet_row){unique}\n)"
    )


_FILES = """
create table ledger.files (
    file_sha256 varchar primary key,
    size        bigint not null,
    packed      blob not null
)"""

_MAPPINGS = """
create table ledger.mappings (
    table_name    varchar not null,
    header_sha256 varchar not null,
    mapping       varchar not null,
    primary key (table_name, header_sha256)
)"""


_OWN: Mapping[int, tuple[str, ...]] = {
    1: (_VERSION, _EVENTS),
    2: (_FILES, _MAPPINGS),
    5: (_NOTES,),
    6: (_AUDIT,),
    8: (_PROPOSALS,),
}
"""The ledger's own relations, by the schema in which they first stood: events; files as handed in and what was said of
their columns; what delegations told; what was done with the figures; what was proposed. What was released is never
changed."""


def _step(connection: duckdb.DuckDBPyConnection, schema: int) -> None:
    for statement in _OWN.get(schema, ()):
        connection.execute(statement)
    for table in TABLES.values():
        if table.first_schema == schema:
            connection.execute(table_ddl(table, schema))
        elif table.first_schema < schema:
            for column in table.columns:
                if column.since == schema:
                    connection.execute(f'alter table ledger.{table.name} add column "{column.name}" {column.kind.sql}')
    connection.execute("insert into ledger.schema_steps values ($step, now()::timestamp)", {"step": schema})


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every relation of this version's schema in the attached, empty ledger, in the transaction that has begun."""
    for schema in range(1, SCHEMA + 1):
        _step(connection, schema)


def relations(connection: duckdb.DuckDBPyConnection, name: str = "ledger") -> list[str]:
    """Those relations of a ledger that stand in what is attached under a name, in the order in which they are made."""
    there = connection.execute("select table_name from duckdb_tables() where database_name = $name", {"name": name})
    found = {table for (table,) in there.fetchall()}
    return [table for table in (*OWN, *TABLES) if table in found]


def take_away(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the attached ledger away, in the transaction that has begun."""
    for table in relations(connection):
        connection.execute(f"drop table ledger.{table}")


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the attached ledger to this version's schema: all steps, or none.

    Raises Refused for a ledger written by a newer version.
    """
    done = applied(connection)
    with transaction(connection):
        for schema in range(done + 1, SCHEMA + 1):
            _step(connection, schema)


def applied(connection: duckdb.DuckDBPyConnection) -> int:
    """How many steps the attached ledger has been through; 0 for an empty database.

    Raises Refused for a ledger with more steps than this version knows.
    """
    try:
        ((done,),) = connection.execute("select count(*) from ledger.schema_steps").fetchall()
    except duckdb.CatalogException:
        done = 0
    if done > SCHEMA:
        raise Refused(newer(int(done)))
    return int(done)
