"""How long the money lasts: cash, the spending plan, reserves drawn and repaid, and payments that were announced.

The story: Members fell behind one after the other, so that less came in than was budgeted. In the lean year, the one
before the last, spending went on as planned and the account ran dry in autumn: the Working Capital Fund was drawn on,
and repaid once the contributions of December had come in. Since then less is planned than is budgeted.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data.demonstration.budgets import budgets
from data.demonstration.cast import LARGEST
from data.demonstration.receipts import Receipt
from data.demonstration.setting import Setting, working_day
from data.demonstration.states import Row
from data.demonstration.story import Story
from governance.money import UNIT, apportion, rounded

_FIRST_YEAR = -5
_OPENING_CHF = Decimal(9_000_000)
_PLANNED = {-5: "0.985", -4: "0.985", -3: "0.99", -2: "1", -1: "0.93", 0: "0.95", 1: "0.955"}
"""What is planned to be spent, as a share of the budget, by the year as the cast tells it."""
_BY_MONTH = {month: Decimal(weight) for month, weight in enumerate((80, 78, 84, 82, 83, 84, 79, 77, 84, 88, 86, 95), 1)}
_AT_LEAST_CHF = Decimal(400_000)
"""What the account is to hold at the end of a month: what lacks is drawn from a reserve."""
_FIRST_RESERVE, _SECOND_RESERVE = "Working Capital Fund", "Operating Reserve"
_CEILINGS_CHF = {_FIRST_RESERVE: Decimal(2_500_000), _SECOND_RESERVE: Decimal(1_200_000)}
_ACCOUNT = "Assessed contributions, second account"


@dataclass(frozen=True)
class MonthEnd:
    """What was held at the end of a month, in francs."""

    day: date
    cash: Decimal
    reserve: Decimal


def plan(setting: Setting) -> dict[date, Decimal]:
    """What is planned to be spent in each month, by its last day, in whole francs."""
    found: dict[date, Decimal] = {}
    for told, share in _PLANNED.items():
        year = setting.year(told) if told <= 0 else setting.council_year + told
        amount = rounded(budgets(setting)[year].approved_chf * Decimal(share), UNIT)
        found |= {_last_day(year, month): part for month, part in apportion(amount, _BY_MONTH, UNIT).items()}
    return found


def month_ends(setting: Setting, receipts: Iterable[Receipt]) -> list[MonthEnd]:
    """The ended months: what came in less what was planned, drawn from the first reserve and repaid to it."""
    came_in: dict[date, Decimal] = {}
    for receipt in receipts:
        end = _last_day(receipt.received.year, receipt.received.month)
        came_in[end] = came_in.get(end, Decimal(0)) + receipt.amount
    cash, reserve, ceiling = _OPENING_CHF, _CEILINGS_CHF[_FIRST_RESERVE], _CEILINGS_CHF[_FIRST_RESERVE]
    found = []
    for day, spent in plan(setting).items():
        if day > setting.today:
            break
        cash += came_in.get(day, Decimal(0)) - spent
        drawn = min(max(_AT_LEAST_CHF - cash, Decimal(0)), reserve)
        repaid = min(max(cash - 2 * _AT_LEAST_CHF, Decimal(0)), ceiling - reserve) if not drawn else Decimal(0)
        cash, reserve = cash + drawn - repaid, reserve - drawn + repaid
        found.append(MonthEnd(day, cash, reserve))
    return found


def cash_rows(ends: Iterable[MonthEnd]) -> Iterator[Row]:
    """The cash table."""
    for end in ends:
        document = f"DEMO/BANK/{end.day:%Y-%m}"
        yield {"dated": end.day, "account": _ACCOUNT, "amount": end.cash, "currency": "CHF", "document": document}


def plan_rows(setting: Setting) -> Iterator[Row]:
    """The spending_plan table."""
    for day, amount in plan(setting).items():
        yield {"month": f"{day:%Y-%m}", "amount": amount, "currency": "CHF", "document": f"DEMO/PLAN/{day.year}"}


def reserve_rows(setting: Setting, ends: Iterable[MonthEnd]) -> Iterator[Row]:
    """The reserves table: each reserve where it begins, and from each day on which it changed."""
    begin = date(setting.year(_FIRST_YEAR), 1, 1)
    for place, (name, ceiling) in enumerate(_CEILINGS_CHF.items(), 1):
        level = ceiling
        yield _reserve(name, begin, level, place)
        for end in ends if place == 1 else ():
            if end.reserve != level:
                note = "Demonstration: drawn on" if end.reserve < level else "Demonstration: repaid"
                level = end.reserve
                yield _reserve(name, end.day, level, place) | {"note": note}


def _reserve(name: str, day: date, level: Decimal, place: int) -> Row:
    ceiling, document = _CEILINGS_CHF[name], f"DEMO/ACCOUNTS/{day.year}"
    row: Row = {"reserve": name, "from": day, "level": level, "ceiling": ceiling, "order": place}
    return row | {"currency": "CHF", "document": document}


def expected_rows(setting: Setting, story: Story) -> Iterator[Row]:
    """The expected_payments table: the largest contributor says when its last part comes, and another that its
    contribution comes half a year late."""
    told = setting.today - timedelta(days=12)
    due = story.accounts[LARGEST].outstanding(setting.today)
    if due > 0:
        yield _expected(LARGEST, told, working_day(setting.today + timedelta(days=24)), due, "Letter of its treasury")
    year = setting.today.year + 1
    amount = story.accounts[_LATE].assessed_for(min(year, setting.last_assessed_year))
    yield _expected(_LATE, told, working_day(date(year, 9, 14)), amount, "Note verbale: after its new budget")


_LATE = "XNI"
"""A Member that always paid in the first months and now says that it will pay in autumn."""


def _expected(state: str, announced: date, expected: date, amount: Decimal, source: str) -> Row:
    return {"state": state, "announced": announced, "expected": expected, "amount": amount, "currency": "CHF",
            "said_by": source, "document": f"DEMO/LETTER/{announced.year}"}  # fmt: skip


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
