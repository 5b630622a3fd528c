"""What follows if a Member gives notice of withdrawal: its last day, and what it owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from governance.access import own_by
from governance.names import printed
from governance.problems import Problem, Refused
from governance.questions.declare import ASSUMED, Asking, Question
from governance.questions.rows import Row
from governance.rules.membership.withdrawal import leaving
from governance.wording import amount, in_words
from governance.words import mark, paragraph, say

_NOT_YET = mark("The whole contribution for {year}: it is not assessed here yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What a Member that gives notice owes of a year in a currency, or of the years before; None: not known."""

    state: str
    notice: date
    effective: date
    verdict: str
    year: int | None = None
    currency: str | None = None
    assessed: Decimal | None = None
    outstanding: Decimal | None = None
    because: str


_Make = Callable[..., Withdrawal]
"""A row of the Member and its notice, given the rest."""


def answer(asking: Asking, values: Mapping[str, object]) -> list[Withdrawal]:
    """One row for each year owed as a whole, and one for the arrears of earlier years (without a year), in each
    currency, of the State named or of each Member.

    What is unpaid is that of the date asked about. Raises Refused where the rulebook has no rule, or where the State
    named is no Member on the day of the notice (by default, the date).
    """
    state, notice = values["state"], values["notice"] or asking.as_of
    assert isinstance(notice, date)
    rule = asking.rulebook.withdrawal
    if rule is None:
        raise Refused(_no_rule(asking.rulebook.name))
    members = [row.text("state") for row in asking.rows("members", on=notice, state=state, status="member")]
    if state is not None and not members:
        raise Refused(_no_member(str(state), notice))
    leaves = leaving(notice, rule.notice_months, rule.owes_whole_year)
    assessed, owed = _by_state(asking.rows("assessed", state=state)), _by_state(asking.rows("outstanding", state=state))
    by_then = {year: _by_state(_assessed_by_then(asking, state, year)) for year in leaves.years}
    rows: list[Withdrawal] = []
    for member in members:
        make = partial(Withdrawal, state=member, notice=notice, effective=leaves.effective, verdict=leaves.because)
        for year in leaves.years:
            of_year = [row for row in assessed[member] if row["year"] == year] or by_then[year][member]
            own = [row for row in owed[member] if row["year"] == year]
            rows += [_year(make, row, own) for row in of_year] or [_not_yet(make, year, assessed[member])]
        before = min(leaves.years, default=notice.year)
        rows += _arrears(make, owed[member], before, asking.rulebook.currency)
    return rows


def _by_state(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    by_state: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_state[row.text("state")].append(row)
    return by_state


def _assessed_by_then(asking: Asking, state: object, year: int) -> Sequence[Row]:
    """What is assessed for a year that may be still to come: its contribution is due in the course of it."""
    return asking.rows("assessed", on=date(year, 12, 31), state=state, year=year)


def _year(make: _Make, assessed: Row, owed: Sequence[Row]) -> Withdrawal:
    """One year's whole contribution in one currency, with what is unpaid of it as far as that is known."""
    year, currency = assessed.whole("year"), assessed.text("currency")
    known = next((row for row in owed if row["currency"] == currency and row["known"] == "yes"), None)
    if known:
        words = say("The whole contribution for {year}, of which a part may be paid already.", year=year)
    else:
        words = say("The whole contribution for {year}; what has been paid of it is not known here.", year=year)
    left = known.amount("outstanding") if known else None
    return make(year=year, currency=currency, assessed=assessed.amount("assessed"), outstanding=left, because=words)


def _not_yet(make: _Make, year: int, assessed: Sequence[Row]) -> Withdrawal:
    return make(year=year, because=paragraph(say(_NOT_YET, year=year), _last_assessed(assessed, year)))


def _last_assessed(assessed: Sequence[Row], year: int) -> str:
    """The amount of the last year before that is assessed, named as such: it is no estimate."""
    earlier = (row for row in assessed if row.whole("year") < year)
    last = max(earlier, key=lambda row: row.whole("year"), default=None)
    if last is None:
        return ""
    told = amount(last.amount("assessed"), last.text("currency"))
    return say("The last year assessed is {year}: {amount}.", year=last.whole("year"), amount=told)


def _arrears(make: _Make, owed: Sequence[Row], before: int, home: str) -> list[Withdrawal]:
    """What is unpaid for the years before, one row for each currency in which something is held; each for itself."""
    currencies = sorted({row.text("currency") for row in owed}, key=lambda code: (code != home, code))
    rows: list[Withdrawal] = []
    for currency in currencies:
        own = [row for row in owed if row["currency"] == currency]
        if all(row["known"] == "yes" for row in own):
            left = sum((row.amount("outstanding") for row in own if row.whole("year") < before), Decimal(0))
            rows.append(make(currency=currency, outstanding=left, because=say("What is unpaid for earlier years.")))
    if len(rows) == len(currencies) and rows:
        return rows
    return [*rows, make(because=say("Arrears of earlier years, which are not known here."))]


def _no_rule(name: str) -> Problem:
    return Problem(
        "withdrawal-no-rule",
        say("The rulebook of {name} holds no rule about withdrawal.", name=name),
        suggestion=say("Add a section [withdrawal] to it, with the article."),
    )


def _no_member(state: str, notice: date) -> Problem:
    return Problem(
        "not-a-member",
        say(
            "{state} is not a Member on {day}: it cannot give notice then.", state=printed(state), day=in_words(notice)
        ),
        column="notice",
        value=notice.isoformat(),
        suggestion=say("Choose a day on which it is a Member."),
    )


QUESTION = Question(
    name="withdrawal",
    title=mark("What follows from a notice of withdrawal"),
    grain=mark("One row per Member, year owed and currency, and one for earlier years."),
    row=Withdrawal,
    parameters=("state", "notice"),
    function=answer,
    delegations=own_by("state"),
    nature=ASSUMED,
)
