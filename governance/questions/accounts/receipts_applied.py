"""What each receipt paid: the years of debt to which its money went, and what of it is a credit."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from governance.access import own_by
from governance.questions.accounts.accounts import Key
from governance.questions.declare import Asking, Question
from governance.rules.accounts.account import DAY
from governance.words import mark

Slot = tuple[int | None, int]
"""A year and what was received for it, in cents."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What of a receipt went to a year of debt; no year: a credit. Both None where it is not known what was owed."""

    value_date: date
    reference: str | None
    state: str
    currency: str
    amount: Decimal
    year: int | None
    applied: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Applied]:
    """One row per receipt and year of debt that it paid; a blank year is a credit (without an amount: not known), a
    refund has a row of its own.

    The sums by year are those of `outstanding`: a receipt whose named year the rulebook honours is that year's; all
    others, in the order of their dates, fill what else was received for each year, the oldest first; a refund takes
    back the last of these that came in before it. Where balances were opened anew,
    what came in until then had paid what was owed then.
    """
    asked: dict[str, Any] = {"state": values["state"], "currency": values["currency"]}
    starts = _starts(asking)
    parts = [
        (key, until, receipts)
        for key, receipts in _received(asking, **asked)
        for until, receipts in _until_opened_anew(receipts, starts(key), asking.as_of)
    ]
    years: defaultdict[date, dict[Key, list[Slot]]] = defaultdict(dict)
    for on in {until for _, until, _ in parts}:
        for row in asking.rows("balances", on=on, **asked):
            if row["known"] == "yes":
                years[on][row.text("state"), row.text("currency")] = []
        for row in asking.rows("outstanding", on=on, **asked):
            if row["known"] == "yes" and row.amount("received") > 0:
                slot = row.whole("year"), int(row.amount("received").scaleb(2))
                years[on][row.text("state"), row.text("currency")].append(slot)
    return [row for key, until, receipts in parts for row in _spread(key, receipts, years[until].get(key))]


class _Receipts(NamedTuple):
    """Receipts of an account in the order in which they pay: their days, references, amounts, these in cents, and the
    years that they name where the rulebook honours it."""

    days: Sequence[date]
    references: Sequence[str | None]
    amounts: Sequence[Decimal]
    cents: Sequence[int]
    named: Sequence[int | None]

    def between(self, start: int, end: int) -> _Receipts:
        """Those from one place to before another."""
        return _Receipts(*(column[start:end] for column in self))  # type: ignore[arg-type]


def _received(asking: Asking, state: str | None, currency: str | None) -> Iterator[tuple[Key, _Receipts]]:
    """The receipts of each State and currency, whatever their dates."""
    columns = asking.columns("receipts_in_order", state)
    keys = [*zip(columns["state"], columns["currency"], strict=True)]
    receipts = _Receipts(*([*columns[name]] for name in ("value_date", "reference", "amount", "cents", "named_year")))
    end = 0
    while end < len(keys):
        start, key = end, keys[end]
        end = bisect_right(keys, key, start)
        if currency in (None, key[1]):
            yield key, receipts.between(start, end)


def _until_opened_anew(receipts: _Receipts, starts: set[date], as_of: date) -> Iterator[tuple[date, _Receipts]]:
    """The receipts by the date, apart by the day until which what they paid was owed: that before balances were opened
    anew, or the date."""
    place = 0
    for until in (*sorted(start - DAY for start in starts if start <= as_of), as_of):
        end = bisect_right(receipts.days, until, place)
        if end > place:
            yield until, receipts.between(place, end)
        place = end


def _starts(asking: Asking) -> Callable[[Key], set[date]]:
    """The days on which the history of a State in a currency starts: with its own opening balances, or the first."""
    own: dict[Key, set[date]] = defaultdict(set)
    for row in asking.table("opening_balances", ("state", "currency", "dated")):
        own[row.text("state"), row.text("currency")].add(row.day("dated"))
    first = {min(set().union(*own.values()))} if own else set()
    return lambda key: own.get(key, set()) | first


def _spread(key: Key, receipts: _Receipts, years: list[Slot] | None) -> Iterator[Applied]:
    """What each receipt paid, in whole cents: there may be as many as there are receipts."""
    state, currency = key
    free = [0 if named else cents for cents, named in zip(receipts.cents, receipts.named, strict=True)]
    slots = iter(_beside_named(receipts, years or ()))
    year, wanted = next(slots, _CREDIT)
    for day, reference, amount, cents, named, kept in zip(*receipts, _after_refunds(free), strict=True):
        left = kept
        if years is None:
            yield Applied(day, reference, state, currency, amount, None, None)
            continue
        if named:
            yield Applied(day, reference, state, currency, amount, named, amount)
            continue
        if left <= 0:
            yield Applied(day, reference, state, currency, amount, None, Decimal("0.00"))
        while left > 0:
            part = left if year is None else min(left, wanted)
            applied = amount if part == cents else Decimal(part).scaleb(-2)
            yield Applied(day, reference, state, currency, amount, year, applied)
            left -= part
            wanted -= part
            if not wanted:
                year, wanted = next(slots, _CREDIT)


def _beside_named(receipts: _Receipts, years: Sequence[Slot]) -> list[Slot]:
    """What each year received of the money that names none."""
    by_name: defaultdict[int | None, int] = defaultdict(int)
    for cents, named in zip(receipts.cents, receipts.named, strict=True):
        by_name[named] += cents
    return [(year, received - by_name[year]) for year, received in years if received > by_name[year]]


_CREDIT: Slot = (None, 0)
"""What is left when every year has what was received for it."""


def _after_refunds(amounts: Sequence[int]) -> list[int]:
    """What is left of each receipt once refunds have taken back the last money before them."""
    kept: list[int] = []
    for amount in amounts:
        back, place = max(-amount, 0), len(kept)
        while back and place:
            place -= 1
            taken = min(back, kept[place])
            kept[place] -= taken
            back -= taken
        kept.append(max(amount, 0))
    return kept


QUESTION = Question(
    name="receipts_applied",
    title=mark("What each receipt paid"),
    grain=mark("One row per receipt and year of debt that it paid; a blank year is a credit, or not known."),
    row=Applied,
    parameters=("state", "currency"),
    function=answer,
    delegations=own_by("state"),
)
