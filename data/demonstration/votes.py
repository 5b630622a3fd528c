"""What the Council did on Members' votes, each time because the balances of that day gave it cause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.demonstration.accounts import Account
from data.demonstration.cast import MAINTAINED, RESTORED, SUSPENDED_FIRST, SUSPENDED_THEN, WITHDRAWN
from data.demonstration.plans import plan_of
from data.demonstration.sessions import COUNCIL, council_document, council_session
from data.demonstration.setting import Setting, council_opens
from data.demonstration.states import Row, members_on
from data.demonstration.story import Story

INFORMED_SINCE = 2013
"""The first session that was informed under the rule that takes votes away by itself (21 November 2013)."""

_DECISIONS = (
    (SUSPENDED_FIRST, 1995, "suspended"),
    (SUSPENDED_FIRST, 1998, "restored"),
    (SUSPENDED_THEN, 2001, "suspended"),
    (SUSPENDED_THEN, 2004, "restored"),
    (WITHDRAWN, 2002, "suspended"),
    (RESTORED, -1, "restored"),
    (MAINTAINED, -2, "maintained"),
    (MAINTAINED, -1, "maintained"),
    (MAINTAINED, 0, "maintained"),
)
"""Decisions at regular sessions: the State, the year (told as in the cast) and the decision."""


def action_rows(setting: Setting, story: Story) -> Iterator[Row]:
    """The council_actions table, by session."""
    decisions = [(setting.year(year), state, action) for state, year, action in _DECISIONS]
    rows = [_decision(setting, story, *decision) for decision in decisions]
    rows += [_action(year, state, "informed", paper=5) for year, state in _informed(setting, story)]
    yield from sorted(rows, key=lambda row: (row["dated"], row["state"], row["action"]))


def _informed(setting: Setting, story: Story) -> Iterator[tuple[int, str]]:
    """Each session hears of the Members that have reached the threshold since, and still have at the session."""
    listed: set[str] = set()
    for year in range(INFORMED_SINCE, setting.council_year + 1):
        day = council_opens(year)
        reached = [part.state for part in members_on(day) if story.accounts[part.state].reaches_threshold(day)]
        yield from ((year, state) for state in reached if state not in listed)
        listed = set(reached)


def _decision(setting: Setting, story: Story, year: int, state: str, action: str) -> Row:
    """A decision of the Council. Raises ValueError where the balances of the day give no cause for it."""
    if not _has_cause(story.accounts[state], action, council_opens(year)):
        raise ValueError(f"{state} gave the Council of {year} no cause for: {action}. Change its habits in the cast.")
    row = _action(year, state, action, paper=23)
    if action == "maintained":
        # To the end of the next session, at which the Council looks at it again.
        row["until"] = council_opens(year + 1)
    if action == "restored" and state in (RESTORED, SUSPENDED_THEN):
        row["condition"] = f"The instalments of payment plan {plan_of(state, setting)} are paid when due"
    return row


def _has_cause(account: Account, action: str, day: date) -> bool:
    """Whether the balances of the day give cause for a decision.

    Under the rule until 2013 a suspension needs something unpaid for each of the last two years, and may be lifted
    at any time; since then only a vote that the threshold takes away can be maintained or restored.
    """
    if action == "suspended":
        unpaid = account.unpaid(day)
        return day.year - 1 in unpaid and day.year - 2 in unpaid
    return day.year < INFORMED_SINCE or account.reaches_threshold(day)


def _action(year: int, state: str, action: str, paper: int) -> Row:
    return {
        "dated": council_opens(year),
        "state": state,
        "action": action,
        "body": COUNCIL,
        "session": council_session(year),
        "document": council_document(year, paper),
    }
