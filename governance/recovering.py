"""The francs that the published dollars prove, as the file that ships: one row per year and State.

    python -m governance.recovering    writes data/facts/recovered_assessments.csv

Only years whose rows prove their booking rate have rows (rules/booking_rate.py); the others stay in dollars.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from decimal import Decimal

from governance.rules.booking_rate import booking_rate, recovered
from governance.settings import FACTS

NAME = "recovered_assessments.csv"
_PUBLISHED = "assessments.csv"
_COLUMNS = ("year", "state", "amount", "currency", "booked", "booked_currency", "rate", "whole", "document")
_ASSESSED_IN = "CHF"


def as_text() -> str:
    """The file, from the published rows."""
    years: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (FACTS / _PUBLISHED).open(encoding="utf-8", newline="") as published:
        for row in csv.DictReader(published):
            years[row["year"]].append(row)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for _, rows in sorted(years.items()):
        writer.writerows(_recovered(rows))
    return out.getvalue()


def _recovered(rows: list[dict[str, str]]) -> list[tuple[object, ...]]:
    found = booking_rate({row["state"]: Decimal(row["amount"]) for row in rows})
    if found is None or found.rate is None:
        return []
    amounts = [(row, recovered(Decimal(row["amount"]), found.rate)) for row in rows]
    return [
        (
            row["year"],
            row["state"],
            proved.amount,
            _ASSESSED_IN,
            row["amount"],
            row["currency"],
            found.rate,
            "yes" if proved.whole else "no",
            row["document"],
        )
        for row, proved in amounts
    ]


if __name__ == "__main__":
    (FACTS / NAME).write_text(as_text(), encoding="utf-8")
