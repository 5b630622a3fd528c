"""The files of this repository as tests read them: each parsed once, and all that offends named at once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from governance.settings import ROOT

PARTS = ("app.py", "pages", "governance", "bench", "data/demonstration")
PYTHON = sorted(
    path for part in PARTS for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
)
CORE = [path for path in PYTHON if path.is_relative_to(ROOT / "governance")]
PAGES = [path for path in PYTHON if path.is_relative_to(ROOT / "pages")]
SCREENS = [ROOT / "app.py", *PAGES, *(path for path in CORE if path.is_relative_to(ROOT / "governance" / "ui"))]
SPEAKING = sorted({*SCREENS, *CORE})
"""What may say a sentence to a user."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file."""
    return tuple(ast.walk(tree(path)))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in nodes(path) if isinstance(node, ast.Call))


def texts(path: Path) -> Iterator[str]:
    """Every text that is written out in a file."""
    return (node.value for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules that a file imports, wherever in it, by their full names."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative imports hide the room that they come from"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def none_offend(paths: Iterable[Path], offences: Callable[[Path], Iterable[object]]) -> None:
    """Raises with everything that `offences` finds in the files, each with its file; and where there is no file."""
    files = list(paths)
    assert files, "nothing is checked"
    found = [f"{name_of(path)}: {offence}" for path in files for offence in offences(path)]
    assert not found, "\n" + "\n".join(found)
