"""A test's docstring (tests.docstrings) as one Member's page of accounts, without a ledger: facts for the pure rules.

Unless the page says otherwise the State has been a Member since 1980, in CHF, and receipts are complete since then.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from governance.rules.accounts.account import (
    Account,
    Action,
    Adjustment,
    Assessment,
    Opening,
    Period,
    Receipt,
    Received,
    Session,
    Spell,
)
from tests.docstrings import tables

TABLES: dict[str, tuple[str, type]] = {
    "assessments": ("assessments", Assessment),
    "opening_balances": ("openings", Opening),
    "receipts": ("receipts", Receipt),
    "adjustments": ("adjustments", Adjustment),
    "membership": ("spells", Spell),
    "council_actions": ("actions", Action),
    "sessions": ("sessions", Session),
    "coverage": ("coverage", Period),
}
COLUMNS = {"received": "dated", "from": "first_day", "to": "last_day"}


def page(test: Callable[..., object], **more: Any) -> Account:
    """The account that the test's docstring shows; `more` sets other fields of Account."""
    found: dict[str, Any] = {"spells": (Spell(date(1980, 1, 1)),), "coverage": (Period(date(1980, 1, 1)),)}
    for table, columns, rows in tables(test.__doc__, TABLES):
        field, cls = TABLES[table]
        names = [COLUMNS.get(column, column) for column in columns]
        found[field] = [_row(cls, names, cells) for cells in rows]
    return Account(**{"state": "XAA", "currency": "CHF", **found, **more})


def _row(cls: type, names: list[str], cells: list[str]) -> object:
    hints = get_type_hints(cls)
    return cls(**{name: _value(hints[name], cell) for name, cell in zip(names, cells, strict=True) if cell})


def _value(hint: Any, text: str) -> object:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    return date.fromisoformat(text) if hint is date else hint(text)


def one_by_one(account: Account) -> tuple[Receipt, ...]:
    """The account's receipts, where it holds them and not their sums by day."""
    assert not isinstance(account.receipts, Received)
    return account.receipts


def day(text: str) -> date:
    """A date in ISO form."""
    return date.fromisoformat(text)


def chf(text: str) -> Decimal:
    """An amount."""
    return Decimal(text)
