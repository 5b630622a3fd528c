"""Votes judged the plain way, receipt by receipt and day by day: what the quick way must agree with.

The rules themselves are the same. Only what they stand on is counted again here, slowly: the money that came in by a day
from the receipts one by one, and the time for which a criterion has been met by measuring it on every single day on
which anything about the account changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.rules.accounts.account import Account, Receipt, Received
from governance.rules.vote.case import Case, Since
from governance.rules.vote.criterion import Criterion


@dataclass(frozen=True)
class OneByOne(Received):
    """Receipts of which nothing is summed beforehand."""

    receipts: tuple[Receipt, ...] = ()

    def between(self, start: date | None, on: date) -> Iterator[tuple[int | None, Decimal]]:
        for receipt in self.receipts:
            if (start is None or receipt.dated >= start) and receipt.dated <= on:
                yield receipt.for_year if receipt.amount > 0 else None, receipt.amount

    def last_refund(self, on: date) -> date | None:
        return max((r.dated for r in self.receipts if r.amount < 0 and r.dated <= on), default=None)

    def until(self, day: date) -> Received:
        return one_by_one(tuple(r for r in self.receipts if r.dated <= day))


def one_by_one(receipts: tuple[Receipt, ...]) -> OneByOne:
    """The receipts as an account takes them; the days of refunds are those of the receipts below zero."""
    return OneByOne({}, tuple(sorted({r.dated for r in receipts if r.amount < 0})), receipts)


def days(account: Account) -> list[date]:
    """Every day on which what is outstanding, or what of it is in arrears, can change."""
    assert isinstance(account.receipts, OneByOne)
    found = {*account.due_days, *account.opening_days, *(c.dated for c in account.changes)}
    found |= {receipt.dated for receipt in account.receipts.receipts}
    if not found:
        return []
    return sorted(found | {date(year, 1, 1) for year in range(min(found).year, max(found).year + 101)})


def met_since(case: Case, criterion: Criterion) -> Since:
    """The unbroken time for which the criterion, met today, has been met: measured on every one of the days."""
    first = case.on
    for day in sorted({*days(case.account), *criterion.own_days(case.account)}, reverse=True):
        if day > case.on:
            continue
        measure = case.measured(criterion, day) if day >= case.since else None
        if measure is None:
            return Since(first, or_before=day >= case.since)
        if not measure.met:
            break
        first = day
    return Since(first)
