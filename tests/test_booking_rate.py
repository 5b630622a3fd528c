"""Francs recovered from published dollars: three years are proved, nine are not, and chance is counted, not guessed."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import CENT, rounded
from governance.recovering import NAME, as_text
from governance.rules.booking_rate import SMALLEST_CHANCE, BookingRate, booking_rate, recovered
from governance.settings import FACTS


def published() -> dict[int, dict[str, Decimal]]:
    years: dict[int, dict[str, Decimal]] = defaultdict(dict)
    with (FACTS / "assessments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            years[int(row["year"])][row["state"]] = Decimal(row["amount"])
    return years


PUBLISHED = published()


def verdict(year: int) -> BookingRate:
    found = booking_rate(PUBLISHED[year])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("year", "rate", "agreeing", "rows"),
    [(2019, "0.987", 172, 173), (2020, "0.975", 171, 173), (2021, "0.883", 174, 175)],
)
def test_three_years_prove_their_rate(year: int, rate: str, agreeing: int, rows: int) -> None:
    found = verdict(year)
    assert (found.rate, found.agreeing, found.rows) == (Decimal(rate), agreeing, rows)
    assert found.chance < SMALLEST_CHANCE / 10**100
    assert f"{agreeing} of {rows} rows are whole units" in found.because


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2016, 2017, 2018, 2022, 2023, 2024])
def test_whole_dollars_prove_nothing(year: int) -> None:
    """Nearly any rate below one makes a whole dollar a whole franc: 173 of 175 rows of 2024 agree at 0.835."""
    found = verdict(year)
    assert found.rate is None
    assert found.chance > SMALLEST_CHANCE
    assert found.because.startswith("Nothing is proved")


def test_the_frozen_budget_comes_out_as_one() -> None:
    """52.24 million francs in each of the three years, once the State that joined in 2021 is left out."""
    totals = {}
    for year in (2019, 2020, 2021):
        rate = verdict(year).rate
        assert rate is not None
        totals[year] = sum(
            recovered(amount, rate).amount
            for state, amount in PUBLISHED[year].items()
            if (year, state) != (2021, "Russian Federation")
        )
    assert {year: rounded(total / 1_000_000) for year, total in totals.items()} == {
        2019: Decimal("52.24"), 2020: Decimal("52.24"), 2021: Decimal("52.24")}  # fmt: skip


def test_a_row_that_is_not_whole_is_told_to_the_cent() -> None:
    assert recovered(Decimal("3640112.46"), Decimal("0.987")).amount == 3_592_791
    other = recovered(Decimal("1003675.5"), Decimal("0.883"))
    assert (other.amount, other.whole) == (Decimal("886245.47"), False)


def test_the_file_that_ships_is_what_the_rule_makes_of_the_published_rows() -> None:
    """After a change: python -m governance.recovering"""
    assert (FACTS / NAME).read_text(encoding="utf-8") == as_text()


def test_without_an_amount_above_zero_there_is_nothing_to_say() -> None:
    assert booking_rate({}) is None
    assert booking_rate({"XAA": Decimal(0)}) is None


def test_repeated_amounts_are_no_further_evidence() -> None:
    """A hundred Members with the lowest rate prove no more than one of them."""
    dollars = rounded(Decimal(574) / Decimal("0.987"))
    found = booking_rate({f"S{n}": dollars for n in range(100)})
    assert found is not None
    assert (found.rows, found.different, found.rate) == (100, 1, None)


@given(st.integers(760, 1200), st.integers(40, 180), st.integers(0, 10**6))
def test_any_rate_is_found_again_in_francs_booked_with_it(thousandths: int, rows: int, seed: int) -> None:
    """Francs without a common factor, as no scale's have one: else a multiple of the rate would be taken for it."""
    francs = random.Random(seed).sample(range(300, 20_000_000), rows)
    rate = Decimal(thousandths) / 1000
    found = booking_rate({str(amount): rounded(amount / rate) for amount in francs}, CENT)
    assert found is not None
    assert found.rate == rate
    assert all(recovered(rounded(amount / rate), rate).amount == amount for amount in francs)


@pytest.mark.parametrize("seed", range(8))
def test_amounts_at_random_prove_nothing(seed: int) -> None:
    chance = random.Random(seed)
    found = booking_rate({f"S{n}": Decimal(chance.randint(30_000, 10**9)) / 100 for n in range(170)})
    assert found is not None
    assert found.rate is None
