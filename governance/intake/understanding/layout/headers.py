"""Headers in the words of offices: which column of which table one stands for, and which currency it states.

The words are data (governance/registers/headers.csv): for each column, what offices write above it in English,
French and Spanish; the table "*" is for a column of that name in any table, a blank column for the table itself.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from governance.intake.reading.folding import fold
from governance.intake.understanding.values.currencies import code_in, without_currency
from governance.names import decoded_again
from governance.settings import REGISTERS
from governance.tables import TABLES, Table

REGISTER = REGISTERS / "headers.csv"
LANGUAGES = ("en", "fr", "es")
READ = (*LANGUAGES, "de")
"""The languages whose headers are read: every column has some in the first three, the commonest also in German."""

_CLOSE = 0.8  # difflib's ratio from which a header is worth asking about: one or two wrong letters
_SHORT = 4  # letters up to which a word with one more or less is another word
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_UNITS = re.compile(r"\b(?:per cent|percent|pour cent|por ciento)\b|[%‰*]", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w.])(?:FY\s?)?(?:19|20)\d\d(?:\s?[-/–]\s?(?:19|20)?\d\d)?(?![\w.])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def forms(header: str) -> tuple[str, ...]:
    """The header as written, and what is left without its unit, currency or year: "Montant 2026 (CHF)" is "montant"."""
    written = (
        header,
        decoded_again(header),
        without_currency(header),
        _BRACKETS.sub(" ", header),
        _UNITS.sub(" ", header),
    )
    bare = _UNITS.sub(" ", _BRACKETS.sub(" ", without_currency(header)))
    return tuple(dict.fromkeys(form for one in (*written, bare, _YEAR.sub(" ", bare)) if (form := fold(one))))


def column_of(table: Table, header: str) -> str | None:
    """The column of `table` that the header names for certain; None where it names none."""
    known = names(table)
    return next((known[form] for form in forms(header) if form in known), None)


def names_any(header: str) -> bool:
    """Whether the header names a column of any table: the words among the rows mostly name none."""
    return not _all_names().isdisjoint(forms(header))


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for table in TABLES.values() for name in names(table))


def near(table: Table, header: str) -> tuple[str, ...]:
    """The columns of `table` that the header might mean, likeliest first: never one to take without asking.

    What has another meaning in other tables is no misspelling ("contributor" is not "contribution"), nor is a word of
    another beginning or, if short, of another length ("unpaid" is not "paid").
    """
    if is_known_elsewhere(table, header):
        return ()
    known = names(table)
    found: dict[str, float] = {}
    for form in forms(header):
        words = set(form.split())
        for name, column in known.items():
            ratio = difflib.SequenceMatcher(None, form, name).ratio() if _may_be_misspelt(form, name) else 0.0
            if words.issuperset(name.split()) and len(name) > 3:
                ratio = max(ratio, _CLOSE)
            if ratio >= _CLOSE:
                found[column] = max(ratio, found.get(column, 0.0))
    return tuple(sorted(found, key=lambda column: -found[column]))


def _may_be_misspelt(form: str, name: str) -> bool:
    apart = abs(len(form) - len(name))
    return form[0] == name[0] and (apart < 4 if min(len(form), len(name)) > _SHORT else apart == 0)


def currency_of(header: str) -> str | None:
    """The currency that the header states: CHF for "Amount in CHF" and "Montant (CHF)"."""
    return code_in(header)


def is_own(table: Table, header: str) -> bool:
    """Whether the header is the column's own name, as templates and exports write it."""
    return header.strip() in table.names


def names(table: Table) -> Mapping[str, str]:
    """The table's columns by every folded header that names them. Raises ValueError where two claim the same."""
    return _names(table.name)


@cache  # by its name, since to hash a whole declaration takes longer than to look a header up
def _names(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    table = TABLES[name]
    for column in table.names:
        for header in (column, *written(table.name, column)):
            if found.setdefault(fold(header), column) != column:
                raise ValueError(f"{table.name}: {found[fold(header)]} and {column} are both called {header}")
    return found


def written(table: str, column: str, languages: tuple[str, ...] = READ) -> tuple[str, ...]:
    """What offices write above a column; above a table where `column` is blank."""
    rows = _register()
    found: list[str] = []
    for language in languages:
        found += rows.get((table, column, language), ())
        found += rows.get(("*", column, language), ()) if column else ()
    return tuple(found)


def is_known_elsewhere(table: Table, header: str) -> bool:
    """Whether the header names what other tables have and this one has not: "Scale %" in a sheet of assessments."""
    found = {column for other in TABLES.values() if (column := column_of(other, header))}
    return bool(found) and found.isdisjoint(table.names)


def years_in(text: str) -> set[str]:
    """The years that a header, a title or a name speaks of: 2026 for "Assessments 2026" and "Budget_2026.xlsx"."""
    return {year for year in re.findall(r"\d+", text) if re.fullmatch(r"(?:19|20)\d\d", year)}


def tables_named_in(text: str) -> set[str]:
    """The tables that a title, a sheet's or a file's name speaks of: receipts for "Recettes mars 2024"."""
    words = f" {fold(text)} "
    found = {table: name for table, name in _table_names() if f" {name} " in words}
    # "Voluntary contributions" holds no other; "UN scale" holds "scale", which is then not meant
    return {
        table
        for table, name in found.items()
        if not any(f" {name} " in f" {other} " and name != other for other in found.values())
    }


@cache
def _table_names() -> tuple[tuple[str, str], ...]:
    found = [(table, fold(name)) for table in TABLES for name in (table, *written(table, ""))]
    return tuple(sorted(found, key=lambda pair: len(pair[1])))


@cache
def _register() -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    return {(table, column, language): headers for table, column, language, headers in rows()}


def rows() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """The register: table (or "*"), column (blank: the table itself), language, headers."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            headers = tuple(header.strip() for header in row["headers"].split("|"))
            yield row["table"], row["column"], row["language"], headers
