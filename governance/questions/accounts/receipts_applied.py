"""What each receipt paid: the years of debt to which its money went, and what of it is a credit."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from governance.access import own_by
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row, columns_of
from governance.words import mark

Slot = tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Applied:
    """What of a receipt went to a year of debt; no year: a credit."""

    value_date: date
    reference: str | None
    state: str
    currency: str
    amount: Decimal
    year: int | None
    applied: Decimal


def answer(asking: Asking, values: Mapping[str, object]) -> list[Applied]:
    """One row per receipt and year of debt that it paid; a blank year is a credit, a refund has a row of its own.

    The sums by year are those of `outstanding`: receipts in the order of their dates fill what was received for each
    year, the oldest first; a refund takes back the last money that came in before it.
    """
    received: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in asking.rows("received", state=values["state"], currency=values["currency"]):
        if row.known("state"):
            received[row.text("state"), row.text("currency")].append(row)
    years: dict[tuple[str, str], deque[Slot]] = defaultdict(deque)
    for row in asking.rows("outstanding", state=values["state"], currency=values["currency"]):
        if row["known"] == "yes" and row.amount("received") > 0:
            years[row.text("state"), row.text("currency")].append((row.whole("year"), row.amount("received")))
    return [row for key in sorted(received) for row in _spread(received[key], years[key])]


def _spread(receipts: list[Row], years: deque[Slot]) -> list[Applied]:
    rows: list[Applied] = []
    kept = _after_refunds([receipt.amount("amount") for receipt in receipts])
    for receipt, left in zip(receipts, kept, strict=True):
        applied = partial(Applied, **{name: receipt[name] for name in columns_of(Applied)[:-2]})
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
        back = max(-amount, Decimal(0))
        for place in reversed(range(len(kept))):
            taken = min(back, kept[place])
            kept[place] -= taken
            back -= taken
        kept.append(max(amount, Decimal(0)))
    return kept


QUESTION = Question(
    name="receipts_applied",
    title=mark("What each receipt paid"),
    grain=mark("One row per receipt and year of debt that it paid; a blank year is a credit."),
    row=Applied,
    parameters=("state", "currency"),
    function=answer,
    delegations=own_by("state"),
)
