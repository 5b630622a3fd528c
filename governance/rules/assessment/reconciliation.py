"""Recorded assessments of a year held against what the scale predicts: does every row agree, and if not, why?

No article: arithmetic. The rows may be in another currency than the budget (the published ones are US dollars booked
from francs at one rate a year) and the budget need not be known: the level is estimated from the rows, as the
median of recorded amount over rate among the larger half of the Members. A few wrong rows do not move a median.

A row agrees within 0.2 % or 2 units. A rate has four decimals, so that the rate of a small Member is coarse: a row
that is off by no more than one step of the last decimal is named apart ("rounding"). The rates are equated to the
Members of the year's first day or to those of the day on which the scale was adopted: whichever explains more rows.
Of a State whose first year alone is known, the day is not; it counts as having joined after any day of that year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from governance.money import rounded
from governance.rules.accounts.account import Spell, within
from governance.rules.assessment.apportionment import HUNDRED, AssessmentRules, equated
from governance.rules.assessment.findings import Finding, sentence

TOLERANCE = Decimal("0.002")
UNITS = Decimal(2)
NEARLY = Decimal("0.05")
"""How far the gap of a total may lie from the one row that is missing: its rate is only predicted."""
NEAR = timedelta(days=20)
"""How far an implied accession may lie from the recorded one: a booking rate may have moved by some per cent."""

RATE = Decimal("0.001")
"""The last decimal of a United Nations rate."""

FINDINGS = (
    "agrees",
    "rounding",
    "part_year",
    "no_rate",
    "differs",
    "two_in_one",
    "not_a_member",
    "not_recorded",
    "total_agrees",
    "total_gap",
)


@dataclass(frozen=True)
class YearRows:
    """The rows of one year: amount by State, in one currency, and the total published apart, if there is one.

    `un_rates`: the UN scale that the year uses, in per cent. `memberships`: each State's spells as a Member.
    `names`: how States are printed, by code.
    """

    year: int
    currency: str
    rows: Mapping[str, Decimal]
    un_rates: Mapping[str, Decimal]
    memberships: Mapping[str, Sequence[Spell]]
    published_total: Decimal | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reconciliation:
    """The findings of a year, States in order and the total last.

    `level`: the estimated sum of all assessments at full rates; `scale_day`: the day whose Members the rates are
    equated to. Both None, and no findings, where too few rows have a rate to predict anything.
    """

    year: int
    currency: str
    level: Decimal | None
    scale_day: date | None
    findings: tuple[Finding, ...]

    @property
    def agreeing(self) -> int:
        """Rows within 0.2 % or 2 units of the prediction."""
        return sum(finding.finding == "agrees" for finding in self.findings)

    @property
    def rows(self) -> int:
        """Rows recorded."""
        return sum(bool(finding.state) and finding.recorded is not None for finding in self.findings)


@dataclass(frozen=True)
class _Scale:
    """Predicted amount by State, what one step of the rate's last decimal is worth, and the sum of the UN rates."""

    day: date
    level: Decimal
    amounts: Mapping[str, Decimal]
    step: Decimal
    whole: Decimal

    def agreeing(self, rows: Mapping[str, Decimal]) -> int:
        return sum(agrees(amount, self.amounts[state]) for state, amount in rows.items() if state in self.amounts)


def agrees(recorded: Decimal, predicted: Decimal) -> bool:
    """Whether two amounts are within 0.2 % or 2 units of each other."""
    return abs(recorded - predicted) <= max(UNITS, TOLERANCE * abs(predicted))


def reconcile(year: YearRows, rules: AssessmentRules) -> Reconciliation:
    """Every row of the year, every Member without a row, and the total."""
    guesses = [guess for scale in readings(year, rules) if (guess := _predict(year, rules, scale))]
    if not guesses:
        return Reconciliation(year.year, year.currency, None, None, ())
    scale = max(guesses, key=lambda guess: guess.agreeing(year.rows))
    missing = sorted(s for s in year.memberships if s not in year.rows and _spell(year, s))
    rows = [_row(year, state, scale, missing) for state in sorted(year.rows)]
    total = _total(year, scale, missing)
    found = rows + [_no_row(year, state, scale, rows, total) for state in missing]
    if total:
        found.append(total)
    said = (replace(f, words=sentence(f, _variant(f, total), year.currency, year.names)) for f in found)
    return Reconciliation(year.year, year.currency, scale.level, scale.day, tuple(said))


def members_of(year: YearRows, day: date) -> set[str]:
    """The Members on a day, without those that joined on an unknown day of its year."""
    return {
        state
        for state, spells in year.memberships.items()
        for spell in spells
        if within(day, spell.first_day, spell.last_day)
        and not (spell.precision == "year" and spell.first_day.year == day.year)
    }


@dataclass(frozen=True)
class Reading:
    """The year's rates in per cent, equated to the `members` of a day; `whole`: the sum of their UN rates."""

    day: date
    members: frozenset[str]
    rates: Mapping[str, Decimal]
    whole: Decimal


def readings(year: YearRows, rules: AssessmentRules) -> list[Reading]:
    """The year's rates under both readings of whose Members they are equated to; none without a scale."""
    un_rates = {**rules.rates_outside_un_scale, **year.un_rates}
    found = []
    for of in ("first_day", "when_adopted"):
        day = replace(rules, scale_members=of).scale_day(year.year)
        members = frozenset(members_of(year, day) & un_rates.keys())
        whole = sum((un_rates[state] for state in members), Decimal(0))
        if whole > 0:
            rates = {state: equated(rate, whole, rules.rate_places) for state, rate in un_rates.items()}
            found.append(Reading(day, members, rates, whole))
    return found


def _predict(year: YearRows, rules: AssessmentRules, scale: Reading) -> _Scale | None:
    rates, there = scale.rates, scale.members & year.rows.keys()
    sized = sorted((rates[state], year.rows[state]) for state in there if rates[state])
    larger = sized[len(sized) // 2 :]
    if len(larger) < 2:
        return None
    per_cent = median(amount / rate for rate, amount in larger)
    amounts = {state: per_cent * rate for state, rate in rates.items()}
    return _Scale(scale.day, per_cent * HUNDRED, amounts, per_cent * rules.rate_unit, scale.whole)


def _spell(year: YearRows, state: str) -> Spell | None:
    """The State's first membership that meets the year."""
    first, last = date(year.year, 1, 1), date(year.year, 12, 31)
    meets = [s for s in year.memberships.get(state, ()) if s.first_day <= last and (s.last_day or last) >= first]
    return min(meets, key=lambda spell: spell.first_day, default=None)


def _row(year: YearRows, state: str, scale: _Scale, missing: Sequence[str]) -> Finding:
    recorded, predicted = year.rows[state], scale.amounts.get(state)
    ratio = recorded / predicted if predicted else None
    spell = _spell(year, state)
    base = Finding(year.year, state, "differs", False, recorded, predicted, ratio)
    if spell is None:
        return replace(base, finding="not_a_member", related=_only(missing, scale, recorded))
    base = replace(base, joined=spell.first_day, joined_precision=spell.precision)
    if predicted is None or ratio is None:
        return replace(base, finding="no_rate", implied_rate=rounded(scale.whole * recorded / scale.level, RATE))
    if agrees(recorded, predicted):
        return replace(base, finding="agrees", expected=True)
    if abs(recorded - predicted) <= scale.step + UNITS:
        return replace(base, finding="rounding", expected=True)
    other = _only(missing, scale, recorded - predicted, TOLERANCE * recorded)
    if other:
        return replace(base, finding="two_in_one", related=other)
    if 0 < ratio < 1 and spell.first_day.year >= year.year - 1:
        return _part_year(base, spell)
    return base


def _only(missing: Sequence[str], scale: _Scale, amount: Decimal, within: Decimal = UNITS) -> str:
    """The one State without a row that would have been assessed just this amount; blank if none or several."""
    found = [
        state
        for state in missing
        if (due := scale.amounts.get(state)) and (agrees(amount, due) or abs(amount - due) <= within)
    ]
    return found[0] if len(found) == 1 else ""


def _part_year(base: Finding, spell: Spell) -> Finding:
    """A first contribution for a part of the year, and the accession that it implies."""
    first, end = date(base.year, 1, 1), date(base.year + 1, 1, 1)
    implied = end - timedelta(days=round((base.ratio or 0) * (end - first).days))
    known = spell.precision == "day"
    near = abs(implied - spell.first_day) <= NEAR if known else implied.year == spell.first_day.year
    return replace(base, finding="part_year", expected=near, implied=implied)


def _no_row(year: YearRows, state: str, scale: _Scale, rows: Sequence[Finding], total: Finding | None) -> Finding:
    """A Member without a row; one that joined after the scale was made may be assessed from the next year only."""
    spell = _spell(year, state)
    assert spell is not None, "only Members of the year are asked for"
    inside = next((row.state for row in rows if row.related == state), "")
    gap = total is not None and total.related == state
    new = spell.first_day > scale.day or spell.first_day.year == year.year
    return Finding(
        year.year,
        state,
        "not_recorded",
        expected=new and not inside and not gap,
        predicted=scale.amounts.get(state),
        related=inside,
        joined=spell.first_day,
        joined_precision=spell.precision,
    )


def _total(year: YearRows, scale: _Scale, missing: Sequence[str]) -> Finding | None:
    """The published total against the sum of the rows; a gap may be just what one missing row would hold."""
    if not year.published_total:
        return None
    rows = sum(year.rows.values(), Decimal(0))
    gap = year.published_total - rows
    base = Finding(year.year, "", "total_gap", False, rows, year.published_total, rows / year.published_total)
    if abs(gap) <= UNITS:
        return replace(base, finding="total_agrees", expected=True)
    return replace(base, related=_only(missing, scale, gap) or _only(missing, scale, gap, NEARLY * gap))


def _variant(finding: Finding, total: Finding | None) -> str:
    """Which sentence says the finding."""
    if finding.finding == "part_year":
        return "part_year" if finding.expected else "part_year_late"
    if finding.finding == "not_a_member" and finding.related:
        return "not_a_member_but"
    if finding.finding == "total_gap" and finding.related:
        return "total_gap_one_row"
    if finding.finding == "not_recorded":
        if finding.related:
            return "not_recorded_inside"
        if total and total.related == finding.state:
            return "not_recorded_gap"
        return "not_recorded_new" if finding.expected else "not_recorded"
    return finding.finding
