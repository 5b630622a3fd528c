"""A budget divided among the Members by the United Nations scale, as the rulebook says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.access import ALL
from governance.problems import Problem, Refused
from governance.questions.assessment.budget_levels import DECIDED, levels
from governance.questions.declare import Asking, Question
from governance.rules.assessment.apportionment import AssessmentRules, apportionment, scale_period
from governance.words import mark, say


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a Member is assessed for a year: rates in per cent, and the day on which it joined, if during the year."""

    year: int
    state: str
    currency: str
    un_rate_pct: Decimal
    rate_pct: Decimal
    amount: Decimal
    full_year: Decimal
    joined: date | None


def answer(asking: Asking, values: Mapping[str, Any]) -> list[Assessment]:
    """One row per Member of the year's first day, and per State that joined during it (part of the year, on top).

    Raises Refused where the year has no scale, a Member no rate, or no budget is given or approved.
    """
    year = values["year"] or asking.as_of.year
    currency = values["currency"] or asking.rulebook.currency
    rules = asking.rulebook.assessment
    if rules is None:
        raise _refused(say("The rulebook of {name} does not say how it assesses.", name=asking.rulebook.name))
    budget = _budget(asking, year, currency, values["budget"])
    first, joiners = members_of(asking, year)
    try:
        made = apportionment(year, budget, un_rates(asking, year, rules), first, rules, joiners)
    except ValueError as error:
        raise _refused(str(error)) from error
    return [
        Assessment(year, share.state, currency, share.un_rate, share.rate, share.amount, share.full_year, share.joined)
        for share in made.shares
    ]


def un_rates(asking: Asking, year: int, rules: AssessmentRules) -> dict[str, Decimal]:
    """The United Nations rates that the year uses, in per cent. ValueError where no period holds the year."""
    scales = un_scales(asking)
    return dict(scales[scale_period(scales, year, rules)])


def un_scales(asking: Asking) -> Mapping[tuple[int, int], Mapping[str, Decimal]]:
    """The United Nations rates by period (its first and last year) and State; made once and kept."""
    return asking.kept("un scales by period", _un_scales)


def _un_scales(asking: Asking) -> dict[tuple[int, int], dict[str, Decimal]]:
    found: dict[tuple[int, int], dict[str, Decimal]] = {}
    for row in asking.table("un_scale"):
        found.setdefault((row["first_year"], row["last_year"]), {})[row["state"]] = row["rate_pct"]
    return found


def members_on_1_january(asking: Asking, year: int) -> list[str]:
    """The Members of the year's first day."""
    return [row.text("state") for row in asking.rows("members", on=date(year, 1, 1), status="member")]


def members_of(asking: Asking, year: int) -> tuple[list[str], dict[str, date]]:
    """The Members on 1 January, and those that joined later in the year, each with its day."""
    first = members_on_1_january(asking, year)
    joiners = {
        row.text("state"): row.day("from")
        for row in asking.table("membership")
        if row["kind"] == "state" and row["status"] == "member" and row["state"] not in first
        if row["from"] and row.day("from").year == year
    }
    return first, joiners


def _budget(asking: Asking, year: int, currency: str, given: Decimal | None) -> Decimal:
    held = given if given is not None else budget_held(asking, year, currency)
    if held is None:
        raise _refused(say("No budget of {year} in {currency} is held here: give one.", year=year, currency=currency))
    return held


def budget_held(asking: Asking, year: int, currency: str) -> Decimal | None:
    """The administrative budget of the year at the last stage that is held; None where there is none."""
    held = levels(asking, "administrative", (*DECIDED, "proposed")).get((year, currency))
    return held.amount("amount") if held else None


def _refused(message: str) -> Refused:
    return Refused(Problem("cannot-apportion", message))


QUESTION = Question(
    name="apportionment",
    title=mark("A budget apportioned among the Members"),
    grain=mark("One row per Member of the year; a State that joined during the year is on top of the budget."),
    row=Assessment,
    parameters=("year", "budget", "currency"),
    function=answer,
    delegations=ALL,
)
