"""What follows if a Member gives notice of withdrawal: its last day, and what it owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from governance.names import printed
from governance.problems import Problem, Refused
from governance.questions.accounts.accounts import decimal
from governance.questions.declare import Asking, Question
from governance.questions.rows import Cells
from governance.rules.membership.withdrawal import Leaving, leaving
from governance.wording import amount, in_words
from governance.words import mark, say

_Held = Mapping[str, Any]
_NOT_YET = mark("The whole contribution for {year}: it is not assessed here yet.")


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
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
    members = [str(row["state"]) for row in asking.rows("members", on=notice, state=state, status="member")]
    if state is not None and not members:
        raise Refused(_no_member(str(state), notice))
    found = leaving(notice, rule.notice_months, rule.owes_whole_year)
    assessed, owed = _by_state(asking.rows("assessed", state=state)), _by_state(asking.rows("outstanding", state=state))
    by_then = {year: _by_state(_assessed_by_then(asking, state, year)) for year in found.years}
    rows: list[Cells] = []
    for member in members:
        for year in found.years:
            of_year = [row for row in assessed[member] if row["year"] == year] or by_then[year][member]
            own = [row for row in owed[member] if row["year"] == year]
            rows += [_year(found, row, own) for row in of_year] or [_not_yet(found, member, year, assessed[member])]
        rows += _arrears(found, member, owed[member], asking.rulebook.currency)
    return rows


def _by_state(rows: Sequence[_Held]) -> Mapping[str, list[_Held]]:
    found: dict[str, list[_Held]] = defaultdict(list)
    for row in rows:
        found[str(row["state"])].append(row)
    return found


def _assessed_by_then(asking: Asking, state: object, year: int) -> Sequence[_Held]:
    """What is assessed for a year that may be still to come: its contribution is due in the course of it."""
    return asking.rows("assessed", on=date(year, 12, 31), state=state, year=year)


def _year(found: Leaving, assessed: _Held, owed: Sequence[_Held]) -> Cells:
    """One year's whole contribution in one currency, with what is unpaid of it as far as that is known."""
    state, year, currency = str(assessed["state"]), assessed["year"], assessed["currency"]
    known = next((row for row in owed if row["currency"] == currency and row["known"] == "yes"), None)
    if known:
        words = say("The whole contribution for {year}, of which a part may be paid already.", year=year)
    else:
        words = say("The whole contribution for {year}; what has been paid of it is not known here.", year=year)
    left = known["outstanding"] if known else None
    return (state, found.notice, found.effective, year, currency, assessed["assessed"], left, words)


def _not_yet(found: Leaving, state: str, year: int, assessed: Sequence[_Held]) -> Cells:
    words = f"{say(_NOT_YET, year=year)} {_last_assessed(assessed, year)}".strip()
    return (state, found.notice, found.effective, year, None, None, None, words)


def _last_assessed(assessed: Sequence[_Held], year: int) -> str:
    """The amount of the last year before that is assessed, named as such: it is no estimate."""
    last = max((row for row in assessed if row["year"] < year), key=lambda row: int(row["year"]), default=None)
    if last is None:
        return ""
    told = amount(decimal(last["assessed"]), last["currency"])
    return say("The last year assessed is {year}: {amount}.", year=last["year"], amount=told)


def _arrears(found: Leaving, state: str, owed: Sequence[_Held], home: str) -> list[Cells]:
    """What is unpaid for the years before, one row for each currency in which something is held; each for itself."""
    first = min(found.years, default=found.notice.year)
    currencies = sorted({str(row["currency"]) for row in owed}, key=lambda code: (code != home, code))
    rows: list[Cells] = []
    for currency in currencies:
        own = [row for row in owed if row["currency"] == currency]
        if all(row["known"] == "yes" for row in own):
            left = sum((decimal(row["outstanding"]) for row in own if int(row["year"]) < first), Decimal(0))
            words = say("What is unpaid for earlier years.")
            rows.append((state, found.notice, found.effective, None, currency, None, left, words))
    if len(rows) == len(currencies) and rows:
        return rows
    words = say("Arrears of earlier years, which are not known here.")
    return [*rows, (state, found.notice, found.effective, None, None, None, None, words)]


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
    columns=("state", "notice", "effective", "year", "currency", "assessed", "outstanding", "because"),
    parameters=("state", "notice"),
    own_rows="state",
    function=answer,
)
