"""The published facts that ship: described, cited, recognised, and never taken for more than they are."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import frictionless
import pytest

from governance.books import Books
from governance.ledger import Ledger, verify
from governance.names import find
from governance.settings import FACTS
from governance.shipping.datapackage import NAME, as_text, descriptor
from governance.shipping.ledgers import build
from governance.tables import TABLES, Kind


def rows(file: str) -> Iterator[dict[str, str]]:
    with (FACTS / file).open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


BATCHES = list(rows("batches.csv"))
FILES = [batch["file"] for batch in BATCHES]
DAYS = (date(1960, 6, 30), date(2013, 1, 1), date(2024, 12, 31), date(2026, 6, 30))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return build(str(tmp_path_factory.mktemp("facts") / "iom.duckdb"), "facts")


@pytest.fixture(scope="module")
def books(ledger: Ledger) -> Books:
    return Books.at(ledger)


def test_the_descriptor_is_what_is_derived_from_the_tables() -> None:
    """After a change to tables.py or to a file: python -m governance.shipping.datapackage"""
    assert (FACTS / NAME).read_text(encoding="utf-8") == as_text(descriptor())


def test_other_peoples_tools_find_the_package_valid() -> None:
    report = frictionless.validate(str(FACTS / NAME))
    assert report.valid, report.flatten(["name", "type", "message"])
    assert {task.name for task in report.tasks} == {Path(file).stem.replace("_", "-") for file in FILES} | {
        "batches", "sources"}  # fmt: skip


def test_every_file_that_ships_is_listed() -> None:
    there = {path.name for path in FACTS.glob("*.csv")} - {"batches.csv", "sources.csv"}
    assert there == set(FILES)
    assert {batch["evidence"] for batch in BATCHES} <= {"published", "derived"}


@pytest.mark.parametrize("file", FILES)
def test_every_row_cites_sources_that_are_described(file: str) -> None:
    known = {row["key"] for row in rows("sources.csv")}
    cited = {key.strip() for row in rows(file) for key in row["document"].split(";")}
    assert cited, file
    assert cited <= known


def test_sources_are_described_once_and_in_the_same_words_for_people() -> None:
    keys = [row["key"] for row in rows("sources.csv")]
    assert len(keys) == len(set(keys))
    described = re.findall(r"^\| `([^`]+)` \|", (FACTS / "SOURCES.md").read_text(encoding="utf-8"), flags=re.M)
    assert set(keys) <= set(described)


@pytest.mark.parametrize("batch", BATCHES, ids=FILES)
def test_every_state_is_recognised(batch: dict[str, str]) -> None:
    """By the names that the sources use: official, former, journalistic."""
    table = TABLES[batch["table"]]
    for column in table.columns:
        if column.kind not in (Kind.STATE, Kind.PARTY):
            continue
        names = {row[column.name] for row in rows(batch["file"]) if row.get(column.kind_in, "") != "organization"}
        assert not {name for name in names if (name or column.required) and find(name) is None}


def test_the_ledger_of_the_facts_is_whole_and_says_what_each_batch_is(ledger: Ledger, books: Books) -> None:
    assert verify(ledger.target) is None
    assert [(event.file_name, event.evidence, event.note) for event in books.batches] == [
        (batch["file"], batch["evidence"], batch["note"]) for batch in BATCHES]  # fmt: skip
    assert {event.who for event in books.events} == {"shipped"}


def test_each_file_is_in_force_row_for_row(books: Books) -> None:
    for name in {batch["table"] for batch in BATCHES}:
        in_files = sum(len(list(rows(batch["file"]))) for batch in BATCHES if batch["table"] == name)
        assert len(books.all_rows_in_force(name)) == in_files, name


@pytest.mark.parametrize("day", DAYS)
def test_no_balance_is_known_because_no_receipts_are_published(books: Books, day: date) -> None:
    for question in ("balances", "outstanding", "ageing", "identity", "totals"):
        answer = books.ask(question, day)
        assert set(answer.column("known")) <= {"no"}, question
        assert set(answer.column("outstanding")) <= {None}, question
    assert books.ask("collection", day).rows == ()


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (date(1996, 11, 30), 59),
        (date(2007, 11, 27), 122),
        (date(2011, 12, 5), 146),
        (date(2014, 7, 31), 156),
        (date(2016, 6, 13), 162),
        (date(2018, 11, 27), 173),
        (date(2022, 11, 30), 175),
    ],
)
def test_members_are_as_many_as_documents_of_the_day_say(books: Books, day: date, members: int) -> None:
    assert books.ask("member_counts", day).column("members") == [members]


def test_what_was_assessed_in_2023_is_what_the_source_says(books: Books) -> None:
    """The sum of the file's rows, and no more: USD, as published."""
    published = sum(int(row["amount"]) for row in rows("assessments.csv") if row["year"] == "2023")
    (row,) = [row for row in books.ask("totals", date(2024, 1, 1)).dicts() if row["year"] == 2023]
    assert (row["currency"], row["assessed"]) == ("USD", published)
    assert books.ask("largest_contributors", date(2024, 1, 1), year=2023).dicts()[0]["state"] == "USA"
