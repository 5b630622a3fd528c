"""Headers that stand in two rows: units beneath their columns' names, or one name over a column for each currency.

    Received | State | Montant        Received | State | Amount |
             |       | (CHF)                   |       | CHF    | USD

A unit is a text in brackets, a currency's code or a sign of per cent. It is joined to what stands above it, and a name
reaches to the right over the units beneath it; so the two become "Montant (CHF)", "Amount CHF" and "Amount USD".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from governance.intake.reading.grid import Grid
from governance.intake.understanding.layout.headers import column_of
from governance.intake.understanding.layout.layout import HeaderRow, header_cells
from governance.intake.understanding.values.currencies import is_code
from governance.tables import TABLES, Kind

_BRACKETED = re.compile(r"\([^()]+\)|\[[^\[\]]+\]")
_PER_CENT = ("%", "per cent", "percent", "pour cent", "por ciento")


def with_units(grid: Grid, header: HeaderRow) -> HeaderRow:
    """The header joined with the units of the row beneath it, or, where it has some itself, with the row above it."""
    beneath = header_cells(grid.rows[header.place + 1]) if header.place + 1 < len(grid.rows) else ()
    if _is_row_of_units(grid, header, beneath):
        units = [unit or name for unit, name in zip_longest(beneath, header.cells, fillvalue="")]
        return HeaderRow(header.place + 1, _joined(header.cells, units), header.known)
    above = header_cells(grid.rows[header.place - 1]) if header.place else ()
    return HeaderRow(header.place, _joined(above, header.cells), header.known)


def _joined(above: Sequence[str], beneath: Sequence[str]) -> tuple[str, ...]:
    """One header of two rows: every unit beneath with the name above it; all other cells as they stand beneath."""
    cells, name = [], ""
    for over, cell in zip_longest(above[: len(beneath)], beneath, fillvalue=""):
        name = (over or name) if _is_unit(cell) else ""
        cells.append(f"{name} {cell}".strip())
    return tuple(cells)


def _is_unit(cell: str) -> bool:
    """Whether a cell of a header is no name of a column but the unit of one."""
    return bool(_BRACKETED.fullmatch(cell)) or is_code(cell) or cell.casefold() in _PER_CENT


def _is_row_of_units(grid: Grid, header: HeaderRow, beneath: Sequence[str]) -> bool:
    """Whether the row beneath the header has nothing but units, and none of them may be a row's own currency."""
    row = grid.rows[header.place + 1] if beneath else ()
    filled = [cell for cell in row if cell is not None]
    places = [place for place, cell in enumerate(beneath) if cell]
    return (
        bool(filled)
        and len(filled) == len(places)
        and all(_is_unit(beneath[place]) for place in places)
        and not any(_is_no_unit(beneath[place], header.cells[place]) for place in places if place < len(header.cells))
    )


def _is_no_unit(cell: str, header: str) -> bool:
    """Whether what looks like a unit is a row's own currency, or a currency that heads the States beneath it."""
    found = ((table, column_of(table, header)) for table in TABLES.values() if header)
    kinds = {table.column(name).kind for table, name in found if name}
    return Kind.CURRENCY in kinds or (is_code(cell) and not kinds.isdisjoint((Kind.STATE, Kind.PARTY)))
