"""Whatever is in force can be exported, and handed in again it is no change: for every table, as csv and as xlsx."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from governance.intake.checking.check import check
from governance.intake.understanding.understand_file import understand_file
from governance.ledger.canonical import written
from governance.papers.answer_files import export_table
from governance.tables import SCHEMA, TABLES, Table
from governance.tables.declare import OF_THE_RULEBOOK
from tests.random_rows import arrow, rows_of

EXAMPLES = max(8, settings().max_examples // 4)
"""For each of every table and both forms; many tables are alike."""


def content_of(table: Table, rows: object) -> str:
    """The hash of a table's rows, as the ledger takes it."""
    with duckdb.connect() as connection:
        connection.register("handed_in", rows)
        return written(connection, table.name, SCHEMA, "handed_in").rows_sha256


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_an_exported_table_comes_back_as_the_same_content(table: Table, form: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(table))
    assume(rows)
    exported = export_table(table, rows, form, about=[("As of", "=today()")])
    sheets = understand_file(f"{table.name}.{form}", exported, currency="CHF", ours=True)
    (read,) = [sheet for sheet in sheets if sheet.skipped is None]
    assert read.table == table.name
    assert read.sheet is not None
    checked = check(read.sheet, table, {OF_THE_RULEBOOK: "CHF"})  # by itself: random rows need not make sense together
    assert content_of(table, checked.rows) == content_of(table, arrow(table, rows))
