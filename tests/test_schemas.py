"""Ledgers of every older schema: read as they are, never changed by reading, brought up to date by a command.

`schemas/N.sql` is a ledger of schema N as the software of that time made it, with four batches. The file of
a new schema is written by `python -m tests.test_schemas` and never changed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from governance.access import LOCAL
from governance.books import Books
from governance.ledger import Ledger, batches, brought_up, opening, schema, verify
from governance.problems import Refused
from governance.tables import SCHEMA, TABLES, Column, Kind
from tests.ledgers import batches_of, new_ledger, sheets
from tests.shell import Shell

SCHEMAS = Path(__file__).with_name("schemas")
MARCH = "receipts: received | state | amount | reference\n2024-03-01 | XAA | 25.00 | BK3"
every_schema = pytest.mark.parametrize("number", range(1, SCHEMA + 1))


def ledger_of(folder: Path, number: int) -> Ledger:
    """The ledger of that schema."""
    place = folder / "books.duckdb"
    with duckdb.connect(str(place)) as connection:
        connection.execute((SCHEMAS / f"{number}.sql").read_text(encoding="utf-8"))
    return Ledger(str(place))


def steps(place: str | Path) -> list[int]:
    with duckdb.connect(str(place), read_only=True) as connection:
        return [step for (step,) in connection.execute("select step from schema_steps order by step").fetchall()]


@every_schema
def test_a_ledger_of_an_older_schema_is_read_and_stays_as_it_is(tmp_path: Path, number: int) -> None:
    ledger = ledger_of(tmp_path, number)
    bytes_before = Path(ledger.target).read_bytes()
    books = Books.at(ledger)
    (balance,) = books.ask("balances", date(2024, 6, 30)).dicts()
    assert balance["outstanding"] == Decimal("160.25")
    assert len(ledger.history()) == 5
    assert verify(ledger.target) is None
    assert ledger.rows(4, LOCAL).num_rows == 1
    assert (ledger.original(4, LOCAL) is None) == (number == 1), "files were not kept in the first"
    assert Path(ledger.target).read_bytes() == bytes_before


@pytest.mark.parametrize("number", range(1, SCHEMA))
def test_changing_one_needs_the_command_which_keeps_a_copy(tmp_path: Path, shell: Shell, number: int) -> None:
    ledger = ledger_of(tmp_path, number)
    with pytest.raises(Refused, match="migrate") as refused:
        ledger.append(batches_of(sheets(MARCH)), who="test")
    assert [problem.rule for problem in refused.value.problems] == ["ledger-older"]
    history = ledger.history()
    done = shell("migrate")
    assert (done.exit_code, "is kept in" in done.stdout) == (0, True)
    assert steps(ledger.target) == list(range(1, SCHEMA + 1))
    copy = tmp_path / f"books.duckdb.schema-{number}"
    assert steps(copy) == list(range(1, number + 1)), "as it was"
    assert ledger.history() == history, "an older ledger keeps its chain"
    ledger.append(batches_of(sheets(MARCH)), who="test")
    assert verify(ledger.target) is None
    assert "is up to date" in shell("migrate").stdout


def test_what_was_tampered_with_in_an_older_ledger_is_found_without_migrating_it(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, 1)
    with duckdb.connect(ledger.target) as connection:
        connection.execute("update receipts set amount = 1")
    problem = verify(ledger.target)
    assert problem is not None
    assert "batch 4, receipts" in problem.message


@pytest.fixture
def with_another_column(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """What a developer does who adds a column: SCHEMA raised by one, and a line with `since`."""

    def add() -> None:
        table, new = TABLES["receipts"], Column("bank", Kind.TEXT, "The bank", since=SCHEMA + 1)
        monkeypatch.setitem(TABLES, "receipts", replace(table, columns=(*table.columns[:3], new, *table.columns[3:])))
        for module in (schema, opening, batches):
            monkeypatch.setattr(module, "SCHEMA", SCHEMA + 1)

    return add


def hand_in_with_bank(ledger: Ledger) -> None:
    """The rows of March, each with its bank."""
    (ready,) = batches_of(sheets(MARCH))
    rows = ready.rows
    banks = pa.array(["Helvetia"] * len(rows))
    rows = rows.set_column(rows.schema.get_field_index("bank"), "bank", banks)
    ledger.append([replace(ready, rows=rows)], who="test")


@every_schema
def test_a_column_can_be_added(tmp_path: Path, number: int, with_another_column: Callable[[], None]) -> None:
    """Ledgers of every schema open with it, and it is blank in what came before; old hashes hold."""
    ledger = ledger_of(tmp_path, number)
    with_another_column()
    assert verify(ledger.target) is None
    assert Books.at(ledger).all_rows_in_force("receipts", ["reference", "bank"]) == [("BK1", None)]
    assert brought_up(ledger.target) is not None
    hand_in_with_bank(ledger)
    assert verify(ledger.target) is None
    assert Books.at(ledger).all_rows_in_force("receipts", ["reference", "bank"]) == [("BK1", None), ("BK3", "Helvetia")]


def test_a_new_ledger_has_the_added_column_too(tmp_path: Path, with_another_column: Callable[[], None]) -> None:
    with_another_column()
    ledger = Ledger.create(str(tmp_path / "new.duckdb"), rulebook="iom", title="Test", who="test")
    hand_in_with_bank(ledger)
    assert verify(ledger.target) is None
    assert Books.at(ledger).all_rows_in_force("receipts", ["bank"]) == [("Helvetia",)]


def test_a_step_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = ledger_of(tmp_path, 1)
    monkeypatch.setitem(schema._OWN, 2, ("create table ledger.half (batch integer)", "select error('power cut')"))
    with pytest.raises(duckdb.Error, match="power cut"):
        brought_up(ledger.target)
    assert steps(ledger.target) == [1]
    with duckdb.connect(ledger.target) as connection:
        assert not connection.execute("from duckdb_tables() where table_name = 'half'").fetchall()


def test_there_is_a_test_ledger_of_every_schema() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {f"{n}.sql" for n in range(1, SCHEMA + 1)}, (
        "write the ledger of this schema with: python -m tests.test_schemas"
    )


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_column_that_came_later_is_not_required_and_names_no_row(table: object) -> None:
    """What is blank in every earlier row can be neither."""
    for column in table.columns:  # type: ignore[attr-defined]
        assert column.since <= SCHEMA
        if column.since > table.first_schema:  # type: ignore[attr-defined]
            assert not column.required
            assert column.name not in table.key  # type: ignore[attr-defined]


_PAGE = """
    membership: state | status | from
    XAA | member | 2020-01-01
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 120.50
    coverage: covers | from
    receipts | 2020-01-01
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 60.25 | BK1
"""


def as_sql(place: str) -> str:
    """A ledger as the statements that make it."""
    lines = [f"-- A ledger of schema {SCHEMA}, as the software of that time made it. Never changed."]
    with duckdb.connect(place, read_only=True) as connection:
        tables = connection.execute("select table_name, sql from duckdb_tables() order by table_name").fetchall()
        lines += [ddl for _, ddl in tables]
        for name, _ in tables:
            for row in connection.execute(f"from {name} order by all").fetchall():
                lines.append(f"insert into {name} values ({', '.join(map(_literal, row))});")
    return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bytes):
        return "'" + "".join(f"\\x{byte:02X}" for byte in value) + "'::blob"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        made = new_ledger(Path(home))
        batches_of_page = list(batches_of(sheets(_PAGE)))
        made.append(batches_of_page, who="test", said={("receipts", "abc"): json.dumps({"A": "received"})})
        (SCHEMAS / f"{SCHEMA}.sql").write_text(as_sql(made.target), encoding="utf-8")
