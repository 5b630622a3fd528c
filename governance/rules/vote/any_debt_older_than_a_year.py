"""IMO: no vote while any financial obligation is unmet one year after it was due.

Convention on the International Maritime Organization, Article 61 (formerly 56), as recalled in Resolution A.842(20)
(source `imo-61`):

> any Member which fails to discharge its financial obligation to the Organization within one year from the date on
> which it is due shall have no vote in the Assembly, the Council, the Maritime Safety Committee, the Legal Committee,
> the Marine Environment Protection Committee, the Technical Co-operation Committee or the Facilitation Committee
> unless the Assembly, at its discretion, waives this provision

The anniversary of the due date is the last day of the year (our reading): the vote is lost from the day after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from governance.rules.vote import automatic
from governance.rules.vote.automatic import Sentences
from governance.rules.vote.case import Case
from governance.rules.vote.criterion import DebtOlderThanAYear
from governance.rules.vote.verdict import Verdict
from governance.words import BodyName, mark

_LOST = mark(
    "{compared} for {years} is unpaid more than one year after it was due, so there is no vote since {lost}"
    " ({article}: “{words}”)."
)
SENTENCES = Sentences(
    below=mark(
        "Arrears are {arrears}, but none of them was due more than one year ago, so {article} (“{words}”) does not"
        " apply on {day}."
    ),
    lost=_LOST,
    met=_LOST,
    kept=mark(
        "{compared} for {years} is unpaid more than one year after it was due, but the {body} decided on {decided} to"
        " keep the vote without setting an end ({article}: “{exception}”)."
    ),
    kept_until=mark(
        "{compared} for {years} is unpaid more than one year after it was due, but the {body} decided on {decided} to"
        " keep the vote until {until} ({article}: “{exception}”)."
    ),
    kept_for_one_loss=mark(
        "{compared} for {years} is unpaid more than one year after it was due, but the {body} decided on {decided} to"
        " keep the vote without setting an end, which answers this loss: once no debt has been that old, a later loss"
        " is a new matter ({article}: “{exception}”)."
    ),
)


@dataclass(frozen=True)
class AnyDebtOlderThanAYear:
    """The parameters: the body that may waive the rule, and whether a waiver without an end answers one loss."""

    kind: ClassVar[str] = "any_debt_older_than_a_year"

    body: BodyName
    decision_answers_one_loss: bool = False

    @property
    def criterion(self) -> DebtOlderThanAYear:
        """A debt more than one year past its due date."""
        return DebtOlderThanAYear()

    def judge(self, case: Case) -> Verdict:
        """The verdict on the day of the case."""
        return automatic.judge(
            case,
            self.criterion,
            self.body,
            SENTENCES,
            on_1_january=False,
            one_loss=self.decision_answers_one_loss,
        )
