"""Sentences are said where they are read: what is kept holds no one's language, and nothing is said past it."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from governance import words
from governance.books import Books
from governance.cli import main
from governance.headings import labels
from governance.help_sheets import NOT_READ, is_help
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.rulebooks import keys
from governance.rulebooks.opening import open_rulebook
from governance.settings import LEDGERS, ROOT, setting, target
from governance.tables import Kind
from governance.terms import TERMS
from governance.ui.about.rules import _VALUES
from governance.ui.parts import words as on_screens
from governance.words import ENGLISH, SEMICOLON, Spoken, joined, one_of_ours, say
from tests.languages import STRANGE, reading_in
from tests.shipped import PAGES, open_page, shipped_books
from tests.sources import nodes
from tests.unsaid import Data, on_page
from tools.messages import SAYING, TEMPLATE, messages, template

pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(scope="module", params=[entry.key for entry in LEDGERS])
def books(request: pytest.FixtureRequest, shipped: object) -> Books:
    return shipped_books(request.param)


@pytest.fixture(scope="module")
def data(shipped: object) -> Data:
    return Data(shipped_books(entry.key) for entry in LEDGERS)


def in_three(cell: object) -> list[str]:
    """What is read of a cell in English and in each strange language."""
    read = []
    for code in (ENGLISH, *STRANGE):
        with reading_in(code):
            read.append(str(cell))
    return read


def test_an_answer_is_asked_once_and_read_in_three_languages(books: Books, data: Data) -> None:
    sentences = 0
    for name in CATALOGUE:
        try:
            with reading_in(STRANGE[0]):
                asked = books.ask(name)
        except Refused as refused:
            for problem in refused.problems:
                said = [text for text in (problem.message, problem.suggestion) if text]
                assert all(len({*in_three(text)}) == 3 for text in said), name
            continue
        read = {}
        for code in (ENGLISH, *STRANGE):
            with reading_in(code):
                assert books.ask(name) is asked, "it is kept"
                read[code] = [cell for row in asked.dicts() for cell in row.values()]
                assert list((asked.first() or {}).values()) == read[code][: len(asked.columns) if asked.rows else 0]
        kept = [cell for row in asked.rows for cell in row]
        kinds = [TERMS[column].kind for column in asked.columns] * len(asked.rows)
        for cell, kind, *found in zip(kept, kinds, *read.values(), strict=True):
            if not isinstance(cell, Spoken):
                assert found == [cell] * 3
                if kind is Kind.TEXT and cell and " " in str(cell):  # one word is a code, for which screens have others
                    assert not data.left(str(cell)), f"{name}: {cell} is not said"
                continue
            sentences += 1
            assert cell.language == ENGLISH, f"{name} keeps its first asker's language"
            assert found[0] == cell
            assert len(set(found)) == 3, f"{name}: {found}"
    assert sentences or not books.all_rows_in_force("assessments")


def test_the_template_holds_every_message_of_today() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "make messages"


def test_no_message_escapes_the_extractor() -> None:
    """What is found by the syntax tree is in the template: Babel passes over a call that stands deep in another one."""
    kept = {
        text for message in messages() if message.id for text in (message.id if message.pluralizable else (message.id,))
    }
    escaped = {
        (path.name, text.value)
        for path in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "governance").rglob("*.py")]
        for call in nodes(path)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAYING
        for text in call.args[: 2 if call.func.id.endswith("count") else 1]
        if isinstance(text, ast.Constant) and text.value and text.value not in kept
    }
    assert not escaped


def test_what_has_a_name_has_words_of_its_own() -> None:
    """No label is computed from a name: every column, parameter of a rule and kind of it is in the register."""
    books = [open_rulebook(key) for key in keys()]
    rules: list[Any] = [regime.rule for book in books for regime in book.votes]
    wanted = {("column", name) for name in TERMS} | {("rule", rule.kind) for rule in rules}
    values = {str(value) for book in books for reading in book.readings for value in _texts(reading.value)}
    wanted |= {("choice", value) for value in values - _VALUES.keys() if "_" in value}
    wanted |= {("parameter", field.name) for rule in rules for field in fields(rule) if not field.name.startswith("_")}
    assert wanted <= labels().keys()
    assert not [label for label in labels().values() if "_" in label or label != label.strip() or not label]


def test_a_page_is_read_in_the_language_of_its_link() -> None:
    with reading_in(ENGLISH):
        read = {code: open_page("rules", ledger="demonstration", language=code) for code in (ENGLISH, *STRANGE, "tlh")}
        titles = [app.title[0].value for app in read.values()]
    assert titles == ["Rules", "𝐑𝐮𝐥𝐞𝐬", "𝗥𝘂𝗹𝗲𝘀", "Rules"], "English where there is no catalogue"
    assert read[STRANGE[0]].query_params["language"] == STRANGE[0], "the link keeps it"


def test_of_the_languages_that_are_asked_for_the_first_that_is_there_is_read() -> None:
    with reading_in(ENGLISH):
        assert one_of_ours("el", "bg") == "el"
        assert one_of_ours(None, "bg-BG") == "bg", "of whichever country"
        assert one_of_ours("tlh", "el") == "el"
        assert one_of_ours("tlh", None) == ENGLISH


@pytest.mark.parametrize("ledger", ["demonstration", "iom"])
@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_nothing_on_a_page_is_said_past_the_catalogue(page: str, ledger: str, data: Data) -> None:
    with reading_in(STRANGE[0]):
        app = open_page(page, ledger=ledger, language=STRANGE[0])
        assert app.title, "it was drawn"
        assert not [told.value for told in app.error], "to its end"
        assert not [left for text in {*on_page(app)} if (left := data.left(text))]


def test_a_sentence_that_is_not_said_is_seen_and_what_is_data_is_not_taken_for_one(data: Data) -> None:
    assert data.left("**52 Members** were assessed.")
    assert data.left("Year")
    assert data.left("𝐨𝐧𝐞 𝐨𝐟 the members")
    assert not data.left("𝐒𝐨𝐮𝐫𝐜𝐞: DEMO/C/77/9, annex, **Addavine** 𝐨𝐰𝐞𝐬 CHF 3")


def test_the_help_of_every_command_is_said_when_it_is_read(data: Data) -> None:
    shell = click.Context(main)
    for code in (STRANGE[0], ENGLISH):
        with reading_in(code):
            commands = [main.get_command(shell, name) for name in main.list_commands(shell)]
            words: list[Any] = [told for command in commands if command for told in (command, *command.params)]
            helps = [told.help for told in words if hasattr(told, "help")]
            assert len(helps) > 60
            assert all(bool(data.left(str(told))) == (code == ENGLISH) for told in helps if told)


WRONG = "year,state,amount\n2024,Nowhere,x\n2024,XAA,-5\n2024,XAN,7\n2024,XAN,7\n"


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "verify",
        "questions",
        "tables",
        "ask attention",
        "ask voting",
        "ask balances --as-of 0001-01-01",
        "ask ballances",
        "template nothing -o here.xlsx",
        "rows nothing",
        "close 1999 --dry-run",
        "reopen 1999 --why again",
        "revoke 99 --dry-run",
        "import wrong.csv --dry-run",
        "import wrong.csv --dry-run --currency EUR",
        "import lost.csv --table receipts --dry-run",
        "import main.py --dry-run",
    ],
)
def test_the_shell_says_nothing_past_the_catalogue(
    line: str, data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("wrong.csv", "main.py"):
        Path(name).write_text(WRONG, encoding="utf-8")
    Path("lost.csv").write_text("What,Ever\n1,2\n", encoding="utf-8")
    with reading_in(STRANGE[0]):
        place = target(setting("demonstration"))  # type: ignore[arg-type]
        result = CliRunner().invoke(main, ["--language", STRANGE[0], "--ledger", place, *line.split()])
    assert result.exit_code in (0, 1), result.output
    cells = {cell for told in result.output.splitlines() for cell in re.split(r"\s{2,}", told)}
    assert not [cell for cell in cells if _PROSE.search(data.left(cell))]


def test_the_words_that_click_writes_into_a_help_are_said() -> None:
    told = CliRunner().invoke(main, ["--language", "fr", "ask", "--help"]).output
    assert "Utilisation" in told
    assert not any(own in told for own in ("Usage:", "Show this message"))


_PROSE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
"""Two words: the names of columns, questions and choices are what the shell calls things by, and stand alone."""


def test_a_figure_without_a_form_and_a_semicolon_are_written_as_the_language_writes_them() -> None:
    values = {"rate": Decimal("0.8350"), "year": 2026}
    with words.reading_in("fr"):
        assert "0,8350" in say("The rate {rate} of {year}", **values)
        assert "2026" in say("The rate {rate} of {year}", **values)
        assert joined(SEMICOLON, ["un", "deux"]) == on_screens.joined(SEMICOLON, ["un", "deux"]) == "un\u202f; deux"
    assert say("The rate {rate} of {year}", **values) == "The rate 0.8350 of 2026"
    assert joined(SEMICOLON, ["one", "two"]) == "one; two"


def test_a_sheet_of_ours_is_known_whoever_it_was_written_for() -> None:
    with reading_in(STRANGE[0]):
        written = str(say(NOT_READ))
    assert written != NOT_READ
    with reading_in(STRANGE[1]):
        assert is_help([[written]])
        assert is_help([[NOT_READ]])
        assert not is_help([["Year", "State"]])


def _texts(value: object) -> list[object]:
    """The texts in what a reading has decided."""
    return [text for one in value for text in _texts(one)] if isinstance(value, tuple | list) else [value]
