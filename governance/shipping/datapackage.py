"""The descriptor of the published facts, so that anyone's tools can read and check them: a Frictionless data package.

It is derived from the declared tables, the files' own headers, and the lists of batches and sources:

    python -m governance.shipping.datapackage    writes the datapackage.json of every folder of facts
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

from governance.settings import FACTS, PACKAGES
from governance.tables import TABLES, Column, Kind, Table

NAME = "datapackage.json"

_TYPES = {
    Kind.MONEY: "number",
    Kind.RATE: "number",
    Kind.NUMBER: "number",
    Kind.COUNT: "integer",
    Kind.YEAR: "year",
    Kind.DATE: "date",
}
_PATTERNS = {
    Kind.CURRENCY: "[A-Z]{3}",
    Kind.PERIOD: "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
}
_LISTS = {
    "batches": "The files that are rows of a table, in the order in which they become batches.",
    "sources": "The documents and data sets that the rows cite, by their key.",
}

_CITED = "Each row cites its source in the column document, by the keys of sources.csv."
_ABOUT = {
    "facts": {
        "name": "iom-published-facts",
        "title": "Published facts about the International Organization for Migration",
        "description": "Membership, assessed contributions, scales, budgets, prices and figures that documents state. "
        f"{_CITED}",
    },
    "mlf": {
        "name": "multilateral-fund-status",
        "title": "Published status of contributions to the Multilateral Fund for the Montreal Protocol",
        "description": f"What Parties agreed to contribute, paid, contest and owe as at 24 May 2024. {_CITED}",
    },
}

Descriptor = dict[str, object]


def descriptor(folder: Path = FACTS) -> Descriptor:
    """The package's descriptor: a resource for each file, with its columns, its key, its size and its hash."""
    batches = _rows(folder / "batches.csv")
    return {
        "profile": "tabular-data-package",
        **_ABOUT[folder.name],
        "sources": [_source(row) for row in _rows(folder / "sources.csv")],
        "resources": [
            *(_table(folder / row["file"], TABLES[row["table"]], row) for row in batches),
            *(_list(folder / f"{name}.csv", title) for name, title in _LISTS.items()),
        ],
    }


def as_text(descriptor: Descriptor) -> str:
    """The descriptor as it is written."""
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _table(path: Path, table: Table, batch: dict[str, str]) -> Descriptor:
    names = _header(path)
    schema: Descriptor = {"fields": [_field(table.column(name)) for name in names], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = [name for name in table.key if name in names]
    about = {"title": table.title, "description": f"{table.grain} {batch['note']}".strip()}
    return _file(path) | about | {"table": table.name, "evidence": batch["evidence"], "schema": schema}


def described(folder: Path, path: str, table: Table | None) -> Descriptor:
    """A part of a backup: a batch's rows as a table, all else as a file."""
    about = _file(folder / path) | {"name": re.sub(r"[^a-z0-9]+", "-", path.lower()), "path": path}
    if table is None:
        return {name: about[name] for name in ("name", "path", "bytes", "hash")}
    fields: list[Descriptor] = [{"name": "sheet_row", "type": "integer"}, *map(_field, table.columns)]
    return about | {"schema": {"fields": fields, "missingValues": [""]}}


def _list(path: Path, title: str) -> Descriptor:
    fields = [{"name": name, "type": "string"} for name in _header(path)]
    return _file(path) | {"title": title, "schema": {"fields": fields, "missingValues": [""]}}


def _file(path: Path) -> Descriptor:
    content = path.read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": path.stem.replace("_", "-"),
        "path": path.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _field(column: Column) -> Descriptor:
    field: Descriptor = {"name": column.name, "type": _TYPES.get(column.kind, "string"), "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    constraints: Descriptor = {}
    if column.required:
        constraints["required"] = True
    if column.choices:
        tables = TABLES if column.kind is Kind.TABLE else ()
        constraints["enum"] = [*tables, *column.choices]
    if column.kind in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.kind]
    return field | ({"constraints": constraints} if constraints else {})


def _source(row: dict[str, str]) -> Descriptor:
    title = ", ".join(part for part in (row["title"], row["publisher"], row["edition"]) if part)
    return {"key": row["key"], "title": title, "found_at": row["found_at"], "licence": row["licence"]}


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    for package in PACKAGES.values():
        (package / NAME).write_text(as_text(descriptor(package)), encoding="utf-8")
