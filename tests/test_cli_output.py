"""What the shell prints is exact: for scripts as csv and json, for people as a table, and it can be handed in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from governance.settings import LEDGERS, target
from tests.shell import Shell, rows_of
from tests.shipped import TODAY


def test_csv_is_exact(filled: Shell) -> None:
    """Money has two places, codes and dates are ISO, the header comes even without rows, unknown is empty."""
    owed = rows_of(filled("ask", "outstanding", "--as-of", "2024-06-30", "--format", "csv"))
    assert [(row["state"], row["year"], row["currency"], row["outstanding"], row["known"]) for row in owed] == [
        ("XAA", "2023", "CHF", "40.00", "yes"), ("XAA", "2024", "CHF", "1234567.50", "yes"),
        ("XAN", "2024", "CHF", "50.25", "yes")]  # fmt: skip
    before = filled("ask", "outstanding", "--as-of", "1999-12-31", "--format", "csv").stdout
    assert (
        before
        == "state,year,currency,opening,assessed,received,adjusted,credit_applied,disputed,outstanding,known,data\n"
    )
    filled("revoke", "3", "--why", "to see")
    (first, *_) = rows_of(filled("ask", "balances", "--as-of", "2024-06-30", "--format", "csv"))
    assert (first["assessed"], first["arrears"], first["known"]) == ("1234667.50", "", "no")
    at_version = rows_of(filled("ask", "balances", "--as-of", "2024-06-30", "--version", "3", "--format", "csv"))
    assert at_version[0]["arrears"] == "40.00"


def test_json_gives_decimals_as_strings_and_unknown_as_null(filled: Shell) -> None:
    words = ("ask", "balances", "--as-of", "2024-06-30", "--set", "state=Anquoria", "--format", "json")
    (row,) = json.loads(filled(*words).stdout)
    assert (row["state"], row["current_year"], row["oldest_year"], row["known"]) == ("XAN", "50.25", 2024, "yes")
    filled("revoke", "3", "--why", "to see")
    assert json.loads(filled(*words).stdout)[0]["current_year"] is None
    assert json.loads(filled("ask", "members", "--format", "json").stdout) == []


def test_a_table_for_people_has_thousands_apart(filled: Shell) -> None:
    shown = filled("ask", "outstanding", "--as-of", "2024-06-30").stdout
    assert "1,234,567.50" in shown
    assert shown.splitlines()[0].split()[:3] == ["state", "year", "currency"]


@pytest.mark.parametrize("table", ["assessments", "receipts", "coverage"])
def test_the_rows_of_a_table_can_be_handed_in_again_and_are_the_same(filled: Shell, tmp_path: Path, table: str) -> None:
    printed = filled("rows", table, "--format", "csv")
    assert printed.exit_code == 0
    (tmp_path / "again.csv").write_text(printed.stdout)
    refused = filled("import", "again.csv", "--table", table, "--format", "json")
    wrong = [problem["rule"] for problem in json.loads(refused.stdout) if problem["warning"] == "no"]
    assert wrong == ["content-in-force"]


def test_every_row_of_the_shell_says_what_kind_of_figure_it_is(shipped: object, shell: Shell, tmp_path: Path) -> None:
    """A row cut out of a fictional answer still says so; people are told below the table, apart from it."""
    demonstration = next(entry for entry in LEDGERS if entry.key == "demonstration")
    ask = ("--ledger", target(demonstration), "ask", "members", "--set", "state=XAA")
    (row,) = rows_of(shell(*ask, "--format", "csv"))
    assert row["data"] == "Demonstration - fictional States"
    assert json.loads(shell(*ask, "--format", "json").stdout)[0]["data"] == row["data"]
    assert shell(*ask).stderr == f"Data: Demonstration - fictional States. As of {TODAY}.\n"
    (tmp_path / "f.toml").write_text("base_year = 2024\nuntil = 2025\n")
    played = rows_of(shell("--ledger", target(demonstration), "scenario", "f.toml", "--format", "csv"))
    assert {row["data"] for row in played} == {"Demonstration - fictional States; assumed, not recorded"}
    expected = rows_of(shell("--ledger", target(demonstration), "ask", "liquidity", "--format", "csv"))
    assert {row["data"] for row in expected} == {"Demonstration - fictional States; a projection of what is expected"}
