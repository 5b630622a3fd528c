"""Texts that stand for something with a code: States, organizations' names, currencies."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pycountry

from governance.names import find
from governance.tables import Column, Kind


def resolutions(column: Column, texts: Iterable[tuple[str, str | None]]) -> pa.Table:
    """What each distinct text of a column stands for: rows of text, kind and code (null where it is not known).

    `texts` pairs each text with the kind given beside it: an organization's name is its own code.
    """
    pairs = sorted(texts, key=lambda pair: (pair[0], pair[1] or ""))
    codes = [_code(column, text, kind) for text, kind in pairs]
    return pa.table(
        {
            "text": pa.array([text for text, _ in pairs], pa.string()),
            "kind": pa.array([kind for _, kind in pairs], pa.string()),
            "code": pa.array(codes, pa.string()),
        }
    )


def _code(column: Column, text: str, kind: str | None) -> str | None:
    if column.kind is Kind.CURRENCY:
        known = pycountry.currencies.get(alpha_3=text.strip().upper())
        return known.alpha_3 if known else None
    if kind == "organization":
        return text.strip()
    state = find(text)
    return state.code if state else None
