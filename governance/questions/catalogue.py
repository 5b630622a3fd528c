"""The catalogue: every question in the folders beside this file, read once."""

from __future__ import annotations

import difflib
import inspect
from importlib import import_module
from pathlib import Path

from governance.questions.declare import Question, check_declaration, no_such_question, read_sql_question

HERE = Path(__file__).parent


def _read() -> dict[str, Question]:
    found = [read_sql_question(path.stem, path.read_text(encoding="utf-8")) for path in HERE.glob("*/*.sql")]
    for path in HERE.glob("*/[!_]*.py"):
        module = import_module(f"governance.questions.{path.parent.name}.{path.stem}")
        found.extend(value for value in vars(module).values() if isinstance(value, Question))
    for question in found:
        check_declaration(question)
    return {question.name: question for question in sorted(found, key=lambda question: question.name)}


CATALOGUE: dict[str, Question] = _read()
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
    return inspect.getsource(inspect.getmodule(question.function))  # type: ignore[arg-type]
