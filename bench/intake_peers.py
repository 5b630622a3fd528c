"""The checks of the receipts' columns alone, as users of frictionless and of pandera would write them.

Types, what must stand, the known States and currencies, a reference that names one receipt. Neither reads a header
in another language, a total row or a hostile file, and neither keeps what it read. A peer that is not installed is
left out.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.intake_files import STATES


def with_frictionless(file: Path) -> int:
    """Validate against a Table Schema; how many rows were valid."""
    from frictionless import Resource, Schema, system

    required = {"required": True}
    fields: list[dict[str, Any]] = [
        {"name": "received", "type": "date", "constraints": required},
        {"name": "state", "type": "string", "constraints": {"enum": STATES}},
        {"name": "amount", "type": "number", "constraints": required},
        {"name": "currency", "type": "string", "constraints": {"enum": ["CHF", "USD"]}},
        {"name": "reference", "type": "string", "constraints": {"unique": True}},
        {"name": "value_date", "type": "date"},
        {"name": "charges", "type": "number", "constraints": {"minimum": 0}},
        {"name": "for_year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2199}},
    ]
    with system.use_context(trusted=True):
        report = Resource(path=str(file), schema=Schema.from_descriptor({"fields": fields})).validate()
    assert report.valid, report.flatten(["rowNumber", "message"])[:3]
    return int(report.tasks[0].stats["rows"])


def with_pandera(file: Path) -> int:
    """Read with pandas and validate the frame; how many rows were valid."""
    import pandas as pd
    import pandera.pandas as pa

    frame = (
        pd.read_csv(file, parse_dates=["received", "value_date"])
        if file.suffix == ".csv"
        else pd.read_excel(file, engine="calamine")
    )
    schema = pa.DataFrameSchema(
        {
            "received": pa.Column("datetime64[ns]", coerce=True),
            "state": pa.Column(str, pa.Check.isin(STATES), nullable=True),
            "amount": pa.Column(float),
            "currency": pa.Column(str, pa.Check.isin(["CHF", "USD"])),
            "reference": pa.Column(str, unique=True, nullable=True),
            "value_date": pa.Column("datetime64[ns]", coerce=True, nullable=True),
            "charges": pa.Column(float, pa.Check.ge(0), nullable=True),
            "for_year": pa.Column(int, pa.Check.in_range(1900, 2199), coerce=True),
        }
    )
    return len(schema.validate(frame))


def _installed(name: str, *others: str) -> bool:
    return all(importlib.util.find_spec(one) is not None for one in (name, *others))


PEERS: dict[str, Callable[[Path], int]] = {
    name: way
    for name, way, needs in (
        ("frictionless", with_frictionless, ("frictionless", "openpyxl")),
        ("pandera", with_pandera, ("pandera",)),
    )
    if _installed(*needs)
}
