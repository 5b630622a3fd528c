"""A budget apportioned by the United Nations scale: exact sums, joiners, another level."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rulebooks import rulebook
from governance.rules.assessment.apportionment import (
    Apportionment,
    AssessmentRules,
    NoRate,
    amounts,
    apportionment,
    part_of_year,
    rates,
    scale_period,
)

RULES = AssessmentRules()
BY_REMAINDER = AssessmentRules(rate_rounding="largest_remainder")
UN = {"XAA": Decimal("22"), "XAB": Decimal("0.5"), "XAC": Decimal("0.001"), "XAD": Decimal("7.123")}
THREE = ("XAA", "XAB", "XAC")


def borne(made: Apportionment) -> Decimal:
    """What the Members of the whole year bear together."""
    return sum((share.amount for share in made.shares if share.joined is None), Decimal(0))


def test_rates_are_equated_to_the_membership_and_add_up_to_100() -> None:
    """22 + 0.5 + 0.001 = 22.501."""
    found = rates({state: UN[state] for state in THREE}, RULES)
    assert found == {"XAA": Decimal("97.7735"), "XAB": Decimal("2.2221"), "XAC": Decimal("0.0044")}
    by_remainder = rates({state: UN[state] for state in THREE}, BY_REMAINDER)
    assert by_remainder == {"XAA": Decimal("97.7734"), "XAB": Decimal("2.2221"), "XAC": Decimal("0.0045")}
    assert sum(found.values()) == sum(by_remainder.values()) == 100


def test_what_rounding_leaves_of_100_is_borne_by_the_two_largest() -> None:
    """Twelve rates of 1/24 round to 4.1667: 0.0004 too much, of which the two largest bear 3 and 1."""
    un_rates = {**{f"XB{n:02}": Decimal(1) for n in range(12)}, "XAA": Decimal(9), "XAB": Decimal(3)}
    found = rates(un_rates, RULES)
    assert {state: rate for state, rate in found.items() if rate != Decimal("4.1667")} == {
        "XAA": Decimal("37.4997"),
        "XAB": Decimal("12.4999"),
    }
    assert sum(found.values()) == 100
    by_remainder = rates(un_rates, BY_REMAINDER)
    assert (by_remainder["XAA"], sum(by_remainder.values())) == (Decimal("37.5000"), 100)


def test_amounts_are_whole_units_and_add_up_to_the_budget() -> None:
    """A third each of 100: one gets the unit that is left."""
    thirds = {state: Decimal(1) for state in THREE}
    made = apportionment(2024, Decimal(100), thirds, THREE, RULES)
    assert [share.amount for share in made.shares] == [34, 33, 33]
    assert (borne(made), made.on_top) == (100, 0)


def test_plain_rounding_is_available_and_may_miss_the_budget() -> None:
    """As published tables do."""
    plain = dataclasses.replace(RULES, rate_rounding="plain", rounding="plain")
    made = apportionment(2024, Decimal(100), {state: Decimal(1) for state in THREE}, THREE, plain)
    assert [share.rate for share in made.shares] == [Decimal("33.3333")] * 3
    assert [share.amount for share in made.shares] == [33, 33, 33]
    assert borne(made) == 99


def test_a_period_of_the_scale_is_applied_one_year_late() -> None:
    """2017 to 2019 use the United Nations' 2016 to 2018."""
    periods = [(2013, 2015), (2016, 2018), (2019, 2021)]
    used = {year: scale_period(periods, year, RULES) for year in range(2014, 2023)}
    assert used[2016] == (2013, 2015)
    assert used[2017] == used[2018] == used[2019] == (2016, 2018)
    assert used[2020] == (2019, 2021)
    with pytest.raises(ValueError, match="No period of the United Nations scale holds 2022, which 2023 uses"):
        scale_period(periods, 2023, RULES)


def test_a_joiner_pays_its_part_of_the_year_on_top_and_changes_no_other_amount() -> None:
    """It joins on 1 July of a leap year: 184 of 366 days."""
    budget = Decimal(1_000_000)
    without = apportionment(2024, budget, UN, THREE, RULES)
    made = apportionment(2024, budget, UN, THREE, RULES, {"XAD": date(2024, 7, 1)})
    assert made.shares[:3] == without.shares
    joiner = made.shares[3]
    assert joiner.rate == Decimal("31.6564")  # 7.123 of the others' 22.501
    assert (joiner.full_year, joiner.amount) == (316564, 159147)
    assert joiner.part == Decimal(184) / Decimal(366)
    assert (borne(made), made.on_top) == (budget, 159147)


@pytest.mark.parametrize(
    ("joined", "new_member", "part"),
    [
        (date(2023, 1, 1), "pro_rata", "1"),
        (date(2023, 12, 31), "pro_rata", "0.0027397"),
        (date(2023, 7, 2), "pro_rata", "0.5013699"),
        (date(2023, 7, 2), "full_year", "1"),
        (date(2023, 7, 2), "next_year", "0"),
        (date(2022, 7, 2), "pro_rata", "1"),
        (date(2024, 7, 2), "pro_rata", "0"),
    ],
)
def test_the_part_of_a_year(joined: date, new_member: str, part: str) -> None:
    """The day of accession counts."""
    rules = dataclasses.replace(RULES, new_member=new_member)  # type: ignore[arg-type]
    assert abs(part_of_year(joined, 2023, rules) - Decimal(part)) < Decimal("0.0000001")


def test_members_without_a_rate_are_all_named() -> None:
    """The rulebook may state rates for them."""
    with pytest.raises(NoRate, match="no rate in the United Nations scale given: XAX, XAY") as refused:
        apportionment(2024, Decimal(100), UN, [*THREE, "XAY", "XAX"], RULES)
    assert refused.value.states == ("XAX", "XAY")
    stated = dataclasses.replace(RULES, rates_outside_un_scale={"XAX": Decimal("0.001"), "XAY": Decimal("0.001")})
    assert borne(apportionment(2024, Decimal(100), UN, [*THREE, "XAY", "XAX"], stated)) == 100


def test_a_budget_that_is_no_whole_number_of_units_is_refused() -> None:
    """Cents cannot be apportioned in francs."""
    with pytest.raises(ValueError, match=r"100\.50 is not a multiple of 1"):
        apportionment(2024, Decimal("100.50"), UN, THREE, RULES)


def test_the_rates_may_be_equated_to_the_members_at_adoption() -> None:
    """1 July of the year before."""
    assert RULES.scale_day(2024) == date(2024, 1, 1)
    assert dataclasses.replace(RULES, scale_members="when_adopted").scale_day(2024) == date(2023, 7, 1)


def test_iom_assesses_as_its_rulebook_says() -> None:
    """Four decimals, one year late, whole francs, largest remainder, newcomers on top."""
    rules = rulebook("iom").assessment
    assert rules is not None
    assert (rules.rate_places, rules.scale_lag_years, rules.whole_unit) == (4, 1, 1)
    assert (rules.rounding, rules.new_member, rules.new_member_effect) == ("largest_remainder", "pro_rata", "on_top")


SCALES = st.dictionaries(
    st.integers(0, 400).map(lambda n: f"S{n:03}"),
    st.decimals("0.001", "25", places=3),
    min_size=1,
    max_size=200,
)


UNITS = st.sampled_from([Decimal(1), Decimal("0.01"), Decimal(100)])


@given(SCALES, st.integers(0, 10**9), UNITS, st.sampled_from([RULES, BY_REMAINDER]))
def test_any_scale_and_any_budget_add_up_exactly(
    scale: dict[str, Decimal], units: int, unit: Decimal, chosen: AssessmentRules
) -> None:
    """Rates to 100.0000, amounts to the budget, in whole units, none below zero."""
    rules = dataclasses.replace(chosen, whole_unit=unit)
    budget = units * unit
    found = rates(scale, rules)
    due = amounts(budget, found, rules)
    assert sum(found.values()) == 100
    assert sum(due.values()) == budget
    assert all(amount >= 0 and amount % unit == 0 for amount in due.values())
    off = {state: abs(found[state] - 100 * rate / sum(scale.values())) for state, rate in scale.items()}
    assert sum(by >= rules.rate_unit for by in off.values()) <= (2 if chosen is RULES else 0)
