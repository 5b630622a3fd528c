"""Nominal and real growth, constant prices, and cost increases: the worked examples, and the identities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import rounded
from governance.rules.growth.prices import (
    beyond_costs,
    in_prices_of,
    keeping_its_worth,
    longest_run,
    lost_by_freezing,
    nominal_growth,
    not_granted,
    real_growth,
)

AMOUNTS = st.integers(1, 10**9).map(Decimal)
INDICES = st.decimals("50", "2000", places=1)


def test_iom_2009_was_granted_571_000_less_than_its_costs() -> None:
    """Proposed CHF 39,377,000 to cover costs in full, adopted 38,806,000 (MC/2258/Amdt.1)."""
    assert not_granted(Decimal(39_377_000), Decimal(38_806_000)) == 571_000


def test_fao_2004_2005_is_zero_real_growth() -> None:
    """737,092 to 784,239 thousand dollars, of which 47,147 are cost increases: nothing beyond costs."""
    assert beyond_costs(Decimal(737_092), Decimal(784_239), Decimal(47_147)) == 0
    assert beyond_costs(Decimal(737_092), Decimal(737_092), Decimal(47_147)) == -47_147, "a freeze absorbs them"


def test_what_new_members_add_pays_for_no_cost_increase() -> None:
    assert beyond_costs(Decimal(100), Decimal(112), Decimal(10), Decimal(2)) == 0


def test_a_frozen_budget_loses_what_prices_take() -> None:
    """Swiss prices from 1,041.8 in 2019 to 1,104.1 in 2024."""
    assert rounded(100 * lost_by_freezing(Decimal("1041.8"), Decimal("1104.1"))) == Decimal("5.64")
    assert lost_by_freezing(Decimal(100), Decimal(98)) < 0, "where prices fall, it gains"


def test_growth_from_nothing_means_nothing() -> None:
    assert nominal_growth(Decimal(0), Decimal(5)) is None
    assert real_growth(Decimal(0), Decimal(5), Decimal(100), Decimal(101)) is None


@given(AMOUNTS, INDICES, INDICES)
def test_zero_real_growth_is_worth_what_it_was(amount: Decimal, then: Decimal, now: Decimal) -> None:
    kept = keeping_its_worth(amount, then, now)
    assert abs(in_prices_of(kept, then, now) - amount) <= amount * Decimal("1e-20")
    growth = real_growth(amount, kept, then, now)
    assert growth is not None
    assert abs(growth) < Decimal("1e-20")


@given(AMOUNTS, INDICES, INDICES)
def test_a_freeze_loses_just_what_its_constant_prices_show(amount: Decimal, then: Decimal, now: Decimal) -> None:
    worth = in_prices_of(amount, then, now)
    assert abs(worth - amount * (1 - lost_by_freezing(then, now))) <= amount * Decimal("1e-20")
    assert nominal_growth(amount, amount) == 0


@pytest.mark.parametrize(
    ("years", "run"),
    [
        ((2003, 2009, 2019, 2020, 2021, 2022), (2019, 2022)),
        ((2003, 2004, 2010, 2011), (2010, 2011)),
        ((1999,), (1999, 1999)),
        ((), None),
    ],
)
def test_the_longest_run_of_years(years: tuple[int, ...], run: tuple[int, int] | None) -> None:
    assert longest_run(years) == run
