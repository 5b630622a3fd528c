"""One Member's vote on one day, as put to a rule: the facts, the text in force, and what can be worked out of them.

A rule about the vote is a frozen dataclass whose fields are the parameters of a rulebook's regime and whose
`judge` turns a case into a verdict. What every rule needs is here: measuring a day, the time for which a
criterion has been met without a break, the day on which it will be met, the least payment by 31 December.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from heapq import merge
from itertools import islice
from typing import ClassVar, Literal, Protocol, cast

from governance.money import rounded
from governance.rules.accounts.account import DAY, Account, within
from governance.rules.accounts.balance import ZERO, Balance
from governance.rules.accounts.position import Position, Terms, ahead, position
from governance.rules.vote.criterion import Criterion, Measure
from governance.rules.vote.nearness import looks_to, nearness
from governance.rules.vote.verdict import Verdict, ratio
from governance.wording import amount, in_words
from governance.words import BodyName, Spoken, listed, mark, names_of, paragraph, say

YEARS_AHEAD = 50
"""How far a countdown looks."""


class VoteRule(Protocol):
    """A kind of rule with its parameters."""

    kind: ClassVar[str]

    @property
    def body(self) -> BodyName:
        """The body that is informed, and that decides on the vote."""
        ...

    @property
    def criterion(self) -> Criterion:
        """The comparison on which it stands."""
        ...

    def judge(self, case: Case) -> Verdict:
        """The verdict on a Member whose balance is known on the day."""
        ...


@dataclass(frozen=True)
class Need:
    """What a rule needs and a ledger may lack: a key of `vote.NEEDS`, and why the rule cannot be run without it."""

    key: str
    because: str


@dataclass(frozen=True)
class Regime:
    """A text about the vote, in force from `first_day` to `last_day` (None: no such end), and the rule it sets.

    `words` and `exception` are parts of `text` that a verdict quotes; `status` says whether the text was read
    itself (verified) or in somebody's summary (secondary).
    """

    rule: VoteRule
    article: Spoken
    text: str
    words: str
    source: str
    status: Literal["verified", "secondary"]
    exception: str = ""
    language: str = "en"
    first_day: date | None = None
    last_day: date | None = None
    needs: tuple[Need, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether the text was in force on that day; both ends count."""
        return within(on, self.first_day, self.last_day)


@dataclass(frozen=True)
class Since:
    """The first day of an unbroken time. `or_before`: the books do not reach back further, it may be older."""

    day: date
    or_before: bool = False

    def by(self, day: date) -> bool:
        """Whether the time had begun by that day; where the books do not say, it is taken to have."""
        return self.or_before or self.day <= day


@dataclass(frozen=True)
class Case:
    """A Member (since `since`, without a break), a day, and the position on it.

    `regimes` are all texts by date: what lies ahead is measured by the text that will be in force.
    """

    account: Account
    on: date
    regime: Regime
    regimes: tuple[Regime, ...]
    terms: Terms
    since: date
    balance: Balance
    at: Position

    def measured(self, criterion: Criterion, day: date) -> Measure | None:
        """The criterion on any day by then; None where the books do not know the balance."""
        at = self.at if day == self.on else position(self.account, day, self.terms)
        return None if at is None else criterion.measure(at, self.terms.unit)

    def measure(self, criterion: Criterion) -> Measure:
        """The criterion today."""
        return cast(Measure, self.measured(criterion, self.on))

    def met_since(self, criterion: Criterion) -> Since:
        """The unbroken time for which the criterion, met today, has been met.

        It turns on the days on which the account changes. Between two turns money only comes in and debts only fall:
        a criterion met at the end of such a time was met throughout it, so that one measure serves for all its
        receipts. Where the books begin to know the balance is such a turn too. What was found before a turn is kept
        for all later days.
        """
        turns, ends = self._turns(criterion)
        passed: list[date] = []
        found: Since | None = None
        for end in (self.on + DAY, *reversed(ends[: bisect_right(ends, self.on)])):
            key = (criterion, self.terms, self.since, end)
            if end <= self.on and (found := cast("Since | None", self.account.memo.get(key))):
                break
            if found := self._broken_before(criterion, turns, end):
                break
            passed.append(end)
        found = found or Since(self._next_change(turns, date.min))
        for end in passed[1:]:  # each a turn, of which there are few: days that are asked about are not kept
            self.account.memo[criterion, self.terms, self.since, end] = found
        return found

    def _broken_before(self, criterion: Criterion, turns: Sequence[date], end: date) -> Since | None:
        """Since when the criterion has been met that was not met, or not known, on the last change before a day; None:
        it was met then too."""
        day = self._last_change(turns, end)
        if day is None:
            return Since(self._next_change(turns, date.min))
        if end > self.on and not any(day < begins <= self.on for begins in self._beginnings()):
            return None  # nothing has changed since that day: it was met on it as it is today
        measure = self.measured(criterion, day) if day >= self.since else None
        if measure is not None and measure.met:
            return None
        return Since(self._next_change(turns, day), or_before=measure is None and day >= self.since)

    def _turns(self, criterion: Criterion) -> tuple[Sequence[date], Sequence[date]]:
        """The days on which the criterion can turn, and with them those on which what is known of the account does."""
        key = (criterion, self.since)
        if key not in self.account.memo:
            turns = tuple(sorted({*self.account.turns, *criterion.own_days(self.account)}))
            self.account.memo[key] = turns, tuple(sorted({*turns, *self._beginnings()}))
        return cast("tuple[Sequence[date], Sequence[date]]", self.account.memo[key])

    def _beginnings(self) -> set[date]:
        """Days on which nothing need change but what is known of the account: the membership, the ledger or a time of
        complete receipts begins."""
        start = self.account.ledger_start
        return {self.since, *((start,) if start else ()), *(first for first, _ in self.account.covered)}

    def _last_change(self, turns: Sequence[date], before: date) -> date | None:
        """The last day before that one on which the account changes."""
        place = bisect_left(turns, before)
        found = (turns[place - 1] if place else None, self.account.received.last_before(before))
        return max((day for day in found if day), default=None)

    def _next_change(self, turns: Sequence[date], after: date) -> date:
        """The first day after that one, and by today, on which the account changes; else today."""
        place = bisect_right(turns, after)
        found = (turns[place] if place < len(turns) else None, self.account.received.first_after(after))
        return min((day for day in found if day and day <= self.on), default=self.on)

    def met_on(self, criterion: Criterion) -> tuple[date | None, tuple[int, ...]]:
        """The first day ahead on which the criterion is met if nothing is paid and assessments stay as the last.

        None where no such day is in sight, or where an assessment on which it depends is not recorded: of those years.
        """
        if missing := self._missing(self.measure(criterion)):
            return None, missing
        texts = sorted(r.first_day for r in self.regimes if r.first_day and r.first_day > self.on)
        at = self.at
        for day in islice(merge(criterion.days_ahead(at), texts), YEARS_AHEAD):
            at = ahead(at, max(day, at.on))
            measure = self._foreseen(at)
            if missing := self._missing(measure):
                return None, missing
            if measure and measure.least:
                return day, ()
        return None, ()

    def _missing(self, measure: Measure | None) -> tuple[int, ...]:
        """The years by today without whose assessments, not recorded, debts cannot be compared."""
        if measure is None or not measure.unrecorded or not measure.compared:
            return ()
        return tuple(y for y in measure.unassessed if y <= self.on.year and self.account.was_member_before(y))

    def least_by_31_december(self) -> Decimal | None:
        """What must be paid by 31 December for the criterion not to be met on the coming 1 January."""
        return self._least(date(self.on.year + 1, 1, 1))

    def to_pay(self, measure: Measure, near: str, day: date | None) -> tuple[Decimal | None, date | None]:
        """What there is to pay for the vote, as `nearness` has it, and its last day (None: nothing is needed).

        `day`: that of the loss, or on which the threshold is reached. Where it lies ahead the payment is reckoned for
        it, since what falls due until then is arrears by then; else for today. No amount where an assessment of a base
        year is missing.
        """
        if near == "kept":
            return ZERO, None
        if day and day > self.on:
            least, pay_by = self._least(day), day - DAY
        else:
            least, pay_by = measure.least, self.on
        return least, pay_by if least else None

    def _least(self, day: date) -> Decimal | None:
        """The least payment for a coming day, by the text in force on it; None where an assessment is missing."""
        measure = self._foreseen(ahead(self.at, day))
        if self._missing(measure):
            return None
        return measure.least if measure else ZERO

    def _foreseen(self, at: Position) -> Measure | None:
        """A coming position measured by the text in force on its day; None where no text is."""
        rule = next((regime.rule for regime in self.regimes if regime.in_force(at.on)), None)
        return rule.criterion.measure(at, self.terms.unit) if rule else None

    def values(self, measure: Measure, message: str) -> dict[str, object]:
        """Of what a sentence about the case may name, what this one does."""
        return {name: _SAID[name](self, measure) for name in names_of(message) & _SAID.keys()}

    def verdict(
        self,
        criterion: Criterion,
        measure: Measure,
        status: str,
        may_vote: bool | None,
        message: str,
        words: Mapping[str, object] | None = None,
        *,
        informed: date | None = None,
        no_vote_from: date | None = None,
        effect: date | None = None,
        payment_decides: bool = True,
        action: str = "",
        action_dated: date | None = None,
        ends: date | None = None,
    ) -> Verdict:
        """The verdict with its amounts in the smallest unit; `message` may name what `values` and `words` hold.

        `effect`: the day on which the arrears decide, where that is not `no_vote_from`. `payment_decides`: whether a
        payment keeps or regains the vote.
        """
        unit = self.terms.unit
        reaches, missing = (self.met_since(criterion).day, ()) if measure.met else self.met_on(criterion)
        waits = status == "informed" and no_vote_from is None and effect is None
        near = nearness(status, self.on, lost=no_vote_from, waits=waits, ends=ends, reached=reaches)
        comes = reaches if not measure.met and reaches and reaches <= looks_to(self.on) else None
        for_vote, pay_by = self.to_pay(measure, near, no_vote_from or comes or effect)
        because = say(message, **{**self.values(measure, message), **(words or {})})
        if missing and may_vote is not None:  # else the sentence names them
            because = paragraph(because, say(WHEN_NOT_KNOWN, years=listed(missing)))
        december = self.least_by_31_december()
        return Verdict(
            state=self.account.state,
            currency=self.account.currency,
            on=self.on,
            status=status,
            may_vote=may_vote,
            because=because,
            nearness=None if may_vote is None else near,
            arrears=rounded(self.balance.arrears, unit),
            current_year=rounded(self.balance.current_year, unit),
            compared=rounded(measure.compared, unit),
            threshold=None if measure.threshold is None else rounded(measure.threshold, unit),
            ratio=ratio(measure.compared, measure.threshold),
            least_payment=rounded(measure.least, unit),
            least_payment_by_31_december=None if december is None else rounded(december, unit),
            least_payment_for_vote=rounded(for_vote, unit) if payment_decides and for_vote is not None else None,
            pay_by=pay_by if payment_decides else None,
            informed=informed,
            no_vote_from=no_vote_from,
            reaches_threshold_on=reaches,
            action=action,
            action_dated=action_dated,
            ends=ends,
            rule=self.regime.rule.kind,
            article=self.regime.article,
        )


_SAID: Mapping[str, Callable[[Case, Measure], object]] = {
    "day": lambda case, _: in_words(case.on),
    "year": lambda case, _: case.on.year,
    "article": lambda case, _: case.regime.article,
    "words": lambda case, _: case.regime.words,
    "exception": lambda case, _: case.regime.exception or case.regime.words,
    "arrears": lambda case, _: amount(case.balance.arrears, case.account.currency),
    "current": lambda case, _: amount(case.balance.current_year, case.account.currency),
    "compared": lambda case, measure: amount(measure.compared, case.account.currency),
    "threshold": lambda case, measure: (
        "" if measure.threshold is None else amount(measure.threshold, case.account.currency)
    ),
    "years": lambda _, measure: listed(measure.years),
    "unassessed": lambda _, measure: listed(measure.unassessed),
}
"""What a sentence about a case may name; not all of it is worked out for each."""

WHEN_NOT_KNOWN = mark("From when the threshold would be reached is not known: no assessment for {years} is recorded.")
NOTHING = mark("Nothing is outstanding on {day}, so {article} (“{words}”) does not apply.")
ONLY_CURRENT = mark(
    "{current} is due for {year} and nothing for earlier years, so {article} (“{words}”) does not apply on {day}."
)
NOT_TESTED = mark(
    "Arrears are {arrears}, but the Member has not been assessed for {unassessed}, so {article} (“{words}”) is not yet"
    " tested on {day}."
)
NOT_COMPARABLE = mark(
    "Arrears are {arrears}, but no assessment for {unassessed} is recorded, so whether {article} (“{words}”) applies"
    " on {day} is not known: record the assessment."
)
BELOW = mark(
    "Arrears of {compared} are below {threshold}, the contributions due for {years}, so {article} (“{words}”) does not"
    " apply on {day}."
)


def standing(case: Case, measure: Measure, below: str = BELOW) -> tuple[str, bool | None, str]:
    """Status, vote and sentence where the criterion is not met; `below` is the sentence for arrears below it."""
    if not case.balance.outstanding:
        return "in_good_standing", True, NOTHING
    if not case.balance.arrears and (measure.threshold is None or not measure.compared):
        return "owes_current_year", True, ONLY_CURRENT
    status = "in_arrears" if case.balance.arrears else "owes_current_year"
    if measure.unrecorded:
        return status, None, NOT_COMPARABLE
    if measure.unassessed and measure.threshold is None:
        return status, True, NOT_TESTED
    return status, True, below


def not_met(case: Case, criterion: Criterion, measure: Measure, below: str = BELOW) -> Verdict:
    """The verdict where the criterion is not met."""
    status, may_vote, message = standing(case, measure, below)
    return case.verdict(criterion, measure, status, may_vote, message)
