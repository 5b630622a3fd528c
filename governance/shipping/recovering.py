"""The francs that the published dollars prove, as the file that ships: one row per year and State.

    python -m governance.shipping.recovering    writes data/facts/recovered_assessments.csv

Only years whose booking rate is proved have rows (rules/booking_rate.py); the others stay in dollars. The verdicts are
those of a ledger built from the published facts, since the scale, the membership and stated totals are evidence.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from governance.books import Books
from governance.rules.assessment.booking_rate import recovered, unit_of
from governance.settings import FACTS
from governance.shipping.ledgers import build

NAME = "recovered_assessments.csv"
_PUBLISHED = "assessments.csv"
_COLUMNS = ("year", "state", "amount", "currency", "booked", "booked_currency", "rate", "whole", "within", "document")
_LAST = date(2100, 12, 31)


def as_text(books: Books) -> str:
    """The file, from the published rows and the rates that the books prove."""
    rates = {(row.whole("year"), row.text("booked_currency")): row for row in books.ask("booking_rates", _LAST).dicts()}
    with (FACTS / _PUBLISHED).open(encoding="utf-8", newline="") as published:
        rows = sorted(csv.DictReader(published), key=lambda row: int(row["year"]))
    units = {key: unit_of([Decimal(row["amount"]) for row in rows if _key(row) == key]) for key in rates}
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        rate = rates.get(_key(row))
        if rate and rate.known("rate"):
            amount = recovered(Decimal(row["amount"]), rate.amount("rate"), units[_key(row)])
            told = {
                "amount": amount.amount,
                "currency": rate["currency"],
                "booked": row["amount"],
                "booked_currency": row["currency"],
                "rate": rate["rate"],
                "whole": "yes" if amount.whole else "no",
                "within": amount.within,
            }
            writer.writerow(row | told)
    return out.getvalue()


def _key(row: dict[str, str]) -> tuple[int, str]:
    return int(row["year"]), row["currency"]


def main() -> None:
    """Write the file that ships."""
    with TemporaryDirectory() as folder:
        ledger = build(str(Path(folder) / "facts.duckdb"), "facts")
        (FACTS / NAME).write_text(as_text(Books.at(ledger)), encoding="utf-8")


if __name__ == "__main__":
    main()
