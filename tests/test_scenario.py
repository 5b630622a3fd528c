"""What if: paths, bounds, and a budget carried forward for every Member."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import rounded
from governance.rules.assessment.apportionment import AssessmentRules, NoRate, rates
from governance.rules.growth.bounds import NoSuchBounds, bounded
from governance.rules.growth.paths import NoSuchPath, path, written
from governance.rules.growth.scenario import ZNG, ZRG, Scenario, Start, Year, projected

RULES = AssessmentRules()
UN = {"XAA": Decimal("12.5"), "XAB": Decimal("6.001"), "XAC": Decimal("4"), "XAD": Decimal("2.5")}
THREE = frozenset({"XAA", "XAB", "XAC"})
START = Start(THREE, {}, lambda year: UN, RULES)
YEARS = range(2023, 2027)


def scenario(growth: str | Decimal = ZNG, inflation: str = "2", **changes: object) -> Scenario:
    made = Scenario(
        2022, 2026, Decimal(1_000_000), dict.fromkeys(YEARS, growth), dict.fromkeys(YEARS, Decimal(inflation))
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def last(of: Scenario) -> Year:
    return projected(of, START)[-1]


def test_a_frozen_budget_stays_and_is_worth_less() -> None:
    year = last(scenario())
    assert year.level == 1_000_000
    assert rounded(year.index, Decimal("0.0001")) == Decimal("108.2432")
    assert rounded(year.real) == Decimal("923845.43")


def test_zero_real_growth_keeps_its_worth() -> None:
    assert abs(last(scenario(ZRG)).real - 1_000_000) < 2, "but for rounding to whole francs each year"


def test_a_percentage_grows_by_it() -> None:
    assert last(scenario(Decimal("3.5"))).level == 1_147_523


def test_what_is_assessed_adds_up_to_the_level_each_year() -> None:
    for year in projected(scenario(Decimal("1.7")), START):
        assert sum(share.amount for share in year.shares) == year.level


def test_a_newcomer_on_top_raises_the_next_level_by_its_whole_year() -> None:
    """It joins on 1 July 2024, a leap year: 184 of 366 days."""
    told = projected(scenario(joins={"XAD": date(2024, 7, 1)}), START)
    joining = next(share for share in told[2].shares if share.state == "XAD")
    assert (told[2].level, joining.full_year, joining.amount, told[2].on_top) == (1_000_000, 111_106, 55_857, 55_857)
    assert told[3].level == told[4].level == 1_111_106
    others = [{s.state: s.amount for s in year.shares if s.state != "XAD"} for year in (told[1], told[3])]
    assert all(abs(others[0][state] - others[1][state]) <= 60 for state in THREE), "but for four decimals of a rate"


def test_a_newcomer_within_the_level_lowers_what_the_others_pay() -> None:
    told = projected(scenario(joins={"XAD": date(2024, 1, 1)}, newcomers="dilution"), START)
    assert [year.level for year in told] == [1_000_000] * 5
    assert [len(year.shares) for year in told] == [3, 3, 4, 4, 4]
    assert told[2].on_top == 0


def test_a_newcomer_on_the_first_of_january_comes_on_top_for_its_whole_first_year() -> None:
    told = projected(scenario(joins={"XAD": date(2024, 1, 1)}), START)
    assert (told[2].level, told[2].on_top, told[3].level) == (1_000_000, 111_106, 1_111_106)


def test_one_that_leaves_pays_its_last_year_whole_and_the_others_bear_its_share() -> None:
    told = projected(scenario(leaves={"XAC": 2024}), START)
    assert [len(year.shares) for year in told] == [3, 3, 3, 2, 2]
    assert all(year.level == 1_000_000 == sum(share.amount for share in year.shares) for year in told)


def test_a_newcomer_may_leave_again() -> None:
    told = projected(scenario(joins={"XAD": date(2024, 3, 1)}, leaves={"XAD": 2025}), START)
    assert ["XAD" in {share.state for share in year.shares} for year in told] == [False, False, True, True, False]


def test_one_that_joins_and_leaves_in_one_year_raises_no_later_level() -> None:
    """It is assessed for its part of 2024, on top; nobody bears its whole year when it is gone."""
    told = projected(scenario(joins={"XAD": date(2024, 7, 1)}, leaves={"XAD": 2024}), START)
    assert [year.on_top for year in told] == [0, 0, 55_857, 0, 0]
    assert {year.level for year in told} == {1_000_000}
    assert [len(year.shares) for year in told] == [3, 3, 4, 3, 3]


def test_a_path_beyond_all_measure_is_refused_before_digits_are_lost() -> None:
    with pytest.raises(ValueError, match="The budget of 2024 would have more than 15 digits"):
        projected(scenario(Decimal(4_999_900)), START)
    with pytest.raises(ValueError, match="Prices would have changed beyond all measure by 2025"):
        projected(scenario(inflation="-99.9"), START)
    assert projected(scenario(inflation="-99"), START)[-1].index == Decimal("0.000001")


def test_a_state_without_a_rate_is_named() -> None:
    with pytest.raises(NoRate, match="XQQ"):
        projected(scenario(joins={"XQQ": date(2024, 3, 1)}), START)


def test_a_ceiling_holds_the_largest_and_the_others_share_the_rest() -> None:
    capped = {share.state: share.rate for share in last(scenario(cap=Decimal(40))).shares}
    assert capped == {"XAA": Decimal(40), "XAB": Decimal("36.0024"), "XAC": Decimal("23.9976")}
    with pytest.raises(NoSuchBounds, match="With a ceiling of 30 %, 3 Members cannot bear the whole budget"):
        last(scenario(cap=Decimal(30)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("zng", {2023: "zng", 2024: "zng", 2025: "zng", 2026: "zng"}),
        ("1.5,2024:zrg", {2023: Decimal("1.5"), 2024: "zrg", 2025: Decimal("1.5"), 2026: Decimal("1.5")}),
        ("2023-2025: 2, 2026:zng", {2023: Decimal(2), 2024: Decimal(2), 2025: Decimal(2), 2026: "zng"}),
    ],
)
def test_a_path_holds_a_value_for_each_year(text: str, told: dict[int, object]) -> None:
    assert path(text, YEARS, (ZNG, ZRG)) == told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("fast", "“fast” is neither a number nor one of: zng, zrg"),
        ("nan", "neither a number"),
        ("zng,zrg", "a second value for all years"),
        ("zng,2022:1", "2022 is no year of the scenario, which starts after its base"),
        ("zng,2027:1", "2027 is no year of the scenario"),
        ("zng,2024:1,2023-2025:2", "2024 is named twice"),
        ("zng,2025-2024:1", "end before they begin"),
        ("2023:1", "2024 has no value"),
        ("", "2023 has no value"),
    ],
)
def test_a_path_that_cannot_be_is_refused_in_words(text: str, sentence: str) -> None:
    with pytest.raises(NoSuchPath) as refused:
        path(text, YEARS, (ZNG, ZRG))
    assert sentence in str(refused.value)


VALUES = st.one_of(st.sampled_from([ZNG, ZRG]), st.decimals("-99", "99", places=2).map(lambda d: d.normalize() + 0))


@given(st.fixed_dictionaries(dict.fromkeys(YEARS, VALUES)))
def test_a_path_written_is_read_as_it_was(values: dict[int, str | Decimal]) -> None:
    assert path(written(values), YEARS, (ZNG, ZRG)) == values


SCALES = st.dictionaries(
    st.integers(0, 300).map(lambda n: f"S{n:03}"), st.decimals("0.001", "25", places=3), min_size=1, max_size=180
)


@given(
    SCALES,
    st.one_of(st.none(), st.decimals("0.5", "100", places=2)),
    st.one_of(st.none(), st.decimals("0.0001", "5", places=4)),
)
def test_bounded_rates_add_up_and_keep_within_their_bounds(
    un: dict[str, Decimal], cap: Decimal | None, floor: Decimal | None
) -> None:
    unit = RULES.rate_unit
    try:
        found = bounded(un, unit, cap, floor)
    except NoSuchBounds:
        assert (
            (cap or 100) * len(un) < 100 + len(un) * unit
            or (floor or 0) * len(un) > 100 - len(un) * unit
            or (cap is not None and floor is not None and floor > cap - unit)
        )
        return
    assert sum(found.values()) == 100
    assert all(rate % unit == 0 for rate in found.values())
    assert all(rate <= (cap or 100) for rate in found.values())
    assert all(rate >= (floor or 0) for rate in found.values())
    if cap is None and floor is None:
        assert found == rates(un, replace(RULES, rate_rounding="largest_remainder"))


def test_bounds_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(NoSuchBounds, match="The floor of 5 % is above the ceiling of 2 %"):
        bounded(UN, RULES.rate_unit, Decimal(2), Decimal(5))
    with pytest.raises(NoSuchBounds, match="would pay more than the budget"):
        bounded(UN, RULES.rate_unit, None, Decimal(30))


STATES = [f"X{letter}A" for letter in "ABCDEFGHIJ"]
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Scenario, Start]:
    """Some States are Members, some join on any day, some leave at the end of any year, perhaps in the year they joined."""
    un = draw(st.fixed_dictionaries(dict.fromkeys(STATES, st.decimals("0.001", "22", places=3))))
    members = draw(st.sets(st.sampled_from(STATES[:5]), min_size=1))
    joins = draw(st.dictionaries(st.sampled_from(STATES[5:]), DAYS))
    first_years = {**dict.fromkeys(members, 2022), **{state: day.year for state, day in joins.items()}}
    leavers = draw(st.sets(st.sampled_from(sorted(first_years)))) - {min(members)}  # somebody stays
    leaves = {state: draw(st.integers(first_years[state], 2025)) for state in leavers if first_years[state] < 2026}
    growths: st.SearchStrategy[str | Decimal] = st.sampled_from((ZNG, ZRG, Decimal("3.7"), Decimal(-40)))
    growth = draw(st.fixed_dictionaries(dict.fromkeys(YEARS, growths)))
    inflation = draw(st.fixed_dictionaries(dict.fromkeys(YEARS, st.decimals("-90", "90", places=1))))
    newcomers: Literal["on_top", "dilution"] = draw(st.sampled_from(("on_top", "dilution")))
    level = Decimal(draw(st.integers(1, 10**9)))
    made = Scenario(2022, 2026, level, growth, inflation, {}, joins, leaves, newcomers)
    return made, Start(frozenset(members), {}, lambda year: un, RULES)


@given(worlds())
def test_whoever_comes_and_goes_each_year_adds_up_and_nobody_is_assessed_out_of_turn(
    world: tuple[Scenario, Start],
) -> None:
    made, start = world
    told = projected(made, start)
    for year in told:
        there = {
            state
            for state in {*start.members, *made.joins}
            if (state in start.members or made.joins[state].year <= year.year)
            and made.leaves.get(state, 9999) >= year.year
        }
        assert sorted(share.state for share in year.shares) == sorted(there), "each Member once, and no other"
        whole = [share for share in year.shares if share.joined is None]
        assert sum(share.amount for share in whole) == year.level
        assert year.on_top == sum(share.amount for share in year.shares if share.joined is not None)
        assert all(share.amount <= share.full_year for share in year.joiners)
    for before, now in pairwise(told):
        staying = [s for s in before.joiners if made.leaves.get(s.state, 9999) > before.year]
        on_top = sum(share.full_year for share in staying) if made.newcomers == "on_top" else 0
        if made.growth[now.year] == ZNG:
            assert now.level == before.level + on_top
