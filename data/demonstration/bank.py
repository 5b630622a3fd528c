"""What the bank said of the receipts of the last years: who paid from which account, and what they wrote to it.

Account numbers are of a country that there is not, and name themselves made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import cast

from data.demonstration.setting import Setting
from data.demonstration.states import Row
from governance.names import recognise

YEARS = 3
"""Of how many years, this one included, the statements are held."""
ACCOUNT = "XX00DEMO000000000002"
"""The account into which Members pay."""
_TOLD = ("reference", "value_date", "amount", "currency", "charges", "paid_amount", "paid_currency", "rate")


def payer_of(state: str) -> tuple[str, str]:
    """Who pays for a State and from which account."""
    return f"Ministry of Finance of {recognise(state).name}", f"XX00DEMOPAYS{state}01"


def entry_rows(setting: Setting, receipts: Iterable[Row]) -> Iterator[Row]:
    """The table of entries: one for each receipt, under the bank's reference that the receipt bears."""
    for receipt in receipts:
        received, amount = cast(date, receipt["received"]), cast(Decimal, receipt["amount"])
        state = cast(str | None, receipt["state"])
        if received.year <= setting.today.year - YEARS:
            continue
        name, iban = payer_of(state) if state else ("A correspondent bank (demonstration)", None)
        yield {
            **{column: receipt.get(column) for column in _TOLD},
            "account": ACCOUNT,
            "booked_on": received,
            "kind": "credit" if amount > 0 else "debit",
            "counterparty": name,
            "counterparty_iban": iban,
            "remittance": f"Contribution {received.year}" if amount > 0 else "Returned",
            "statement": str(received.timetuple().tm_yday),
        }
