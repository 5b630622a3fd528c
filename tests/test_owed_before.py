"""What a Member owed before the receipts begin: an opening balance says it, or a declaration that nothing was owed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from governance.books import Books
from tests.ledgers import balance, books_of, new_ledger, told

ON = date(2024, 6, 30)
PAGE = """
    membership: state | status | from
    XAA | member | 2010-01-01
    XBI | member | 2022-03-01
    assessments: year | state | amount
    2022 | XAA | 100
    2023 | XAA | 100
    2022 | XBI | 50
"""
RECEIPTS = """
    coverage: covers | from
    receipts | 2021-06-01
"""
OPENED = """
    opening_balances: dated | state | year | amount
    2021-05-31 | XAA | 2020 | 0
"""
DECLARED = """
    coverage: covers | from | to
    opening_balances | 2021-06-01 | 2021-06-01
"""


def known(books: Books, state: str) -> tuple[object, object]:
    """Whether the balance is known, and the status of the vote."""
    return balance(books, ON, state)["known"], books.ask("voting", ON, state=state).dicts()[0]["status"]


def test_a_member_from_before_the_receipts_owes_what_nobody_wrote_down(tmp_path: Path) -> None:
    """One that joined afterwards owes nothing from before. The reason is said, and no total is shown."""
    books = books_of(tmp_path, PAGE + RECEIPTS)
    assert known(books, "XAA") == ("no", "not_known")
    assert known(books, "XBI") == ("yes", "in_arrears")
    assert str(books.ask("voting", ON, state="XAA").dicts()[0]["because"]).startswith(
        "What the Member owed when the receipts recorded here begin is not known, and so neither is what is outstanding"
        " on 30 June 2024"
    )
    words = [str(row["words"]) for row in books.ask("attention", ON).dicts()]
    assert words[0].startswith("What 1 State owed when the receipts begin is not known: no total is shown.")
    assert books.ask("totals", ON).dicts()[0]["outstanding"] is None
    assert not [said for said in words if "for years that have ended" in said], (
        "XBI owes, but nobody knows what all owe"
    )


@pytest.mark.parametrize("more", [OPENED, DECLARED], ids=["an opening balance of zero", "a declaration"])
def test_an_opening_balance_or_a_declaration_makes_it_known(tmp_path: Path, more: str) -> None:
    """Zero counts. The declaration covers every Member without an opening balance."""
    assert known(books_of(tmp_path, PAGE + RECEIPTS + more), "XAA") == ("yes", "reaches_threshold")


def test_an_opening_balance_of_another_member_says_nothing_of_this_one(tmp_path: Path) -> None:
    """Nor does a declaration about a later day."""
    other = OPENED.replace("XAA", "XBI")
    assert known(books_of(tmp_path, PAGE + RECEIPTS + other), "XAA")[0] == "no"
    later = DECLARED.replace("2021-06-01", "2022-06-01")
    assert known(books_of(tmp_path, PAGE + RECEIPTS + later), "XAA")[0] == "no"


def test_handing_in_coverage_asks_what_was_owed_before(tmp_path: Path) -> None:
    """Not again where opening balances or the declaration are there, or where everybody joined later."""
    ledger = new_ledger(tmp_path, PAGE)
    ((rule, row, words),) = told(ledger, RECEIPTS)
    assert (rule, row) == ("owed-before-not-known", 2)
    assert words.startswith(
        "Receipts begin on 2021-06-01. Members that joined before and have no opening balance: 1, such as"
    )
    assert told(ledger, RECEIPTS + OPENED) == []
    assert told(ledger, RECEIPTS + "    opening_balances | 2021-06-01\n") == []
    assert told(ledger, RECEIPTS.replace("2021", "2005")) == []
