"""Rows with their types: a question in Python cannot answer with cells of another type than it declares."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from governance.questions import CATALOGUE
from governance.questions.rows import Row, cells_of, columns_of
from governance.settings import ROOT

CASTS = re.compile(r"str\(row\[|int\(str\(|Decimal\(str\(")
MOST_CASTS = 20  # in the whole package: of what comes as a text from outside the answers
MOST_BY_POSITION = 6  # places of a tuple
ROOMS = ("questions", "cli", "shipping")


@dataclass(frozen=True)
class Owed:
    """What a State owes, None where it is not known."""

    state: str
    year: int
    owed: Decimal | None


def test_the_columns_are_the_fields() -> None:
    assert columns_of(Owed) == ("state", "year", "owed")


def test_rows_are_taken_apart_in_the_order_of_the_fields() -> None:
    assert cells_of(Owed, [Owed("FRA", 2024, Decimal(5)), Owed("DEU", 2024, None)]) == [
        ("FRA", 2024, Decimal(5)),
        ("DEU", 2024, None),
    ]
    assert cells_of(Owed, []) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (Owed("FRA", 2024, 5.0), "Owed.owed holds float"),  # type: ignore[arg-type]
        (Owed("FRA", None, None), "Owed.year holds NoneType"),  # type: ignore[arg-type]
        (("FRA", 2024, None), "rows of Owed are wanted, not of tuple"),
    ],
)
def test_a_cell_of_another_type_is_a_defect(row: object, wrong: str) -> None:
    with pytest.raises(TypeError, match=wrong):
        cells_of(Owed, [row])


def test_a_cell_is_read_by_its_type() -> None:
    row = Row(state="FRA", year=2024, owed=None, dated=date(2024, 2, 29))
    assert (row.text("state"), row.whole("year"), row.day("dated")) == ("FRA", 2024, date(2024, 2, 29))
    assert row.amount("year") == Decimal(2024)
    assert not row.known("owed")
    assert row.amount_or_none("owed") is None
    with pytest.raises(TypeError, match="owed holds None, which is no Decimal"):
        row.amount("owed")
    with pytest.raises(TypeError, match="state holds 'FRA', which is no date"):
        row.day("state")


def test_cells_are_read_by_their_type_and_not_cast() -> None:
    """`row.text(...)`, `row.amount(...)` and their like fail for a cell of another type; a cast makes one of it."""
    cast = {
        path.relative_to(ROOT).as_posix(): len(found)
        for room in ("governance", "pages")
        for path in sorted((ROOT / room).rglob("*.py"))
        if (found := CASTS.findall(path.read_text(encoding="utf-8")))
    }
    assert sum(cast.values()) < MOST_CASTS, cast


def test_each_question_in_python_declares_the_type_of_its_rows() -> None:
    assert not [question.name for question in CATALOGUE.values() if question.function and question.row is None]


def by_position(text: str) -> list[int]:
    """The lines of functions in which a tuple of more places than MOST_BY_POSITION is made of more than constants."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    made = {node for function in functions for node in ast.walk(function) if isinstance(node, ast.Tuple)}
    return sorted(
        node.lineno
        for node in made
        if isinstance(node.ctx, ast.Load) and len(node.elts) > MOST_BY_POSITION
        if not all(isinstance(cell, ast.Constant) for cell in node.elts)
    )


def test_no_row_is_built_by_position() -> None:
    """Where cells have names, two of one type cannot change places unnoticed."""
    wrong = {
        path.relative_to(ROOT).as_posix(): lines
        for room in ROOMS
        for path in sorted((ROOT / "governance" / room).rglob("*.py"))
        if (lines := by_position(path.read_text(encoding="utf-8")))
    }
    assert not wrong, wrong


def test_a_row_built_by_position_is_noticed() -> None:
    assert by_position("def row(a, b):\n    return (a, b, a, b, a, b, a)") == [2]
    assert by_position("def row(a, b):\n    return (a, b, a, b, a, b)\nEIGHT = (1, 2, 3, 4, 5, 6, 7, f(8))") == []
