"""The shell in tests: called as a function, its answers read back as a script would read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from click.testing import Result

Shell = Callable[..., Result]

FILES = {
    "assessments.csv": "year,state,amount\n2023,Addavine,100\n2024,Addavine,1234567.5\n2024,Anquoria,50.25\n",
    "receipts.csv": "received,state,amount,reference\n2024-02-01,Addavine,60,BK1\n",
    "coverage.csv": "covers,from\nreceipts,2000-01-01\n",
}


def rows_of(result: Result) -> list[dict[str, str]]:
    """The rows of a csv answer."""
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))
