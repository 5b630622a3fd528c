"""Cells under no header: an amount with a comma in it falls into two, and its end must not be lost."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.grid import Grid, letter
from governance.intake.plain import Place
from governance.intake.texts import Texts
from governance.problems import Problem
from governance.words import count, say

_EACH = 20  # cells under no header that are told one by one; more than that are one column that was forgotten


def outside(grid: Grid, first: int, columns: Mapping[int, Texts], rows: pa.Array) -> list[Problem]:
    """A problem for each filled cell of columns without a header, or for a whole column of them."""
    problems = []
    for place, cells in columns.items():
        filled = pc.indices_nonzero(pc.and_(pc.is_valid(cells.text), rows)).to_pylist()
        where = Place(grid, place, "", first)
        if len(filled) > _EACH:
            problems.append(_many_outside(where, len(filled), filled[0], cells))
        else:
            problems += [_outside(where, row, cells) for row in filled]
    return problems


def _outside(where: Place, row: int, cells: Texts) -> Problem:
    value = cells.text[row].as_py()
    return where.problem(
        "cell-outside",
        say("“{value}” stands under no column's name.", value=value),
        row,
        None,
        value,
        say("Put quotation marks around a cell with a comma in it, or give the column its name."),
    )


def _many_outside(where: Place, number: int, row: int, cells: Texts) -> Problem:
    return where.problem(
        "cell-outside",
        count(
            "{number} cell of column {letter} stands under no column's name.",
            "{number} cells of column {letter} stand under no column's name.",
            number,
            letter=letter(where.place),
        ),
        row,
        None,
        cells.text[row].as_py(),
        say("Give the column its name, delete it, or say that it is to be left out."),
    )
