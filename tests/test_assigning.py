"""A receipt of an unknown payer is assigned to a State by a further batch; nothing disappears."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from governance.books import Books
from governance.intake import accept, prepare
from governance.intake.assigning import assignment
from governance.problems import Refused
from tests.ledgers import balance, new_ledger

DAY = date(2024, 6, 30)
PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    assessments: year | state | amount
    2024 | XAA | 100.00
    receipts: received | state | amount | reference | paid_amount | paid_currency | rate
    2024-02-01 | | 40.00 | BK1 | | |
    2024-02-02 | | 25.00 | | 30.00 | USD | 0.83333333
    2024-02-03 | XAA | 5.00 | BK2 | | |
    coverage: covers | from
    receipts | 2000-01-01
"""


def test_a_receipt_with_a_reference_gains_its_state_and_one_without_is_reversed_and_entered(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path, PAGE)
    books = Books.at(ledger)
    places = [(row["batch"], row["sheet_row"]) for row in books.ask("unidentified", DAY).dicts()]
    assert places == [(3, 2), (3, 3)]
    name, content = assignment(books, dict.fromkeys(places, "XAA"))
    accept(ledger, prepare([(name, content)], currency="CHF", table="receipts"), who="test")
    after = Books.at(ledger)
    assert balance(after, DAY)["received"] == Decimal("70.00")
    assert after.ask("identity", DAY).dicts()[0]["unidentified"] == 0
    assert books.ask("identity", DAY).dicts()[0]["unidentified"] == 65, "the older version says what it said"


def test_a_receipt_that_is_not_unidentified_any_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no receipt of an unknown payer in batch 3, row 4") as refused:
        assignment(Books.at(new_ledger(tmp_path, PAGE)), {(3, 4): "XAA", (9, 9): "XAA"})
    assert [problem.rule for problem in refused.value.problems] == ["no-such-receipt"] * 2
