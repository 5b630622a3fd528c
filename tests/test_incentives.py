"""What paying early would bring and late payment cost; and what of money to come needs attention."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.access import DELEGATION, Reader
from governance.books import Books
from governance.papers.evidence import in_words_of
from governance.problems import Refused
from tests.shipped import TODAY, open_page, sections_on, shipped_books, words_on


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
    returned = books.ask("incentives", day, year="2023", shares="interest").dicts()
    assert sum(row["incentive_share"] for row in returned) == Decimal("38.37"), "what late payment costs, and no more"
    assert sum(row["gains"] for row in returned) == 0
    own = Reader("delegation", frozenset({DELEGATION}), frozenset({"XAN"}))
    assert books.ask("incentives", day, own, year="2023").column("state") == ["XAN"]


@pytest.mark.parametrize("question", ["incentives", "joining", "withdrawal"])
def test_what_would_follow_is_marked_as_assumed(shipped: Path, question: str) -> None:
    assert "assumed, not recorded" in in_words_of(shipped_books("demonstration").ask(question, TODAY))


@pytest.mark.parametrize("name", ["interest", "interest_later"])
def test_a_percentage_that_is_none_is_refused_as_one(shipped: Path, name: str) -> None:
    given: dict[str, Any] = {name: "much"}
    with pytest.raises(Refused) as refused:
        shipped_books("demonstration").ask("incentives", TODAY, **given)
    assert [problem.suggestion for problem in refused.value.problems] == [
        "Write per cent above 0 and up to 100 in digits, such as 3.5."
    ]


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
    rows = [row for row in books.ask("attention", date(2023, 5, 1)).dicts() if row["state"]]
    words = {row["state"]: row["words"] for row in rows}
    assert words["XAA"].endswith(
        "has a credit of CHF 200.00, more than a year’s contribution: make sure whose money it is."
    )
    assert words["XAN"].endswith("is not a Member and owes CHF 50.00.")
    assert {(row["page"], row["section"]) for row in rows} == {("statement", "balance")}
    assert words["XAR"].endswith("is not a Member and has a credit of CHF 10.00: make sure whose money it is."), (
        "nobody said what its contribution would be"
    )
    assert [
        row["state"] for row in books.ask("attention", date(2022, 5, 1)).dicts() if "is not a Member" in row["words"]
    ] == []
    of_all = [row["words"] for row in books.ask("attention", date(2023, 5, 1)).dicts() if row["state"] is None]
    assert "1 State owes CHF 50.00 for years that have ended." in of_all


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
        rows = books.ask("attention", day).dicts()
        return [row["words"] for row in rows if (row["page"], row["section"]) == ("liquidity", "forecast")]

    assert fell(date(2024, 4, 20)) == []
    assert fell(date(2024, 6, 1)) == [
        "CHF 100.00 less is expected until the end of the year than on 1 May 2024: a projection."
    ]
    assert fell(date(2023, 6, 1)) == [], "it paid in May"


test_a_forecast_that_fell_needs_attention.__doc__ = _habit()


def test_a_broken_plan_needs_attention_until_it_is_made_good(books: Books) -> None:
    """
    assessments: year | state | amount
    2022 | XAA | 100.00
    receipts: received | state | amount | reference
    2023-09-15 | XAA | 60.00 | A
    coverage: covers | from
    receipts | 2010-01-01
    opening_balances | 2010-01-01
    payment_plans: state | plan | agreed | due | amount
    XAA | P1 | 2023-03-01 | 2023-06-30 | 50.00
    XAA | P1 | 2023-03-01 | 2023-12-31 | 50.00
    """

    def broken(day: date) -> list[tuple[str, str, str]]:
        rows = books.ask("attention", day).dicts()
        return [(row["page"], row["section"], row["state"]) for row in rows if "is broken" in row["words"]]

    assert broken(date(2023, 6, 30)) == []
    assert broken(date(2023, 7, 1)) == [("statement", "plans", "XAA")]
    assert broken(date(2023, 9, 15)) == []


def test_every_matter_leads_to_a_section_that_its_page_has(shipped: Path) -> None:
    """On the demonstration, and the forecast, which has not fallen there."""
    rows = shipped_books("demonstration").ask("attention", TODAY).dicts()
    led = {(row["page"], row["section"]): row["state"] for row in rows if row["section"]}
    assert {("statement", "plans"), ("statement", "balance")} <= led.keys()
    for (page, section), state in {**led, ("liquidity", "forecast"): None}.items():
        about = {"state": state} if state else {}
        app = open_page(page, ledger="demonstration", section=section, **about)
        assert section in sections_on(app), page


def test_the_page_tells_who_would_gain(shipped: Path) -> None:
    text = words_on(open_page("incentives", ledger="demonstration"))
    assert "interest on late payment would come to" in text
    among = open_page("incentives", ledger="demonstration", shares="interest")
    assert [box.value for box in among.selectbox if box.label == "What is shared by day of payment"] == ["interest"]
    assert words_on(among) != text
    missing = open_page("incentives", ledger="iom")
    assert "is not known here for 2026: that takes the table “Receipts”" in words_on(missing)
    assert not missing.main.get("slider"), "nothing follows from what would be asked"
