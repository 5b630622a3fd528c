"""What books cannot be asked about: a day far from all facts, a version that there is not."""

from __future__ import annotations

from datetime import date

from governance.problems import Problem
from governance.words import say

YEARS_ASKED = range(1800, 2200)
"""Years about which anything can be asked; the intake takes facts of 1900 to 2199."""


def no_such_date(on: date) -> Problem:
    """The refusal of a day about which nothing can be recorded."""
    day, first, last = on.isoformat(), f"{YEARS_ASKED[0]}-01-01", f"{YEARS_ASKED[-1]}-12-31"
    says = say("{day} is far from all that can be recorded.", day=day)
    advice = say("Ask about a day from {first} to {last}.", first=first, last=last)
    return Problem("date-out-of-range", says, value=day, suggestion=advice)


def no_such_version(version: int, last: int) -> Problem:
    """The refusal of a version that the ledger does not have."""
    return Problem(
        "no-such-version",
        say("There is no version {version}.", version=version),
        value=str(version),
        suggestion=say("The ledger has versions 0 to {last}.", last=last),
    )
