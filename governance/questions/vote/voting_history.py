"""Every Member's status at the end of every year, in one answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from governance.questions.accounts.accounts import account_of
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells, Row
from governance.rules.accounts.account import within
from governance.rules.vote.vote import verdict
from governance.words import mark

FIRST_YEAR = 1990


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per year's last day up to the date and State that was a Member on it."""
    since = int(str(values["since_year"] or FIRST_YEAR))
    days = [day for year in range(since, asking.as_of.year + 1) if (day := date(year, 12, 31)) <= asking.as_of]
    states = sorted({str(row["state"]) for row in asking.table("membership") if _is_member_state(row)})
    rows: list[Cells] = []
    for account in (account_of(asking, state) for state in states if values["state"] in (None, state)):
        for day in days:
            if any(within(day, spell.first_day, spell.last_day) for spell in account.spells):
                found = verdict(account, asking.rulebook, day)
                rows.append(
                    (day, found.state, found.currency, found.status, found.arrears, found.threshold, found.because)
                )
    return sorted(rows, key=lambda row: (row[0], row[1]))


def _is_member_state(row: Row) -> bool:
    return (row.text("kind"), row.text("status")) == ("state", "member")


QUESTION = Question(
    name="voting_history",
    title=mark("Each Member's status at the end of each year"),
    grain=mark("One row per year's last day and Member on it."),
    columns=("day", "state", "currency", "status", "arrears", "threshold", "because"),
    parameters=("state", "since_year"),
    own_rows="state",
    function=answer,
)
