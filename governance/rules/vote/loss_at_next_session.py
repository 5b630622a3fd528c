"""WHO: a Member named by one Health Assembly loses its vote from the opening of the next, if still so far in arrears.

Resolution WHA8.13, paragraph 2 (source `who-wha8-13`):

> RESOLVES that, if a Member is in arrears in the payment of its financial contributions to the Organization in an
> amount which equals or exceeds the amount of the contributions due from it for the preceding two full years at the
> time of the opening of the World Health Assembly in any future year, the Assembly shall consider, in accordance
> with Article 7 of the Constitution, whether or not the right of vote of such a Member shall be suspended.

As applied under WHA41.7 (A72/R9): if by the opening of the next Assembly a Member named is "still in arrears ... to
an extent that would justify invoking Article 7", its voting privileges are suspended from that opening, until the
arrears "have been reduced ... to a level below the amount that would justify invoking Article 7".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from governance.rules.accounts.account import Account, Action
from governance.rules.vote.case import Case
from governance.rules.vote.criterion import YearsOfContributions, one_year_after
from governance.rules.vote.decisions import actions_of, same_body
from governance.rules.vote.information import Notice, judge
from governance.rules.vote.verdict import Verdict
from governance.wording import in_words
from governance.words import BodyName, mark

NO_SESSION = mark(
    "The rule of {article} cannot be run because the session of the {body} after {informed}, at whose opening the"
    " arrears are measured, is not recorded: record the session."
)


@dataclass(frozen=True)
class LossAtNextSession:
    """The parameters: the body that names Members (an action "informed"), the base years, who is tested, and
    whether a decision without an end answers one loss."""

    kind: ClassVar[str] = "loss_at_next_session"

    body: BodyName
    base: tuple[int, ...] = (-2, -1)
    still: Literal["at_effect", "throughout"] = "at_effect"
    new_members: Literal["not_tested", "tested"] = "not_tested"
    decision_answers_one_loss: bool = False

    @property
    def criterion(self) -> YearsOfContributions:
        """Arrears equal to or above the contributions due for the base years."""
        return YearsOfContributions(base=self.base, untested_when_new=self.new_members == "not_tested")

    def judge(self, case: Case) -> Verdict:
        """The verdict on the day of the case."""
        notices = tuple(self._notices(case))
        verdict = judge(
            case,
            self.criterion,
            self.body,
            notices,
            throughout=self.still == "throughout",
            one_loss=self.decision_answers_one_loss,
        )
        late = [n.action for n in notices if n.effect is None and one_year_after(n.action.dated) < case.on]
        if verdict.status == "informed" and verdict.no_vote_from is None and late:
            words = {"body": self.body, "informed": in_words(late[0].dated)}
            return case.verdict(
                self.criterion,
                case.measure(self.criterion),
                "not_known",
                None,
                NO_SESSION,
                words,
                informed=late[0].dated,
            )
        return verdict

    def _notices(self, case: Case) -> Iterator[Notice]:
        since = max(case.since, case.regime.first_day or date.min)
        for action in actions_of(case.account, self.body, ("informed",), since, case.on):
            yield Notice(action, self._next_opening(case.account, action))

    def _next_opening(self, account: Account, action: Action) -> date | None:
        """The opening of the body's first session that opens after the day of the information."""
        opens = [s.opens for s in account.sessions if same_body(s.body, self.body) and s.opens > action.dated]
        return min(opens, default=None)
