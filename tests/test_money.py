"""Money: exact, in one currency, rounded in one way, divided without losing a cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.money import CENT, UNIT, apportion, rounded, rounded_up, share
from governance.terms import TERMS
from governance.ui.parts import cells

weights = st.dictionaries(st.text("ABC", min_size=1), st.decimals("0", "25", places=4), min_size=1).filter(
    lambda found: sum(found.values()) > 0
)


@given(st.integers(-(10**9), 10**9), weights, st.sampled_from((UNIT, CENT)))
def test_parts_add_up_to_the_total_and_the_largest_remainders_have_the_units_left_over(
    units: int, given_weights: dict[str, Decimal], unit: Decimal
) -> None:
    total = units * unit
    parts = apportion(total, given_weights, unit)
    assert sum(parts.values()) == total
    whole = Fraction(sum(given_weights.values()))
    down, up = [Fraction(0)], [Fraction(1)]
    for key, part in parts.items():
        quota = units * Fraction(given_weights[key]) / whole
        assert part / unit - floor(quota) in (0, 1)
        (down if part / unit == floor(quota) else up).append(quota - floor(quota))
    assert max(down) <= min(up)


@given(st.integers(-(10**6), 10**6), weights)
def test_the_order_of_the_weights_does_not_matter(units: int, given_weights: dict[str, Decimal]) -> None:
    turned = dict(reversed(given_weights.items()))
    assert apportion(Decimal(units), given_weights) == apportion(Decimal(units), turned)


def test_the_units_left_over_go_to_the_largest_remainders() -> None:
    """100 francs by weights 3 : 3 : 1 are 42.86, 42.86 and 14.29: two units are left, for the two larger ones."""
    assert apportion(Decimal(100), {"XAA": Decimal(3), "XAN": Decimal(3), "XAR": Decimal(1)}) == {
        "XAA": 43, "XAN": 43, "XAR": 14}  # fmt: skip


def test_a_tie_goes_to_the_larger_weight_and_then_to_the_first_key() -> None:
    assert apportion(Decimal(1), {"B": Decimal(1), "A": Decimal(1)}) == {"A": 1, "B": 0}
    assert apportion(Decimal(3), {"A": Decimal(1), "B": Decimal(3), "C": Decimal(2)}) == {"A": 0, "B": 2, "C": 1}


@pytest.mark.parametrize(
    ("total", "unfit", "sentence"),
    [
        ("1", {"A": "0"}, "Weights must not be negative, and one at least must be above zero."),
        ("1", {"A": "2", "B": "-1"}, "Weights must not be negative, and one at least must be above zero."),
        ("1", {}, "Weights must not be negative, and one at least must be above zero."),
        ("1.5", {"A": "1"}, "The total 1.5 is not a multiple of 1."),
    ],
)
def test_what_cannot_be_divided_is_refused(total: str, unfit: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        apportion(Decimal(total), {key: Decimal(value) for key, value in unfit.items()})


@pytest.mark.parametrize(
    ("exact", "nearest"),
    [("0.125", "0.12"), ("0.135", "0.14"), ("-0.125", "-0.12"), ("-0.001", "0.00"), ("0.1251", "0.13"), ("2", "2.00")],
)
def test_ties_are_rounded_to_the_even_digit(exact: str, nearest: str) -> None:
    """DuckDB would make 0.13 of 0.125: that is why rounding happens here."""
    assert str(rounded(Decimal(exact))) == nearest


def test_what_a_payer_is_told_is_rounded_up() -> None:
    assert rounded_up(Decimal("100.01")) == 101
    assert rounded_up(Decimal("100.00")) == 100
    assert rounded_up(Decimal("0")) == 0


def test_a_share_of_nothing_means_nothing() -> None:
    assert share(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert share(Decimal(1), Decimal(0)) is None


def test_nothing_is_written_in_one_way_in_all_amounts_of_a_table() -> None:
    """A column of zeros alone has no form of its own: 0 stood beside 0.00."""
    frame = pd.DataFrame({"arrears": [Decimal(0), Decimal("1234.50")], "current_year": [Decimal("0.00"), Decimal(0)]})
    columns = cells.of_terms([TERMS[name] for name in frame], frame, "CHF")
    assert {column.name: column.write(Decimal(0)) for column in columns} == {"arrears": "0", "current_year": "0"}
    (small, nothing) = cells.of_terms([TERMS[name] for name in frame], frame.iloc[:1], "CHF")
    assert (small.write(Decimal(0)), nothing.write(Decimal(0))) == ("0.00", "0.00")
    cents = frame.assign(current_year=[Decimal("0.00"), Decimal("4.27")])
    assert cells.of_terms([TERMS[name] for name in cents], cents)[1].write(Decimal("4.27")) == "4.27", "none is hidden"
