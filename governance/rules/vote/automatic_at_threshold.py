"""UN, FAO, ILO, UNESCO, IAEA, UNIDO, ITU, ICC: no vote while the arrears reach so many years of contributions.

Charter of the United Nations, Article 19 (source `un-charter-19`):

> A Member of the United Nations which is in arrears in the payment of its financial contributions to the Organization
> shall have no vote in the General Assembly if the amount of its arrears equals or exceeds the amount of the
> contributions due from it for the preceding two full years. The General Assembly may, nevertheless, permit such a
> Member to vote if it is satisfied that the failure to pay is due to conditions beyond the control of the Member.

The others say the same of other years, or ask that the arrears exceed the amount (UNESCO): those are parameters. The
Secretary-General tests on 1 January of the year; where no text names a day, the rule is read as holding on any day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from governance.rules.vote import automatic
from governance.rules.vote.automatic import Sentences
from governance.rules.vote.case import BELOW, Case
from governance.rules.vote.criterion import YearsOfContributions
from governance.rules.vote.decisions import KEPT, NO_END, ONE_LOSS, UNTIL
from governance.rules.vote.verdict import Verdict
from governance.words import BodyName, mark

SENTENCES = Sentences(
    below=BELOW,
    lost=mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, so there is no vote since {lost}"
        " ({article}: “{words}”)."
    ),
    met=mark(
        "Arrears of {compared} reach {threshold}, the contributions due for {years}, and if they still do on {lost},"
        " when the arrears are tested, there is no vote from that day ({article}: “{words}”)."
    ),
    kept=KEPT["maintained", NO_END],
    kept_until=KEPT["maintained", UNTIL],
    kept_for_one_loss=KEPT["maintained", ONE_LOSS],
)
EXCEEDS = Sentences(
    below=mark(
        "What is due, {compared}, does not exceed {threshold}, the contributions payable for {years}, so {article}"
        " (“{words}”) does not apply on {day}."
    ),
    lost=mark(
        "What is due, {compared}, exceeds {threshold}, the contributions payable for {years}, so there is no vote since"
        " {lost} ({article}: “{words}”)."
    ),
    met=SENTENCES.met,
    kept=SENTENCES.kept,
    kept_until=SENTENCES.kept_until,
    kept_for_one_loss=SENTENCES.kept_for_one_loss,
)


@dataclass(frozen=True)
class AutomaticAtThreshold:
    """The parameters of the rule.

    `body`: the body that may permit a vote. `base`: the years whose contributions are the threshold, counted from
    the current one. `operator`: whether the arrears must reach or exceed it. `arrears`: whether what is due for
    the current year counts. `tested`: on any day, or on 1 January for the year. `new_members`: whether one not
    assessed for all base years is tested. `decision_answers_one_loss`: a decision without an end keeps the vote until
    the arrears are below the threshold, not for ever.
    """

    kind: ClassVar[str] = "automatic_at_threshold"

    body: BodyName
    base: tuple[int, ...] = (-2, -1)
    operator: Literal[">=", ">"] = ">="
    arrears: Literal["ended_years", "with_current_year"] = "ended_years"
    tested: Literal["any_day", "1_january"] = "any_day"
    new_members: Literal["not_tested", "tested"] = "not_tested"
    decision_answers_one_loss: bool = False

    @property
    def criterion(self) -> YearsOfContributions:
        """Arrears that reach, or exceed, the contributions due for the base years."""
        return YearsOfContributions(
            base=self.base,
            strict=self.operator == ">",
            with_current=self.arrears == "with_current_year",
            untested_when_new=self.new_members == "not_tested",
        )

    def judge(self, case: Case) -> Verdict:
        """The verdict on the day of the case."""
        criterion = self.criterion
        sentences = EXCEEDS if criterion.strict else SENTENCES
        return automatic.judge(
            case,
            criterion,
            self.body,
            sentences,
            on_1_january=self.tested == "1_january",
            one_loss=self.decision_answers_one_loss,
        )
