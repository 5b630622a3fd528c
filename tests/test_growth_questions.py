"""What is asked about budgets and prices: of books in a docstring, and of the published facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance.books import Books
from governance.problems import Refused
from tests.ledgers import hand_in, new_ledger
from tests.shipped import TODAY, shipped_books

DAY = date(2024, 6, 30)


@pytest.fixture(scope="module")
def iom(shipped: object) -> Books:
    return shipped_books("iom")


def by_year(books: Books, question: str = "zero_growth", **given: Any) -> dict[int, dict[str, object]]:
    return {int(str(row["year"])): row for row in books.ask(question, DAY, **given).dicts()}


def test_a_year_without_a_figure_is_blank_and_joins_nothing(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency | growth_policy
    2020 | administrative | approved | 1000 | CHF | zero nominal growth
    2022 | administrative | proposed | 1300 | CHF |
    2022 | administrative | approved | 1200 | CHF |
    2022 | operational | approved | 9000 | CHF |
    prices: year | series | value
    2020 | Prices | 100
    2021 | Prices | 110
    2022 | Prices | 125
    price_series: series | currency
    Prices | CHF
    """
    rows = by_year(books, base_year=2020)
    assert list(rows) == [2020, 2021, 2022]
    assert (rows[2021]["amount"], rows[2021]["basis"], rows[2021]["change_pct"]) == (None, None, None)
    assert (rows[2021]["zero_real_growth"], rows[2021]["purchasing_power_lost_pct"]) == (1100, Decimal("9.09"))
    assert (rows[2022]["amount"], rows[2022]["basis"], rows[2022]["change_pct"]) == (1200, "approved", None)
    assert (rows[2022]["amount_in_base_prices"], rows[2022]["purchasing_power_lost_pct"]) == (960, 20)
    assert rows[2020]["growth_policy"] == "zero nominal growth"


def test_without_prices_of_its_currency_nothing_is_deflated(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    2023 | administrative | approved | 1100 | CHF
    prices: year | series | value
    2022 | American prices | 100
    2023 | American prices | 104
    2023 | Nobody said whose | 100
    price_series: series | currency
    American prices | USD
    """
    rows = by_year(books)
    assert rows[2023]["change_pct"] == 10
    assert (rows[2023]["price"], rows[2023]["amount_in_base_prices"], rows[2023]["zero_real_growth"]) == (None,) * 3
    with pytest.raises(Refused) as refused:
        books.ask("zero_growth", DAY, currency="CHF", series="American prices")
    (problem,) = refused.value.problems
    assert problem.rule == "prices-of-another-currency"
    assert problem.message == "“American prices” measures what USD buys, and cannot be used for amounts in CHF."
    with pytest.raises(Refused) as refused:
        books.ask("zero_growth", DAY, series="Nobody said whose")
    (problem,) = refused.value.problems
    assert problem.rule == "no-such-series"
    assert "There are: American prices." in str(problem.suggestion)


def test_a_base_year_without_a_figure_is_refused_with_those_that_have_one(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    """
    with pytest.raises(Refused) as refused:
        books.ask("zero_growth", DAY, base_year=1950)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.suggestion) == ("no-such-base-year", "Choose one of: 2022.")


def test_assessments_stand_for_the_budget_only_where_none_is_held(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    assessments: year | state | amount | currency
    2023 | XAA | 70 | CHF
    assessments: year | state | amount | currency
    2023 | XAA | 75 | USD
    budgets: year | part | stage | amount | currency
    2023 | administrative | approved | 100 | CHF
    """
    rows = {row["currency"]: row for row in books.ask("zero_growth", DAY).dicts()}
    assert (rows["CHF"]["amount"], rows["CHF"]["basis"]) == (100, "approved")
    assert (rows["USD"]["amount"], rows["USD"]["basis"]) == (75, "assessed")


def test_costs_absorbed_are_the_administrations_own_figures(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency | cost_increase | new_member_contributions
    2022 | administrative | approved | 1000 | CHF | |
    2023 | administrative | proposed | 1060 | CHF | 50 |
    2023 | administrative | approved | 1010 | CHF | 50 | 10
    2024 | administrative | approved | 1070 | CHF | |
    """
    rows = by_year(books, "cost_increases")
    assert list(rows) == [2023]
    assert (rows[2023]["not_granted"], rows[2023]["cost_increase"], rows[2023]["beyond_costs"]) == (50, 50, -50)


def test_a_figure_of_a_document_comes_before_a_count_and_none_is_made_up(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    headline_figures: dated | indicator | value | unit | qualifier | document
    2022 | member_states | 3 | states | exact | A
    2022 | staff_total | 200 | persons | about | A
    2023-05 | staff_total | 400 | persons | more than | B
    2023 | staff_total | 390 | persons | exact | C
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    2023 | administrative | approved | 1000 | CHF
    """
    rows = {(row["measure"], row["year"]): row for row in books.ask("capacity", DAY, base_year=2022).dicts()}
    assert (rows["members", 2022]["value"], rows["members", 2023]["value"]) == (3, 2)
    assert rows["staff", 2023]["value"] == 400, "the latest of the year"
    assert (rows["staff", 2023]["qualifier"], rows["staff", 2023]["index_value"]) == ("more than", 200)
    assert ("offices", 2022) not in rows
    ratios = by_year(books, "capacity_ratios")
    assert ratios[2022]["per_staff_member"] == 5
    assert (ratios[2022]["per_office"], ratios[2022]["share_of_spending_pct"]) == (None, None)
    assert [ratios[year]["qualifier"] for year in (2022, 2023)] == ["about", "more than"], "a hedged number stays one"
    assert ratios[2022]["document"] == "A", "every figure that is divided can be followed"


def test_each_count_has_the_evidence_of_its_own_table(tmp_path: Path) -> None:
    """Staff are counted without any membership; an office of unknown opening makes no count of an earlier year."""
    ledger = new_ledger(tmp_path)
    hand_in(ledger, "offices: office | country | opened\nA | XAA | 2021-05-01\nB | XAA | ", evidence="published")
    hand_in(ledger, "staffing: dated | office | category | headcount\n2022-12-31 | A | P | 7", evidence="derived")
    books = Books.at(ledger)
    asked = [tuple(row) for row in books.ask("counted_by_year", date(2023, 6, 30)).rows]
    assert asked == [(2023, "offices", 2, "published"), (2022, "staff", 7, "derived")]
    (staff,) = [row for row in books.ask("capacity", date(2022, 12, 31)).dicts() if row["measure"] == "staff"]
    assert (staff["value"], staff["unit"], staff["evidence"]) == (7, "persons", "derived")


def test_nothing_is_divided_by_a_hedged_number_of_members_or_spending(books: Books) -> None:
    """
    headline_figures: dated | indicator | value | unit | qualifier | document
    2022 | member_states | 100 | states | over | A
    2022 | total_expenditure_usd | 5000 | USD | about | B
    2023 | member_states | 100 | states | exact | A
    2023 | total_expenditure_usd | 5000 | USD | exact | B
    budgets: year | part | stage | amount | currency | document
    2022 | administrative | approved | 1000 | USD | C
    2023 | administrative | approved | 1000 | USD | C
    """
    ratios = by_year(books, "capacity_ratios")
    told = {year: (row["per_member"], row["share_of_spending_pct"], row["document"]) for year, row in ratios.items()}
    assert told == {2022: (None, None, "C"), 2023: (10, 20, "C;A;B")}


def test_no_change_is_told_against_a_mere_proposal(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency
    2020 | administrative | approved | 900 | CHF
    2022 | administrative | proposed | 1000 | CHF
    2023 | administrative | proposed | 1100 | CHF
    2024 | administrative | approved | 1050 | CHF
    2025 | administrative | proposed | 1155 | CHF
    """
    rows = by_year(books)
    assert {row["base_year"] for row in rows.values()} == {2024}, "a decided year, though the longest run is proposed"
    assert [rows[year]["change_pct"] for year in (2023, 2024, 2025)] == [None, None, 10]


def test_a_year_in_which_nothing_is_counted_is_refused(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    """
    with pytest.raises(Refused) as refused:
        books.ask("capacity", DAY, base_year=1999)
    assert [problem.rule for problem in refused.value.problems] == ["nothing-counted"]


def test_francs_are_never_divided_by_dollars(books: Books) -> None:
    """
    budgets: year | part | stage | amount | currency
    2022 | administrative | approved | 1000 | CHF
    2023 | administrative | approved | 1000 | CHF
    expenses: year | type | amount | currency
    2022 | All | 5000 | USD
    expenses: year | type | amount | currency
    2023 | All | 8000 | CHF
    """
    ratios = by_year(books, "capacity_ratios")
    assert (ratios[2022]["share_of_spending_pct"], ratios[2023]["share_of_spending_pct"]) == (None, Decimal("12.5"))


def test_the_published_budget_frozen_from_2019(iom: Books) -> None:
    """Swiss prices: 1,041.8 in 2019, 1,069.7 in 2022, 1,104.1 (computed) in 2024."""
    rows = {int(str(row["year"])): row for row in iom.ask("zero_growth", TODAY, currency="CHF").dicts()}
    assert {row["base_year"] for row in rows.values()} == {2019}, "the longest run of years with a figure"
    assert rows[2024]["purchasing_power_lost_pct"] == Decimal("5.64")
    assert [rows[year]["basis"] for year in (2003, 2009, 2019, 2020, 2021, 2022)] == [
        "stated", "approved", "recovered", "recovered", "recovered", "stated"]  # fmt: skip
    assert (rows[2009]["growth_policy"], rows[2022]["growth_policy"]) == (
        "growth of 2.0 per cent",
        "zero nominal growth",
    )
    assert rows[2020]["evidence"] == "derived"
    assert rows[2024]["price_evidence"] == "derived"
    assert rows[2023]["amount"] is None, "nothing proves the rate of 2023: a gap, told as one"
    assert (rows[2024]["amount"], rows[2024]["basis"], rows[2024]["change_pct"]) == (77_113_216, "recovered", None)
    assert (rows[2024]["last_figure_year"], rows[2024]["change_since_pct"]) == (2022, Decimal("43.90"))


def test_the_growth_of_a_frozen_year_is_one_members_first_full_year(iom: Books) -> None:
    """2022 was presented as zero nominal growth; +2.57 % is the State that joined in 2021, and the level is 2021's."""
    (row,) = (row for row in iom.ask("zero_growth", TODAY, currency="CHF").dicts() if row["year"] == 2022)
    assert (row["change_pct"], row["first_full_year"]) == (Decimal("2.57"), 1_344_172)
    assert row["change_without_pct"] == 0
    assert row["amount"] - row["first_full_year"] == 52_242_644


def test_the_steep_rise_is_there_in_dollars_and_american_prices(iom: Books) -> None:
    rows = {int(str(row["year"])): row for row in iom.ask("zero_growth", TODAY, currency="USD").dicts()}
    assert (rows[2023]["change_pct"], rows[2024]["change_pct"]) == (Decimal("20.9"), Decimal("30.43"))
    assert {row["series"] for row in rows.values()} == {"United States consumer prices (1982-84 = 100)"}


def test_iom_2009_stands_in_the_books_as_in_its_document(iom: Books) -> None:
    (row,) = iom.ask("cost_increases", TODAY).dicts()
    assert (row["year"], row["proposed"], row["approved"], row["not_granted"]) == (
        2009,
        39_377_000,
        38_806_000,
        571_000,
    )


def test_the_five_booking_rates_are_asked_and_the_rest_refused(iom: Books) -> None:
    proved = {row["year"]: row["rate"] for row in iom.ask("booking_rates", TODAY).dicts() if row["proved"] == "yes"}
    assert proved == {
        2019: Decimal("0.987"),
        2020: Decimal("0.975"),
        2021: Decimal("0.883"),
        2022: Decimal("0.915"),
        2024: Decimal("0.835"),
    }
    assert all(row["rate"] is None for row in iom.ask("booking_rates", TODAY).dicts() if row["proved"] == "no")
    recovered = {row["year"]: row for row in iom.ask("recovered_by_year", TODAY).dicts()}
    assert (recovered[2021]["rows"], recovered[2021]["agreeing"]) == (175, 174)
    assert recovered[2021]["joined_during_year"] == Decimal("886245.47")


def test_recovered_francs_are_nowhere_among_the_assessments(iom: Books) -> None:
    """They are derived, and published rows are in dollars: the two are never in one sum."""
    assert set(iom.ask("assessed", TODAY).column("currency")) == {"USD"}
    assert set(iom.ask("totals", TODAY).column("currency")) == {"USD"}
    assert set(iom.ask("recovered_by_year", TODAY).column("evidence")) == {"derived"}
