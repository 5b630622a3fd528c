"""`python -m tools.messages`: write the template of all catalogues, governance/locale/governance.pot, and bring
the catalogues of each language up to it.

What is said in Python is found by Babel. What is said of declarations is found here: the heads of SQL, the sentences of
rulebooks, the labels of the register, the regions, the glossary. Sorted, without dates and places: it changes when a
sentence does, not when a file moves.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from governance.rulebooks.book import GOVERNING_BODY
from governance.settings import REGISTERS, ROOT
from governance.words import LOCALE, WITH_ARTICLE

TEMPLATE = LOCALE / "governance.pot"
SAYING = {"say": None, "mark": None, "count": (1, 2), "mark_count": (1, 2)}
"""The functions that take messages, and which of their arguments are."""

_HEAD_FIELDS = ("title", "says", "fix")
RULEBOOK_FIELDS = ("because", "about", "says", "why", "note", "name", "article", "body")


def messages() -> Catalog:
    """Every message of the software."""
    catalog = Catalog(project="governance", version="", charset="utf-8")
    for message in _of_body(GOVERNING_BODY):
        catalog.add(message)
    catalog.header_comment = "# What governance says, for translators. `make messages` writes this file."
    for path in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "governance").rglob("*.*")]:
        for found in _of(path):
            catalog.add(found)
    return catalog


def template() -> str:
    """The template's text."""
    return _text(messages())


def _text(catalog: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, no_location=True, width=120)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHURNING))


_CHURNING = tuple(
    f'"{name}'
    for name in (
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator",
        "Language-Team", "Generated-By",
    )
)  # fmt: skip
"""What Babel writes at the head that says nothing, or changes with the clock."""


def _of(path: Path) -> Iterable[str | tuple[str, ...]]:
    """The messages of one file."""
    if path.suffix == ".py":
        return (found[1] for found in extract_from_file("python", path, SAYING))
    if path.suffix == ".sql":
        return _of_head(path.read_text(encoding="utf-8"))
    if path.suffix == ".toml":
        return _of_rulebook(tomllib.loads(path.read_text(encoding="utf-8")))
    if path.parent == REGISTERS and path.stem in _REGISTERS:
        with path.open(encoding="utf-8", newline="") as file:
            return [row[column] for row in csv.DictReader(file) for column in _REGISTERS[path.stem]]
    return ()


_REGISTERS = {"labels": ("label",), "regions": ("region",), "glossary": ("term", "definition")}
"""The registers whose words are said, and the columns that hold them."""


def _of_head(sql: str) -> Iterator[str]:
    """What a question or a check says of itself: a fact, which nobody is shown, has no title."""
    head = [line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--")]
    fields = dict(line.split(": ", 1) for line in head[1:] if line.split(": ", 1)[0] in _HEAD_FIELDS)
    yield from fields.values()
    if "title" in fields:
        yield head[0]


def _of_rulebook(part: object) -> Iterator[str]:
    """The sentences of a rulebook that are ours, not its documents', and what it calls its articles and bodies: these
    with their articles."""
    if isinstance(part, list):
        for each in part:
            yield from _of_rulebook(each)
    if isinstance(part, dict):
        for key, each in part.items():
            if key == "body" and isinstance(each, str):
                yield from _of_body(each)
            elif key in RULEBOOK_FIELDS and isinstance(each, str):
                yield each
            else:
                yield from _of_rulebook(each)


def _of_body(name: str) -> Iterator[str]:
    """What a body is called, alone and with each article."""
    yield from (name, *(form.format(name) for form in WITH_ARTICLE.values()))


def brought_up(written: Path) -> str:
    """The text of a catalogue with the messages of today: new ones wait for their translation, gone ones are gone."""
    with written.open("rb") as file:
        catalog = read_po(file, locale=written.parts[-3])
    catalog.update(messages(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return _text(catalog)


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(template(), encoding="utf-8")
    for each in LOCALE.glob("*/LC_MESSAGES/*.po"):
        each.write_text(brought_up(each), encoding="utf-8")
