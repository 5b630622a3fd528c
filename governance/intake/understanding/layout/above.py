"""Blank cells that stand for what is above them: a State's name in the first of its rows, or in a merged cell.

Whether they do is asked: a receipt without a State may as well be one of an unknown payer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import letter
from governance.intake.understanding.sheet_decisions import AS_ABOVE, BLANK
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.plain import PlainColumn
from governance.tables import Kind
from governance.words import count, say

_NAMING = (Kind.STATE, Kind.PARTY, Kind.YEAR, Kind.CHOICE)


def filled_from_above(
    columns: Mapping[int, PlainColumn], rows: pa.Array, own: bool, decided: Callable[[int], str | None]
) -> tuple[dict[int, PlainColumn], list[Unclear]]:
    """The columns with their blank cells filled where that was decided, and a question for each where it was not.

    `rows` says which rows are the table's: nothing is filled across any other. In a sheet under the table's `own`
    headers, as our exports are, a blank cell is one.
    """
    found, questions = dict(columns), []
    for place, column in columns.items():
        may_be = not own and (column.column.required or column.column.kind in (Kind.STATE, Kind.PARTY))
        if column.column.kind not in _NAMING or not may_be or not column.text.null_count:
            continue
        others = [one for other, one in columns.items() if other != place]
        text = _filled(column.text, rows, others)
        number = column.text.null_count - text.null_count
        choice = decided(place)
        if not number or choice == BLANK:
            continue
        if choice == AS_ABOVE:
            how = count(
                "{number} blank cell is as the one above it.",
                "{number} blank cells are as the one above them.",
                number,
            )
            found[place] = replace(column, text=text, how=(*column.how, how))
        else:
            questions.append(_question(column, number))
    return found, questions


def _filled(text: pa.Array, rows: pa.Array, others: list[PlainColumn]) -> pa.Array:
    """The text with each blank cell as the one above it, in rows with two other cells at least: not in a bare sum."""
    beside = pa.repeat(pa.scalar(0, pa.int32()), len(text))
    for other in others:
        beside = pc.add(beside, pc.is_valid(other.text).cast(pa.int32()))
    last, filled = None, []
    for value, is_row, number in zip(text.to_pylist(), rows.to_pylist(), beside.to_pylist(), strict=True):
        last = (value if value is not None or number < 2 else last) if is_row else None
        filled.append(last if is_row else value)
    return pa.array(filled, pa.string())


def _question(column: PlainColumn, number: int) -> Unclear:
    message = count(
        "In column {column}, {number} cell is blank beneath another. Is it the same as the one above it?",
        "In column {column}, {number} cells are blank beneath others. Is each the same as the one above it?",
        number,
        column=column.place.named,
    )
    readings = (say("the same as above"), say("blank: not known"))
    hint = say("Say which with --blank-cells, or write it in every row.")
    at = column.place
    return Unclear("above", message, (AS_ABOVE, BLANK), readings, letter(at.place), at.header, hint)
