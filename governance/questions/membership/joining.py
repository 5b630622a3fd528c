"""What follows if a State joins on a day: its first contribution, and when its vote can first be tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.access import ALL
from governance.names import printed
from governance.problems import Problem, Refused
from governance.questions.assessment.apportionment import budget_held, members_on_1_january, un_rates
from governance.questions.declare import ASSUMED, Asking, Question
from governance.rules.assessment.apportionment import Share, apportionment
from governance.rules.membership.joining import first_assessed_year, first_tested_year
from governance.wording import amount, in_words
from governance.words import mark, paragraph, say

_YEARS_BACK = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What a State would be assessed that joins on a day; None, but for the reason, where that cannot be told."""

    state: str
    accession: date
    year: int
    currency: str
    budget_year: int | None = None
    un_rate_pct: Decimal | None = None
    rate_pct: Decimal | None = None
    full_year: Decimal | None = None
    amount: Decimal | None = None
    first_tested: int | None = None
    because: str


def answer(asking: Asking, values: Mapping[str, object]) -> list[Joining]:
    """One row for the State named, or for each observer State: the rate, the contribution for a whole year and for
    the part of the first year that is left.

    The budget is the one given, else that of the year, else the last one held of the ten years before. Raises Refused
    where the State named is a Member on the day already, or where no scale or budget holds the year; of a State that
    was not named, the row says so.
    """
    state, day = values["state"], values["accession"] or asking.as_of
    assert isinstance(day, date)
    if state is not None:
        return [_row(asking, str(state), day, values["budget"])]
    return [
        _row_or_why(asking, row.text("state"), day, values["budget"])
        for row in asking.rows("members", on=day, status="observer")
    ]


def _row_or_why(asking: Asking, state: str, day: date, given: object) -> Joining:
    try:
        return _row(asking, state, day, given)
    except Refused as refused:
        why, currency = refused.problems[0].message, asking.rulebook.currency
        return Joining(state=state, accession=day, year=day.year, currency=currency, because=why)


def _row(asking: Asking, state: str, day: date, given: object) -> Joining:
    if asking.rows("members", on=day, state=state, status="member"):
        raise Refused(_a_member(state, day))
    currency = asking.rulebook.currency
    of_year, budget = _budget(asking, day.year, currency, given)
    share = _share(asking, state, day, budget)
    tested = _first_tested(asking, day)
    words = _words(asking, share, of_year, budget, tested)
    if given is None:
        words = paragraph(words, _since(asking, of_year, currency))
    return Joining(
        state=state,
        accession=day,
        year=day.year,
        currency=currency,
        budget_year=of_year,
        un_rate_pct=share.un_rate,
        rate_pct=share.rate,
        full_year=share.full_year,
        amount=share.amount,
        first_tested=tested,
        because=words,
    )


def _budget(asking: Asking, year: int, currency: str, given: Any) -> tuple[int, Decimal]:
    if given is not None:
        return year, Decimal(given)
    for of_year in range(year, year - _YEARS_BACK - 1, -1):
        held = budget_held(asking, of_year, currency)
        if held is not None:
            return of_year, held
    message = say(
        "No budget of {year} or the ten years before is held here in {currency}.", year=year, currency=currency
    )
    raise Refused(Problem("cannot-join", message, suggestion=say("Give a budget.")))


def _since(asking: Asking, of_year: int, currency: str) -> str:
    """What was assessed after the budget's year in another currency, which is told and never converted."""
    rows = asking.rows("assessed_by_year")
    later = [row for row in rows if row.whole("year") > of_year and row.text("currency") != currency]
    if not later:
        return ""
    last = later[-1]
    return say(
        "Later years were assessed in another currency: {assessed} in all for {year}. Nothing is "
        "converted here, so what a contribution by that later level would be is not told.",
        assessed=amount(last.amount("assessed"), last.text("currency")),
        year=last["year"],
    )


def _share(asking: Asking, state: str, day: date, budget: Decimal) -> Share:
    rules = asking.rulebook.assessment
    if rules is None:
        name = asking.rulebook.name
        raise Refused(Problem("cannot-join", say("The rulebook of {name} does not say how it assesses.", name=name)))
    first = members_on_1_january(asking, day.year)
    try:
        made = apportionment(day.year, budget, un_rates(asking, day.year, rules), first, rules, {state: day})
    except ValueError as error:
        raise Refused(Problem("cannot-join", str(error), column="accession", value=day.isoformat())) from error
    return next(share for share in made.shares if share.state == state)


def _first_tested(asking: Asking, day: date) -> int | None:
    """None where no text about the vote is held for the day, or where its rule tests new Members like others."""
    regime, rules = asking.rulebook.vote_on(day), asking.rulebook.assessment
    if regime is None or rules is None:
        return None
    return first_tested_year(first_assessed_year(day, rules), regime.rule.criterion)


def _words(asking: Asking, share: Share, of_year: int, budget: Decimal, tested: int | None) -> str:
    assert share.joined is not None
    first = say(
        "{state}, joining on {day}, is assessed {part} per cent of a whole year's contribution, on top of the budget; "
        "the budget is that of {of_year}, {budget}.",
        state=printed(share.state),
        day=in_words(share.joined),
        part=(100 * share.part).quantize(Decimal("0.1")),
        of_year=of_year,
        budget=amount(budget, asking.rulebook.currency),
    )
    if tested is None:
        return first
    vote = say("Its vote can first be tested in {year}, when enough years have been assessed.", year=tested)
    return paragraph(first, vote)


def _a_member(state: str, day: date) -> Problem:
    return Problem(
        "a-member-already",
        say("{state} is a Member on {day} already: it cannot join then.", state=printed(state), day=in_words(day)),
        column="accession",
        value=day.isoformat(),
        suggestion=say("Choose a State that is not a Member on that day."),
    )


QUESTION = Question(
    name="joining",
    title=mark("What follows from joining"),
    grain=mark("One row per State that joins: the one named, or each observer."),
    row=Joining,
    parameters=("state", "accession", "budget"),
    function=answer,
    delegations=ALL,
    nature=ASSUMED,
)
