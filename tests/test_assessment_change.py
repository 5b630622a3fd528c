"""Who gained and who paid: asked of the published facts and of the demonstration, each row adding up exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from governance.access import DELEGATION, Reader
from governance.books import Books
from governance.problems import Refused
from governance.questions.rows import Row
from governance.rules.assessment.decomposition import pays_the_same
from tests.shipped import TODAY, shipped_books

PARTS = ("budget_level", "scale", "membership", "new_members", "part_year", "currency_effect", "other", "not_recorded")


@pytest.fixture(scope="module")
def iom(shipped: object) -> Books:
    return shipped_books("iom")


def change(books: Books, first: int, last: int, **given: Any) -> list[Row]:
    return books.ask("assessment_change", TODAY, **{"from": first, "to": last, **given}).dicts()


def decimal(value: object) -> Decimal:
    return Decimal(str(value or 0))


@pytest.mark.parametrize("ledger", ["iom", "demonstration"])
@pytest.mark.parametrize("method", ["sequence", "average"])
@pytest.mark.parametrize("years", [(2013, 2024), (2018, 2024), (2020, 2021)])
def test_every_members_parts_add_up_to_its_change(
    shipped: object, ledger: str, method: str, years: tuple[int, int]
) -> None:
    rows = change(shipped_books(ledger), *years, method=method)
    assert len(rows) > 30
    told = [row for row in rows if row["change"] is not None]
    assert len(told) > len(rows) - 4
    for row in told:
        assert sum(decimal(row[name]) for name in PARTS) == row["change"]
        assert row["change"] == decimal(row["assessed"]) - decimal(row["assessed_before"])


def test_what_rose_in_dollars_from_2019_to_2021_was_the_exchange_rate(iom: Books) -> None:
    """A frozen budget: of Germany's 214,657.64 dollars more, the booking rate makes 406,177.76, the level -418.17."""
    (row,) = change(iom, 2019, 2021, state="DEU")
    assert (row["change"], row["currency_effect"]) == (Decimal("214657.64"), Decimal("406177.76"))
    assert abs(decimal(row["budget_level"])) < 500
    assert decimal(row["membership"]) + decimal(row["new_members"]) == 0, "a newcomer on top changes no other amount"


def test_a_rate_that_nothing_proves_is_not_made_up(iom: Books) -> None:
    (row,) = change(iom, 2018, 2024, state="DEU")
    assert row["currency_effect"] is None
    assert (row["assessed_before"], row["assessed"]) == (3_568_070, 5_886_463)


def test_one_that_joined_has_its_whole_amount_under_membership(iom: Books) -> None:
    """The Russian Federation, assessed for a part of 2021."""
    (row,) = change(iom, 2020, 2021, state="RUS")
    assert row["assessed_before"] is None
    assert decimal(row["membership"]) > 0 > decimal(row["part_year"])


def test_a_member_without_a_row_is_not_split(iom: Books) -> None:
    """Samoa has none in 2020: a gap in the published rows, not an assessment of zero."""
    (row,) = change(iom, 2018, 2020, state="WSM")
    assert (row["change"], row["budget_level"], row["other"]) == (None, None, None)
    *rows, line = change(iom, 2018, 2020)
    missing = [row for row in rows if row["change"] is None]
    assert "WSM" in {row["state"] for row in missing}
    differences = sum(decimal(row["assessed"]) - decimal(row["assessed_before"]) for row in missing)
    assert (line["state"], line["change"], line["not_recorded"]) == (None, differences, differences)


@pytest.mark.parametrize("years", [(2013, 2024), (2018, 2020), (2021, 2022), (2022, 2023)])
def test_the_rows_add_up_to_the_change_of_the_published_sums(iom: Books, years: tuple[int, int]) -> None:
    """States without a row in one of the years included: they are a line of their own."""
    sums = {row["year"]: row["assessed"] for row in iom.ask("assessed_by_year", TODAY, currency="USD").dicts()}
    rows = change(iom, *years, currency="USD")
    assert sum(decimal(row["change"]) for row in rows) == sums[years[1]] - sums[years[0]]
    assert sum(decimal(row[name]) for row in rows for name in PARTS) == sums[years[1]] - sums[years[0]]


def test_in_francs_practically_nobodys_assessment_changed_from_2021_to_2022(iom: Books) -> None:
    """In dollars 172 Members "paid less": the exchange rate. In francs a frozen budget, and one first full year."""
    francs = change(iom, 2021, 2022, currency="CHF")
    assert {row["currency"] for row in francs} == {"CHF"}
    told = [row for row in francs if row["state"] and row["change"] is not None]
    before = {row["state"]: decimal(row["assessed_before"]) for row in told}
    level = sum(before.values(), Decimal(0))
    moved = {row["state"] for row in told if not pays_the_same(decimal(row["change"]), before[row["state"]], level)}
    assert moved == {"RUS", "SMR"}, "one that joined in 2021, and one whose published row of 2021 is short"
    dollars = change(iom, 2021, 2022)
    assert sum(decimal(row["change"]) < 0 for row in dollars) > 150
    assert sum(decimal(row["currency_effect"]) for row in dollars) < -1_000_000
    assert not any(row["currency_effect"] for row in francs)


def test_a_year_that_is_not_recovered_stays_in_dollars(iom: Books) -> None:
    assert {row["currency"] for row in change(iom, 2022, 2023)} == {"USD"}
    with pytest.raises(Refused) as refused:
        change(iom, 2022, 2023, currency="CHF")
    assert "2019, 2020, 2021, 2022, 2024" in str(refused.value.problems[0].suggestion)


def test_the_demonstrations_newcomers_are_as_its_budgets_state(shipped: object) -> None:
    rows = change(shipped_books("demonstration"), 2021, 2024)
    largest = max(rows, key=lambda row: decimal(row["change"]))
    assert decimal(largest["budget_level"]) > decimal(largest["change"]) / 2, "the level rose by a fifth"
    assert all(abs(decimal(row["other"])) < 100 for row in rows), "four decimals of a rate, and whole francs"


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [(1950, 2024, "no-assessments-of-year"), (2024, 2018, "years-out-of-order"), (2024, 2024, "years-out-of-order")],
)
def test_impossible_years_are_refused(iom: Books, first: int, last: int, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        change(iom, first, last)
    assert [problem.rule for problem in refused.value.problems] == [rule]
    assert "2018" in str(refused.value.problems[0].suggestion)


def test_what_is_asked_of_each_state_is_public_to_every_delegation(iom: Books) -> None:
    delegate = Reader("A delegate", frozenset({DELEGATION}), frozenset({"CHE"}))
    assert iom.ask("assessment_change", TODAY, delegate).rows == iom.ask("assessment_change", TODAY).rows


def test_where_nothing_is_assessed_there_is_no_change(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    """
    assert books.ask("assessment_change", TODAY).rows == ()
