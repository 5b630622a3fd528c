"""What each receipt paid: the years of debt to which its money went, and what of it is a credit."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from governance.access import own_by
from governance.questions.accounts.accounts import Key
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row, columns_of
from governance.rules.accounts.account import DAY
from governance.words import mark

Slot = tuple[int, Decimal]


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

    The sums by year are those of `outstanding`: receipts in the order of their dates fill what was received for each
    year, the oldest first; a refund takes back the last money that came in before it. Where balances were opened anew,
    what came in until then had paid what was owed then.
    """
    asked: dict[str, Any] = {"state": values["state"], "currency": values["currency"]}
    starts = _starts(asking)
    received: dict[tuple[Key, date], list[Row]] = defaultdict(list)
    for row in asking.rows("received", **asked):
        if row.known("state"):
            key, day = (row.text("state"), row.text("currency")), row.day("value_date")
            until = min((start - DAY for start in starts(key) if start > day), default=asking.as_of)
            received[key, min(until, asking.as_of)].append(row)
    years: dict[tuple[Key, date], deque[Slot]] = {}
    for on in {on for _, on in received}:
        for row in asking.rows("balances", on=on, **asked):
            if row["known"] == "yes":
                years[(row.text("state"), row.text("currency")), on] = deque()
        for row in asking.rows("outstanding", on=on, **asked):
            if row["known"] == "yes" and row.amount("received") > 0:
                slot = row.whole("year"), row.amount("received")
                years[(row.text("state"), row.text("currency")), on].append(slot)
    return [row for key in sorted(received) for row in _spread(received[key], years.get(key))]


def _starts(asking: Asking) -> Callable[[Key], set[date]]:
    """The days on which the history of a State in a currency starts: with its own opening balances, or the first."""
    own: dict[Key, set[date]] = defaultdict(set)
    for row in asking.table("opening_balances", ("state", "currency", "dated")):
        own[row.text("state"), row.text("currency")].add(row.day("dated"))
    first = {min(set().union(*own.values()))} if own else set()
    return lambda key: own.get(key, set()) | first


def _spread(receipts: list[Row], years: deque[Slot] | None) -> list[Applied]:
    rows: list[Applied] = []
    kept = _after_refunds([receipt.amount("amount") for receipt in receipts])
    for receipt, left in zip(receipts, kept, strict=True):
        applied = partial(Applied, **{name: receipt[name] for name in columns_of(Applied)[:-2]})
        if years is None:
            rows.append(applied(year=None, applied=None))
            continue
        if left <= 0:
            rows.append(applied(year=None, applied=Decimal("0.00")))
        while left > 0 and years:
            year, wanted = years.popleft()
            part = min(left, wanted)
            rows.append(applied(year=year, applied=part))
            left -= part
            if wanted > part:
                years.appendleft((year, wanted - part))
        if left > 0:
            rows.append(applied(year=None, applied=left))
    return rows


def _after_refunds(amounts: list[Decimal]) -> list[Decimal]:
    """What is left of each receipt once refunds have taken back the last money before them."""
    kept: list[Decimal] = []
    for amount in amounts:
        back, place = max(-amount, Decimal(0)), len(kept)
        while back and place:
            place -= 1
            taken = min(back, kept[place])
            kept[place] -= taken
            back -= taken
        kept.append(max(amount, Decimal(0)))
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
