"""Rows with their types: a question in Python cannot answer with cells of another type than it declares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from governance.questions.rows import Row, cells_of, columns_of


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
