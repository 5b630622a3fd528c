"""The shell's changes: the effect before the act, the original file back, and a year closed and opened again."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import openpyxl
import pytest

from governance.cli import main
from governance.cli.output import CHANGING
from governance.papers.whole_files import write_whole
from governance.settings import ROOT
from tests.shell import FILES, Shell, rows_of

TOTALS = ("general_ledger_assessed=100", "general_ledger_received=0", "general_ledger_outstanding=100",
          "general_ledger_credit=0", "bank_received=0")  # fmt: skip


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


@pytest.mark.parametrize("command", [
    ("original", "1", "-o"),
    ("template", "receipts", "-o"),
    ("import", "march.csv", "--table", "receipts", "--annotate"),
])  # fmt: skip
def test_a_file_is_written_whole_or_the_one_that_was_there_stays(
    filled: Shell, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full half way."""

    def half(place: Path, content: bytes) -> int:
        with place.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    Path("march.csv").write_text("received,state,amount\n2024-03-31,Addavinne,1\n", encoding="utf-8")
    Path("there.xlsx").write_bytes(b"before")
    monkeypatch.setattr(Path, "write_bytes", half)
    ran = filled(*command, "there.xlsx")
    assert (ran.exit_code, "No space left on device" in ran.stderr) == (1, True)
    assert Path("there.xlsx").read_bytes() == b"before"
    assert sorted(path.suffix for path in Path().glob(".*")) == []


def test_a_file_goes_to_what_a_link_leads_to_and_into_a_pipe(tmp_path: Path) -> None:
    place, link, pipe = tmp_path / "a", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(place)
    write_whole(link, b"1")
    assert (link.is_symlink(), place.read_bytes()) == (True, b"1")
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, b"2")
    assert (os.read(reading, 9), pipe.is_fifo()) == (b"2", True)
    os.close(reading)


def test_a_year_is_closed_against_the_totals_of_other_books_and_opened_again(filled: Shell) -> None:
    rows = rows_of(filled("close", "2023", "--dry-run", "--format", "csv"))
    assert [row["ours"] for row in rows] == ["100.00", "0.00", "100.00", "0.00", "0.00"]
    refused = filled("close", "2023", *options(*TOTALS[:-1], "bank_received=5"))
    assert refused.exit_code == 1
    assert "Received in the year, at the bank: CHF 5.00. Recorded here: CHF 0.00." in refused.stdout
    assert "Refused: 1 problem. Nothing was changed." in refused.stdout
    assert filled("close", "2023", *options(*TOTALS)).exit_code == 0
    assert rows_of(filled("ask", "closings", "--format", "csv"))[0]["year"] == "2023"
    assert filled("reopen", "2023", "--why", "a late correction").exit_code == 0
    assert rows_of(filled("ask", "closings", "--format", "csv")) == []


def test_the_marked_file_is_written_and_goes_in_once_it_is_mended(filled: Shell) -> None:
    Path("march.csv").write_text(
        "received;état;montant;référence\n31.03.2024;Addavinne;1'250,50;BK9\n", encoding="utf-8"
    )
    refused = filled("import", "march.csv", "--table", "receipts", "--annotate", "marked.xlsx")
    assert (refused.exit_code, "Did you mean Addavine?" in refused.stdout) == (1, True)
    book = openpyxl.load_workbook("marked.xlsx")
    sheet = book.worksheets[0]
    assert sheet["B2"].comment is not None
    sheet["B2"] = "Addavine"
    book.save("mended.xlsx")
    assert filled("import", "mended.xlsx", "--table", "receipts", "--acknowledge").exit_code == 0
    (row,) = [row for row in rows_of(filled("rows", "receipts", "--format", "csv")) if row["reference"] == "BK9"]
    assert (row["received"], row["amount"]) == ("2024-03-31", "1250.50")


def test_what_a_sheet_leaves_open_is_asked_and_decided_in_a_file(filled: Shell) -> None:
    Path("march.csv").write_text("received,state,amount,reference\n03/04/2024,XAA,5.00,BK9\n")
    refused = filled("import", "march.csv", "--table", "receipts", "--format", "json")
    assert "unclear-dates" in [problem["rule"] for problem in json.loads(refused.stdout)]
    decided = json.dumps({"march.csv": {"": {"dates": {"A": "day first"}}}})
    Path("decided.json").write_text(decided, encoding="utf-8-sig")  # with the mark with which some editors begin it
    words = ("import", "march.csv", "--table", "receipts", "--acknowledge", "--decisions", "decided.json")
    assert filled(*words).exit_code == 0
    rows = rows_of(filled("rows", "receipts", "--format", "csv"))
    assert [row["received"] for row in rows if row["reference"] == "BK9"] == ["2024-04-03"]
    Path("april.csv").write_text("received,state,amount,reference\n05/06/2024,XAA,5.00,BK10\n")
    again = filled("import", "april.csv", "--table", "receipts", "--acknowledge")
    assert again.exit_code == 0, "what was decided is remembered for the same header"


@pytest.mark.parametrize(
    "words",
    [
        ("import", "march.csv", "--decisions"),
        ("letter", "reminder", "XAA", "-o", "letter.pdf", "--text"),
        ("verify", "--heads"),
    ],
)
def test_a_text_in_another_encoding_is_named(filled: Shell, words: tuple[str, ...]) -> None:
    Path("march.csv").touch()
    Path("text.txt").write_text("Très estimée", encoding="cp1252")
    ran = filled(*words, "text.txt")
    assert (ran.exit_code, "text.txt is not written in UTF-8. Save it in UTF-8" in ran.stderr) == (2, True)


def test_two_imports_at_one_moment_both_land_or_one_is_refused_in_words(filled: Shell) -> None:
    files = []
    for number in range(2):
        file = Path(f"receipts-{number}.csv")
        file.write_text(f"received,state,amount,reference\n2024-05-0{number + 1},XAA,1.00,BK-{number}\n")
        files.append(file)
    command = [sys.executable, "-m", "governance", "--ledger", str(Path("books.duckdb").resolve()), "import",
               "--table", "receipts", "--acknowledge"]  # fmt: skip
    running = [
        subprocess.Popen([*command, str(file.resolve())], cwd=ROOT, stdout=subprocess.PIPE, text=True) for file in files
    ]
    outputs = [process.communicate(timeout=120)[0] for process in running]
    taken = [process.returncode == 0 for process in running]
    assert any(taken)
    for done, output in zip(taken, outputs, strict=True):
        assert done or "The ledger has changed since you looked at it" in output
    references = {row["reference"] for row in rows_of(filled("rows", "receipts", "--format", "csv"))}
    assert {f"BK-{number}" for number, done in enumerate(taken) if done} <= references


def test_the_year_that_a_sheet_has_only_in_its_title_is_said_once(filled: Shell) -> None:
    Path("march.csv").write_text("Assessments for 2031\n\nMember State,Assessment\nXAA,70.00\n", encoding="utf-8")
    words = ("import", "march.csv", "--table", "assessments", "--acknowledge")
    refused = filled(*words)
    assert (refused.exit_code, "Say which with --year" in refused.stdout) == (1, True)
    assert filled(*words, "--year", "2031").exit_code == 0
    rows = rows_of(filled("rows", "assessments", "--format", "csv"))
    assert [row["amount"] for row in rows if row["year"] == "2031"] == ["70.00"]


def test_thousands_and_the_currency_of_a_sheet_are_answered_in_the_shell(filled: Shell) -> None:
    text = "Assessments for 2031 (thousands of dollars)\n\nMember State,Assessment\nXAA,70\n"
    Path("march.csv").write_text(text, encoding="utf-8")
    words = ("import", "march.csv", "--table", "assessments", "--acknowledge", "--year", "2031")
    refused = filled(*words).stdout
    assert "answer with --multiply 1000 or 1" in refused
    assert "answer with --currency USD" in refused
    assert filled(*words, "--multiply", "1000", "--currency", "usd").exit_code == 0
    rows = rows_of(filled("rows", "assessments", "--format", "csv"))
    assert [(row["amount"], row["currency"]) for row in rows if row["year"] == "2031"] == [("70000.00", "USD")]


def test_an_answer_for_which_no_sheet_asks_is_refused_and_not_thought_applied(filled: Shell) -> None:
    Path("march.csv").write_text("State,Year,Assessment (CHF)\nXAA,2031,70\n", encoding="utf-8")
    refused = filled("import", "march.csv", "--table", "assessments", "--multiply", "1000", "--currency", "EUR")
    assert refused.exit_code == 1
    assert "No sheet asks for --multiply: nothing was changed by it." in refused.stdout
    assert "No sheet asks for --currency" in refused.stdout


def test_what_all_rows_have_is_said_once_in_the_shell(filled: Shell) -> None:
    Path("members.csv").write_text("State,From\nXAA,2000-01-01\nXAN,2001-01-01\n", encoding="utf-8")
    words = ("import", "members.csv", "--table", "membership", "--acknowledge")
    assert "Say which with --all-rows status=" in filled(*words).stdout
    assert filled(*words, "--all-rows", "status=member").exit_code == 0
    assert {row["status"] for row in rows_of(filled("rows", "membership", "--format", "csv"))} == {"member"}
    refused = filled(*words, "--all-rows", "status=member", "--all-rows", "colour=red", "--year", "2024")
    assert refused.exit_code == 1
    assert "No sheet lacks colour: it has a column, or no place for it." in refused.stdout
    assert "No sheet lacks --year" in refused.stdout
    assert filled(*words, "--all-rows", "status").exit_code == 2


def test_a_column_for_each_year_is_read_as_the_rows_of_its_year(filled: Shell) -> None:
    Path("dues.csv").write_text("State,2031,2032\nXAA,70.00,80.00\n", encoding="utf-8")
    words = ("import", "dues.csv", "--table", "assessments", "--acknowledge")
    assert "Say what they are with --by-year amount" in filled(*words).stdout
    assert filled(*words, "--by-year", "amount").exit_code == 0
    rows = rows_of(filled("rows", "assessments", "--format", "csv"))
    assert {row["year"]: row["amount"] for row in rows if row["year"] > "2030"} == {"2031": "70.00", "2032": "80.00"}


def test_a_receipt_of_an_unknown_payer_is_assigned_once_its_effect_was_seen(filled: Shell) -> None:
    Path("april.csv").write_text("received,state,amount,reference\n2024-04-02,,25.00,BK77\n", encoding="utf-8")
    assert filled("import", "april.csv", "--table", "receipts", "--acknowledge").exit_code == 0
    before = filled("history").stdout
    effect = rows_of(filled("assign", "BK77", "--state", "XAA", "--dry-run", "--format", "csv"))
    assert ("receipts BK77: state", "XAA") in [(row["name"], row["after"]) for row in effect]
    assert filled("history").stdout == before
    assert filled("assign", "BK77", "--state", "XAA", "--acknowledge").exit_code == 0
    assert rows_of(filled("ask", "unidentified", "--format", "csv")) == []
    again = filled("assign", "BK77", "--state", "XAA")
    assert (again.exit_code, "There is no receipt of an unknown payer called BK77." in again.stdout) == (1, True)


def test_every_command_that_asks_who_does_it_says_when_nothing_was_changed() -> None:
    shell = click.Context(main)
    commands = {name: main.get_command(shell, name) for name in main.list_commands(shell)}
    asking_who = {
        name for name, command in commands.items() if command and any(p.name == "who" for p in command.params)
    }
    assert asking_who
    assert asking_who <= set(CHANGING)
