"""Closing a year: totals tie to the general ledger and the bank, and what is closed stays as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from governance.books import Books
from governance.intake.service.year_closing import ITEMS, close, parse_totals, ties, why_no_total
from governance.ledger import Ledger, verify
from governance.problems import Refused
from tests.ledgers import hand_in, new_ledger

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    opening_balances: dated | state | year | amount
    2022-01-01 | XAA | 2021 | 30.00
    assessments: year | state | amount
    2022 | XAA | 100.00
    2022 | XAN | 50.00
    2023 | XAA | 100.00
    receipts: received | state | amount | reference
    2022-03-01 | XAA | 80.00 | BK1
    2022-04-01 | XAN | 55.00 | BK2
    2022-05-01 | | 10.00 | BK3
    2023-01-05 | XAA | 50.00 | BK4
    coverage: covers | from
    receipts | 2022-01-01
    opening_balances | 2022-01-01
"""
ENTERED = {
    ("general_ledger_assessed", "CHF"): Decimal("150.00"),
    ("general_ledger_received", "CHF"): Decimal("145.00"),
    ("general_ledger_outstanding", "CHF"): Decimal("50.00"),
    ("general_ledger_credit", "CHF"): Decimal("5.00"),
    ("bank_received", "CHF"): Decimal("145.00"),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return new_ledger(tmp_path, PAGE)


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.rule for problem in refused.value.problems]


def test_our_totals_of_the_year_are_those_that_others_books_have(ledger: Ledger) -> None:
    """Received: 80 + 55 + 10 of unknown payers. XAA owes 30 + 100 - 80; XAN has paid 55 for 50. Together with the 10
    of unknown payers that is 30 + 150 - 145."""
    found = {tie.item: tie.ours for tie in ties(Books.at(ledger), 2022, {})}
    assert found == {item: amount for (item, _), amount in ENTERED.items()}


def test_what_came_in_is_what_came_in_though_an_account_was_opened_anew(ledger: Ledger) -> None:
    """XAA paid 50 in 2023, and 80 before its new opening balance, which its account no longer counts."""
    hand_in(ledger, "opening_balances: dated | state | year | amount\n2023-01-01 | XAA | 2022 | 50.00")
    found = {tie.item: tie.ours for tie in ties(Books.at(ledger), 2023, {})}
    assert found["bank_received"] == found["general_ledger_received"] == 50


def test_a_year_whose_totals_tie_is_closed_and_the_totals_are_kept(ledger: Ledger) -> None:
    event, compared = close(ledger, Books.at(ledger), 2022, ENTERED, who="Ana")
    assert all(tie.difference == 0 for tie in compared)
    books = Books.at(ledger)
    assert list(books.closed) == [2022]
    rows = books.ask("closings").dicts()
    assert {row["item"]: row["ours"] for row in rows} == {item: amount for (item, _), amount in ENTERED.items()}
    assert rows[0]["version"] == event.seq
    assert verify(ledger.target) is None
    assert Books.at(ledger, event.seq - 1).ask("closings").rows == ()


def test_a_total_that_does_not_tie_needs_a_note_that_explains_it(ledger: Ledger) -> None:
    off = ENTERED | {("bank_received", "CHF"): Decimal("144.00"), ("general_ledger_received", "CHF"): Decimal("146.00")}
    with pytest.raises(Refused) as refused:
        close(ledger, Books.at(ledger), 2022, off, who="Ana")
    assert rules(refused) == ["total-differs", "total-differs"], "all at once"
    assert "at the bank: CHF 144.00. Recorded here: CHF 145.00. The difference is CHF -1.00." in str(refused.value)
    _, compared = close(ledger, Books.at(ledger), 2022, off, who="Ana", note="A fee of 1.00, booked in January")
    assert [tie.difference for tie in compared] == [0, 1, 0, 0, -1]


def test_every_total_must_be_entered(ledger: Ledger) -> None:
    with pytest.raises(Refused) as refused:
        close(ledger, Books.at(ledger), 2022, {}, who="Ana")
    assert rules(refused) == ["total-missing"] * len(ITEMS)


@pytest.mark.parametrize(
    ("year", "rule"),
    [
        (2999, "year-not-over"),
        (1960, "year-empty"),
        (2020, "year-empty"),
        (2022, "year-not-known"),
        (10**12, "year-not-over"),
        (0, "year-empty"),
    ],
)
def test_a_year_that_is_not_over_empty_or_not_known_is_not_closed(tmp_path: Path, year: int, rule: str) -> None:
    ledger = new_ledger(tmp_path, PAGE.replace("receipts | 2022-01-01", "receipts | 2023-01-01"))
    with pytest.raises(Refused) as refused:
        ties(Books.at(ledger), year, {})
    assert rules(refused) == [rule]


def test_a_currency_in_which_nothing_is_held_is_refused(ledger: Ledger) -> None:
    with pytest.raises(Refused, match="nothing is recorded in EUR") as refused:
        ties(Books.at(ledger), 2022, {("bank_received", "EUR"): Decimal(1)})
    assert rules(refused) == ["total-stranger"]


def test_a_closed_year_closes_those_before_it_and_only_the_last_is_opened_again(ledger: Ledger) -> None:
    close(ledger, Books.at(ledger), 2022, ENTERED, who="Ana")
    with pytest.raises(Refused, match="The year 2022 is closed already"):
        ties(Books.at(ledger), 2022, {})
    with pytest.raises(Refused, match="The last closed year is 2022"):
        ledger.reopen_year(2021, why="an error", who="Ana")
    ledger.reopen_year(2022, why="an error", who="Ana")
    close(ledger, Books.at(ledger), 2022, ENTERED, who="Ana")


def test_what_is_closed_on_books_that_are_no_longer_the_last_is_refused(ledger: Ledger) -> None:
    books = Books.at(ledger)
    hand_in(ledger, "receipts: received | state | amount | reference\n2022-06-01 | XAA | 1.00 | BK9")
    with pytest.raises(Refused, match="The ledger has changed since you looked at it"):
        close(ledger, books, 2022, ENTERED, who="Ana")


def test_the_closed_report_stays_as_it_was(ledger: Ledger) -> None:
    event, _ = close(ledger, Books.at(ledger), 2022, ENTERED, who="Ana")
    report = Books.at(ledger, event.seq).ask("balances", date(2022, 12, 31)).rows
    hand_in(
        ledger, "adjustments: dated | state | amount | for_year | reason\n2023-02-01 | XAA | 5.00 | 2022 | correction"
    )
    assert Books.at(ledger).ask("balances", date(2022, 12, 31)).rows == report, "dated in the open year"
    assert Books.at(ledger, event.seq).ask("balances", date(2022, 12, 31)).rows == report


def test_totals_are_read_from_words_and_all_that_cannot_be_read_is_said() -> None:
    assert parse_totals(["bank_received=145.00", "bank_received.usd=-3"], "CHF") == {
        ("bank_received", "CHF"): Decimal("145.00"),
        ("bank_received", "USD"): Decimal(-3),
    }
    with pytest.raises(Refused) as refused:
        parse_totals(["bank=1", "bank_received=1,234", "bank_received="], "CHF")
    assert rules(refused) == ["total-unknown", "not-an-amount", "not-an-amount"]
    with pytest.raises(Refused) as twice:
        parse_totals(["bank_received=1", "bank_received.chf=2", "bank_received.usd=3"], "CHF")
    assert rules(twice) == ["total-twice"]
    assert [str(problem.message) for problem in twice.value.problems] == [
        "Received in the year, at the bank (CHF) is given twice."
    ]
    assert why_no_total("825,000").message == "“825,000” may be 825,000.00 or 825.00: write it with two decimals."
    assert refused.value.problems[-1].message == "“” is not an amount: write it like 1,234.50."
