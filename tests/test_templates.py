"""A table's template: it helps while it is filled in, and what is filled in goes in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from governance.help_sheets import NOT_READ
from governance.intake.service.template import example_rows, write_template
from governance.names import find
from governance.problems import Refused
from governance.tables import TABLES, Kind, Table
from tests.ledgers import batches_of, preview_of, workbook

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def sheet_of(content: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


@every_table
def test_the_template_holds_every_column_and_explains_it(table: Table) -> None:
    content = write_template(table)
    assert content == write_template(table), "the same template is the same bytes"
    assert sheet_of(content, table.name) == [list(table.names)], "no example stands in the sheet to fill in"
    assert [row[0] for row in sheet_of(content, "Dictionary")[1:]] == list(table.names)
    helped = part(content, "xl/worksheets/sheet1.xml")
    assert helped.count("<dataValidation ") == len(table.columns)
    assert helped.count(' prompt="') == len(table.columns), "the meaning is shown beside every cell"


@every_table
def test_an_empty_template_says_that_it_has_no_rows(table: Table) -> None:
    with pytest.raises(Refused) as refused:
        batches_of([("anything.xlsx", write_template(table))])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.sheet) == ("sheet-empty", table.name)


@every_table
def test_the_examples_are_as_rows_may_be(table: Table) -> None:
    """Copied from their sheet into the one to fill in, they go in."""
    rows = example_rows(table)
    assert set(rows[1]) <= set(rows[0])
    assert all(cell for row in rows for cell in row.values()), "an example for each column that must be filled in"
    page = io.StringIO()
    writer = csv.DictWriter(page, table.names)
    writer.writeheader()
    writer.writerow(rows[0])
    found = preview_of([(f"{table.name}.csv", page.getvalue().encode())])
    if table.name == "scale":
        assert [problem.rule for problem in found.obstacles] == ["scale-adds-up"], "one State's rate is not the whole"
    else:
        assert [batch.rows.num_rows for batch in found.batches] == [1]
    shown = sheet_of(write_template(table), "Examples")
    assert shown[0][0] == "This sheet is not read when the file is handed in."
    assert shown[1][0] == f"It has examples. Fill in the sheet {table.name}."
    assert [row[: len(table.names)] for row in shown[2:]] == [
        list(table.names), *([row.get(name, "") for name in table.names] for row in rows)]  # fmt: skip


def test_no_example_puts_a_figure_beside_a_real_state() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.kind in (Kind.STATE, Kind.PARTY):
                state = find(example_rows(table)[0].get(column.name, "Addavine"))
                assert state is not None
                assert state.fictional


def test_drop_downs_offer_choices_currencies_and_printed_names() -> None:
    content = write_template(TABLES["membership"])
    offered = re.findall(r"<formula1>(.*?)</formula1>", part(content, "xl/worksheets/sheet1.xml"))
    assert offered[0] == "'Lists'!$A$2:$A$" + offered[0].rsplit("$", 1)[1]
    assert offered[1:3] == ['"state,organization"', '"member,observer"']
    names = [row[0] for row in sheet_of(content, "Lists")[1:]]
    assert {"Türkiye", "Congo", "Democratic Republic of the Congo"} <= set(names)
    assert not {"Yugoslavia", "Addavine"} & set(names), "States of today, and no fictional ones"
    assert '"CHF,EUR,USD"' in part(write_template(TABLES["receipts"]), "xl/worksheets/sheet1.xml")


def test_a_template_filled_in_with_a_spreadsheets_own_dates_goes_in() -> None:
    table = TABLES["receipts"]
    filled = workbook({"receipts": [list(table.names), ["2024-02-29", "Türkiye", 12.5, "CHF", "007"]],
                       "Examples": [[NOT_READ], ["state"]], "Lists": [["state", NOT_READ], ["Albania"]]})  # fmt: skip
    (ready,) = batches_of([("march.xlsx", filled)])
    assert ready.rows.column("reference").to_pylist() == ["007"]
