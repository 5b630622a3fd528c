"""What the bank said of the receipts of the last years: who paid from which account, and what they wrote to it.

Account numbers are of a country that there is not, and name themselves made up. In the last month that has ended the
office made three slips: it mistyped an amount, entered a receipt that the bank never booked, and missed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from data.demonstration.setting import Setting
from data.demonstration.states import Row
from governance.names import recognise

YEARS = 3
"""Of how many years, this one included, the statements are held."""
ACCOUNT = "XX00DEMO000000000002"
"""The account into which Members pay."""
_MISTYPED, _MISSED = Decimal("270.00"), Decimal("1250.00")
"""By how much the bank's amount is larger than the one that was typed, and what nobody entered, in francs."""
_TOLD = ("reference", "value_date", "amount", "currency", "charges", "paid_amount", "paid_currency", "rate")


def payer_of(state: str) -> tuple[str, str]:
    """Who pays for a State and from which account."""
    return f"Ministry of Finance of {recognise(state).name}", f"XX00DEMOPAYS{state}01"


def entry_rows(setting: Setting, receipts: Iterable[Row]) -> Iterator[Row]:
    """The table of entries: one for each receipt, under the bank's reference that the receipt bears, but for slips."""
    told = [row for row in receipts if cast(date, row["received"]).year > setting.today.year - YEARS]
    ended = setting.today.replace(day=1) - timedelta(1)
    of_month = [row for row in told if cast(date, row["received"]).replace(day=1) == ended.replace(day=1)]
    for receipt in told:
        if of_month[1:] and receipt is of_month[-1]:
            yield _entry(receipt) | {
                "reference": "BK-MISSED",
                "amount": _MISSED,
                "value_date": ended,
                "booked_on": ended,
            }
        elif of_month and receipt is of_month[0]:
            yield _entry(receipt) | {"amount": cast(Decimal, receipt["amount"]) + _MISTYPED}
        else:
            yield _entry(receipt)


def _entry(receipt: Row) -> Row:
    received, amount = cast(date, receipt["received"]), cast(Decimal, receipt["amount"])
    state = cast(str | None, receipt["state"])
    name, iban = payer_of(state) if state else ("A correspondent bank (demonstration)", None)
    return {
        **{column: receipt.get(column) for column in _TOLD},
        "account": ACCOUNT,
        "booked_on": received,
        "kind": "credit" if amount > 0 else "debit",
        "counterparty": name,
        "counterparty_iban": iban,
        "remittance": f"Contribution {received.year}" if amount > 0 else "Returned",
        "statement": str(received.timetuple().tm_yday),
    }
