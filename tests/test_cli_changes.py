"""The shell's changes: the effect before the act, the original file back, and a year closed and opened again."""

from __future__ import annotations

import os
from pathlib import Path

from tests.shell import FILES, Shell, rows_of

TOTALS = ("general_ledger_assessed=100", "general_ledger_received=0", "general_ledger_outstanding=100",
          "bank_received=0")  # fmt: skip


def options(*totals: str) -> list[str]:
    return [word for total in totals for word in ("--total", total)]


def test_a_dry_run_of_a_revocation_prints_the_effect_and_changes_nothing(filled: Shell) -> None:
    before = filled("history").stdout
    batch = next(row["batch"] for row in rows_of(filled("history", "--format", "csv")) if row["table"] == "receipts")
    found = {
        (row["about"], row["name"]): row for row in rows_of(filled("revoke", batch, "--dry-run", "--format", "csv"))
    }
    assert found["rows", "receipts: gone"]["after"] == "1"
    assert (found["total", "received"]["before"], found["total", "received"]["after"]) == ("60.00", "0.00")
    assert "Looked at on" in filled("revoke", batch, "--dry-run").stdout
    assert filled("history").stdout == before
    assert filled("revoke", batch, "--why", "wrong bank").exit_code == 0
    found = {
        (row["about"], row["name"]): row for row in rows_of(filled("reaccept", batch, "--dry-run", "--format", "csv"))
    }
    assert found["rows", "receipts: new"]["after"] == "1"


def test_the_original_file_comes_back_byte_for_byte(filled: Shell) -> None:
    assert filled("original", "1", "-o", "back.csv").exit_code == 0
    assert Path("back.csv").read_text(encoding="utf-8") in FILES.values()
    refused = filled("original", "99", "-o", "none.csv")
    assert (refused.exit_code, "There is no batch 99." in refused.stdout) == (1, True)
    assert not os.path.exists("none.csv")


def test_a_year_is_closed_against_the_totals_of_other_books_and_opened_again(filled: Shell) -> None:
    rows = rows_of(filled("close", "2023", "--dry-run", "--format", "csv"))
    assert [row["ours"] for row in rows] == ["100.00", "0.00", "100.00", "0.00"]
    refused = filled("close", "2023", *options(*TOTALS[:3], "bank_received=5"))
    assert refused.exit_code == 1
    assert "Received in the year, at the bank: CHF 5.00. Recorded here: CHF 0.00." in refused.stdout
    assert "Refused: 1 problem. Nothing was changed." in refused.stdout
    assert filled("close", "2023", *options(*TOTALS)).exit_code == 0
    assert rows_of(filled("ask", "closings", "--format", "csv"))[0]["year"] == "2023"
    assert filled("reopen", "2023", "--why", "a late correction").exit_code == 0
    assert rows_of(filled("ask", "closings", "--format", "csv")) == []
