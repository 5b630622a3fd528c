"""What bodies decided and were told about one Member's vote, as far as it counts on a day.

A decision lasts until the day recorded as its end (that day included); a later decision of the same body takes its
place for as long as it lasts. Only the body that the text names counts.

A decision without an end answers the loss of which it was taken (`decision_answers_one_loss`, our reading): it keeps
the vote for as long as the arrears have reached the threshold without a break since it was taken, or, where a loss
follows an information, for as long as that one counts. The texts let the body keep the vote "of such a Member", one in
arrears to that extent, because of the conditions that kept it from paying then. Once the matter is over, the Member is
none such; a loss years later has causes of its own, which no body has weighed. Read otherwise, one decision would keep
the vote for ever. An end that the body did set holds as it was set, also over a time below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from governance.rules.accounts.account import Account, Action
from governance.rules.vote.case import Case, Since
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


def keeping(case: Case, body: str, since: Since, *, one_loss: bool) -> Action | None:
    """The latest of them that has not ended, in a matter that began on `since`. `one_loss`: one without an end ends
    with the loss of which it was taken."""

    def lasts(action: Action) -> bool:
        return (since.by(action.dated) or not one_loss) if action.until is None else action.until >= case.on

    lasting = [action for action in keepers(case, body) if lasts(action)]
    return lasting[-1] if lasting else None


def words_of(action: Action) -> dict[str, object]:
    """What a sentence about a decision may name."""
    return {
        "body": body_name(action.body),
        "decided": in_words(action.dated),
        "until": in_words(action.until) if action.until else "",
        "evidence": evidence(action),
    }


UNTIL, NO_END, ONE_LOSS = "until a day", "without an end", "for one loss"
KEPT = {
    ("maintained", UNTIL): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to maintain the vote until {until} ({article}: “{exception}”)."
    ),
    ("maintained", NO_END): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to maintain the vote without setting an end ({article}: “{exception}”)."
    ),
    ("restored", UNTIL): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to restore the vote until {until} ({article}: “{exception}”)."
    ),
    ("restored", NO_END): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to restore the vote without setting an end ({article}: “{exception}”)."
    ),
    ("maintained", ONE_LOSS): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to maintain the vote without setting an end, which answers this loss: once the arrears have"
        " been below the threshold, a later loss is a new matter ({article}: “{exception}”)."
    ),
    ("restored", ONE_LOSS): mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, but the {body} decided on"
        " {decided} to restore the vote without setting an end, which answers this loss: once the arrears have"
        " been below the threshold, a later loss is a new matter ({article}: “{exception}”)."
    ),
}
"""The sentence for a vote kept by a decision: by what was decided, and how it ends."""


def how_it_ends(action: Action, *, one_loss: bool) -> str:
    """How a decision ends: on a day, with the loss of which it was taken, or never."""
    return UNTIL if action.until else ONE_LOSS if one_loss else NO_END
