"""SQL states facts, rules decide, charts draw, pages ask: who may import whom, and where things may stand."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from governance.settings import ROOT

PARTS = ("app.py", "pages", "governance", "bench", "data/demonstration")
PYTHON = sorted(
    path
    for part in PARTS
    for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    if path.exists()
)
CORE = [path for path in PYTHON if path.is_relative_to(ROOT / "governance")]
PAGES = [path for path in PYTHON if path.is_relative_to(ROOT / "pages")]

# A library, and where it may be imported.
ONLY_IN = {
    "streamlit": ("app.py", "pages/", "governance/ui/", "bench/"),
    "duckdb": ("governance/ledger/", "governance/books/", "governance/intake/", "bench/"),
    "altair": ("governance/charts/", "bench/office_page.py"),
    "xlsxwriter": (
        "governance/papers/",
        "governance/intake/service/template.py",
        "governance/intake/service/annotating.py",
        "governance/intake/service/marks.py",
        "bench/",
    ),
    "python_calamine": ("governance/intake/", "bench/"),
    "xlrd": ("governance/intake/",),
    "click": ("governance/cli/",),
    "pages": (),
}
# A room, and the rooms of governance that it must not know.
NOT_FROM = {
    "governance/rules/": ("ledger", "books", "questions", "intake", "papers", "charts", "ui", "cli", "tables", "names"),
    "governance/rulebooks/": ("ledger", "books", "questions", "intake", "papers", "charts", "ui", "cli"),
    "governance/tables/": ("ledger", "books", "questions", "intake", "papers", "charts", "ui", "cli", "rules"),
    "governance/ledger/": ("books", "questions", "intake", "papers", "charts", "ui", "cli", "rules"),
    "governance/questions/": ("books", "ledger", "intake", "papers", "charts", "ui", "cli"),
    "governance/books/": ("intake", "papers", "charts", "ui", "cli"),
    "governance/intake/": ("questions", "charts", "ui", "cli", "rules", "papers"),
    "governance/papers/": ("ledger", "charts", "ui", "cli", "intake"),
    "governance/charts/": ("ledger", "books", "questions", "intake", "papers", "ui", "cli", "rules"),
    "governance/cli/": ("ui", "charts"),
    "governance/": ("ui",),  # but the ui itself
}
FLOORS = ("reading", "understanding", "checking", "service")
"""The floors of the intake, the lowest first: each imports from itself and from those below."""
SQL = re.compile(r"\b(select|insert into|create table|delete from|update)\b.+\b(from|values|set|as)\b", re.I | re.S)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it, by their full names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the room that they come from"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def texts(path: Path) -> list[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


every_file = pytest.mark.parametrize("path", PYTHON, ids=name_of)


@every_file
def test_a_library_is_imported_only_in_its_rooms(path: Path) -> None:
    libraries = {module.split(".")[0] for module in imported(path)}
    for library, rooms in ONLY_IN.items():
        if library in libraries:
            assert name_of(path).startswith(rooms), f"{library} is not for {name_of(path)}"


@every_file
def test_imports_go_down_the_house(path: Path) -> None:
    modules = imported(path)
    for room, others in NOT_FROM.items():
        if name_of(path).startswith(room) and not name_of(path).startswith("governance/ui/"):
            wrong = {
                module for module in modules for other in others if f"{module}.".startswith(f"governance.{other}.")
            }
            assert not wrong, f"{name_of(path)} must not know {wrong}"


@pytest.mark.parametrize("path", sorted((ROOT / "governance" / "rules").rglob("*.py")), ids=name_of)
def test_a_rule_knows_only_money_words_and_other_rules(path: Path) -> None:
    """Pure functions: no database, no screen, no clock, no file."""
    allowed = ("governance.money", "governance.words", "governance.rules", "governance.rulebooks")
    for module in imported(path):
        assert module.split(".")[0] in sys.stdlib_module_names or module.startswith(allowed), module
    assert not {"os", "pathlib", "io"} & {module.split(".")[0] for module in imported(path)}
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_page_stands_directly_in_pages() -> None:
    """A file directly in pages/ is served without running app.py: past the sign-in gate."""
    assert not list((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_asks_and_holds_no_sql(path: Path) -> None:
    assert not [text for text in texts(path) if SQL.search(text)]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80, "title, inputs, ask, show"
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "a page says what it shows"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_page_is_in_the_menu(path: Path) -> None:
    """An unlisted page would be reachable by nobody, or by a typed URL only."""
    assert f'"{path.relative_to(ROOT / "pages").as_posix()}"' in (ROOT / "app.py").read_text(encoding="utf-8")


@every_file
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module opens with what it is"


def values_in_sql(path: Path) -> list[int]:
    """Lines with an f-string of SQL in which a value, not a trusted name, is put between quotation marks."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for before, part in zip(node.values, node.values[1:], strict=False)
        if isinstance(part, ast.FormattedValue) and isinstance(before, ast.Constant) and str(before.value).endswith("'")
        if SQL.search(" ".join(str(value.value) for value in node.values if isinstance(value, ast.Constant)))
    ]


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_values_reach_sql_as_parameters(path: Path) -> None:
    """Names of declared tables and columns are put into SQL; what users wrote never is."""
    assert values_in_sql(path) == []
    called = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        if isinstance(node.func.value, ast.Constant) and SQL.search(str(node.func.value.value))
    ]
    assert not called


@pytest.mark.parametrize("path", sorted((ROOT / "governance").rglob("*.sql")), ids=name_of)
def test_sql_is_lower_case_and_says_its_grain(path: Path) -> None:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    assert first.startswith("-- One row")
    code = "\n".join(line.split("--")[0] for line in lines)
    code = re.sub(r"'[^']*'", "''", code)
    assert code == code.lower()


def test_no_folder_is_a_drawer() -> None:
    """Whoever looks for something finds the room in a minute: at most twenty files, and the folder says of what."""
    for folder in {path.parent for path in (ROOT / "governance").rglob("*.*") if path.suffix in (".py", ".sql")}:
        files = [path for path in folder.iterdir() if path.suffix in (".py", ".sql", ".toml", ".csv")]
        assert len(files) <= 20, f"{name_of(folder)} holds {len(files)} files: sort them by subject"


def test_a_floor_of_the_intake_knows_only_those_below_it() -> None:
    for number, floor in enumerate(FLOORS):
        for path in (ROOT / "governance" / "intake" / floor).rglob("*.py"):
            above = tuple(f"governance.intake.{higher}." for higher in FLOORS[number + 1 :])
            assert not {module for module in imported(path) if f"{module}.".startswith(above)}, name_of(path)
    flat = {path.name for path in (ROOT / "governance" / "intake").glob("*.py")}
    assert flat == {"__init__.py"}, "every file of the intake stands on a floor"


def test_the_rooms_named_here_exist() -> None:
    for room in (*NOT_FROM, *(room for rooms in ONLY_IN.values() for room in rooms)):
        assert (ROOT / room).exists(), room
