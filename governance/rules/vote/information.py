"""Loss of the vote some time after a body was informed: what the rules with such a notice have in common.

An information counts if the arrears reached the threshold on the day when it was given (where the books do not
reach back so far it is taken as right). On the day on which its effect falls the arrears must reach it still; from
then on the vote is lost for as long as they do without a break. Once they are below, the matter is ended, and new
information is needed. Our readings, each a parameter of the rules that use this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.rules.accounts.account import DAY, Action
from governance.rules.accounts.position import ahead
from governance.rules.vote.case import Case, Since, standing
from governance.rules.vote.criterion import Criterion, Measure
from governance.rules.vote.decisions import KEPT, evidence, how_it_ends, keepers, keeping, words_of
from governance.rules.vote.verdict import Verdict
from governance.wording import in_words
from governance.words import mark

REACHED = mark(
    "Arrears of {compared} reach {threshold}, the contributions due for {years}, but no information of the {body} that"
    " counts is recorded by {day}, so the vote is kept ({article}: “{words}”)."
)
PENDING = mark(
    "Arrears of {compared} reach {threshold}, the contributions due for {years}, and the {body} was informed on"
    " {informed} ({evidence}), so the vote is lost from {effect} if they still do then ({article}: “{words}”)."
)
PENDING_BELOW_THEN = mark(
    "Arrears of {compared} reach {threshold}, the contributions due for {years}, and the {body} was informed on"
    " {informed} ({evidence}), but on {effect} they would be below it even if nothing were paid ({article}: “{words}”)."
)
PENDING_SESSION = mark(
    "Arrears of {compared} reach {threshold}, the contributions due for {years}, and the {body} was informed on"
    " {informed} ({evidence}), so the vote is lost from the opening of its next session, whose date is not recorded,"
    " if they still do then ({article}: “{words}”)."
)
LOST = mark(
    "Arrears of {compared} reach {threshold}, the contributions due for {years}, and the {body} was informed on"
    " {informed} ({evidence}), so there is no vote since {effect} ({article}: “{words}”)."
)


AGAIN = mark(
    "Arrears of {arrears} do not reach the threshold on {day}, but the {body} was informed on {informed} ({evidence}),"
    " and if nothing is paid they reach it on {effect}, from which day the vote is then lost ({article}: “{words}”)."
)


@dataclass(frozen=True)
class Notice:
    """An information of the body and the day on which its effect falls (None: not recorded yet)."""

    action: Action
    effect: date | None


def judge(
    case: Case, criterion: Criterion, body: str, notices: Iterable[Notice], *, throughout: bool, one_loss: bool
) -> Verdict:
    """The verdict under a rule whose loss follows a notice.

    `throughout`: the arrears must reach the threshold without a break from the information to its effect, not only
    on both days. `one_loss`: a decision without an end answers one loss.
    """
    measure = case.measure(criterion)
    since = case.met_since(criterion) if measure.met else None
    alive = [notice for notice in notices if _alive(case, criterion, notice, since, throughout)]
    notice = next((n for n in alive if _effective(case, n)), alive[0] if alive else None)
    matter = Since(min(since.day, notice.action.dated), since.or_before) if since and notice else since
    decision = keeping(case, body, matter, one_loss=one_loss) if matter else None
    if decision:
        message = KEPT[decision.action, how_it_ends(decision, one_loss=one_loss)]
        return _kept(case, criterion, measure, decision, notice, message)
    if notice is None:
        status, may_vote, message = ("reaches_threshold", True, REACHED) if measure.met else standing(case, measure)
        return case.verdict(criterion, measure, status, may_vote, message, {"body": body})
    return _noticed(case, criterion, measure, body, notice)


def _noticed(case: Case, criterion: Criterion, measure: Measure, body: str, notice: Notice) -> Verdict:
    """The verdict on a Member about whom an information counts, and no decision."""
    lost = notice.effect
    status, message = "informed", PENDING
    may_vote: bool | None = True
    if lost is None:
        message = PENDING_SESSION
    elif _effective(case, notice):
        lost = max([lost, *(d.until + DAY for d in keepers(case, body) if d.until)])
        status, may_vote, message = "no_vote", False, LOST
    elif not criterion.measure(ahead(case.at, lost), case.terms.unit).met:
        lost, message = None, PENDING_BELOW_THEN
    if not measure.met:
        status, may_vote, below = standing(case, measure)
        message = AGAIN if may_vote and lost else below
    words = {
        "body": body,
        "informed": in_words(notice.action.dated),
        "evidence": evidence(notice.action),
        "effect": in_words(lost or notice.effect or case.on),
    }
    return case.verdict(
        criterion,
        measure,
        status,
        may_vote,
        message,
        words,
        informed=notice.action.dated,
        no_vote_from=lost,
        effect=notice.effect,
    )


def _effective(case: Case, notice: Notice) -> bool:
    return notice.effect is not None and notice.effect <= case.on


def _alive(case: Case, criterion: Criterion, notice: Notice, since: Since | None, throughout: bool) -> bool:
    """Whether the notice counted when it was given, and its matter has not ended since."""
    then = case.measured(criterion, notice.action.dated)
    if then is not None and not then.met:
        return False
    if throughout or _effective(case, notice):
        last = notice.action.dated if throughout else notice.effect
        return since is not None and (last is None or since.by(last))
    return True


def _kept(
    case: Case, criterion: Criterion, measure: Measure, decision: Action, notice: Notice | None, message: str
) -> Verdict:
    """A vote kept by a decision; once its end has passed, the notice has its effect."""
    lost = max(notice.effect, decision.until + DAY) if notice and notice.effect and decision.until else None
    return case.verdict(
        criterion,
        measure,
        "maintained",
        True,
        message,
        words_of(decision),
        informed=notice.action.dated if notice else None,
        no_vote_from=lost,
        action=decision.action,
        action_dated=decision.dated,
        ends=decision.until,
    )
