"""The catalogue: every question in the folders beside this file, each read once, when it is wanted."""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Iterator, MutableMapping
from functools import cache
from importlib import import_module
from pathlib import Path

from governance.questions.declare import Question, check_declaration, no_such_question, read_sql_question

HERE = Path(__file__).parent


class Catalogue(MutableMapping[str, Question]):
    """Every question by its name, in alphabetical order. A file is read when its question is first looked up, since the
    shell asks one and reads nothing of the others; all of them are when they are counted or listed."""

    def __init__(self) -> None:
        self._files = {path.stem: path for kind in ("sql", "py") for path in HERE.glob(f"*/[!_]*.{kind}")}
        self._found: dict[str, Question] = {}
        self._whole = False

    def __getitem__(self, name: str) -> Question:
        if name not in self._found and name in self._files:
            self._read(self._files[name])
        if name not in self._found:  # a file may hold several questions, each called by its name there
            for path in self._files.values():
                if f'name="{name}"' in path.read_text(encoding="utf-8"):
                    self._read(path)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return iter(sorted(self._found))

    def __len__(self) -> int:
        self._read_all()
        return len(self._found)

    def __setitem__(self, name: str, question: Question) -> None:
        check_declaration(question)
        self._found[name] = question

    def __delitem__(self, name: str) -> None:
        del self._found[name]

    def _read_all(self) -> None:
        if not self._whole:
            for path in self._files.values():
                self._read(path)
            self._whole = True

    def _read(self, path: Path) -> None:
        for question in _questions_in(path):
            if question.name not in self._found:
                self[question.name] = question


def _questions_in(path: Path) -> list[Question]:
    if path.suffix == ".sql":
        return [read_sql_question(path.stem, path.read_text(encoding="utf-8"))]
    module = import_module(f"governance.questions.{path.parent.name}.{path.stem}")
    return [value for value in vars(module).values() if isinstance(value, Question)]


CATALOGUE = Catalogue()
"""Every question by its name."""


def find_question(name: str) -> Question:
    """The question of that name; Refused, with a list of all, if there is none."""
    if name not in CATALOGUE:
        raise no_such_question(name, tuple(CATALOGUE), difflib.get_close_matches(name, CATALOGUE, n=1))
    return CATALOGUE[name]


def definition(question: Question) -> str:
    """The text that answers a question: its SQL, or its module."""
    if question.sql:
        return question.sql
    assert question.function is not None
    return _source(question.function.__module__)


@cache
def _source(module: str) -> str:
    """A module's text: to find and read that of every question takes a tenth of a second."""
    return inspect.getsource(sys.modules[module])
