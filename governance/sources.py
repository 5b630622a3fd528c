"""The register of documents: what the keys in `document` columns stand for."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from governance.settings import PACKAGES
from governance.words import SEMICOLON, joined


@dataclass(frozen=True)
class Source:
    """One document: where it was published and found, its licence, and its known faults."""

    key: str
    title: str
    publisher: str
    edition: str
    found_at: str
    licence: str
    known_faults: str


def title_of(key: str) -> str:
    """What a reader knows a document by: its title, or what is no key of the register as it is written."""
    return sources()[key].title if key in sources() else key


def title_and_publisher(key: str) -> str:
    """The same with who published it, where that is not the Organization itself: an encyclopaedia's page about it is
    called as it is."""
    source = sources().get(key)
    if source is None or source.publisher.startswith("IOM") or source.publisher in source.title:
        return title_of(key)
    return f"{source.title} ({source.publisher})"


def documents_in_words(keys: str) -> str:
    """A cell of documents as a reader knows them, on screens and papers: the titles of the shipped facts' keys, which a
    semicolon parts, and anything else as it is written."""
    return joined(SEMICOLON, map(title_and_publisher, keys.split(";")))


@cache
def sources() -> dict[str, Source]:
    """The documents of all shipped facts by their key."""
    return {key: source for package in PACKAGES for key, source in sources_of(package).items()}


@cache
def sources_of(package: str) -> dict[str, Source]:
    """The documents that one package of facts rests on, by their key."""
    with (PACKAGES[package] / "sources.csv").open(encoding="utf-8", newline="") as register:
        return {row["key"]: Source(**row) for row in csv.DictReader(register)}
