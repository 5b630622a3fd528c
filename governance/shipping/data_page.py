"""The page that says what ships: each ledger's files, whence they come, what was computed, and what is not known.

    python -m governance.shipping.data_page    writes docs/data.md

It is made of the lists that ship beside the files, of the files themselves, and of what the ledgers built from them
answer: nothing in it is written twice.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from governance.books import Books
from governance.books import Row as Answered
from governance.settings import LEDGERS, PACKAGES, ROOT
from governance.shipping.ledgers import TITLES, build
from governance.tables import TABLES, Kind, Table

PAGE = ROOT / "docs" / "data.md"
_EVER = date(2100, 12, 31)
_DATED = (Kind.YEAR, Kind.DATE, Kind.PERIOD)
_HEAD = """# What ships

Written by `python -m governance.shipping.data_page` from the lists and files in `data/facts/` and from the ledgers \
built from them; a test compares. To change it, change them.

A ledger is built from files by `python -m governance prepare`. Each file becomes one batch, with its kind of \
evidence: *published* (a document or data set states it), *derived* (computed here, or put together from several \
sources), *demonstration* (made up). Every row cites its document. How each source was read stands in \
`data/facts/SOURCES.md`; the outlines of the map and their licence in `data/maps/README.md`.
"""
_DEMONSTRATION = """
Made by `data/demonstration/generate.py` for the day on which it is built: fictional States, amounts and documents, \
with a story in nearly every table, so that debts and votes can be shown without harm to anyone. It comes from a \
random generator with a fixed seed; nothing was recovered, and nothing is unknown but what its story leaves out. \
Its parts are told in `data/demonstration/README.md`.
"""
_EMPTY = """
Empty: it holds what is handed in, and no row that ships.
"""

Row = Mapping[str, str]


def as_text(books: Mapping[str, Books]) -> str:
    """The page, from the files that ship and the `books` of each ledger that is built from published files."""
    parts = [_HEAD]
    for entry in LEDGERS:
        contents = entry.contents
        parts.append(f"\n## {TITLES[contents]} (`{entry.key}`)\n")
        if contents in PACKAGES:
            parts += _package(PACKAGES[contents], books[contents])
        else:
            parts.append(_DEMONSTRATION if contents == "demonstration" else _EMPTY)
    return "".join(parts)


def _package(folder: Path, books: Books) -> Iterator[str]:
    batches = _rows(folder / "batches.csv")
    files = {batch["file"]: _rows(folder / batch["file"]) for batch in batches}
    yield f"\nThe files are in `{folder.relative_to(ROOT).as_posix()}/`, a data package (`datapackage.json`).\n\n"
    yield _table(
        ("file", "what it is", "rows", "years", "evidence", "what to know of it"),
        [_file(batch, files[batch["file"]]) for batch in batches],
    )
    yield "\n### From where\n\n"
    yield from _sources(folder, files)
    yield "\n### What was computed, and how\n\n"
    yield from _computed(batches, books)
    yield "\n### What is not known\n\n"
    yield from _unknown(batches, books)


def _file(batch: Row, rows: Sequence[Row]) -> tuple[str, ...]:
    table = TABLES[batch["table"]]
    note = "see below" if batch["evidence"] == "derived" else batch["note"]
    return f"`{batch['file']}`", table.title, f"{len(rows):,}", _years(table, rows), batch["evidence"], note


def _years(table: Table, rows: Sequence[Row]) -> str:
    """The first and the last year that stand in the rows."""
    names = [column.name for column in table.columns if column.kind in _DATED]
    years = {row[name][:4] for row in rows for name in names if row.get(name)}
    return "-".join(dict.fromkeys((min(years), max(years)))) if years else ""


def _sources(folder: Path, files: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """The sources that rows cite, those with most rows first, with their known faults; how many only explain rules."""
    cited = Counter(key.strip() for rows in files.values() for row in rows for key in row["document"].split(";"))
    described = {row["key"]: row for row in _rows(folder / "sources.csv")}
    yield _table(
        ("key", "what it is", "rows that cite it", "found at", "licence", "known faults"),
        [
            (f"`{key}`", _named(described[key]), f"{number:,}", *(described[key][name] for name in _ABOUT))
            for key, number in sorted(cited.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
    )
    if others := len(described) - len(cited):
        yield f"\nAnother {others} sources are cited by the rules, or were read for them; they are in `sources.csv`.\n"


_ABOUT = ("found_at", "licence", "known_faults")


def _named(source: Row) -> str:
    return ", ".join(part for part in (source["title"], source["publisher"], source["edition"]) if part)


def _computed(batches: Sequence[Row], books: Books) -> Iterator[str]:
    derived = [batch for batch in batches if batch["evidence"] == "derived"]
    for batch in derived:
        yield f"- `{batch['file']}`: {_cell(batch['note'])}\n"
    if not derived:
        yield "Nothing: every file is as published. What its publisher does not say is not added.\n"
    if rates := books.ask("booking_rates", _EVER).dicts():
        yield "\nWhich year's published amounts prove the rate at which they were booked (`ask booking_rates`):\n\n"
        heads = ("year", "from", "to", "rate", "rows", "that agree", "sum", "why")
        yield _table(heads, [_rate(row) for row in rates])


def _rate(row: Answered) -> tuple[str, ...]:
    names = ("year", "booked_currency", "currency", "rate", "rows", "agreeing")
    total = f"{row['recovered_total']:,}" if row.known("recovered_total") else ""
    return (*(f"{row[name]}" if row.known(name) else "" for name in names), total, row.text("because"))


def _unknown(batches: Sequence[Row], books: Books) -> Iterator[str]:
    tables = {batch["table"] for batch in batches}
    none = "; ".join(table.title for name, table in TABLES.items() if name not in tables)
    yield f"- No file that ships holds rows of these tables: {none}. What rests on them is blank here, never zero.\n"
    if levels := sorted({str(year) for (year,) in books.all_rows_in_force("budgets", ["year"])}):
        yield f"- The level of the budget of any year but {', '.join(levels)}: no document read here states it.\n"
    unproved = [row.whole("year") for row in books.ask("booking_rates", _EVER).dicts() if row["proved"] != "yes"]
    if unproved:
        years = ", ".join(map(str, unproved))
        yield f"- What was assessed for {years} in the currency of assessment: the rows prove no rate.\n"
    if twice := books.ask("printed_twice", _EVER).rows:
        yield (
            f"- Which of two amounts is right in {len(twice)} places where the publisher prints one twice and differs "
            "(`ask printed_twice`).\n"
        )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> None:
    """Write the page."""
    with TemporaryDirectory() as folder:
        built = {
            entry.contents: build(f"{folder}/{entry.key}.duckdb", entry.contents, rulebook=entry.rulebook)
            for entry in LEDGERS
            if entry.contents in PACKAGES
        }
        PAGE.write_text(as_text({key: Books.at(ledger) for key, ledger in built.items()}), encoding="utf-8")


if __name__ == "__main__":
    main()
