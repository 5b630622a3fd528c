"""SQL states facts, rules decide, charts draw, pages ask: who may import whom, and where things may stand."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from governance.settings import ROOT
from tests.sources import (
    CORE,
    PAGES,
    PYTHON,
    SCREENS,
    calls,
    imported,
    name_of,
    nodes,
    none_offend,
    text_of,
    texts,
    tree,
)

# A library, and where it may be imported.
ONLY_IN = {
    "streamlit": ("app.py", "pages/", "governance/ui/", "bench/"),
    "duckdb": ("governance/ledger/", "governance/books/", "governance/intake/", "bench/"),
    "altair": ("governance/charts/", "bench/office_page.py"),
    "xlsxwriter": (
        "governance/papers/workbook.py",
        "governance/intake/service/template.py",
        "governance/intake/service/annotating.py",
        "governance/intake/service/marks.py",
        "bench/",
    ),
    "python_calamine": ("governance/intake/", "bench/"),
    "xlrd": ("governance/intake/",),
    "pycamt": ("governance/intake/reading/bank/", "bench/"),
    "mt940": ("governance/intake/reading/bank/", "bench/"),
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


def test_a_library_is_imported_only_in_its_rooms() -> None:
    def strangers(path: Path) -> Iterator[str]:
        libraries = {module.split(".")[0] for module in imported(path)}
        return (name for name, rooms in ONLY_IN.items() if name in libraries and not name_of(path).startswith(rooms))

    none_offend(PYTHON, strangers)


def test_imports_go_down_the_house() -> None:
    def upwards(path: Path) -> Iterator[str]:
        for room, others in NOT_FROM.items():
            if name_of(path).startswith(room) and not name_of(path).startswith("governance/ui/"):
                above = tuple(f"governance.{other}." for other in others)
                yield from (module for module in imported(path) if f"{module}.".startswith(above))

    none_offend(CORE, upwards)


def test_a_rule_knows_only_money_words_and_other_rules() -> None:
    """Pure functions: no database, no screen, no clock, no file."""
    allowed = ("governance.money", "governance.words", "governance.wording", "governance.rules", "governance.rulebooks")

    def impure(path: Path) -> Iterator[str]:
        for module in imported(path):
            library = module.split(".")[0]
            if library == "numpy" and path.stem == "arrays":
                continue  # arrays of whole cents: a hundred courses of every Member on every day (decision 12)
            if (
                library in {"os", "pathlib", "io"}
                or library not in sys.stdlib_module_names | {"governance"}
                or (library == "governance" and not module.startswith(allowed))
            ):
                yield module

    none_offend((ROOT / "governance" / "rules").rglob("*.py"), impure)


def test_a_screen_knows_no_rule_but_its_types() -> None:
    """What a rule works out is a column of a question: a screen takes types and words from it, and calls nothing."""

    def computing(path: Path) -> Iterator[str]:
        names = (module.removeprefix("governance.rules.").split(".") for module in imported(path)
                 if module.startswith("governance.rules."))  # fmt: skip
        return (".".join(name) for name in names if not name[-1][0].isupper())

    screens = (path for path in PYTHON if name_of(path).startswith(("governance/ui/", "pages/")))
    none_offend(screens, computing)


def test_a_place_knows_parts_and_the_shell_and_no_other_place() -> None:
    """What two places share stands in parts, which know no place; nor does the shell."""

    def neighbours(path: Path) -> Iterator[str]:
        room = path.relative_to(ROOT / "governance" / "ui").parts[0]
        rooms = {module.split(".")[2] for module in imported(path) if module.startswith("governance.ui.")}
        return (other for other in rooms - {"parts", "shell", room})

    none_offend((path for path in CORE if name_of(path).startswith("governance/ui/")), neighbours)

    def places(path: Path) -> Iterator[str]:
        rooms = {module.split(".")[2] for module in imported(path) if module.startswith("governance.ui.")}
        yield from sorted(rooms - {"parts", "shell"})[1:]

    none_offend(PAGES, places)


def test_no_page_stands_directly_in_pages() -> None:
    """A file directly in pages/ is served without running app.py: past the sign-in gate."""
    assert not list((ROOT / "pages").glob("*.py"))


def test_a_page_asks_and_holds_no_sql() -> None:
    def more_than_asked(path: Path) -> Iterator[str]:
        yield from (text for text in texts(path) if SQL.search(text))
        if len(text_of(path).splitlines()) > 80:
            yield "title, inputs, ask, show: 80 lines are enough"

    none_offend(PAGES, more_than_asked)


def test_a_page_that_ends_early_has_its_foot() -> None:
    none_offend(SCREENS, lambda path: [call.lineno for call in calls(path) if ast.unparse(call.func) == "st.stop"])


def test_every_page_is_in_the_menu() -> None:
    """An unlisted page would be reachable by nobody, or by a typed URL only."""
    menu = (ROOT / "governance" / "ui" / "shell" / "places.py").read_text(encoding="utf-8")
    assert not [path for path in PAGES if f'"{path.relative_to(ROOT / "pages").as_posix()}"' not in menu]


def test_a_file_is_short_and_says_what_it_is() -> None:
    def wrong(path: Path) -> Iterator[str]:
        if len(text_of(path).splitlines()) > 400:
            yield "more than 400 lines"
        if text_of(path).strip() and not ast.get_docstring(tree(path)):
            yield "a module opens with what it is"

    none_offend(PYTHON, wrong)


def values_in_sql(path: Path) -> Iterator[str]:
    """Where an f-string of SQL has a value, not a trusted name, between quotation marks; and SQL that is formatted."""
    for node in nodes(path):
        if isinstance(node, ast.JoinedStr) and SQL.search(
            " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        ):
            for before, part in zip(node.values, node.values[1:], strict=False):
                if isinstance(part, ast.FormattedValue) and str(getattr(before, "value", "")).endswith("'"):
                    yield f"line {node.lineno}"
    for call in calls(path):
        formatted = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "format" else None
        if isinstance(formatted, ast.Constant) and SQL.search(str(formatted.value)):
            yield f"line {call.lineno}"


def test_values_reach_sql_as_parameters() -> None:
    """Names of declared tables and columns are put into SQL; what users wrote never is."""
    none_offend(CORE, values_in_sql)


def test_sql_is_lower_case_and_says_its_grain() -> None:
    def wrong(path: Path) -> Iterator[str]:
        first, *lines = text_of(path).splitlines()
        if not first.startswith("-- One row"):
            yield first
        code = re.sub(r"'[^']*'", "''", "\n".join(line.split("--")[0] for line in lines))
        yield from (line for line in code.splitlines() if line != line.lower())

    none_offend((ROOT / "governance").rglob("*.sql"), wrong)


DIALECT = re.compile(r"postgres_(query|execute)|\(type postgres|load_extension|duckdb_extension|sqlstate", re.I)


def test_how_a_database_differs_from_a_file_stands_in_one_module() -> None:
    """All SQL is DuckDB's: whatever else a PostgreSQL database needs is in the ledger, and nobody else reaches for it."""

    def dialect(path: Path) -> Iterator[str]:
        if name_of(path) != "governance/ledger/postgres.py":
            yield from (text for text in texts(path) if DIALECT.search(text))
        if not name_of(path).startswith("governance/ledger/"):
            yield from (module for module in imported(path) if module.startswith("governance.ledger.postgres"))

    assert DIALECT.search((ROOT / "governance" / "ledger" / "postgres.py").read_text(encoding="utf-8"))
    none_offend(PYTHON, dialect)


def test_whoever_changes_a_ledger_begins_again_where_another_was_first() -> None:
    """In a database only a unique key decides who is first: what adds to a chain stands in what does it again."""

    def once_only(path: Path) -> Iterator[str]:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef) and "again_if_raced" not in map(ast.unparse, node.decorator_list):
                entered = [ast.unparse(item.context_expr) for within in ast.walk(node) if isinstance(within, ast.With)
                           for item in within.items]  # fmt: skip
                yield from (node.name for call in entered if call.startswith(("adding(", "writing(", "self._writing(")))

    none_offend((ROOT / "governance").rglob("*.py"), once_only)


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


def defined(path: Path) -> Iterator[tuple[str, int]]:
    """The functions, methods, classes and constants that a file defines by itself: what a decorator hands on is used by
    what decorates, and the questions of a file are found by the catalogue."""
    found = path.relative_to(ROOT / "governance").parts[0] == "questions"
    classes = [node for node in nodes(path) if isinstance(node, ast.ClassDef)]
    for node in [*tree(path).body, *(node for each in classes for node in each.body)]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            calls_itself = [ast.unparse(decorator) for decorator in node.decorator_list]
            if all(name.startswith(("property", "cached_property", "classmethod", "staticmethod", "dataclass", "cache",
                                    "contextmanager", "overload", "lru_cache")) for name in calls_itself):  # fmt: skip
                yield node.name, node.lineno
        elif isinstance(node, ast.Assign) and not found:
            yield from ((target.id, node.lineno) for target in node.targets if isinstance(target, ast.Name))


def used(path: Path) -> Iterator[str]:
    """Every name that a file reads, imports or spells in a text by which something is looked up."""
    for node in nodes(path):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[-1]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.split(".")[-1]


CALLED_FROM_OUTSIDE = {
    "list_commands": "click",
    "make_formatter": "click",
    "format_field": "string.Formatter",
    "read_ods": "governance.intake.reading.process, by the kind of file",
    "read_xls": "governance.intake.reading.process, by the kind of file",
    "read_xlsx": "governance.intake.reading.process, by the kind of file",
}


def test_nothing_is_defined_that_only_tests_use() -> None:
    names = {name for path in PYTHON for name in used(path)} | set(CALLED_FROM_OUTSIDE)
    none_offend(CORE, lambda path: (f"line {line}: {name}" for name, line in defined(path)
                                    if name not in names and not name.startswith("__")))  # fmt: skip


SAME_SUBJECT = {
    "a fact and the question that asks it": {
        "accounts", "balances", "collected_by_day", "known_until", "outstanding", "stated_figures"},
    "a rule and the question that asks it": {
        "apportionment", "bank_reconciliation", "forecast", "incentives", "joining", "majorities", "reconciliation", "scenario", "seats",
        "spells", "withdrawal"},
    "a question and the screen that shows it": {
        "assessed", "assessment_change", "capacity", "mandate", "quotations", "register", "staffing",
        "status_changes", "zero_growth"},
    "a thing kept and what is asked of it": {"batches", "status"},
    "how each of these rooms declares, opens, writes down, refuses or says": {
        "canonical", "declare", "opening", "words"},
    "what each floor of the intake says": {"messages"},
    "the same effects on a screen and in the shell": {"effects"},
    "the same account on a screen and on paper": {"statement"},
    "a row by hand in its form and as its file": {"by_hand"},
    "a note of a delegation as it is kept, as it is left and closed, and as it reads": {"notes"},
    "what is checked of a rulebook, and what of assessments": {"checks"},
}  # fmt: skip
"""File names that stand in two rooms."""


def test_a_file_name_in_two_rooms_is_of_one_subject() -> None:
    stems: dict[str, set[str]] = {}
    for path in (ROOT / "governance").rglob("*.*"):
        if path.suffix in (".py", ".sql") and not path.stem.startswith("__"):
            stems.setdefault(path.stem, set()).add(name_of(path))
    shared = {stem: places for stem, places in stems.items() if len(places) > 1}
    told = set().union(*SAME_SUBJECT.values())
    assert not {stem: places for stem, places in shared.items() if stem not in told}
    assert told <= shared.keys(), f"{told - shared.keys()} stand in one room only"


OLD_WORDS = {"desk", "giver", "givers", "lives", "played", "plays", "shelf"}
"""One word a thing: service, contributor, contributors, membership history, projected, projections, cache."""


def test_what_has_a_word_is_not_called_by_another() -> None:
    def old(path: Path) -> Iterator[str]:
        names = [node.id for node in nodes(path) if isinstance(node, ast.Name)]
        names += [node.name for node in nodes(path) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        names += [str(node.asname) for node in nodes(path) if isinstance(node, ast.alias)]
        return (name for name in (path.stem, *names) if OLD_WORDS & set(re.findall("[a-z]+|[A-Z][a-z]*", name.lower())))

    none_offend(CORE + PAGES, old)
