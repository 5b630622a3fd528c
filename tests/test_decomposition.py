"""A change split by cause: the parts add up exactly, what does not change has no part, no order is preferred."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import rounded
from governance.rules.assessment.decomposition import FACTORS, Change, YearFacts, decomposed

UN = {"XAA": Decimal(60), "XAB": Decimal(30), "XAC": Decimal(10), "XAD": Decimal(25)}
THREE = frozenset({"XAA", "XAB", "XAC"})


def assessed(level: int, members: frozenset[str], un: dict[str, Decimal] = UN) -> dict[str, Decimal]:
    whole = sum(un[state] for state in members)
    return {state: rounded(level * un[state] / whole, Decimal(1)) for state in members}


def year(number: int, level: int, members: frozenset[str] = THREE, un: dict[str, Decimal] = UN) -> YearFacts:
    return YearFacts(number, assessed(level, members, un), un, members)


def parts(changes: list[Change], state: str) -> dict[str, Decimal]:
    (found,) = [change for change in changes if change.state == state]
    assert found.parts is not None
    return {name: part for name, part in found.parts.items() if part}


def test_a_higher_level_alone_is_all_of_the_change() -> None:
    changes = decomposed(year(2020, 1000), year(2021, 1100), None, on_top=True)
    assert parts(changes, "XAA") == {"budget_level": 60}
    assert parts(changes, "XAC") == {"budget_level": 10}


def test_a_new_scale_moves_money_between_members_and_adds_none() -> None:
    other = UN | {"XAA": Decimal(50), "XAB": Decimal(40)}
    changes = decomposed(year(2020, 1000), year(2021, 1000, un=other), None, on_top=True)
    assert parts(changes, "XAA") == {"scale": -100}
    assert parts(changes, "XAB") == {"scale": 100}
    assert sum(change.change or 0 for change in changes) == 0


def test_a_newcomer_on_top_leaves_the_others_as_they_were() -> None:
    """The level grows by its share: what the others lose to it and what it adds cancel."""
    changes = decomposed(year(2020, 1000), year(2021, 1250, THREE | {"XAD"}), None, on_top=True)
    assert parts(changes, "XAA") == {"membership": -120, "new_members": 120}
    assert parts(changes, "XAD") == {"membership": 200, "new_members": 50}


def test_a_newcomer_within_the_level_lowers_the_others() -> None:
    changes = decomposed(year(2020, 1000), year(2021, 1000, THREE | {"XAD"}), None, on_top=False)
    assert parts(changes, "XAA") == {"membership": -120}


def test_what_documents_state_of_new_members_comes_before_the_reading() -> None:
    """Only 100 of the 250 are stated as their contributions: the rest is the level's."""
    changes = decomposed(year(2020, 1000), year(2021, 1250, THREE | {"XAD"}), Decimal(100), on_top=True)
    assert parts(changes, "XAA") == {"budget_level": 90, "membership": -138, "new_members": 48}


def test_a_part_of_the_year_is_a_part_of_its_own() -> None:
    """It joins in the second year and is assessed for half of it, on top."""
    later = year(2021, 1000)
    later = replace(later, amounts={**later.amounts, "XAD": Decimal(125)}, parts={"XAD": Decimal("0.5")})
    changes = decomposed(year(2020, 1000), later, None, on_top=True)
    assert parts(changes, "XAD") == {"membership": 250, "part_year": -125}
    assert parts(changes, "XAA") == {}


def test_the_booking_rate_is_apart_only_where_both_are_known() -> None:
    """1000 francs at 1.00, then at 0.80: dollars rise by a quarter, the budget does not."""
    later = replace(year(2021, 1250), booking_rate=Decimal("0.8"))
    assert parts(decomposed(year(2020, 1000), later, None, on_top=True), "XAB") == {"currency": 75}
    unknown = replace(later, booking_rate=None)
    assert parts(decomposed(year(2020, 1000), unknown, None, on_top=True), "XAB") == {"budget_level": 75}


def test_a_member_without_an_amount_is_not_split() -> None:
    """Missing is not zero."""
    later = year(2021, 1100)
    later = replace(later, amounts={state: later.amounts[state] for state in ("XAA", "XAB")})
    (missing,) = [change for change in decomposed(year(2020, 1000), later, None, on_top=True) if change.state == "XAC"]
    assert (missing.change, missing.parts, missing.other) == (None, None, None)


def test_an_amount_that_no_rate_explains_is_other() -> None:
    later = year(2021, 1000)
    later = replace(later, amounts={**later.amounts, "XQQ": Decimal(7)})
    (odd,) = [change for change in decomposed(year(2020, 1000), later, None, on_top=True) if change.state == "XQQ"]
    assert (odd.change, odd.other) == (7, 7)


def test_the_average_shares_what_two_causes_do_together() -> None:
    """Level and scale both double a Member's amount: step by step the second takes more, on average both alike."""
    other = {"XAA": Decimal(20), "XAB": Decimal(80)}
    before = year(2020, 1000, frozenset({"XAA", "XAB"}), {"XAA": Decimal(10), "XAB": Decimal(90)})
    after = year(2021, 2000, frozenset({"XAA", "XAB"}), other)
    assert parts(decomposed(before, after, None, on_top=True), "XAA") == {"budget_level": 100, "scale": 200}
    averaged = decomposed(before, after, None, on_top=True, averaged=True)
    assert parts(averaged, "XAA") == {"budget_level": 150, "scale": 150}


CODES = [f"S{n:02}" for n in range(8)]
SCALES = st.fixed_dictionaries({code: st.decimals("0.001", "25", places=3) for code in CODES})
SETS = st.sets(st.sampled_from(CODES), min_size=2).map(frozenset)
RATES = st.one_of(st.none(), st.decimals("0.8", "1.1", places=3))


@st.composite
def years(draw: st.DrawFn) -> YearFacts:
    members = draw(SETS)
    un = draw(SCALES)
    late = draw(st.dictionaries(st.sampled_from(CODES), st.decimals("0.05", "0.95", places=2), max_size=2))
    joined = {code: part for code, part in late.items() if code not in members}
    amounts = draw(
        st.fixed_dictionaries({code: st.decimals("0", "9999999", places=2) for code in sorted(members | joined.keys())})
    )
    return YearFacts(2020, amounts, un, members, joined, draw(RATES))


@given(years(), years(), st.booleans(), st.booleans(), st.one_of(st.none(), st.integers(0, 10**6).map(Decimal)))
def test_the_parts_add_up_to_every_change_exactly(
    first: YearFacts, last: YearFacts, on_top: bool, averaged: bool, stated: Decimal | None
) -> None:
    changes = decomposed(first, last, stated, on_top=on_top, averaged=averaged)
    assert {change.state for change in changes} == first.amounts.keys() | last.amounts.keys()
    for change in changes:
        assert change.parts is not None
        assert change.other is not None
        assert tuple(change.parts) == FACTORS
        assert sum(change.parts.values()) + change.other == change.change
        assert change.change == (change.after or 0) - (change.before or 0)


@given(years(), st.booleans())
def test_between_a_year_and_itself_nothing_has_a_part(same: YearFacts, averaged: bool) -> None:
    for change in decomposed(same, same, None, on_top=True, averaged=averaged):
        assert change.parts is not None
        assert not any(change.parts.values())
        assert change.other == 0


@given(SCALES, SETS, st.integers(10**6, 10**8), st.integers(10**6, 10**8))
def test_both_ways_agree_where_only_one_thing_changes(
    un: dict[str, Decimal], members: frozenset[str], before: int, after: int
) -> None:
    whole = sum(un[state] for state in members)
    first, last = (
        YearFacts(n, {s: level * un[s] / whole for s in members}, un, members)
        for n, level in ((2020, before), (2021, after))
    )
    ways = [decomposed(first, last, None, on_top=True, averaged=averaged) for averaged in (False, True)]
    for step, average in zip(*ways, strict=True):
        assert step.parts is not None
        assert average.parts is not None
        assert all(abs(step.parts[name] - average.parts[name]) <= Decimal("0.02") for name in FACTORS)


@pytest.mark.parametrize("averaged", [False, True])
def test_a_level_is_what_all_would_be_assessed(averaged: bool) -> None:
    """A Member without a row does not lower the level of the others."""
    whole = year(2020, 1000)
    gap = replace(whole, amounts={state: whole.amounts[state] for state in ("XAA", "XAB")})
    assert gap.level == whole.level == 1000
    changes = decomposed(whole, gap, None, on_top=True, averaged=averaged)
    assert [change.change for change in changes] == [0, 0, None]
