"""The shell: the same questions and intake, exact figures for scripts, and an exit status for each ending."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from governance.cli.output import CHANGING
from governance.ledger import Ledger
from governance.problems import Problem, Refused
from governance.questions import CATALOGUE
from governance.rulebooks.opening import open_rulebook
from governance.settings import ROOT
from governance.tables import TABLES
from tests.ledgers import new_ledger
from tests.shell import Shell, rows_of


def test_init_makes_a_ledger_once(shell: Shell) -> None:
    made = shell("init")
    assert made.exit_code == 0
    assert f"head {Ledger('books.duckdb').history()[0].hash}" in made.stdout, "every acknowledgement prints the head"
    again = shell("init")
    assert (again.exit_code, "There is a ledger at books.duckdb already" in again.stdout) == (1, True)
    assert shell("init", "--force").exit_code == 0
    assert os.listdir() == ["books.duckdb"], "nothing half made is left behind"


def test_an_empty_ledger_says_what_to_hand_in_first(shell: Shell) -> None:
    made = shell("init", "--empty", "--force").stdout
    assert "1. membership: who is a Member or an observer, and since when" in made
    assert made.index("assessments: ") < made.index("receipts: ") < made.index("coverage: ")


def test_init_refuses_a_rulebook_that_is_not_there_and_leaves_nothing(shell: Shell) -> None:
    refused = shell("init", "--rulebook", "nato")
    assert refused.exit_code == 1
    assert "Rulebook nato: There is none of that name; there are fao, " in refused.stdout
    assert os.listdir() == []
    with pytest.raises(Refused) as raised:
        open_rulebook("nato")
    assert [problem.rule for problem in raised.value.problems] == ["rulebook-refused"]


def test_init_with_force_keeps_the_old_ledger_where_the_new_one_cannot_be_made(filled: Shell) -> None:
    assert filled("init", "--force", "--rulebook", "nato").exit_code == 1
    assert len(Ledger("books.duckdb").history()) == 4


def test_the_ledger_is_named_by_option_else_by_the_environment(shell: Shell) -> None:
    assert shell("--ledger", "other.duckdb", "init").exit_code == 0
    missing = shell("history")
    assert (missing.exit_code, missing.stdout.startswith("There is no ledger at books.duckdb.")) == (1, True)
    assert shell("--ledger", "other.duckdb", "history").exit_code == 0


def test_without_any_name_it_is_the_published_facts(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVERNANCE_LEDGER")
    assert "There is no ledger at data/iom.duckdb." in shell("history").stdout


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("import",),
        ("import", "not there.csv"),
        ("ask",),
        ("ask", "balances", "--as-of", "2023-02-29"),
        ("ask", "balances", "--as-of", "yesterday"),
        ("ask", "balances", "--set", "state"),
        ("ask", "balances", "--set", "state=XAA", "--set", "state=XAN"),
        ("ask", "balances", "--format", "xml"),
        ("revoke", "1"),
        ("revoke", "one", "--why", "x"),
        ("template", "receipts"),
        ("import", "receipts.csv", "--evidence", "demonstration"),
    ],
)
def test_wrong_usage_is_status_2(filled: Shell, words: tuple[str, ...]) -> None:
    assert filled(*words).exit_code == 2


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("ask", "arrears"), "question-unknown"),
        (("ask", "balances", "--set", "colour=red"), "parameter-unknown"),
        (("ask", "balances", "--set", "as_of=2020-01-01"), "parameter-unknown"),
        (("ask", "balances", "--set", "reader=me"), "parameter-unknown"),
        (("ask", "balances", "--set", "state=Nigerr"), "parameter-value"),
        (("ask", "balances", "--version", "9"), "no-such-version"),
        (("rows", "reciepts"), "table-unknown"),
        (("rows", "receipts", "--version", "9"), "no-such-version"),
        (("import", "assessments.csv"), "content-in-force"),
        (("import", "assessments.csv", "--dry-run"), "content-in-force"),
        (("revoke", "9", "--why", "x"), "no-such-batch"),
        (("reaccept", "1"), "in-force-already"),
        (("ask", "balances", "--as-of", "9999-12-31"), "date-out-of-range"),
        (("verify", "--head", "0" * 64), "head-not-found"),
    ],
)
def test_a_refusal_is_status_1_with_its_problems_on_the_standard_output(
    filled: Shell, words: tuple[str, ...], rule: str
) -> None:
    refused = filled(*words, "--format", "json")
    assert refused.exit_code == 1
    (problem,) = [told for told in json.loads(refused.stdout) if told["warning"] == "no"]
    assert list(problem) == [field.name for field in fields(Problem)]
    assert problem["rule"] == rule
    beside = [line for line in refused.stderr.splitlines() if " is read as " not in line]
    assert beside == [], "beside the problems stands only what was read"
    in_words = filled(*words)
    assert "\nRefused: " in in_words.stdout
    told = in_words.stdout.endswith("Nothing was changed.\n")
    assert told == (words[0] in CHANGING), "a command that only reads need not say so"


def test_import_tells_each_problem_with_its_cell_and_changes_nothing(filled: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.csv").write_text("received,state,amount\n2024-03-01,Nigerr,x\n")
    refused = filled("import", "march.csv", "--format", "json")
    assert refused.exit_code == 1
    problems = json.loads(refused.stdout)
    assert [(p["file"], p["row"], p["column"], p["value"], p["rule"]) for p in problems if p["warning"] == "no"] == [
        ("march.csv", 2, "amount", "x", "not-an-amount"), ("march.csv", 2, "state", "Nigerr", "state-unknown")]  # fmt: skip
    assert "Did you mean Niger / Nigeria?" in filled("import", "march.csv").stdout
    assert len(Ledger("books.duckdb").history()) == 4


def test_import_acknowledges_each_batch_with_its_head(filled: Shell, tmp_path: Path) -> None:
    (tmp_path / "march.csv").write_text("received,state,amount,reference\n2024-03-01,XAN,5.00,BK2\n")
    words = (
        "import",
        "march.csv",
        "--table",
        "receipts",
        "--by",
        "auditor",
        "--note",
        "March",
        "--evidence",
        "published",
        "--acknowledge",
    )
    effect = {row["name"]: row["after"] for row in rows_of(filled(*words, "--dry-run", "--format", "csv"))}
    assert (effect["receipts: new"], effect["received"]) == ("1", "65.00")
    assert len(Ledger("books.duckdb").history()) == 4, "a dry run changes nothing"
    (told,) = rows_of(filled(*words, "--format", "csv"))
    assert {name: told[name] for name in ("version", "batch", "table", "rows", "evidence", "who", "note")} == {
        "version": "4", "batch": "4", "table": "receipts", "rows": "1", "evidence": "published", "who": "auditor",
        "note": "March"}  # fmt: skip
    assert filled("verify", "--head", told["head"]).exit_code == 0


def test_what_the_system_refuses_is_a_refusal_too(shell: Shell) -> None:
    Path("file").write_text("not a folder")
    refused = shell("--ledger", "file/books.duckdb", "init")
    assert (refused.exit_code, "The system refused: " in refused.stdout) == (1, True)
    assert shell("--ledger", "/proc/books.duckdb", "init").exit_code == 1


def test_import_says_who_and_what_by_itself(filled: Shell) -> None:
    event = Ledger("books.duckdb").history()[1]
    assert (event.who, event.evidence, event.note) == ("clerk", "reported", "")


def test_a_template_can_be_filled_in_and_imported(shell: Shell, tmp_path: Path) -> None:
    shell("init")
    for name in TABLES:
        assert shell("template", name, "-o", f"{name}.xlsx").exit_code == 0
    header = CalamineWorkbook.from_path("receipts.xlsx").get_sheet_by_name("receipts").to_python()[0]
    with xlsxwriter.Workbook("filled.xlsx") as book:
        sheet = book.add_worksheet("receipts")
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ["2024-03-01", "Addavine", 5.5])
    assert shell("import", "receipts.xlsx").exit_code == 1, "an empty template holds no rows"
    refused = shell("import", "filled.xlsx")
    assert (refused.exit_code, "once looked at, add --acknowledge" in refused.stderr) == (1, True), "no membership yet"
    assert shell("import", "filled.xlsx", "--acknowledge").exit_code == 0
    assert rows_of(shell("rows", "receipts", "--format", "csv"))[0]["amount"] == "5.50"


def test_rows_of_an_older_version(filled: Shell) -> None:
    assert rows_of(filled("rows", "receipts", "--version", "1", "--format", "csv")) == []
    assert len(rows_of(filled("rows", "receipts", "--version", "2", "--format", "csv"))) == 1


def test_revoking_and_taking_back_is_history(filled: Shell) -> None:
    assert filled("revoke", "2", "--why", "the wrong month", "--by", "controller").exit_code == 0
    assert rows_of(filled("rows", "receipts", "--format", "csv")) == []
    assert filled("reaccept", "2", "--note", "it was right").exit_code == 0
    told = rows_of(filled("history", "--format", "csv"))
    assert [(row["version"], row["kind"], row["batch"], row["note"]) for row in told[3:]] == [
        ("3", "accepted", "3", ""), ("4", "revoked", "2", "the wrong month"), ("5", "reaccepted", "2", "it was right")]  # fmt: skip
    assert told[4]["who"] == "controller"
    whole = filled("verify")
    assert (whole.exit_code, told[-1]["head"] in whole.stdout) == (0, True)


def test_the_lists_are_complete(shell: Shell) -> None:
    """`tables` and `questions` need no ledger."""
    listed = rows_of(shell("tables", "--format", "csv"))
    assert {(row["table"], row["column"]) for row in listed} == {
        (table.name, column) for table in TABLES.values() for column in table.names}  # fmt: skip
    assert [row["question"] for row in rows_of(shell("questions", "--format", "csv"))] == list(CATALOGUE)


def test_the_shell_as_a_process(tmp_path: Path) -> None:
    """`python -m governance`: what a script sees."""
    target = str(tmp_path / "books.duckdb")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "governance", "--ledger", target, *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    assert run("init").returncode == 0
    asked = run("ask", "balances", "--format", "csv")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.startswith("state,currency,opening,assessed,received,adjusted,disputed,arrears,current_year,")
    refused = run("ask", "nothing")
    assert (refused.returncode, refused.stderr) == (1, "")
    assert run("ask", "balances", "--as-of", "x").returncode == 2


UNUSED = ("streamlit", "altair", "pandas", "pycountry", "babel", "xlsxwriter", "python_calamine", "xlrd", "msgpack", "psutil", "typst",
          "pyarrow", "numpy", "governance.questions.growth", "governance.questions.funding", "governance.intake", "governance.shipping.ledgers", "governance.shipping.upgrading", "governance.ui", "governance.charts")  # fmt: skip
"""What a question on the shell needs nothing of; importing it took half of the time."""


def test_asking_on_the_shell_imports_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    target = new_ledger(tmp_path, "assessments: year | state | amount\n2024 | XAA | 100.00").target
    program = (
        "import runpy, sys\n"
        "try: runpy.run_module('governance', run_name='__main__')\n"
        "finally: print(*sorted(name for name, module in sys.modules.items() if module), file=sys.stderr)"
    )
    words = ["--ledger", target, "ask", "balances", "--format", "csv"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "XAA" in done.stdout
    loaded = done.stderr.split()
    assert [name for name in loaded if name.startswith(tuple(f"{each}." for each in UNUSED)) or name in UNUSED] == []
