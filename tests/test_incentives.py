"""What paying early would bring and late payment cost; and what of money to come needs attention."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from governance.access import DELEGATION, Reader
from governance.books import Books
from tests.shipped import open_page, words_on


def test_interest_and_shares_go_by_days(books: Books) -> None:
    """XAA pays on the first day, XAN half on 1 July, XAR nothing. 2023 has 365 days, 181 of them before July.

    assessments: year | state | amount
    2023 | XAA | 365.00
    2023 | XAN | 730.00
    2023 | XAR | 365.00
    receipts: received | state | amount | reference
    2023-01-01 | XAA | 365.00 | A
    2023-07-01 | XAN | 365.00 | B
    coverage: covers | from
    receipts | 2010-01-01
    opening_balances | 2010-01-01
    """
    day = date(2024, 3, 1)
    rows = {row["state"]: row for row in books.ask("incentives", day, year="2023", pool="549").dicts()}
    assert {state: row["unpaid_then"] for state, row in rows.items()} == {"XAA": 0, "XAN": 365, "XAR": 365}
    # 365 francs unpaid for 181 days at 3 %, for 184 days at 6 %: 5.43 + 11.04.
    assert {state: row["late_interest"] for state, row in rows.items()} == {
        "XAA": 0, "XAN": Decimal("21.90"), "XAR": Decimal("16.47")}  # fmt: skip
    assert {state: row["incentive_share"] for state, row in rows.items()} == {"XAA": 365, "XAN": 184, "XAR": 0}
    assert rows["XAN"]["gains"] == Decimal("162.10")
    dearer = books.ask("incentives", day, year="2023", interest="6", interest_later="12").dicts()
    assert sum(row["late_interest"] for row in dearer) == 2 * (Decimal("21.90") + Decimal("16.47"))
    own = Reader("delegation", frozenset({DELEGATION}), frozenset({"XAN"}))
    assert books.ask("incentives", day, own, year="2023").column("state") == ["XAN"]


def test_a_credit_above_a_year_and_a_balance_of_who_left_need_attention(books: Books) -> None:
    """
    membership: state | status | from | to
    XAA | member | 2010-01-01 |
    XAN | member | 2010-01-01 | 2022-12-31
    XAR | member | 2010-01-01 | 2022-12-31
    assessments: year | state | amount
    2022 | XAN | 50.00
    2022 | XAR | 50.00
    2023 | XAA | 100.00
    receipts: received | state | amount | reference
    2023-02-01 | XAA | 300.00 | A
    2022-02-01 | XAR | 60.00 | B
    coverage: covers | from
    receipts | 2010-01-01
    opening_balances | 2010-01-01
    """
    words = {row["state"]: row["words"] for row in books.ask("attention", date(2023, 5, 1)).dicts() if row["state"]}
    assert words["XAA"].endswith(
        "has a credit of CHF 200.00, more than a year’s contribution: make sure whose money it is."
    )
    assert words["XAN"].endswith("is no longer a Member and owes CHF 50.00.") or "oldest debt" in words["XAN"]
    assert words["XAR"].endswith("is no longer a Member and has a credit of CHF 10.00: make sure whose money it is."), (
        "nobody said what its contribution would be"
    )
    assert [
        row["state"] for row in books.ask("attention", date(2022, 5, 1)).dicts() if "no longer" in row["words"]
    ] == []


def _habit() -> str:
    years = range(2014, 2025)
    return "\n".join(
        (
            "assessments: year | state | amount",
            *(f"{year} | XAA | 100.00" for year in years),
            "receipts: received | state | amount | reference",
            *(f"{year}-05-10 | XAA | 100.00 | A{year}" for year in years if year < 2024),
            "coverage: covers | from",
            "receipts | 2010-01-01",
            "opening_balances | 2010-01-01",
        )
    )


def test_a_forecast_that_fell_needs_attention(books: Books) -> None:
    """<ledger>"""

    def fell(day: date) -> list[str]:
        return [row["words"] for row in books.ask("attention", day).dicts() if row["page"] == "liquidity"]

    assert fell(date(2024, 4, 20)) == []
    assert fell(date(2024, 6, 1)) == [
        "CHF 100.00 less is expected until the end of the year than on 2 May 2024: a projection."
    ]
    assert fell(date(2023, 6, 1)) == [], "it paid in May"


test_a_forecast_that_fell_needs_attention.__doc__ = _habit()


def test_the_page_tells_who_would_gain(shipped: Path) -> None:
    text = words_on(open_page("incentives", ledger="demonstration"))
    assert "interest on late payment would come to" in text
    assert "is not known here for 2026" in words_on(open_page("incentives", ledger="iom"))
