"""What a reconciliation of assessments finds, and how it is said: one sentence with the evidence for each finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.money import rounded
from governance.wording import amount, in_words
from governance.words import mark, say


@dataclass(frozen=True)
class Finding:
    """What was found of one State's row, or of the total (`state` is blank then).

    `expected`: nothing to look into. `ratio`: recorded over predicted. `related`: another State that explains it.
    `implied`: the accession that a part of a year implies; `implied_rate`: the UN rate that a row without one implies;
    `joined`: the recorded accession, by day or by year only.
    `words`: the finding in a sentence.
    """

    year: int
    state: str
    finding: str
    expected: bool
    recorded: Decimal | None = None
    predicted: Decimal | None = None
    ratio: Decimal | None = None
    related: str = ""
    implied: date | None = None
    implied_rate: Decimal | None = None
    joined: date | None = None
    joined_precision: str = "day"
    words: str = ""


SENTENCES: Mapping[str, str] = {
    "agrees": mark("{name}: {recorded} agrees with {predicted}, predicted from the scale."),
    "rounding": mark(
        "{name}: {recorded} against {predicted} predicted, a difference of no more than one step in the last decimal of"
        " the rate."
    ),
    "part_year": mark(
        "{name}: {recorded} is {percent} % of {predicted}, the prediction for a whole year, as for an accession on"
        " {implied}; the membership begins {joined}."
    ),
    "part_year_late": mark(
        "{name}: {recorded} is {percent} % of {predicted}, the prediction for a whole year, as for an accession on"
        " {implied}, but the membership begins {joined}: check the date from which it contributes."
    ),
    "no_rate": mark(
        "{name}: {recorded} is recorded, but the scale holds no rate for it; it is what a United Nations rate of"
        " {implied_rate} % would give."
    ),
    "differs": mark(
        "{name}: {recorded} is {percent} % of {predicted}, predicted from the scale, and nothing explains it."
    ),
    "two_in_one": mark(
        "{name}: {recorded} is {percent} % of {predicted} predicted, and is just what is predicted for it and for"
        " {related} together, which has no row: two Members in one row."
    ),
    "not_a_member": mark("{name}: {recorded} is recorded, but the State was not a Member in {year}."),
    "not_a_member_but": mark(
        "{name}: {recorded} is recorded, but the State was not a Member in {year}; {related}, a Member without a row,"
        " would have been assessed just that: probably the one is recorded in the name of the other."
    ),
    "not_recorded": mark("{name}: a Member in {year}, {predicted} predicted, and no row."),
    "not_recorded_inside": mark(
        "{name}: a Member in {year}, {predicted} predicted, and no row; the row of {related} explains it."
    ),
    "not_recorded_new": mark(
        "{name}: no row, and the membership begins {joined}, so that it may be assessed from the next year."
    ),
    "not_recorded_gap": mark(
        "{name}: a Member in {year}, {predicted} predicted, and no row; the published total exceeds the sum of the rows"
        " by about that much."
    ),
    "total_agrees": mark("The rows add up to the published total, {predicted}."),
    "total_gap": mark(
        "The rows add up to {recorded}, the published total is {predicted}: a gap of {gap} that no single missing row"
        " explains."
    ),
    "total_gap_one_row": mark(
        "The rows add up to {recorded}, the published total is {predicted}: the gap of {gap} is about what the missing"
        " row of {related} would hold."
    ),
}
"""The sentence of each finding, and of its variants."""


def sentence(finding: Finding, variant: str, currency: str, names: Mapping[str, str]) -> str:
    """The finding in words; `variant` is its key in SENTENCES, `names` prints States by their code."""
    recorded, predicted = finding.recorded, finding.predicted
    return say(
        SENTENCES[variant],
        name=names.get(finding.state, finding.state),
        related=names.get(finding.related, finding.related),
        year=finding.year,
        recorded="" if recorded is None else amount(recorded, currency),
        predicted=amount(predicted, currency) if predicted is not None else say(NOTHING_PREDICTED),
        gap=amount(predicted - recorded, currency) if predicted is not None and recorded is not None else "",
        percent=rounded(100 * finding.ratio, Decimal("0.1")) if finding.ratio is not None else "",
        implied_rate=finding.implied_rate,
        implied=in_words(finding.implied) if finding.implied else "",
        joined=_joined(finding),
    )


NOTHING_PREDICTED = mark("an amount that cannot be predicted")
ON_DAY = mark("on {day}")
IN_YEAR = mark("in {year}, on a day not known")


def _joined(finding: Finding) -> str:
    if finding.joined is None:
        return ""
    if finding.joined_precision == "year":
        return say(IN_YEAR, year=finding.joined.year)
    return say(ON_DAY, day=in_words(finding.joined))
