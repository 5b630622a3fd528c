"""The demonstration ledger as files: one CSV for each table, in an order in which they can be imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from data.demonstration import (
    adjustments,
    bank,
    budgets,
    funds,
    governing,
    liquidity,
    mandate,
    notices,
    people,
    plans,
    prices,
    receipts,
    scale,
    sessions,
    states,
    story,
    votes,
)
from data.demonstration.setting import Setting
from data.demonstration.states import Row
from governance.money import CENT
from governance.tables import TABLES, Kind


def generate(today: date, seed: int = 1951) -> dict[str, bytes]:
    """The CSV files of the demonstration ledger by file name, as known on the evening of `today`.

    The same day and seed give the same bytes on every machine. UTF-8, commas, line feeds; the header holds the
    columns that are used. The story is tuned for days from 2025 to 2030.
    """
    setting = Setting(today, seed)
    return {f"{name}.csv": _as_csv(name, rows) for name, rows in _tables(setting).items()}


def _tables(setting: Setting) -> dict[str, Iterable[Row]]:
    """The rows of every table, in the order of import: who is a Member, what is due, what was paid, the rest."""
    told = story.tell(setting)
    actions = list(votes.action_rows(setting, told))
    paid = list(receipts.receipt_rows(told.receipts))
    month_ends = liquidity.month_ends(setting, told.receipts)
    return {
        "membership": states.membership(setting),
        "un_scale": scale.un_scale_rows(setting),
        "scale": scale.scale_rows(setting),
        "budgets": budgets.budget_rows(setting),
        "assessments": budgets.assessment_rows(setting),
        "coverage": story.coverage_rows(setting),
        "opening_balances": story.opening_rows(told),
        "adjustments": adjustments.adjustment_rows(told.adjustments),
        "disputed": adjustments.disputed_rows(),
        "receipts": paid,
        "bank_entries": bank.entry_rows(setting, paid),
        "payment_instructions": story.instruction_rows(),
        "payment_plans": plans.plan_rows(told.instalments),
        "cash": liquidity.cash_rows(month_ends),
        "spending_plan": liquidity.plan_rows(setting),
        "reserves": liquidity.reserve_rows(setting, month_ends),
        "expected_payments": liquidity.expected_rows(setting, told),
        "sessions": sessions.session_rows(setting),
        "council_actions": actions,
        "committee_seats": sessions.seat_rows(setting),
        "membership_events": governing.event_rows(setting),
        "state_lists": governing.list_rows(setting),
        "headline_figures": governing.count_rows(setting),
        "offices": people.office_rows(setting),
        "staffing": people.staffing_rows(setting),
        "voluntary_contributions": funds.voluntary_rows(setting),
        "fund_movements": funds.fund_rows(setting),
        "revenue": funds.revenue_rows(setting),
        "expenses": funds.expense_rows(setting),
        "prices": prices.price_rows(setting),
        "price_series": prices.series_rows(),
        "exchange_rates": prices.exchange_rate_rows(setting),
        "service_areas": mandate.service_area_rows(),
        "objectives": mandate.objective_rows(),
        "quotations": mandate.quotation_rows(),
        "notices": notices.notice_rows(setting, told, actions),
    }


def _as_csv(name: str, rows: Iterable[Row]) -> bytes:
    """One table's file. Raises ValueError for a value under a name that the table does not declare."""
    kept = list(rows)
    used = {column for row in kept for column, value in row.items() if value is not None}
    columns = [column for column in TABLES[name].columns if column.name in used]
    if unknown := sorted(used - {column.name for column in columns}):
        raise ValueError(f"The table {name} has no column {', '.join(unknown)}.")
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows([_cell(row.get(column.name), column.kind) for column in columns] for row in kept)
    return file.getvalue().encode("utf-8")


def _cell(value: object, kind: Kind) -> str:
    """A value as text: money with two decimals, other numbers as they are, days in ISO form, nothing as blank."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and kind is Kind.MONEY:
        return str(value.quantize(CENT))
    return str(value)
