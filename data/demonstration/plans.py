"""Payment plans: two kept, one broken, one running."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data.demonstration.accounts import Account
from data.demonstration.cast import PLAN_BROKEN, PLAN_KEPT_LATER, RESTORED, SUSPENDED_THEN
from data.demonstration.habits import HABITS
from data.demonstration.receipts import Cashier
from data.demonstration.setting import Setting
from data.demonstration.states import Row
from governance.money import UNIT, apportion, rounded


@dataclass(frozen=True)
class Plan:
    """A plan as told: who agreed it and when, and its instalments, each due at the end of a month.

    Years are told as in the cast. `kept` is the number of instalments that are paid when due.
    """

    state: str
    agreed_year: int
    agreed_day: tuple[int, int]
    first_year: int
    first_month: int
    every_months: int
    instalments: int
    kept: int

    def agreed(self, setting: Setting) -> date:
        """The day on which the plan was agreed."""
        return date(setting.year(self.agreed_year), *self.agreed_day)

    def dues(self, setting: Setting) -> list[date]:
        """The days on which the instalments are due."""
        first = setting.year(self.first_year) * 12 + self.first_month - 1
        return [_month_end(*divmod(first + n * self.every_months, 12)) for n in range(self.instalments)]


@dataclass(frozen=True)
class Instalment:
    """One instalment of a plan, in francs."""

    state: str
    plan: str
    agreed: date
    due: date
    amount: Decimal
    kept: bool


PLANS = (
    Plan(SUSPENDED_THEN, 2004, (9, 15), 2004, 12, every_months=6, instalments=6, kept=6),
    Plan(PLAN_KEPT_LATER, 2013, (12, 10), 2014, 3, every_months=3, instalments=8, kept=8),
    Plan(PLAN_BROKEN, -5, (4, 20), -5, 12, every_months=6, instalments=6, kept=2),
    Plan(RESTORED, -1, (11, 5), 0, 6, every_months=6, instalments=10, kept=10),
)


def agree(plan: Plan, account: Account, setting: Setting) -> list[Instalment]:
    """Spread all that is outstanding on the day of the agreement over the instalments."""
    agreed, dues = plan.agreed(setting), plan.dues(setting)
    amounts = apportion(rounded(account.outstanding(agreed), UNIT), dict.fromkeys(dues, UNIT), UNIT)
    name = plan_name(plan, setting)
    return [
        Instalment(plan.state, name, agreed, due, amounts[due], place < plan.kept) for place, due in enumerate(dues)
    ]


def plan_name(plan: Plan, setting: Setting) -> str:
    """The plan's name: the year in which it was agreed and its number in that year."""
    return f"{plan.agreed(setting).year}/1"


def plan_of(state: str, setting: Setting) -> str:
    """The name of a State's plan."""
    return next(plan_name(plan, setting) for plan in PLANS if plan.state == state)


def pay(instalment: Instalment, account: Account, cashier: Cashier) -> None:
    """Pay an instalment some days before it is due."""
    chance = cashier.setting.chance("plans", instalment.state, instalment.due)
    day = instalment.due - timedelta(days=chance.randint(3, 12))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    note = f"Demonstration: instalment of plan {instalment.plan}"
    cashier.take_in(account, HABITS["nothing"], day, instalment.amount, chance, note)


def plan_rows(instalments: list[Instalment]) -> Iterator[Row]:
    """The payment_plans table."""
    for instalment in instalments:
        yield {
            "state": instalment.state,
            "plan": instalment.plan,
            "agreed": instalment.agreed,
            "due": instalment.due,
            "amount": instalment.amount,
            "currency": "CHF",
            "document": f"DEMO/PLAN/{instalment.plan}",
        }


def _month_end(year: int, months_before: int) -> date:
    month = months_before + 1
    return date(year, month, calendar.monthrange(year, month)[1])
