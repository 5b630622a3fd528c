"""Loss of the vote by the text itself, with no notice: what the rules of that kind have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from governance.rules.accounts.account import DAY
from governance.rules.vote.case import Case, standing
from governance.rules.vote.criterion import Criterion, Measure
from governance.rules.vote.decisions import NO_END, ONE_LOSS, UNTIL, how_it_ends, keepers, keeping, words_of
from governance.rules.vote.verdict import Verdict
from governance.wording import in_words


@dataclass(frozen=True)
class Sentences:
    """The sentences of a rule: below the criterion, lost, met but without effect so far, kept by a decision that ends
    in each way."""

    below: str
    lost: str
    met: str
    kept: str
    kept_until: str
    kept_for_one_loss: str


def judge(
    case: Case, criterion: Criterion, body: str, sentences: Sentences, *, on_1_january: bool, one_loss: bool
) -> Verdict:
    """The verdict under a rule that takes the vote as soon as its criterion is met, or on the next 1 January.
    `one_loss`: a decision without an end answers one loss."""
    measure = case.measure(criterion)
    if not measure.met:
        status, may_vote, message = standing(case, measure, sentences.below)
        return case.verdict(criterion, measure, status, may_vote, message)
    since = case.met_since(criterion)
    lost = since.day
    if on_1_january and not since.or_before and (lost.month, lost.day) != (1, 1):
        lost = date(lost.year + 1, 1, 1)
    decision = keeping(case, body, since, one_loss=one_loss)
    if decision:
        words = words_of(decision)
        after = max(lost, decision.until + DAY) if decision.until else None
        return case.verdict(
            criterion,
            measure,
            "maintained",
            True,
            {UNTIL: sentences.kept_until, NO_END: sentences.kept, ONE_LOSS: sentences.kept_for_one_loss}[
                how_it_ends(decision, one_loss=one_loss)
            ],
            words,
            no_vote_from=after,
            action=decision.action,
            action_dated=decision.dated,
            ends=decision.until,
        )
    return _without_decision(case, criterion, measure, body, lost, sentences)


def _without_decision(
    case: Case, criterion: Criterion, measure: Measure, body: str, lost: date, sentences: Sentences
) -> Verdict:
    lost = max([lost, *(d.until + DAY for d in keepers(case, body) if d.until)])
    words = {"body": body, "lost": in_words(lost)}
    if lost > case.on:
        return case.verdict(criterion, measure, "reaches_threshold", True, sentences.met, words, no_vote_from=lost)
    return case.verdict(criterion, measure, "no_vote", False, sentences.lost, words, no_vote_from=lost)
