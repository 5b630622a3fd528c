"""Reading a table of a rulebook into a dataclass, with every problem in words instead of the first exception.

The dataclass is the only place where a table's fields are declared: its names, types, defaults and, as Literal
types, its choices.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from governance.words import BodyName, Spoken, body_name, mark, named, say

Table = Mapping[str, object]
T = TypeVar("T")

TYPES: Mapping[object, str] = {
    str: mark("a text"),
    Spoken: mark("a text"),
    BodyName: mark("a text"),
    int: mark("a whole number"),
    Decimal: mark("a number"),
    bool: mark("true or false"),
    date: mark("a date"),
}


WRITTEN = {"first_day": "from", "last_day": "to"}
"""Fields that a rulebook's file calls by another name."""


class _Wrong(Exception):
    """A value that is not of the type: carries what is needed instead."""


def read(cls: type[T], table: Table, where: str, problems: list[str], **given: object) -> T | None:
    """An instance of the dataclass from the table, or None with every problem added to `problems`.

    `given` are fields that the caller has already read; `where` names the table in the sentences.
    """
    hints = get_type_hints(cls)
    own = {field.name: field for field in fields(cls) if field.init and field.name not in given}  # type: ignore[arg-type]
    before = len(problems)
    known = ", ".join(_written(name) for name in own)
    for name in table.keys() - own.keys():
        problems.append(
            say("{where}: {name} is not one of its fields ({known}).", where=where, name=_written(name), known=known)
        )
    values: dict[str, Any] = dict(given)
    for name, field in own.items():
        if name not in table:
            if _required(field):
                problems.append(say("{where}: {name} is missing.", where=where, name=_written(name)))
            continue
        try:
            values[name] = _value(hints[name], table[name])
        except _Wrong as wrong:
            problems.append(
                say(
                    "{where}: {name} is {value}; it must be {needed}.",
                    where=where,
                    name=_written(name),
                    value=repr(table[name]),
                    needed=wrong,
                )
            )
    return None if len(problems) > before else cls(**values)


def _written(name: str) -> str:
    return WRITTEN.get(name, name)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _value(hint: Any, value: object) -> object:
    """The value as the type wants it; _Wrong says what is needed."""
    origin, of = get_origin(hint), get_args(hint)
    if origin is Literal:
        if value in of:
            return value
        raise _Wrong(say("one of {choices}", choices=", ".join(str(choice) for choice in of)))
    if origin in (Union, types.UnionType):
        return _value(next(one for one in of if one is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise _Wrong(say("a list"))
        return tuple(_value(of[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise _Wrong(say("a table"))
        return {str(key): _value(of[1], item) for key, item in value.items()}
    if hint is Decimal and isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if hint is BodyName and isinstance(value, str):
        return body_name(value.strip())
    if hint is Spoken and isinstance(value, str):
        return named(value.strip())
    if isinstance(value, hint) and (hint is bool or not isinstance(value, bool)):
        return value.strip() if isinstance(value, str) else value
    raise _Wrong(say(TYPES[hint]))
