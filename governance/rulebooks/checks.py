"""What each field of a rulebook alone allows, but not all of them together: contradictions, each in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from governance.rulebooks.book import Body, Quorum, Rulebook
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.vote.case import Regime
from governance.rules.vote.vote import NEEDS
from governance.words import say


def contradictions(
    votes: tuple[Regime, ...],
    quorums: tuple[Quorum, ...],
    bodies: tuple[Body, ...],
    assessment: AssessmentRules | None,
) -> Iterator[str]:
    """Every contradiction in one part of a rulebook."""
    if assessment:
        yield from _assessment(assessment)
    for regime in votes:
        yield from _regime(regime)
    for name, dated in (("votes", votes), ("quorums", quorums)):
        yield from _overlaps(name, dated)
    for body in bodies:
        if body.seats is None and (body.most_share_of or body.term_years):
            yield say("bodies, {name}: terms or a share of the membership, and no seats.", name=body.name)


def contradictions_of_the_whole(book: Rulebook, key: str) -> Iterator[str]:
    """Every contradiction between its parts, and in what stands at its head; `key` is the name of its file."""
    if book.key != key:
        yield say("{where}: key is {key}; it must be the name of the file.", where=key, key=book.key)
    if not re.fullmatch(r"[A-Z]{3}", book.currency):
        yield say("{where}: currency is {value}, no ISO 4217 code.", where=key, value=book.currency)
    if not re.fullmatch(r"[A-Z]\w+(/\w+)+", book.time_zone):
        yield say("{where}: time_zone is {value}, no name like Europe/Zurich.", where=key, value=book.time_zone)
    if book.due and not 1 <= book.due.days_after_notice <= 366:
        yield say("due: days_after_notice is {days}; it must be 1 to 366.", days=book.due.days_after_notice)
    smallest = book.smallest_unit
    if smallest <= 0:
        yield say("{where}: smallest_unit must be above zero.", where=key)
    elif book.assessment and book.assessment.whole_unit % smallest:
        unit = book.assessment.whole_unit
        yield say("assessment: whole_unit is {unit}; it must be a multiple of the smallest unit.", unit=unit)


def _regime(regime: Regime) -> Iterator[str]:
    """Words that the text does not hold; a need that no ledger can meet."""
    text = " ".join(regime.text.split())
    for name, words in (("words", regime.words), ("exception", regime.exception)):
        if " ".join(words.split()) not in text:
            yield say("votes, {article}: {name} is not part of its text.", article=regime.article, name=name)
    for need in regime.needs:
        if need.key not in NEEDS:
            known = ", ".join(NEEDS)
            yield say(
                "votes, {article}: {key} is no known need ({known}).", article=regime.article, key=need.key, known=known
            )


def _assessment(rules: AssessmentRules) -> Iterator[str]:
    if rules.whole_unit <= 0:
        yield say("assessment: whole_unit must be above zero.")
    if not 0 <= rules.rate_places <= 8:
        yield say("assessment: rate_places is {places}; it must be 0 to 8.", places=rules.rate_places)
    if not 0 <= rules.scale_lag_years <= 5:
        yield say("assessment: scale_lag_years is {lag}; it must be 0 to 5.", lag=rules.scale_lag_years)
    if not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", rules.scale_adopted):
        yield say("assessment: scale_adopted is {day}; it must be a month and day like 07-01.", day=rules.scale_adopted)
    for state, rate in rules.rates_outside_un_scale.items():
        if not 0 < rate <= 100:
            yield say("assessment: the rate of {state} is {rate}; it must be a percentage.", state=state, rate=rate)


def _overlaps(name: str, dated: Iterable[Regime | Quorum]) -> Iterator[str]:
    """Two texts must not be in force on one day, and none may end before it begins."""
    spans = sorted((each.first_day or date.min, each.last_day or date.max, each.article) for each in dated)
    for first, last, article in spans:
        if last < first:
            yield say("{name}: {article} ends before it begins.", name=name, article=article)
    for (_, last, article), (first, _, other) in pairwise(spans):
        if first <= last:
            yield say(
                "{name}: {article} and {other} are both in force on {day}.",
                name=name,
                article=article,
                other=other,
                day=first,
            )
