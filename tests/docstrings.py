"""Tables written in a docstring, so that a test reads like a page of the accounts.

    receipts: received | state | amount
    2024-02-01 | XAA | 100.00

A line with a table's name and a colon begins a table and names its columns; rows follow. A blank cell is blank.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple


class Written(NamedTuple):
    """One table as it is written: its name, its columns, and the cells of its rows."""

    table: str
    columns: list[str]
    rows: list[list[str]]


def tables(text: str | None, known: Container[str]) -> list[Written]:
    """The tables of a text, in their order, of those whose names are known."""
    found: list[Written] = []
    for line in (text or "").splitlines():
        name, colon, header = line.strip().partition(":")
        if colon and name in known:
            found.append(Written(name, _cells(header), []))
        elif found and ("|" in line or (len(found[-1].columns) == 1 and line.strip())):
            found[-1].rows.append(_cells(line))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]
