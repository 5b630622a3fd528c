"""The letters of the last years: each Member's notice, reminders, acknowledgements, and notes verbales by the balances
of the day on which they were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from data.demonstration.accounts import Account
from data.demonstration.sessions import COUNCIL
from data.demonstration.setting import Setting, council_opens, working_day
from data.demonstration.states import Row, members_on
from data.demonstration.story import Story

YEARS = 3
"""The register begins so many Council years back."""
TERM_DAYS = 30
"""Within how many days after its receipt a reminder asks to pay."""
_AFTER_THE_COUNCIL = timedelta(days=9)


def notice_rows(setting: Setting, story: Story, actions: Iterable[Row]) -> Iterator[Row]:
    """The notices table: every letter sent by today, in the order of their days."""
    rows: list[Row] = []
    for year in range(setting.council_year - YEARS + 1, setting.today.year + 1):
        rows += _of_the_year(story, year)
    rows += _acknowledgements(story, setting.council_year)
    rows += _informed(actions, setting.council_year - YEARS + 1)
    for row in sorted(rows, key=lambda row: (row["sent"], row["state"], row["kind"])):
        sent, received = row["sent"], _received(setting, row)
        assert isinstance(sent, date)
        if sent <= setting.today:
            yield {**row, "received": received if received and received <= setting.today else None}


def _of_the_year(story: Story, year: int) -> Iterator[Row]:
    """A notice to each Member in January, a reminder in June to whoever has not paid, a note in September."""
    january, june, september = (working_day(date(year, month, 10)) for month in (1, 6, 9))
    for part in members_on(january):
        yield _letter(january, part.state, "assessment_notice", year=year)
    for part in members_on(june):
        if year in story.accounts[part.state].unpaid(june):
            yield _letter(june, part.state, "reminder", year=year, due_days=TERM_DAYS)
    for part in members_on(september):
        level = _level(story.accounts[part.state], september)
        if level:
            yield _letter(september, part.state, "note_verbale", year=year, letter_level=level)


def _level(account: Account, day: date) -> str | None:
    if account.reaches_threshold(day):
        return "reaches_threshold"
    if account.arrears(day):
        return "in_arrears"
    return "due" if account.unpaid(day) else None


def _acknowledgements(story: Story, year: int) -> list[Row]:
    """One for each day of the year on which money of a State came in."""
    days = {
        (one.received, one.state)
        for one in story.receipts
        if one.state and one.amount > 0 and one.received.year == year
    }
    return [_letter(working_day(day + timedelta(days=1)), state, "acknowledgement") for day, state in sorted(days)]


def _informed(actions: Iterable[Row], first_year: int) -> Iterator[Row]:
    """A note to each Member of which the Council was informed, after its session."""
    for action in actions:
        day = action["dated"]
        assert isinstance(day, date)
        if action["action"] == "informed" and action["body"] == COUNCIL and day.year >= first_year:
            sent = working_day(council_opens(day.year) + _AFTER_THE_COUNCIL)
            yield _letter(sent, str(action["state"]), "note_verbale", year=day.year, letter_level="informed")


def _letter(sent: date, state: str, kind: str, **told: object) -> Row:
    return {"sent": sent, "state": state, "kind": kind, **told, "document": f"DEMO/LETTER/{sent:%Y%m%d}/{state}"}


def _received(setting: Setting, row: Row) -> date | None:
    """When the mission received it; of one letter in eight nobody knows."""
    sent = row["sent"]
    assert isinstance(sent, date)
    chance = setting.chance("notices", sent, row["state"], row["kind"])
    return working_day(sent + timedelta(days=chance.randint(1, 6))) if chance.random() > 0.125 else None
