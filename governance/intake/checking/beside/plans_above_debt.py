"""Payment plans beside what is owed: nobody agrees to pay more than the debt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from governance.books import Row
from governance.intake.checking.beside.ledger_check import Found, LedgerCheck, found
from governance.intake.checking.beside.stage import Stage

_PLANS = """
    select
        min(handed_in.batch) as batch, min(handed_in.sheet_row) as sheet_row, state, plan, currency,
        any_value(total) as amount, any_value(agreed_on) as day
    from handed_in
    join (
        select state, plan, currency, sum(amount) as total, coalesce(min(agreed), $today) as agreed_on
        from payment_plans
        group by all
    ) using (state, plan, currency)
    group by state, plan, currency
"""
_DEBTS = "select state, currency, outstanding from balances($day::date)"


def find(stage: Stage, table: str) -> Iterable[Found]:
    """Plans of more than the State owed when the plan was agreed, with all that comes in; and what is not known."""
    debts: dict[date, dict[tuple[object, object], object]] = {}
    for plan in stage.find(_PLANS, table, only_new=True):
        day = plan.day("day")
        if day not in debts:
            debts[day] = {(row["state"], row["currency"]): row["outstanding"] for row in stage.ask_on(day, _DEBTS)}
        yield from _judged(Row(plan, debt=debts[day].get((plan["state"], plan["currency"]))))


def _judged(plan: Row) -> Iterable[Found]:
    amount, debt = plan["amount"], plan["debt"]
    if debt is None:
        yield found(plan, "debt-not-known", "plan")
    elif amount > debt:
        yield found(plan, "plan-above-debt", "amount")


CHECK = LedgerCheck("plan-above-debt", ("payment_plans",), find, whole=True)
