"""Every Member's status at the end of every year, in one answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import own_by
from governance.questions.accounts.accounts import account_of
from governance.questions.declare import Asking, Question
from governance.questions.rows import Row
from governance.rules.accounts.account import within
from governance.rules.vote.vote import verdict
from governance.words import mark

FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class PastStatus:
    """A Member's status at the end of a year, with both sides of the comparison."""

    day: date
    state: str
    currency: str | None
    status: str
    arrears: Decimal | None
    threshold: Decimal | None
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[PastStatus]:
    """One row per year's last day up to the date and State that was a Member on it."""
    since = values["since_year"] or FIRST_YEAR
    assert isinstance(since, int)
    days = [day for year in range(since, asking.as_of.year + 1) if (day := date(year, 12, 31)) <= asking.as_of]
    states = sorted({row.text("state") for row in asking.table("membership") if _is_member_state(row)})
    rows: list[PastStatus] = []
    alone = values["state"] is not None
    wanted = (state for state in states if values["state"] in (None, state))
    for account in (account_of(asking, state, alone=alone) for state in wanted):
        for day in days:
            if any(within(day, spell.first_day, spell.last_day) for spell in account.spells):
                found = verdict(account, asking.rulebook, day)
                rows.append(
                    PastStatus(
                        day=day,
                        state=found.state,
                        currency=found.currency,
                        status=found.status,
                        arrears=found.arrears,
                        threshold=found.threshold,
                        because=found.because,
                    )
                )
    return sorted(rows, key=lambda row: (row.day, row.state))


def _is_member_state(row: Row) -> bool:
    return (row.text("kind"), row.text("status")) == ("state", "member")


QUESTION = Question(
    name="voting_history",
    title=mark("Each Member's status at the end of each year"),
    grain=mark("One row per year's last day and Member on it."),
    row=PastStatus,
    parameters=("state", "since_year"),
    function=answer,
    delegations=own_by("state"),
)
