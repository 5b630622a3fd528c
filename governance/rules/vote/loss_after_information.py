"""IOM since 21 November 2013: the vote is lost one year after the Council has been informed.

Constitution, Article 4(1), text in force since 21 November 2013 (Resolution 997 (LXXVI); source `const-2013`):

> A Member State which is in arrears in the payment of its financial contributions to the Organization shall have no
> right to vote if the amount of its arrears equals or exceeds the amount of the contributions due from it for the
> preceding two years. However, the loss of voting rights shall become effective one year after the Council has been
> informed that the member concerned is in arrears to an extent entailing the loss of voting rights, if at that time
> the Member State is still in arrears to the said extent. The Council may nevertheless, by a simple majority vote,
> maintain or restore the right to vote of such a Member State if it is satisfied that the failure to pay is due to
> conditions beyond the control of the Member State.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from governance.rules.accounts.account import Account, Action
from governance.rules.vote.case import Case
from governance.rules.vote.criterion import YearsOfContributions, one_year_after
from governance.rules.vote.decisions import actions_of, in_force, same_body, words_of
from governance.rules.vote.information import Notice, judge
from governance.rules.vote.verdict import Verdict
from governance.words import BodyName, mark

STILL_SUSPENDED = mark(
    "The {body} suspended the vote on {decided} ({evidence}) under the earlier text, no decision to restore it is"
    " recorded, and arrears of {compared} have reached {threshold}, the contributions due for {years}, without a break"
    " ({article}: “{words}”)."
)


@dataclass(frozen=True)
class LossAfterInformation:
    """The parameters of the rule.

    `body`: the body that is informed and may decide. `base`: the years whose contributions are the threshold,
    counted from the current one. `still`: whether the arrears must reach the threshold on the day of the
    information and on the day of its effect, or throughout. `new_members`: whether one not assessed for all base
    years is tested. `information_needs_session`, `information_needs_document`: an information without one does not
    count. `information_survives_withdrawal`: one given in an earlier membership counts.
    `suspension_under_earlier_text`: a suspension decided before this text stays while the arrears have reached
    the threshold without a break and no restoring decision is recorded, or it lapses with the earlier text.
    `decision_answers_one_loss`: a decision without an end keeps the vote until the arrears are below the threshold, not
    for ever.
    """

    kind: ClassVar[str] = "loss_after_information"

    body: BodyName
    base: tuple[int, ...] = (-2, -1)
    still: Literal["at_effect", "throughout"] = "at_effect"
    new_members: Literal["not_tested", "tested"] = "not_tested"
    information_needs_session: bool = False
    information_needs_document: bool = False
    information_survives_withdrawal: bool = False
    suspension_under_earlier_text: Literal["stays", "lapses"] = "stays"
    decision_answers_one_loss: bool = False

    @property
    def criterion(self) -> YearsOfContributions:
        """Arrears equal to or above the contributions due for the base years."""
        return YearsOfContributions(base=self.base, untested_when_new=self.new_members == "not_tested")

    def judge(self, case: Case) -> Verdict:
        """The verdict on the day of the case."""
        suspended = self._suspended_before(case)
        if suspended:
            return suspended
        return judge(
            case,
            self.criterion,
            self.body,
            self._notices(case),
            throughout=self.still == "throughout",
            one_loss=self.decision_answers_one_loss,
        )

    def _notices(self, case: Case) -> Iterator[Notice]:
        """The informations that count, with the day one year after (29 February gives 1 March)."""
        since = case.regime.first_day or date.min
        if not self.information_survives_withdrawal:
            since = max(since, case.since)
        for action in actions_of(case.account, self.body, ("informed",), since, case.on):
            if self._counts(case.account, action):
                yield Notice(action, one_year_after(action.dated))

    def _counts(self, account: Account, action: Action) -> bool:
        if self.information_needs_document and not action.document:
            return False
        return not self.information_needs_session or bool(action.session) or self._in_session(account, action.dated)

    def _in_session(self, account: Account, day: date) -> bool:
        return any(same_body(s.body, self.body) and s.runs_on(day) for s in account.sessions)

    def _suspended_before(self, case: Case) -> Verdict | None:
        """The verdict where a suspension decided under the earlier text is still in force."""
        first = case.regime.first_day
        if self.suspension_under_earlier_text == "lapses" or first is None or not case.account.actions:
            return None
        action = in_force(case.account, self.body, ("suspended", "restored"), case.since, case.on)
        if action is None or action.action != "suspended" or action.dated >= first:
            return None
        criterion = self.criterion
        measure = case.measure(criterion)
        if not measure.met or not case.met_since(criterion).by(first):
            return None
        return case.verdict(
            criterion,
            measure,
            "suspended",
            False,
            STILL_SUSPENDED,
            words_of(action),
            no_vote_from=action.dated,
            action=action.action,
            action_dated=action.dated,
            ends=action.until,
        )
