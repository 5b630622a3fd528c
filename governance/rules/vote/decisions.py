"""What bodies decided and were told about one Member's vote, as far as it counts on a day.

A decision lasts until the day recorded as its end (that day included), or without end; a later decision of the
same body takes its place for as long as it lasts. Only the body that the text names counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from governance.rules.accounts.account import Account, Action
from governance.rules.vote.case import Case
from governance.wording import in_words
from governance.words import body_name, mark, say

NO_DOCUMENT = mark("no document recorded")


def same_body(first: str, second: str) -> bool:
    """Whether two names mean one body: letter case and outer spaces do not matter."""
    return first.strip().casefold() == second.strip().casefold()


def actions_of(account: Account, body: str, kinds: Collection[str], since: date, on: date) -> Iterator[Action]:
    """The body's actions of those kinds dated from `since` to `on`, the earliest first."""
    for action in sorted(account.actions, key=lambda action: action.dated):
        if since <= action.dated <= on and action.action in kinds and same_body(action.body, body):
            yield action


def in_force(account: Account, body: str, kinds: Collection[str], since: date, on: date) -> Action | None:
    """The latest of these decisions that has not ended by `on`."""
    lasting = [a for a in actions_of(account, body, kinds, since, on) if a.until is None or a.until >= on]
    return lasting[-1] if lasting else None


def evidence(action: Action) -> str:
    """The document that shows the action, or that none is recorded."""
    return action.document or say(NO_DOCUMENT)


def keepers(case: Case, body: str) -> list[Action]:
    """The decisions that kept the vote for a time, taken under the present text and in the present membership."""
    if not case.account.actions:
        return []
    since = max(case.since, case.regime.first_day or date.min)
    return list(actions_of(case.account, body, ("maintained", "restored"), since, case.on))


def keeping(case: Case, body: str) -> Action | None:
    """The latest of them that has not ended."""
    lasting = [action for action in keepers(case, body) if action.until is None or action.until >= case.on]
    return lasting[-1] if lasting else None


def words_of(action: Action) -> dict[str, object]:
    """What a sentence about a decision may name."""
    return {
        "body": body_name(action.body),
        "decided": in_words(action.dated),
        "until": in_words(action.until) if action.until else "",
        "evidence": evidence(action),
    }


KEPT = {
    ("maintained", True): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to maintain the vote until {until} ({article}: “{exception}”)."
    ),
    ("maintained", False): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to maintain the vote without setting an end ({article}: “{exception}”)."
    ),
    ("restored", True): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to restore the vote until {until} ({article}: “{exception}”)."
    ),
    ("restored", False): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to restore the vote without setting an end ({article}: “{exception}”)."
    ),
}
"""The sentence for a vote kept by a decision: by what was decided, and whether an end was set."""


def kept(action: Action) -> str:
    """The sentence for that decision."""
    return KEPT[action.action, action.until is not None]
