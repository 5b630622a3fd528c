"""10,000 receipts as a workbook, from its bytes to stored, over scripts that an office would write for itself.

Ours is what the shell does: read defensively in a process of its own, understood, checked, held against the ledger in
force, and appended with its hashes; and, as a screen has it, with the effect worked out that is shown before, for which
no goal is set. The scripts read the sheet with openpyxl or with python-calamine, make the same checks of cells, rows
and payers in Python, and store the rows in SQLite. In turn; the goals are judged by processor seconds, which others at
work on the machine change little, the clock's stand beside them.

    python -m bench.workbook [--rows N] [--runs N]
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from io import BytesIO
from pathlib import Path

from bench.goals import goal, left_out
from bench.intake_files import COLUMNS, STATES, membership, write_xlsx
from governance.access import LOCAL
from governance.intake.service.preview import Submission, accept, preview
from governance.intake.service.service import Service
from governance.ledger import Ledger

_MEMBER_SINCE = date(1980, 1, 1)
_TODAY = date(2026, 11, 30)
_STORED = """
    create table receipts (received text not null, state text, cents integer not null, currency text not null,
        reference text unique, value_date text, charges_cents integer, for_year integer)
"""


def ours(content: bytes, folder: Path, *, shown: bool = False) -> int:
    """Hand the workbook in to a ledger that knows the Members; how many rows came. `shown`: its effect as well."""
    service = Service(Ledger(str(folder / "ours.duckdb")), LOCAL, "bench")
    found = preview(service, Submission.of([("receipts.xlsx", content)]))
    if shown:
        assert found.effect is not None
        assert found.effect.totals is not None  # and with them whose standing changes
    (event,) = accept(service, found, acknowledged=True)
    return event.row_count or 0


def with_openpyxl(content: bytes, folder: Path) -> int:
    """Read with openpyxl, check, store."""
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True).worksheets[0]
    return _store(sheet.iter_rows(values_only=True), folder)


def with_calamine(content: bytes, folder: Path) -> int:
    """Read with python-calamine, check, store."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    return _store(book.get_sheet_by_index(0).to_python(), folder)


def _store(rows: Iterable[Sequence[object]], folder: Path) -> int:
    """Check every row as the intake does, and store all of them or none."""
    head, *others = rows
    assert tuple(head) == COLUMNS
    problems: list[str] = []
    taken: list[tuple[object, ...]] = []
    seen: set[object] = set()
    for number, (received, state, amount, currency, reference, value_date, charges, year) in enumerate(others, start=2):
        day, counted = _day(received), _day(value_date)
        money, fees = _cents(amount), _cents(charges)
        wrong = {
            "received": day is None or not _MEMBER_SINCE <= day <= _TODAY,
            "state": state is not None and state not in STATES,
            "amount": not money,
            "currency": currency not in ("CHF", "USD", "EUR"),
            "reference": reference in seen,
            "value_date": bool(value_date) and (counted is None or day is None or abs((counted - day).days) > 366),
            "charges": charges not in (None, "") and (fees is None or fees < 0),
            "for_year": year not in (None, "") and not 1900 <= int(str(year).split(".")[0]) <= 2199,
        }
        problems += [f"{column} in row {number}" for column, is_wrong in wrong.items() if is_wrong]
        seen.add(reference)
        taken.append((str(day), state, money, currency, reference, counted and str(counted), fees, year))
    if problems:
        raise ValueError("; ".join(problems[:3]))
    with sqlite3.connect(folder / "script.sqlite") as connection:
        connection.execute(_STORED)
        connection.executemany("insert into receipts values (?, ?, ?, ?, ?, ?, ?, ?)", taken)
    connection.close()
    return len(taken)


def _day(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None


def _cents(cell: object) -> int | None:
    """Exact cents; None for what is no amount with at most two decimals."""
    if not isinstance(cell, int | float):
        return None
    exact = Decimal(repr(cell)) * 100
    return int(exact) if exact == int(exact) else None


WAYS: dict[str, Callable[[bytes, Path], int]] = {
    "ours": ours,
    "ours, with its effect": partial(ours, shown=True),
    "openpyxl": with_openpyxl,
    "calamine": with_calamine,
}


def processor_seconds() -> float:
    """What this process took of the processors, and those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Print the medians, and whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    ways = {name: way for name, way in WAYS.items() if name != "openpyxl" or importlib.util.find_spec("openpyxl")}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as base:
        file = Path(base) / "receipts.xlsx"
        write_xlsx(file, given.rows)
        content = file.read_bytes()
        empty = Ledger.create(f"{base}/empty.duckdb", rulebook="iom", title="Bench", who="bench")
        service = Service(empty, LOCAL, "bench")
        accept(service, preview(service, Submission.of([("membership.csv", membership())])), acknowledged=True)
        for _ in range(given.runs):
            for name, way in ways.items():
                with tempfile.TemporaryDirectory() as folder:
                    shutil.copy(empty.target, f"{folder}/ours.duckdb")
                    started, used = time.perf_counter(), processor_seconds()
                    found = way(content, Path(folder))
                    times[name].append((processor_seconds() - used, time.perf_counter() - started))
                    assert found == given.rows, f"{name} stored {found} of {given.rows} rows"
    middle = {name: statistics.median(used for used, _ in each) for name, each in times.items()}
    print(f"{given.rows:,} receipts as .xlsx, {len(content) / 2**20:.1f} MiB, median of {given.runs} runs in turn")
    print("processor seconds (on the clock)")
    for name, seconds in middle.items():
        clock = statistics.median(each for _, each in times[name])
        print(f"{name:>22} {seconds:6.2f} s ({clock:.2f})")
    what = f"{given.rows:,} receipts .xlsx from bytes to stored"
    if "openpyxl" in middle:
        goal(what, middle["ours"] / middle["openpyxl"], 1, "a script with openpyxl")
    else:
        left_out("a script with openpyxl", "pip install openpyxl")
    goal(what, middle["ours"] / middle["calamine"], 2, "a script with calamine")


if __name__ == "__main__":
    main()
