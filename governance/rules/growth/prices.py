"""Nominal growth, real growth, and what a budget that does not grow is still worth.

No article: definitions that budget documents of international organizations share. With a budget B, a price index P
of the same currency, and years s before t:

    nominal growth        B_t / B_s - 1                     zero nominal growth (ZNG): 0
    real growth           (B_t / B_s) / (P_t / P_s) - 1     zero real growth (ZRG): 0
    in prices of s        B_t * P_s / P_t
    zero real growth      B_s * P_t / P_s                   what keeps the purchasing power of s
    lost by freezing      1 - P_s / P_t                     the part of its purchasing power that B_s loses by t

Purchasing power is an index. The cost increase that an Administration states (its staff, its rents, its statutory
increases) is another thing, never mixed with it: `beyond_costs` and `not_granted` are about that figure alone. FAO's
Programme of Work and Budget 2004-05 went from 737,092 to 784,239 (thousands of USD) with 47,147 of cost increases: zero
real growth (source fao-y9859). IOM's for 2009 was proposed at CHF 39,377,000 to cover costs in full and adopted at
38,806,000: 571,000 not granted (source mc2258a1), although by the Swiss index that budget grew in real terms.

Results are exact fractions of the amounts as far as Decimal goes; whoever shows them rounds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

ONE = Decimal(1)


def nominal_growth(before: Decimal, now: Decimal) -> Decimal | None:
    """The growth of an amount as a fraction; None from nothing, where growth means nothing."""
    return now / before - ONE if before else None


def real_growth(before: Decimal, now: Decimal, price_before: Decimal, price_now: Decimal) -> Decimal | None:
    """The growth beyond prices, as a fraction."""
    return (now / before) / (price_now / price_before) - ONE if before else None


def in_prices_of(amount: Decimal, price_then: Decimal, price_now: Decimal) -> Decimal:
    """An amount of a year whose index is `price_now`, in the prices of the year whose index is `price_then`."""
    return amount * price_then / price_now


def keeping_its_worth(amount: Decimal, price_then: Decimal, price_now: Decimal) -> Decimal:
    """Zero real growth: what buys now what `amount` bought when the index was `price_then`."""
    return amount * price_now / price_then


def lost_by_freezing(price_then: Decimal, price_now: Decimal) -> Decimal:
    """The fraction of its purchasing power that an unchanged amount has lost; below zero where prices fell."""
    return ONE - price_then / price_now


def not_granted(proposed: Decimal, approved: Decimal) -> Decimal:
    """How far the approved budget stays below the proposed one."""
    return proposed - approved


def beyond_costs(before: Decimal, now: Decimal, cost_increase: Decimal, new_members: Decimal = Decimal(0)) -> Decimal:
    """Growth beyond the cost increase stated: 0 is zero real growth, below zero are costs absorbed.

    Contributions of new Members that were added to the level pay for no cost increase and are left out.
    """
    return now - new_members - before - cost_increase


def longest_run(years: Iterable[int]) -> tuple[int, int] | None:
    """The first and last of the longest run of years without a gap; of two as long the later; None without years."""
    runs: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return max(runs, key=lambda run: (run[1] - run[0], run[1]), default=None)
