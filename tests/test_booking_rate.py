"""Francs recovered from published dollars: five years are proved, seven are not, and chance is counted, not guessed."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import rounded
from governance.rules.assessment.booking_rate import SMALLEST_CHANCE, BookingRate, booking_rate, recovered, unit_of
from governance.settings import FACTS
from governance.shipping.recovering import NAME, as_text
from tests.shipped import TODAY, shipped_books


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
def test_rows_to_the_cent_prove_their_rate_by_themselves(year: int, rate: str, agreeing: int, rows: int) -> None:
    found = verdict(year)
    assert (found.rate, found.agreeing, found.rows) == (Decimal(rate), agreeing, rows)
    assert found.carried_by == ("whole_units",)
    assert found.whole.chance < SMALLEST_CHANCE / 10**100
    assert f"{agreeing} of {rows} rows are whole units" in found.because


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2016, 2017, 2018, 2022, 2023, 2024])
def test_whole_dollars_prove_nothing_by_themselves(year: int) -> None:
    """Nearly any rate below one makes a whole dollar a whole franc: 173 of 175 rows of 2024 agree at 0.835."""
    found = verdict(year)
    assert (found.rate, found.scale, found.stated) == (None, None, None)
    assert found.whole.chance > SMALLEST_CHANCE
    assert found.because.startswith("Nothing is proved")


@pytest.fixture(scope="module")
def asked(shipped: object) -> dict[int, dict[str, object]]:
    return {int(str(row["year"])): row for row in shipped_books("iom").ask("booking_rates", TODAY).dicts()}


def test_2022_is_proved_by_a_stated_total_and_the_scale_together(asked: dict[int, dict[str, object]]) -> None:
    """At 0.915 the rows add up to the CHF 53,586,816 of document C/112/6, and at no other rate of three decimals."""
    row = asked[2022]
    assert (row["rate"], row["carried_by"]) == (Decimal("0.915"), "stated_total; scale")
    assert row["recovered_total"] == row["stated_total"] == 53_586_816
    assert (row["stated_rate"], row["stated_missed"]) == (Decimal("0.915"), 58_550)
    assert (row["agreeing"], row["rows"]) == (173, 174)


def test_2024_is_proved_by_the_scale_at_one_level(asked: dict[int, dict[str, object]]) -> None:
    row = asked[2024]
    assert (row["rate"], row["carried_by"], row["recovered_total"]) == (Decimal("0.835"), "scale", 77_113_216)
    assert (row["on_scale_rows"], row["rows"]) == (166, 175)
    assert (row["on_scale"], row["different"], row["scale_next"]) == (79, 87, 63)
    assert "166 of 175 rows are what the scale makes of one budget" in str(row["because"])


@pytest.mark.parametrize("year", [2013, 2014, 2015, 2016, 2017, 2018, 2023])
def test_the_other_years_stay_in_dollars(year: int, asked: dict[int, dict[str, object]]) -> None:
    """2023 has the likeliest rate of them, 0.923, but fewer than nine in ten amounts there; none is named."""
    row = asked[year]
    assert (row["rate"], row["carried_by"], row["recovered_total"], row["proved"]) == (None, None, None, "no")
    assert "too few, or too near" in str(row["because"])


def test_the_frozen_budget_comes_out_as_one(asked: dict[int, dict[str, object]]) -> None:
    """52.24 million francs from 2019 to 2022, once the State that joined in 2021 is left out."""
    totals: dict[int, Decimal] = {}
    for year in (2019, 2020, 2021, 2022):
        rate = Decimal(str(asked[year]["rate"]))
        unit = unit_of(PUBLISHED[year].values())
        whole = [
            recovered(amount, rate, unit).amount
            for state, amount in PUBLISHED[year].items()
            if state != "Russian Federation"
        ]
        totals[year] = sum(whole, Decimal(0))
    assert {rounded(total / 1_000_000) for total in totals.values()} == {Decimal("52.24")}
    assert totals[2022] == 52_242_644


def test_a_row_that_is_not_whole_is_told_to_the_cent() -> None:
    assert recovered(Decimal("3640112.46"), Decimal("0.987")).amount == 3_592_791
    other = recovered(Decimal("1003675.5"), Decimal("0.883"))
    assert (other.amount, other.whole, other.within) == (Decimal("886245.47"), False, Decimal("0.01"))


def test_a_row_in_whole_dollars_leaves_up_to_half_a_franc() -> None:
    """Its cents were never published: the nearest franc stands, and how far off it may be stands beside."""
    found = recovered(Decimal(837476), Decimal("0.915"), Decimal(1))
    assert (found.amount, found.whole, found.within) == (766_291, False, Decimal("0.46"))


def test_the_file_that_ships_is_what_the_rule_makes_of_the_published_rows(shipped: object) -> None:
    """After a change: python -m governance.shipping.recovering"""
    assert (FACTS / NAME).read_text(encoding="utf-8") == as_text(shipped_books("iom"))


def test_without_an_amount_above_zero_there_is_nothing_to_say() -> None:
    assert booking_rate({}) is None
    assert booking_rate({"XAA": Decimal(0)}) is None


def test_repeated_amounts_are_no_further_evidence() -> None:
    """A hundred Members with the lowest rate prove no more than one of them."""
    dollars = rounded(Decimal(574) / Decimal("0.987"))
    found = booking_rate({f"S{n}": dollars for n in range(100)})
    assert found is not None
    assert (found.rows, found.whole.different, found.rate) == (100, 1, None)


@given(st.integers(760, 1200).filter(lambda rate: rate != 1000), st.integers(40, 180), st.integers(0, 10**6))
def test_any_rate_is_found_again_in_francs_booked_with_it(thousandths: int, rows: int, seed: int) -> None:
    """Francs without a common factor, as no scale's have one: else a multiple of the rate would be taken for it."""
    francs = random.Random(seed).sample(range(300, 20_000_000), rows)
    rate = Decimal(thousandths) / 1000
    found = booking_rate({str(amount): rounded(amount / rate) for amount in francs})
    assert found is not None
    assert found.rate == rate
    assert all(recovered(rounded(amount / rate), rate).amount == amount for amount in francs)


@pytest.mark.parametrize("seed", range(8))
def test_amounts_at_random_prove_nothing(seed: int) -> None:
    chance = random.Random(seed)
    found = booking_rate({f"S{n}": Decimal(chance.randint(30_000, 10**9)) / 100 for n in range(170)})
    assert found is not None
    assert found.rate is None


def scale_of(number: int, seed: int) -> dict[str, Decimal]:
    """Rates of four decimals as unequal as real ones."""
    chance = random.Random(seed)
    return {f"S{n}": Decimal(int(10 ** chance.uniform(1, 5))) / 10_000 for n in range(number)}


@given(st.integers(760, 1200), st.integers(10**7, 10**8), st.integers(0, 10**6))
def test_whole_dollars_and_the_scale_give_the_rate_back(thousandths: int, level: int, seed: int) -> None:
    """A hundred and fifty Members assessed in whole francs by one scale, booked in whole dollars at one rate."""
    rate, scale = Decimal(thousandths) / 1000, scale_of(150, seed)
    francs = {state: rounded(level * share / 100, Decimal(1)) for state, share in scale.items()}
    dollars = {state: rounded(amount / rate, Decimal(1)) for state, amount in francs.items()}
    found = booking_rate(dollars, scales=[scale], stated_total=sum(francs.values(), Decimal(0)))
    assert found is not None
    assert found.scale is not None
    assert found.scale.count == found.scale.different or found.scale.rate != rate
    assert found.rate in (None, rate)


def test_a_total_that_no_rate_hits_carries_nothing() -> None:
    """One franc beside what the rows of 2022 add up to."""
    found = booking_rate(PUBLISHED[2022], stated_total=Decimal(53_586_817))
    assert found is not None
    assert found.stated is not None
    assert (found.rate, found.stated.rate) == (None, None)
