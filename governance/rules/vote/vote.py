"""May this Member vote on this day? The text in force decides which rule answers.

To add a rule: write its kind in a file of its own and name it in KINDS. A regime may also name a need (NEEDS), a
thing that the ledger must hold; where it does not, the verdict says that the rule cannot be run because of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from governance.money import rounded
from governance.rules.accounts.account import Account
from governance.rules.accounts.balance import Balance, outstanding
from governance.rules.accounts.position import Terms, position_of
from governance.rules.vote.any_debt_older_than_a_year import AnyDebtOlderThanAYear
from governance.rules.vote.automatic_at_threshold import AutomaticAtThreshold
from governance.rules.vote.case import Case, Regime, VoteRule
from governance.rules.vote.loss_after_information import LossAfterInformation
from governance.rules.vote.loss_at_next_session import LossAtNextSession
from governance.rules.vote.suspension_by_decision import SuspensionByDecision
from governance.rules.vote.verdict import Verdict
from governance.wording import in_words
from governance.words import mark, say

KINDS: tuple[type[VoteRule], ...] = (
    SuspensionByDecision,
    LossAfterInformation,
    LossAtNextSession,
    AutomaticAtThreshold,
    AnyDebtOlderThanAYear,
)
"""Every kind of rule about the vote. A rulebook names one by its `kind`."""

NEEDS: Mapping[str, Callable[[Account, date], bool]] = {
    "every_account": lambda account, on: account.declares("every_account", on),
    "one_currency": lambda account, _: not account.other_currencies,
}
"""What a rule may need of a ledger. every_account: the ledger is declared, in the table of coverage, to hold every
account to which the Member is assessed on the day, as one sum. one_currency: the Member is assessed in one currency."""

NO_TEXT = mark("No text of the {organization} in force on {day} is held here, so the rule of that day is not known.")
NO_MEMBER = mark("The State was not a Member on {day}, so there is no vote to judge.")
NOT_COVERED = mark(
    "Receipts are not declared complete up to {day}, so what is outstanding is not known, nor whether {article}"
    " (“{words}”) applies."
)
NOT_OPENED = mark(
    "What the Member owed when the receipts recorded here begin is not known, and so neither is what is outstanding on"
    " {day}, nor whether {article} (“{words}”) applies: record its opening balance, or that nothing was owed before."
)
CANNOT_RUN = mark("The rule of {article} cannot be run because {because}")


class Rulebook(Protocol):
    """What a verdict needs of an organization's rulebook."""

    @property
    def name(self) -> str:
        """The organization."""
        ...

    @property
    def terms(self) -> Terms:
        """How money counts."""
        ...

    @property
    def votes(self) -> tuple[Regime, ...]:
        """The texts about the vote, by date."""
        ...


def verdict(account: Account, rulebook: Rulebook, on: date) -> Verdict:
    """The verdict on the Member at the end of the day `on`, from facts dated by then."""
    balance = outstanding(account, on, rulebook.terms.honours_named_year, rulebook.terms.years_apart)
    since = account.member_since(on) if account.spells else date.min
    if since is None:
        words = say(NO_MEMBER, day=in_words(on))
        return _undecided(account, on, "no_rule", words, may_vote=False, balance=balance)
    regime = next((regime for regime in rulebook.votes if regime.in_force(on)), None)
    if regime is None:
        words = say(NO_TEXT, organization=rulebook.name, day=in_words(on))
        return _undecided(account, on, "no_rule", words, balance=balance)
    for need in regime.needs:
        if not NEEDS[need.key](account, on):
            words = say(CANNOT_RUN, article=regime.article, because=say(need.because))
            return _undecided(account, on, "not_known", words, regime=regime)
    at = position_of(account, balance, rulebook.terms)
    if at is None:
        why = NOT_OPENED if balance.unopened else NOT_COVERED
        words = say(why, day=in_words(on), article=regime.article, words=regime.words)
        return _undecided(account, on, "not_known", words, regime=regime)
    return regime.rule.judge(Case(account, on, regime, rulebook.votes, rulebook.terms, since, balance, at))


def _undecided(
    account: Account,
    on: date,
    status: str,
    because: str,
    *,
    regime: Regime | None = None,
    may_vote: bool | None = None,
    balance: Balance | None = None,
) -> Verdict:
    known = balance if balance and balance.known else None
    return Verdict(
        state=account.state,
        currency=account.currency,
        on=on,
        status=status,
        may_vote=may_vote,
        because=because,
        arrears=rounded(known.arrears) if known else None,
        current_year=rounded(known.current_year) if known else None,
        rule=regime.rule.kind if regime else "",
        article=regime.article if regime else "",
    )
