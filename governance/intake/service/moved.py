"""What a change would move in years that are closed: it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from governance.books import Books
from governance.intake.service.comparing import years_touched
from governance.intake.service.messages import MESSAGES
from governance.problems import Problem
from governance.tables import TABLES
from governance.words import say

_ACCOUNTS = ("identity", "outstanding")
"""The questions whose answers at the end of a closed year must stay as they were."""


def closed_years_moved(before: Books, after: Books) -> Iterable[Problem]:
    """A problem for each table of which rows in a closed year would be new, changed or gone; and, where no row of such
    a year moves, for each closed year whose accounts would say something else all the same."""
    if not before.closed:
        return
    rows = list(_rows_moved(before, after, max(before.closed)))
    yield from rows or _accounts_moved(before, after)


def _rows_moved(before: Books, after: Books, last: int) -> Iterable[Problem]:
    for name, table in TABLES.items():
        if not table.counts_in:
            continue
        was, will = before.rows_apart(after, name), after.rows_apart(before, name)
        years = [year for year in years_touched(name, was, will) if year <= last] if len(was) or len(will) else []
        if years:
            values = {"table": say(table.title), "years": ", ".join(map(str, years))}
            yield MESSAGES.problem("closed-year-would-move rows", values)


def _accounts_moved(before: Books, after: Books) -> Iterable[Problem]:
    """A due date brought forward or a coverage taken back moves a closed year's accounts without a row of its own."""
    for year in sorted(before.closed):
        day = date(year, 12, 31)
        if any(before.ask(question, day).rows != after.ask(question, day).rows for question in _ACCOUNTS):
            yield MESSAGES.problem("closed-year-would-move accounts", {"year": year})
