"""A row's own rules are told in one round with its bad cells, but for those that a bad cell alone may explain."""

from __future__ import annotations

from governance.ledger import Ledger
from governance.tables import TABLES
from tests.ledgers import told


def test_a_bad_cell_hides_only_the_rules_that_read_it(ledger: Ledger) -> None:
    rows = """
    receipts: received | state | amount | reference | paid_currency | rate
    | Nowhere | 10.00 | R1 | |
    | XAA | ten | R2 | USD |
    2024-01-10 | XAA | 0 | R3 | USD | many
    last week | XAA | 5.00 | R4 | |
    """
    assert [(rule, row) for rule, row, _ in told(ledger, rows)] == [
        ("receipt-has-a-date", 2),
        ("state-unknown", 2),
        ("not-an-amount", 3),
        ("foreign-receipt-has-a-rate", 3),
        ("receipt-has-a-date", 3),
        ("amount-not-zero", 4),
        ("not-a-number", 4),
        ("not-a-date", 5),
    ]


def test_the_columns_that_a_rule_reads() -> None:
    membership, receipts = TABLES["membership"], TABLES["receipts"]
    assert membership.read_by("kind <> 'state' or status = 'from'") == ("kind", "status")
    assert receipts.read_by("year(coalesce(value_date, received))") == ("received", "value_date")
