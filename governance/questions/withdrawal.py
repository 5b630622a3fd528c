"""What follows if a Member gives notice of withdrawal: its last day, and what it owes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from governance.names import printed
from governance.problems import Problem, Refused
from governance.questions.accounts import decimal
from governance.questions.declare import Asking, Question, Row
from governance.rules.withdrawal import Leaving, leaving
from governance.rules.wording import amount, in_words
from governance.words import mark, say

_NOT_YET = mark("The whole contribution for {year}: it is not assessed here yet.")


def answer(asking: Asking, values: Mapping[str, object]) -> list[Row]:
    """One row for each year owed as a whole, and one for the arrears of earlier years (without a year), of the State
    named or of each Member.

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
    rows: list[Row] = []
    for member in members:
        rows += [_year(asking, member, found, year) for year in found.years]
        rows.append(_arrears(asking, member, found))
    return rows


def _year(asking: Asking, state: str, found: Leaving, year: int) -> Row:
    assessed = asking.rows("assessed", state=state, year=year) or asking.rows(
        "assessed", on=date(year, 12, 31), state=state, year=year
    )
    if not assessed:
        words = f"{say(_NOT_YET, year=year)} {_last_assessed(asking, state, year)}".strip()
        return (state, found.notice, found.effective, year, None, None, None, words)
    (row, *_) = assessed
    owed = [r for r in asking.rows("outstanding", state=state, currency=row["currency"]) if r["year"] == year]
    known = next((r for r in owed if r["known"] == "yes"), None)
    if known:
        words = say("The whole contribution for {year}, of which a part may be paid already.", year=year)
    else:
        words = say("The whole contribution for {year}; what has been paid of it is not known here.", year=year)
    left = known["outstanding"] if known else None
    return (state, found.notice, found.effective, year, row["currency"], row["assessed"], left, words)


def _last_assessed(asking: Asking, state: str, year: int) -> str:
    """The amount of the last year before that is assessed, named as such: it is no estimate."""
    before = [row for row in asking.rows("assessed", state=state) if row["year"] < year]
    if not before:
        return ""
    last = max(before, key=lambda row: int(row["year"]))
    told = amount(decimal(last["assessed"]), last["currency"])
    return say("The last year assessed is {year}: {amount}.", year=last["year"], amount=told)


def _arrears(asking: Asking, state: str, found: Leaving) -> Row:
    rows = asking.rows("outstanding", state=state)
    own = [row for row in rows if int(row["year"]) < min(found.years, default=found.notice.year)]
    home = asking.rulebook.currency
    if rows and all(row["known"] == "yes" for row in rows) and {row["currency"] for row in rows} == {home}:
        left = sum((decimal(row["outstanding"]) for row in own), Decimal(0))
        words = say("What is unpaid for earlier years.")
        return (state, found.notice, found.effective, None, home, None, left, words)
    words = say("Arrears of earlier years, which are not known here.")
    return (state, found.notice, found.effective, None, None, None, None, words)


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
    grain=mark("One row per Member and year owed, and one for earlier years."),
    columns=("state", "notice", "effective", "year", "currency", "assessed", "outstanding", "because"),
    parameters=("state", "notice"),
    own_rows="state",
    uses=("members", "assessed", "outstanding"),
    function=answer,
)
