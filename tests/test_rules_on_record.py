"""The rules are part of the chain: recorded when a ledger is made and when others are adopted, and kept to by version."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from governance.books import Books
from governance.ledger import Ledger, loose_ends, rules_of, verify
from governance.ledger.opening import brought_up
from governance.problems import Refused
from governance.rulebooks import Rulebook, keys, opening, parse, rulebook
from governance.rulebooks.canonical import canonical, differences, restored
from governance.settings import ROOT
from tests.ledgers import batches_of, hand_in, new_ledger, sheets
from tests.servers import straight
from tests.shell import Shell

DAY = date(2024, 6, 30)
OWED = """
    membership: state | status | from
    XAA | member | 2010-01-01
    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    coverage: covers | from
    receipts | 2010-01-01
"""


def ledger_with_rules(folder: Path) -> Ledger:
    """A ledger that recorded IOM's rules when it was made; XAA owes two years."""
    place = str(folder / "books.duckdb")
    ledger = Ledger.create(place, rulebook="iom", title="Test", who="test", rules=canonical(rulebook("iom")))
    hand_in(ledger, OWED)
    return ledger


def ships(monkeypatch: pytest.MonkeyPatch, book: Rulebook) -> None:
    """From now on this rulebook is the one that ships."""
    monkeypatch.setattr(opening, "rulebook", lambda key: book)


@pytest.fixture
def without_votes() -> Rulebook:
    """IOM's rulebook as if it held no text about the vote, and a currency of no consequence."""
    return replace(rulebook("iom"), votes=(), readings=())


def status(ledger: Ledger, version: int | None = None) -> object:
    (row,) = Books.at(ledger, version).ask("voting", DAY).dicts()
    return row["status"]


@pytest.mark.parametrize("key", keys())
def test_the_canonical_form_says_all_that_a_rulebook_says(key: str) -> None:
    book = rulebook(key)
    text = canonical(book)
    assert restored(text, key) == book
    assert canonical(restored(text, key)) == text
    assert not differences(text, text)


def test_comments_and_order_are_no_part_of_it_and_parameters_dates_and_quotations_are() -> None:
    file = (ROOT / "governance/rulebooks/iom.toml").read_text(encoding="utf-8")
    text = canonical(parse(file, "iom"))
    assert canonical(parse("# a comment\n" + file + "\n# another", "iom")) == text
    left_out = file.replace("smallest_unit = 0.01\n", "", 1)
    assert left_out != file
    assert canonical(parse(left_out, "iom")) == text, "a default that is written out or not is the same rule"
    assert json.loads(text)["votes"][0]["first_day"] == {"day": "1989-11-14"}
    assert json.loads(text)["votes"][0]["text"] == rulebook("iom").votes[0].text, "the article is quoted"


def test_each_change_of_a_rule_is_a_difference() -> None:
    book = rulebook("iom")
    other = replace(book, smallest_unit=Decimal("0.05"))
    assert differences(canonical(book), canonical(other)) == [("smallest_unit", "0.01", "0.05")]


def test_what_ships_later_changes_no_ledger_that_recorded_its_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_votes: Rulebook
) -> None:
    ledger = ledger_with_rules(tmp_path)
    before = status(ledger)
    assert before == "reaches_threshold"
    ships(monkeypatch, without_votes)
    assert status(ledger) == before
    assert status(new_ledger(tmp_path, OWED)) != before, "one without them on record follows what ships"


def test_adopting_shows_whose_verdict_changes_and_old_versions_keep_their_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell, without_votes: Rulebook
) -> None:
    ledger = ledger_with_rules(tmp_path)
    version = ledger.history()[-1].seq
    same = shell("adopt-rulebook")
    assert (same.exit_code, "in force in this ledger as they are" in same.stdout) == (1, True)
    with pytest.raises(Refused) as refused:
        ledger.adopt("iom", canonical(rulebook("iom")), who="test")
    assert [problem.rule for problem in refused.value.problems] == ["rules-adopted-already"]
    ships(monkeypatch, without_votes)
    monkeypatch.setattr("governance.books.books.Books.today", lambda self: DAY)
    dry = shell("adopt-rulebook", "--dry-run", "--format", "json")
    told = json.loads(dry.stdout)
    assert [(row["name"], row["after"]) for row in told if row["about"] == "vote"] == [
        ("XAA", "no rule held for this date")
    ]
    assert any(row["about"] == "rule" and row["name"].startswith("votes.") for row in told)
    assert ledger.history()[-1].seq == version, "nothing is done yet"
    assert "differ from those that ship" in shell("verify").stdout
    assert shell("adopt-rulebook", "--note", "the vote was given up").exit_code == 0
    event = ledger.history()[-1]
    assert (event.kind, event.who, event.note) == ("adopted", "clerk", "the vote was given up")
    assert status(ledger) == "no_rule"
    assert status(ledger, version) == "reaches_threshold", "as it was decided then"
    assert verify(ledger.target) is None
    assert "differ" not in shell("verify").stdout


def test_another_organizations_rulebook_can_be_adopted(tmp_path: Path, shell: Shell) -> None:
    ledger = ledger_with_rules(tmp_path)
    assert shell("adopt-rulebook", "who").exit_code == 0
    assert Books.at(ledger).rulebook.key == "who"
    assert rules_of(ledger.history()).key == "who"
    assert shell("adopt-rulebook", "nato").exit_code == 1


def test_verify_sees_a_rule_that_was_changed_in_the_ledger(tmp_path: Path) -> None:
    ledger = ledger_with_rules(tmp_path)
    with straight(ledger.target) as connection:
        connection.execute("update events set details = replace(details, '0.01', '0.05') where seq = 0")
    problem = verify(ledger.target)
    assert problem is not None
    assert problem.message == "Event 0 was changed after it was recorded."


def test_a_ledger_without_rules_on_record_follows_what_ships_and_verify_says_so(tmp_path: Path, shell: Shell) -> None:
    Path(new_ledger(tmp_path, OWED).target).rename("books.duckdb")
    told = shell("verify")
    assert (told.exit_code, "Rules not anchored" in told.stdout) == (0, True)
    assert shell("adopt-rulebook").exit_code == 0
    assert "not anchored" not in shell("verify").stdout.lower()


def test_init_records_the_rules(shell: Shell) -> None:
    assert shell("init").exit_code == 0
    assert "anchored" not in shell("verify").stdout
    assert rules_of(Ledger("books.duckdb").history()).text == canonical(rulebook("iom"))


def test_rules_that_this_version_does_not_understand_are_refused_in_words(tmp_path: Path) -> None:
    text = json.dumps(json.loads(canonical(rulebook("iom"))) | {"quota": 1})
    ledger = Ledger.create(str(tmp_path / "x.duckdb"), rulebook="iom", title="T", who="test", rules=text)
    with pytest.raises(Refused, match="quota is not one of its fields"):
        Books.at(ledger)


@pytest.mark.parametrize(
    "statement",
    [
        "update mappings set mapping = '{}'",
        "delete from mappings",
        "insert into mappings values ('receipts', 'other', '{}')",
    ],
)
def test_verify_sees_a_change_of_what_was_said_of_columns(tmp_path: Path, statement: str) -> None:
    ledger = new_ledger(tmp_path)
    batches = list(batches_of(sheets(OWED)))
    ledger.append(batches, who="test", said={("coverage", "abc"): '{"A": "covers"}'})
    assert verify(ledger.target) is None
    with straight(ledger.target) as connection:
        connection.execute(statement)
    problem = verify(ledger.target)
    assert problem is not None
    assert "What was said of the columns" in problem.message


def test_what_was_said_of_columns_before_it_was_recorded_is_told_and_recorded_with_the_rules(tmp_path: Path) -> None:
    """A ledger of schema 2 as it was before: its columns are in no event until rules are adopted."""
    ledger = Ledger(str(tmp_path / "old.duckdb"))
    with straight(ledger.target) as connection:
        connection.execute((ROOT / "tests/schemas/2.sql").read_text(encoding="utf-8"))
    assert verify(ledger.target) is None
    assert any("columns of 1 sheet" in sentence for sentence in loose_ends(ledger.target))
    brought_up(ledger.target)
    ledger.adopt("iom", canonical(rulebook("iom")), who="test")
    assert loose_ends(ledger.target) == []
    assert verify(ledger.target) is None
    with straight(ledger.target) as connection:
        connection.execute("update mappings set mapping = '{}'")
    assert verify(ledger.target) is not None
