"""How long the money lasts: cash and reserves day by day, what is missing, and the payments that decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.access import DELEGATION, Reader
from governance.books import Books
from governance.problems import Refused
from governance.rules.liquidity.cash import (
    Reserve,
    course,
    drawn_from,
    first_below_zero,
    months_of,
    planned_until,
    spent_by_day,
)
from governance.ui.parts.numbers import day_words
from tests.shipped import TODAY, charts_on, open_page, shipped_books, words_on

FIRST = date(2024, 3, 1)
FUND, SECOND = Reserve("Fund", Decimal(50), Decimal(60), 1), Reserve("Second", Decimal(20), None, 2)


def of(*amounts: int) -> list[Decimal]:
    return [Decimal(amount) for amount in amounts]


def test_reserves_are_drawn_on_in_their_order_and_repaid_the_last_drawn_first() -> None:
    days = course(Decimal(10), [SECOND, FUND], of(0, 0, 0, 200), of(30, 40, 20, 0), FIRST)
    assert [(day.cash, day.reserves["Fund"], day.reserves["Second"]) for day in days] == [
        (0, 30, 20),
        (0, 0, 10),
        (-10, 0, 0),
        (110, 60, 20),  # to its ceiling
    ]
    assert first_below_zero(days, with_reserves=False) == date(2024, 3, 1)
    assert first_below_zero(days, with_reserves=True) == date(2024, 3, 3)
    assert (drawn_from(days, FUND), drawn_from(days, SECOND)) == (date(2024, 3, 1), date(2024, 3, 2))


def test_only_what_is_spare_is_repaid() -> None:
    """What the next thirty days take is kept."""
    days = course(Decimal(0), [FUND], of(0, 35, 0), of(20, 0, 25), FIRST)
    assert [(day.cash, day.reserves["Fund"]) for day in days] == [(0, 30), (25, 40), (0, 40)]


amounts = st.lists(st.integers(0, 90), min_size=1, max_size=12)


@given(st.integers(-20, 90), amounts, amounts)
def test_drawing_moves_money_and_makes_none(cash: int, came_in: list[int], spent: list[int]) -> None:
    days = course(
        Decimal(cash),
        [FUND, SECOND],
        of(*came_in),
        of(*spent[: len(came_in)], *[0] * (len(came_in) - len(spent))),
        FIRST,
    )
    for day in days:
        assert day.cash + sum(day.reserves.values()) == day.without_reserves + 70
        assert all(0 <= level <= 60 for level in day.reserves.values())
        assert day.cash >= 0 or not any(day.reserves.values())


def test_a_month_is_spent_to_the_cent() -> None:
    plan = {(2024, 2): Decimal("100.00"), (2024, 3): Decimal(31)}
    days = [date(2024, 2, number) for number in range(1, 30)]
    assert sum(spent_by_day(plan, days)) == Decimal("100.00")
    assert spent_by_day(plan, [FIRST]) == [1]
    assert planned_until(plan, date(2024, 2, 10)) == date(2024, 3, 31)
    assert planned_until(plan, date(2024, 3, 31)) == date(2024, 3, 31), "April is not planned"
    assert months_of(Decimal(62), plan, date(2024, 2, 29)) == 2
    assert months_of(Decimal(62), plan, date(2024, 3, 31)) is None


WAYS = ("in_full", "as_collected")
LEDGER = """
membership: state | status | from
XAA | member | 2010-01-01
XAN | member | 2010-01-01
assessments: year | state | amount
{assessed}
receipts: received | state | amount | reference
{received}
coverage: covers | from
receipts | 2010-01-01
opening_balances | 2010-01-01
cash: dated | account | amount
2024-01-31 | Main | 500.00
2024-03-31 | Main | 90.00
2024-03-31 | Second | 10.00
reserves: reserve | from | level | ceiling | order
Fund | 2020-01-01 | 60.00 | 60.00 | 1
Fund | 2024-02-01 | 40.00 | 60.00 | 1
spending_plan: month | amount
{planned}
"""


def _ledger() -> str:
    years = range(2014, 2025)
    return LEDGER.format(
        assessed="\n".join(f"{year} | {state} | {amount}" for year in years for state, amount in (("XAA", 900), ("XAN", 300))),
        received="\n".join(
            f"{year}-{month} | {state} | {amount} | {state}{year}"
            for year in range(2014, 2024) for state, amount, month in (("XAA", 900, "06-10"), ("XAN", 300, "09-10"))
        ),
        planned="\n".join(f"2024-{month:02d} | 100.00" for month in range(4, 13)),
    )  # fmt: skip


def test_the_cash_lasts_until_the_largest_member_pays(books: Books) -> None:
    """<ledger>"""
    day = date(2024, 3, 31)
    (lasts,) = books.ask("months_of_cash", day).dicts()
    assert (lasts["cash_at_hand"], lasts["in_reserves"], lasts["cash_dated"]) == (100, 40, day)
    assert (lasts["months_of_cash"], lasts["months_with_reserves"]) == (1, Decimal("1.4"))
    assert lasts["planned_until"] == date(2024, 12, 31)
    assert (lasts["below_zero_on"], lasts["below_zero_with_reserves_on"]) == (date(2024, 5, 1), date(2024, 5, 13))
    assert lasts["because"] is None
    months = {row["day"]: row for row in books.ask("liquidity", day).dicts()}
    assert (lasts["lowest_with_reserves_on"], lasts["lowest_with_reserves"]) == (date(2024, 6, 9), Decimal("-89.98"))
    assert lasts["lowest_with_reserves"] < min(row["at_hand"] for row in months.values()), "between two months' ends"
    assert (months[day]["cash_at_hand"], months[day]["at_hand"], months[day]["at_hand_least"]) == (100, 140, 140)
    assert months[date(2024, 4, 30)]["at_hand"] == 40
    assert months[date(2024, 6, 30)]["cash_at_hand"] == 680
    assert months[date(2024, 6, 30)]["in_reserves"] == 60, "repaid to its ceiling"
    drawn = books.ask("reserve_use", day).dicts()
    assert {(row["reserve"], row["drawn_on"]) for row in drawn} == {("Fund", date(2024, 5, 1))}
    assert (drawn[0]["day"], drawn[0]["held"]) == (day, 40)


test_the_cash_lasts_until_the_largest_member_pays.__doc__ = _ledger()


def test_a_reserve_without_a_place_keeps_the_one_that_it_had_when_its_level_changes(books: Books) -> None:
    """<ledger>"""
    drawn = books.ask("reserve_use", date(2024, 3, 31)).dicts()
    assert [(row["reserve"], row["order"], row["held"]) for row in drawn[:2]] == [("Fund", 1, 40), ("Other", 2, 5)]


test_a_reserve_without_a_place_keeps_the_one_that_it_had_when_its_level_changes.__doc__ = _ledger().replace(
    "60.00 | 60.00 | 1\nFund | 2024-02-01 | 40.00 | 60.00 | 1",
    "60.00 | 60.00 |\nOther | 2021-01-01 | 5.00 | |\nFund | 2024-02-01 | 40.00 | 60.00 |",
)


def test_what_if_it_pays_late_or_never_or_less_is_spent(books: Books) -> None:
    """<ledger>"""
    day = date(2024, 3, 31)

    def gone(**supposed: Any) -> object:
        (row,) = books.ask("months_of_cash", day, **supposed).dicts()
        return row["below_zero_with_reserves_on"]

    assert gone(late="XAA:never") == gone(late="XAA:30") == date(2024, 5, 13)
    assert gone(cut="50") is None
    assert books.ask("months_of_cash", day, cut="50").column("months_of_cash") == [Decimal("2.0")]
    june = {rule: books.ask("liquidity", day, surplus="120", returned=rule).dicts()[3]["expected_amount"]
            for rule in ("in_full", "as_collected")}  # fmt: skip
    assert june == {"in_full": 855, "as_collected": 900}, "nothing of 2024 has come in: nothing is returned"
    for wrong in ("XAA:soon", "XAA:30,XAA:never"):
        with pytest.raises(Refused, match="late"):
            books.ask("liquidity", day, late=wrong)
    delegation = Reader("delegation", frozenset({DELEGATION}), frozenset({"XAN"}))
    assert books.ask("liquidity", day, delegation).rows == books.ask("liquidity", day).rows
    assert books.ask("deciding_payments", day, delegation).column("state") == ["XAN"]
    assert (
        books.ask("liquidity", day, delegation, late="XAN:never").rows
        == books.ask("liquidity", day, late="XAN:never").rows
    )
    for others in ("XAA:never", "XAN:30,XAA:never"):
        with pytest.raises(Refused, match="its own State only"):
            books.ask("liquidity", day, delegation, late=others)


test_what_if_it_pays_late_or_never_or_less_is_spent.__doc__ = _ledger()


def test_the_payments_that_decide_are_named_with_what_happens_without_them(books: Books) -> None:
    """<ledger>"""
    rows = books.ask("deciding_payments", date(2024, 3, 31)).dicts()
    assert [(row["place"], row["state"], row["expected_amount"], row["share_pct"]) for row in rows] == [
        (1, "XAA", 900, Decimal("75.00")),
        (2, "XAN", 300, Decimal("25.00")),
    ]
    assert rows[0]["usual_day"] == date(2024, 6, 10)
    assert rows[0]["months_worth"] == 9


test_the_payments_that_decide_are_named_with_what_happens_without_them.__doc__ = _ledger()


def test_without_the_tables_nothing_is_known_and_they_are_named(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    """
    (lasts,) = books.ask("months_of_cash", date(2024, 3, 31)).dicts()
    assert lasts["months_of_cash"] is None
    for table in ("Cash", "Spending plan", "Reserves"):
        assert f"“{table}”" in lasts["because"]
    assert books.ask("liquidity", date(2024, 3, 31)).rows == ()


def test_the_page_tells_how_long_the_money_lasts_and_what_if(shipped: Path) -> None:
    app = open_page("liquidity", ledger="demonstration")
    assert "of what is planned to be spent, with the reserves" in words_on(app)
    (lasts,) = shipped_books("demonstration").ask("months_of_cash", TODAY, currency="CHF").dicts()
    assert f"lowest on {day_words(lasts['lowest_with_reserves_on'])}: " in words_on(app), (
        "of all days, as in the sentence"
    )
    assert "Only that the band holds about eight in ten days is claimed here." in words_on(app)
    assert len(charts_on(app)) == 2
    ends = charts_on(open_page("liquidity", ledger="demonstration", language="fr"))[0]
    assert {"22 nov. 2026", "nov. 2026"} <= set(ends["month"].to_pylist()), "short enough for a telephone's axis"
    assert {"Fonds de roulement", "Réserve opérationnelle"} < set(ends["part"].to_pylist())
    never = open_page("liquidity", ledger="demonstration", late="XBR", delay="never", cut="10")
    assert [box.value for box in never.selectbox if box.label == "How late"] == ["never"]
    assert words_on(never) != words_on(app)
    assert "without what is supposed here it is" in words_on(never)
    assert "The forecast and the tables below show what is expected without what is supposed here." in words_on(never)
    assert "without what is supposed here" not in words_on(app)
    surplus = {way: open_page("liquidity", ledger="demonstration", surplus="2000", returned=way) for way in WAYS}
    assert [box.value for box in surplus["as_collected"].selectbox if box.label == "How it is returned"] == [WAYS[1]]
    drawn = [charts_on(page)[0] for page in (app, *surplus.values())]
    assert not drawn[0].equals(drawn[1]), "less is owed"
    assert not drawn[1].equals(drawn[2]), "and not as much less"
    today = words_on(open_page("overview", ledger="demonstration"))
    assert "of what is planned to be spent, with the reserves" in today


def test_the_page_says_what_is_missing_where_nothing_is_held(shipped: Path) -> None:
    app = open_page("liquidity", ledger="iom")
    text = words_on(app)
    assert not app.main.get("slider"), "nothing would be otherwise, whatever is supposed"
    for table in ("Cash", "Spending plan", "Reserves"):
        assert text.count(f"hand in the table “{table}”") == 1, "what is missing is told once"
    assert text.count("eceipts are not known over enough years") == 1
    assert "Source:" in text
    assert "How long the money lasts" not in words_on(open_page("overview", ledger="iom"))


def test_cash_that_is_a_month_old_is_carried_on_by_receipts_and_plan(books: Books) -> None:
    """
    receipts: received | state | amount | reference
    2024-04-05 | XAA | 30.00 | A
    2024-04-20 | XAA | 70.00 | B
    cash: dated | account | amount
    2024-03-31 | Main | 100.00
    spending_plan: month | amount
    2024-04 | 60.00
    """
    assert books.ask("months_of_cash", date(2024, 4, 10)).column("cash_at_hand") == [Decimal("110.00")]
    assert books.ask("months_of_cash", date(2024, 8, 10)).column("cash_at_hand") == [None]
    (lasts,) = books.ask("months_of_cash", date(2024, 5, 10)).dicts()
    assert (lasts["cash_dated"], lasts["cash_at_hand"]) == (date(2024, 3, 31), None)
    assert "What was planned since the last cash balance is not held here" in lasts["because"]
    assert "No cash balance" not in lasts["because"]


def test_what_a_member_paid_of_which_nothing_is_known_is_not_taken_to_have_come_in(books: Books) -> None:
    """<ledger>, and XAR, which owes from before the receipts begin."""
    expected = books.ask("liquidity", date(2024, 3, 31), surplus="120", returned="as_collected").dicts()[3]
    assert expected["expected_amount"] == 900, "nothing of 2024 has come in: nothing is returned"


test_what_a_member_paid_of_which_nothing_is_known_is_not_taken_to_have_come_in.__doc__ = (
    _ledger()
    .replace("XAN | member | 2010-01-01", "XAN | member | 2010-01-01\nXAR | member | 2000-01-01")
    .replace(
        "assessments: year | state | amount", "assessments: year | state | amount\n2005 | XAR | 50\n2024 | XAR | 50"
    )
)


def test_an_account_of_which_only_an_old_balance_is_known_is_left_out_and_that_is_said(books: Books) -> None:
    """
    cash: dated | account | amount
    2023-12-31 | Forgotten | 40.00
    2023-12-31 | Closed | 0.00
    2024-03-31 | Main | 100.00
    """
    (lasts,) = books.ask("months_of_cash", date(2024, 3, 31)).dicts()
    assert lasts["cash_at_hand"] == 100
    assert "Of 1 account the last balance is two months older than of the others: it is left out." in lasts["because"]


def test_balances_of_different_days_are_added_up_only_as_of_a_day_of_which_all_are_known(books: Books) -> None:
    """What the main account held in February is carried on with the other's of that day, as the plan spends it.

    spending_plan: month | amount
    2024-03 | 31.00
    cash: dated | account | amount
    2024-01-31 | Main | 70.00
    2024-01-31 | Second | 5.00
    2024-02-29 | Main | 80.00
    2024-02-29 | Second | 20.00
    2024-02-10 | Emptied | 0.00
    2024-03-15 | Main | 300.00
    """
    (lasts,) = books.ask("months_of_cash", date(2024, 3, 31)).dicts()
    assert (lasts["cash_dated"], lasts["cash_at_hand"]) == (date(2024, 2, 29), Decimal("69.00"))


def test_balances_of_no_common_day_are_no_sum_and_their_days_are_told(books: Books) -> None:
    """
    spending_plan: month | amount
    2024-03 | 31.00
    cash: dated | account | amount
    2024-02-28 | Main | 80.00
    2024-03-15 | Second | 20.00
    """
    (lasts,) = books.ask("months_of_cash", date(2024, 3, 31)).dicts()
    assert (lasts["cash_at_hand"], lasts["months_of_cash"]) == (None, None)
    told = "The last cash balances are of different days, from 28 February 2024 to 15 March 2024"
    assert told in lasts["because"]
    assert "What was planned since" not in lasts["because"]


def test_what_reserves_hold_is_not_nothing_where_none_are_known(books: Books) -> None:
    rows = books.ask("liquidity", date(2024, 3, 31)).dicts()
    assert rows
    assert {row["in_reserves"] for row in rows} == {None}
    assert all(row["at_hand"] == row["cash_at_hand"] for row in rows)


test_what_reserves_hold_is_not_nothing_where_none_are_known.__doc__ = "\n".join(
    line for line in _ledger().splitlines() if not line.startswith(("reserves:", "Fund"))
)


def test_the_key_of_the_forecast_says_what_its_figure_is(shipped: Path) -> None:
    """A figure alone above a drawing tells nobody what it is of."""
    app = open_page("liquidity", ledger="demonstration", as_of="2026-11-22")
    keys = [word for chart in charts_on(app) if "projected_words" in chart.column_names
            for word in chart["projected_words"].to_pylist() if word]  # fmt: skip
    assert [word.startswith("projected ") and word.endswith("%") for word in keys] == [True]
