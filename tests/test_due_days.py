"""When a contribution is due: as recorded, else, where the rulebook has it so, by the receipt of the notice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from governance.books import Books
from governance.books.books import _Asking
from governance.problems import Refused
from governance.questions.accounts.accounts import accounts
from governance.rulebooks import RulebookRefused, keys, parse, rulebook
from governance.rulebooks.canonical import canonical
from governance.settings import ROOT
from tests.ledgers import books_of, hand_in, new_ledger

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    XBE | member | 2024-03-01
    assessments: year | state | amount | due
    2023 | XAA | 100.00 |
    2024 | XAA | 120.00 |
    2024 | XAN | 180.00 | 2024-02-15
    2024 | XBE | 60.00 |
    coverage: covers | from
    receipts | 2000-01-01
    opening_balances | 2000-01-01
"""
DAY = date(2024, 12, 31)
NINTH = date(2024, 2, 9)
JANUARY = date(2024, 1, 1)


def notices(*rows: str) -> str:
    """A register of notices with these rows."""
    return "\n    ".join(("notices: sent | state | kind | year | received", *rows)) if rows else ""


def due(books: Books, state: str = "XAA", year: int = 2024) -> date:
    """The due day, which the facts and the rules about the vote must have as one."""
    (row,) = books.ask("assessed", date(year + 1, 12, 31), state=state, year=year).dicts()
    account = next(one for (code, _), one in accounts(_Asking(books, DAY)).items() if code == state)
    assert [day for day, of, _ in account.dues if of == year] == [row["due"]]
    return row.day("due")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], JANUARY),
        (["2024-01-08 | XAA | assessment_notice | 2024 | 2024-01-10"], NINTH),
        (["2024-01-08 | XAA | assessment_notice | 2024 |"], JANUARY),
        (["2024-01-08 | XAA | assessment_notice | | 2024-01-10"], JANUARY),
        (["2023-10-02 | XAA | assessment_notice | 2024 | 2023-10-10"], JANUARY),
        (["2024-01-08 | XAA | reminder | 2024 | 2024-01-10"], JANUARY),
        (["2024-01-08 | XAA | assessment_notice | 2023 | 2024-01-10"], JANUARY),
        (["2024-01-08 | XAN | assessment_notice | 2024 | 2024-01-10"], JANUARY),
        (
            [
                "2024-01-08 | XAA | assessment_notice | 2024 | 2024-01-10",
                "2024-03-01 | XAA | assessment_notice | 2024 | 2024-03-04",
            ],
            NINTH,
        ),
    ],
    ids=["none", "received", "receipt not known", "year not known", "long before", "a reminder", "another year",
         "another State", "sent again"],
)  # fmt: skip
def test_the_first_notice_that_the_state_received_for_the_year_counts(
    tmp_path: Path, rows: list[str], expected: date
) -> None:
    assert due(books_of(tmp_path, PAGE + notices(*rows), "imo")) == expected


def test_a_recorded_due_date_and_a_later_accession_come_first(tmp_path: Path) -> None:
    told = notices(*(f"2024-01-08 | {state} | assessment_notice | 2024 | 2024-01-10" for state in ("XAN", "XBE")))
    books = books_of(tmp_path, PAGE + told, "imo")
    assert (due(books, "XAN"), due(books, "XBE")) == (date(2024, 2, 15), date(2024, 3, 1))


def test_what_is_owed_the_days_ahead_and_the_vote_follow(tmp_path: Path) -> None:
    """What is due on 9 February 2024 may be paid until 9 February 2025; without a notice, until 1 January."""
    ledger = new_ledger(tmp_path, PAGE, "imo")
    hand_in(ledger, notices("2024-01-08 | XAA | assessment_notice | 2024 | 2024-01-10"))
    noticed, before = Books.at(ledger), Books.at(ledger, ledger.history()[-2].seq)

    def owed(books: Books, on: date) -> Decimal:
        (row,) = books.ask("balances", on, state="XAA").dicts()
        (aged,) = books.ask("ageing", on, state="XAA").dicts()
        assert aged["current_year"] == row["current_year"]
        return row.amount("current_year")

    assert [owed(noticed, day) for day in (date(2024, 2, 8), NINTH)] == [Decimal(0), Decimal("120.00")]
    assert owed(before, date(2024, 2, 8)) == Decimal("120.00"), "an earlier version says what it said"
    ahead = [row["day"] for row in noticed.ask("calendar", JANUARY, state="XAA").dicts() if row["occasion"] == "due"]
    assert NINTH in ahead
    paid = "\n    receipts: received | state | amount | reference\n    2024-06-01 | XAA | 100.00 | BK1"
    hand_in(ledger, paid)
    on = date(2025, 2, 9)
    assert [row["status"] for row in Books.at(ledger).ask("voting", on, state="XAA").dicts()] == ["in_arrears"]
    assert [row["status"] for row in Books.at(ledger).ask("voting", date(2025, 2, 10), state="XAA").dicts()] == [
        "no_vote"
    ]
    taken = books_of(tmp_path, PAGE + paid, "imo")
    assert [row["status"] for row in taken.ask("voting", on, state="XAA").dicts()] == ["no_vote"]


def test_a_notice_that_would_move_the_accounts_of_a_closed_year_is_refused(tmp_path: Path) -> None:
    """What was due when the year was closed stays so; a letter that moves nothing at its end is but recorded."""
    ledger = new_ledger(tmp_path, PAGE, "imo")
    ledger.close_year(2023, totals={}, who="Ana")
    with pytest.raises(Refused) as refused:
        hand_in(ledger, notices("2023-12-10 | XAA | assessment_notice | 2023 | 2023-12-15"))
    assert [problem.rule for problem in refused.value.problems] == ["closed-year-would-move"]
    hand_in(ledger, notices("2023-02-27 | XAA | assessment_notice | 2023 | 2023-03-01"))
    assert due(Books.at(ledger), year=2023) == date(2023, 3, 31)


def test_rules_without_such_a_term_are_not_touched_by_notices(tmp_path: Path) -> None:
    told = notices("2024-01-08 | XAA | assessment_notice | 2024 | 2024-01-10")
    books = books_of(tmp_path, PAGE + told)
    assert due(books) == JANUARY
    assert "notices" not in books.ask("balances", DAY).tables
    assert "notices" not in books.ask("voting", DAY).tables
    assert "notices" in books.ask("notices", DAY).tables
    under = books_of(tmp_path, PAGE + told, "imo")
    assert all("notices" in under.ask(question, DAY).tables for question in ("assessed", "balances", "voting"))


def test_a_rulebook_without_it_is_recorded_as_before() -> None:
    assert [key for key in keys() if rulebook(key).due] == ["imo"]
    assert '"due":' not in canonical(rulebook("iom"))
    assert '"days_after_notice":30' in canonical(rulebook("imo"))


@pytest.mark.parametrize("days", [0, 367])
def test_a_term_of_no_day_or_of_years_is_refused(days: int) -> None:
    file = (ROOT / "governance/rulebooks/imo.toml").read_text(encoding="utf-8")
    wrong = file.replace("days_after_notice = 30", f"days_after_notice = {days}")
    with pytest.raises(RulebookRefused) as refused:
        parse(wrong, "imo")
    assert refused.value.problems == (f"due: days_after_notice is {days}; it must be 1 to 366.",)
