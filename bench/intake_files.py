"""Receipts in files, the same on every machine: what the intake is measured on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from governance.names import states

COLUMNS = ("received", "state", "amount", "currency", "reference", "value_date", "charges", "for_year")
STATES = [state.code for state in states() if state.fictional]
_FIRST = date(1990, 1, 1)


def receipts(rows: int) -> Iterator[tuple[object, ...]]:
    """Invented receipts of fictional States, a few on every day."""
    random = Random(1951)
    for number in range(rows):
        day = _FIRST + timedelta(days=number * 13_000 // rows)
        amount, charges = random.randrange(100, 10**9) / 100, random.randrange(0, 5_000) / 100
        state = STATES[random.randrange(len(STATES))]
        yield day, state, amount, "CHF", f"BK-{number:07}", day + timedelta(days=number % 3), charges, day.year


def membership() -> bytes:
    """Every State that pays is a Member since before the first receipt."""
    rows = (f"{state},member,1980-01-01" for state in STATES)
    return "\n".join(("state,status,from", *rows)).encode()


def write_csv(file: Path, rows: int) -> None:
    """The receipts as comma-separated text."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*row[:2], f"{row[2]:.2f}", *row[3:6], f"{row[6]:.2f}", row[7]) for row in receipts(rows))


def write_xlsx(file: Path, rows: int) -> None:
    """The receipts as a workbook with dates and numbers of its own."""
    with xlsxwriter.Workbook(str(file), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("receipts")
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(receipts(rows), start=1):
            sheet.write_row(number, 0, row)
