"""Texts that stand for something with a code: States, organizations' names, currencies."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from governance.names import find, find_area
from governance.tables import Column, Kind

RESOLVED = (Kind.STATE, Kind.PARTY, Kind.CURRENCY)
"""The kinds of columns whose texts stand for codes."""


def codes(column: Column, texts: pa.Array, kinds: pa.Array | None = None) -> pa.Array:
    """The code for each text of a column, null where it is not known: every text is looked up once.

    `kinds` says of each row whether its party is a State or an organization, whose name is its own code.
    """
    if column.kind is Kind.CURRENCY:
        return _each(texts, _currency)
    states = _each(texts, _state_or_area if column.areas else _state)
    if kinds is None:
        return states
    organizations = pc.fill_null(pc.equal(pc.utf8_lower(kinds), "organization"), False)
    return pc.if_else(organizations, pc.utf8_trim_whitespace(texts), states)


def _each(texts: pa.Array, code: Callable[[str], str | None]) -> pa.Array:
    encoded = texts.dictionary_encode()
    return pa.array(map(code, encoded.dictionary.to_pylist()), pa.string()).take(encoded.indices)


def _currency(text: str) -> str | None:
    import pycountry  # here and not above: the shell imports this for every file, most of which name few currencies

    known = pycountry.currencies.get(alpha_3=text.strip().upper())
    return str(known.alpha_3) if known else None


def _state_or_area(text: str) -> str | None:
    found = find(text) or find_area(text)
    return found.code if found else None


def _state(text: str) -> str | None:
    state = find(text)
    return state.code if state else None
