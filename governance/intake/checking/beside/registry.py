"""Every ledger check, in the order in which it is made: one visible tuple.

To add a check, write one SQL file in governance/sql/checks whose first lines declare it, and name it here; or write a
function, where a check needs rules or figures that SQL must not work out. Add a test that breaks it.
"""

from __future__ import annotations

from importlib.resources import files

from governance.intake.checking.beside import by_rows, closed_years, duplicates, plans_above_debt, unlikely_days
from governance.intake.checking.beside.ledger_check import LedgerCheck, sql_check

_SQL = (
    "never_a_member",
    "receipt_before_membership",
    "assessed_outside_membership",
    "assessed_observer",
    "scale_outside_membership",
    "spells_overlap",
    "scale_adds_up",
    "assessments_unlike_budget",
    "budget_unlike_assessments",
    "amount_unlike_paid",
    "rate_far_from_average",
    "receipts_in_unassessed_currency",
    "receipt_far_above_assessment",
    "refund_above_receipts",
    "same_money_twice",
    "reference_of_another_state",
    "reference_of_another_amount",
    "payer_unknown",
    "owed_before_not_known",
)


def _read(name: str) -> LedgerCheck:
    return sql_check(name, files("governance").joinpath("sql", "checks", f"{name}.sql").read_text(encoding="utf-8"))


CHECKS: tuple[LedgerCheck, ...] = (
    *(_read(name) for name in _SQL),
    plans_above_debt.CHECK,
    closed_years.CHECK,
    *duplicates.CHECKS,
    *unlikely_days.CHECKS,
    *by_rows.CHECKS,
)
"""The checks of all tables."""
