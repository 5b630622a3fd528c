"""Every refusal has a test: the key of each problem that the code can raise stands in one."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from governance.cli.output import refusals
from governance.intake.checking import messages as checking
from governance.intake.checking.beside import CHECKS
from governance.intake.reading import unread
from governance.intake.service import messages as service
from governance.intake.understanding import messages as understanding
from governance.problems import Problem, Refused
from governance.settings import ROOT
from tests.sources import CORE, calls, name_of, text_of


def keys_in(path: Path) -> set[str]:
    """The first argument of each `Problem(...)` or `place.problem(...)` in a file, where it is written out."""
    return {
        str(call.args[0].value).split()[0]
        for call in calls(path)
        if (isinstance(call.func, ast.Name) and call.func.id == "Problem")
        or (isinstance(call.func, ast.Attribute) and call.func.attr == "problem")
        if call.args and isinstance(call.args[0], ast.Constant)
    }


RULES = {rule for path in CORE for rule in keys_in(path)}
RULES |= {check.rule for check in CHECKS}
TABLES_OF_MESSAGES = {
    "reading": unread.MESSAGES,
    "understanding": understanding.MESSAGES,
    "checking": checking.MESSAGES,
    "service": service.MESSAGES,
}
"""What each floor of the intake says."""
RULES |= {key.split()[0] for table in TABLES_OF_MESSAGES.values() for key in table}
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))


def test_every_refusal_stands_in_a_test() -> None:
    untested = [rule for rule in sorted(RULES) if f'"{rule}"' not in TESTS]
    assert RULES
    assert not untested, f"no test is about {untested}: add one with its sentence"


INTAKE = ROOT / "governance" / "intake"


def test_the_intake_says_what_stands_in_its_tables() -> None:
    """A sentence that is written out beside its rule stands in no table: a problem is made of a key and its values."""
    made = {
        name_of(path)
        for path in CORE
        if path.is_relative_to(INTAKE)
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "Problem"
    }
    # what a process wrote down, what a table of facts declares, what is asked, a decision that cannot be meant
    told = ("reading/wire", "checking/row_problems", "understanding/asked", "understanding/sheet_decisions")
    assert made == {f"governance/intake/{name}.py" for name in told}


def test_no_sentence_of_a_table_is_said_by_nobody() -> None:
    """Each key is written out where it is said, or made there of a rule and a word, as f"{rule} rounded" is."""
    code = "\n".join(text_of(path) for path in CORE if path.is_relative_to(INTAKE) and path.stem != "messages")
    named = set(re.findall(r'["} ]([\w-]+)"(?!: (?:Message|mark)\()', code))
    keys = {key for table in TABLES_OF_MESSAGES.values() for key in table}
    assert not {key for key in keys if key.split()[-1] not in named}


def test_a_command_turns_what_the_system_refuses_into_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    @refusals
    def command(form: str) -> None:
        raise IsADirectoryError(21, "Is a directory", "books.duckdb")

    with pytest.raises(SystemExit) as ended:
        command(form="json")
    (problem,) = json.loads(capsys.readouterr().out)
    assert (ended.value.code, problem["rule"]) == (1, "file-system")
    assert problem["message"] == "The system refused: [Errno 21] Is a directory: 'books.duckdb'"


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    problem = Problem(
        "x", "This is wrong.", file="a.xlsx", sheet="march", row=7, column="amount", suggestion="Do that."
    )
    assert str(problem) == "a.xlsx, march, row 7, amount: This is wrong. Do that."
    assert str(Problem("x", "This is wrong.")) == "This is wrong."
    marked = Problem("x", "This is wrong.", file="a.xlsx", sheet="march", row=7, column="amount", letter="C")
    assert str(marked) == "a.xlsx, march, C7, amount: This is wrong."
    assert list(problem.as_dict()) == [
        "rule", "message", "file", "sheet", "row", "column", "value", "suggestion", "letter", "warning", "header"]  # fmt: skip
    assert str(Refused(problem, Problem("y", "So is this."))).endswith("Do that.\nSo is this.")
