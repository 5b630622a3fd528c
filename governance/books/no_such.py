"""What books cannot be asked about: a day far from all facts, a version that there is not."""

from __future__ import annotations

from datetime import date

from governance.problems import Problem
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.words import say


def no_such_date(on: date) -> Problem:
    """The refusal of a day about which nothing can be recorded."""
    day, first, last = on.isoformat(), FIRST_DAY.isoformat(), LAST_DAY.isoformat()
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
