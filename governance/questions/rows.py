"""Rows with their types: what a question written in Python yields, and what whoever asked is given.

A question in Python declares a frozen dataclass as its row: its fields are the question's columns, their annotations
the types of the cells, and both are checked where it answers. Whoever asks reads the cells of any answer by type.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, get_args, get_type_hints

Cells = tuple[object, ...]
T = TypeVar("T")


class Row(dict[str, Any]):
    """One row of an answer by column name, None where something is not known.

    Each reader by type raises TypeError for a cell of another type, and for one that is not known unless it ends in
    `_or_none`: that a figure is not known is for the caller to say, and never passed over.
    """

    def known(self, name: str) -> bool:
        """Whether the cell holds anything."""
        return self[name] is not None

    def text(self, name: str) -> str:
        """A text: a code, a word, a sentence."""
        return _of(str, name, self[name])

    def text_or_none(self, name: str) -> str | None:
        """A text, or None where there is none."""
        return None if self[name] is None else self.text(name)

    def whole(self, name: str) -> int:
        """A whole number: a year, a count."""
        return _of(int, name, self[name])

    def whole_or_none(self, name: str) -> int | None:
        """A whole number, or None where it is not known."""
        return None if self[name] is None else self.whole(name)

    def amount(self, name: str) -> Decimal:
        """An exact figure: money, a rate, a share; in the unit of its column."""
        cell = self[name]
        return Decimal(cell) if type(cell) is int else _of(Decimal, name, cell)

    def amount_or_none(self, name: str) -> Decimal | None:
        """An exact figure, or None where it is not known."""
        return None if self[name] is None else self.amount(name)

    def day(self, name: str) -> date:
        """A day."""
        return _of(date, name, self[name])

    def day_or_none(self, name: str) -> date | None:
        """A day, or None where there is none."""
        return None if self[name] is None else self.day(name)


def _of(kind: type[T], name: str, cell: object) -> T:
    if not isinstance(cell, kind) or isinstance(cell, bool):
        raise TypeError(f"{name} holds {cell!r}, which is no {kind.__name__}")
    return cell


@cache
def columns_of(row: type) -> tuple[str, ...]:
    """The columns that the fields of a question's row are, in their order."""
    return tuple(field.name for field in fields(row))


def cells_of(row: type, found: Sequence[object]) -> list[Cells]:
    """The rows of a question as cells, checked: TypeError, a defect of the question, where one is of another type."""
    if strange := {type(one).__name__ for one in found if type(one) is not row}:
        raise TypeError(f"rows of {row.__name__} are wanted, not of {', '.join(strange)}")
    names = columns_of(row)
    columns = [list(map(attrgetter(name), found)) for name in names]
    for name, allowed, cells in zip(names, _allowed(row), columns, strict=True):
        if strange := {kind.__name__ for kind in set(map(type, cells)) if not issubclass(kind, allowed)}:
            raise TypeError(f"{row.__name__}.{name} holds {', '.join(strange)}")
    return list(zip(*columns, strict=True))


@cache
def _allowed(row: type) -> tuple[tuple[type, ...], ...]:
    """The types of each field's cells."""
    hints = get_type_hints(row)
    return tuple(
        tuple(one for one in get_args(hint)) if isinstance(hint, types.UnionType) else (hint,)
        for hint in (hints[name] for name in columns_of(row))
    )
