"""IOM until 20 November 2013: the Council may suspend the vote after two years of unmet obligations.

Constitution, Article 4(1), text in force from 14 November 1989 to 20 November 2013 (source `const-1989`):

> If a Member State fails to meet its financial obligations to the Organization for two consecutive financial years,
> the Council may by a two-thirds majority vote suspend the voting rights and all or part of the services to which
> this Member State is entitled. The Council shall have the authority to restore such voting rights and services by a
> simple majority vote.

Nothing follows from arrears alone. "May be suspended" means, as our reading, that each of the last two completed
years has an unpaid part above the de minimis; "suspended" only follows from a recorded decision, and payment alone
does not end it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from governance.rules.accounts.account import Action
from governance.rules.vote.case import Case, not_met
from governance.rules.vote.criterion import ConsecutiveYearsUnpaid
from governance.rules.vote.decisions import in_force, words_of
from governance.rules.vote.verdict import Verdict
from governance.wording import amount
from governance.words import BodyName, listed, mark

NOT_BOTH = mark(
    "Arrears are {arrears}, but not every one of the years {years} has an unpaid part, so {article} (“{words}”) does"
    " not apply on {day}."
)
MAY_BE = mark(
    "Of each of the years {years} a part is unpaid ({parts}), so the {body} may suspend the vote by a two-thirds"
    " majority, and no such decision is in force on {day} ({article}: “{words}”)."
)
SUSPENDED = mark(
    "The {body} suspended the vote on {decided} ({evidence}), and no decision to restore it is recorded by {day}"
    " ({article}: “{exception}”)."
)
SUSPENDED_UNTIL = mark("The {body} suspended the vote on {decided} until {until} ({evidence}; {article}: “{words}”).")


@dataclass(frozen=True)
class SuspensionByDecision:
    """The parameters: the body that decides, the number of years, and the unpaid part that is left out of account."""

    kind: ClassVar[str] = "suspension_by_decision"

    body: BodyName
    years: int = 2
    de_minimis: Decimal = Decimal(0)

    @property
    def criterion(self) -> ConsecutiveYearsUnpaid:
        """An unpaid part of each of the last completed years."""
        return ConsecutiveYearsUnpaid(self.years, self.de_minimis)

    def judge(self, case: Case) -> Verdict:
        """The verdict on the day of the case."""
        criterion = self.criterion
        measure = case.measure(criterion)
        decision = in_force(case.account, self.body, ("suspended", "restored"), case.since, case.on)
        if decision and decision.action == "suspended":
            return self._suspended(case, criterion, decision)
        if not measure.met:
            return not_met(case, criterion, measure, NOT_BOTH)
        currency = case.account.currency
        parts = listed([amount(case.at.unpaid[year], currency) for year in measure.years])
        words = {"body": self.body, "parts": parts}
        return case.verdict(criterion, measure, "may_be_suspended", True, MAY_BE, words)

    @staticmethod
    def _suspended(case: Case, criterion: ConsecutiveYearsUnpaid, decision: Action) -> Verdict:
        return case.verdict(
            criterion,
            case.measure(criterion),
            "suspended",
            False,
            SUSPENDED_UNTIL if decision.until else SUSPENDED,
            words_of(decision),
            no_vote_from=decision.dated,
            payment_decides=False,
            action=decision.action,
            action_dated=decision.dated,
            ends=decision.until,
        )
