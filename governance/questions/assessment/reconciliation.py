"""Recorded assessments held against what the scale predicts: what agrees, what does not, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import ALL, TOTALS
from governance.names import printed
from governance.questions.assessment.apportionment import un_rates
from governance.questions.declare import Asking, Question
from governance.rules.accounts.account import Spell
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.assessment.reconciliation import FINDINGS, Reconciliation, YearRows, reconcile
from governance.words import mark

_TOTAL = "assessed contributions"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one State's recorded assessment, or, without a State, of the year's total."""

    year: int
    currency: str
    state: str | None
    finding: str
    recorded: Decimal | None
    predicted: Decimal | None
    ratio: Decimal | None
    implied_accession: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of a year's rows agree; what all would be assessed is None where nothing can be predicted."""

    year: int
    currency: str
    rows: int
    agreeing: int
    but_for_rounding: int
    predicted: Decimal | None


def answer(asking: Asking, values: Mapping[str, object]) -> list[Checked]:
    """One row per finding; without a year, of all years with assessments. The row about the total names no State."""
    return [
        Checked(
            found.year,
            checked.currency,
            found.state or None,
            found.finding,
            found.recorded,
            found.predicted,
            found.ratio,
            found.implied,
            found.words,
        )
        for checked in _checked(asking, values["year"], values["currency"])
        for found in checked.findings
        if values["status"] in (None, found.finding)
    ]


def agreement(asking: Asking, values: Mapping[str, object]) -> list[Agreement]:
    """One row per year and currency: how many recorded rows agree with the prediction within 0.2 % or 2 units."""
    return [
        Agreement(
            checked.year,
            checked.currency,
            checked.rows,
            checked.agreeing,
            sum(found.finding == "rounding" for found in checked.findings),
            checked.level,
        )
        for checked in _checked(asking, values["year"], values["currency"])
    ]


def _checked(asking: Asking, year: object, currency: object) -> Iterator[Reconciliation]:
    for rows, found in checked_years(asking, year, currency):
        if rows.year <= asking.as_of.year:
            yield found


def checked_years(
    asking: Asking, year: object = None, currency: object = None
) -> Iterator[tuple[YearRows, Reconciliation]]:
    """Each year's rows with what the scale says of them, made once and kept; none without rules of assessment."""
    rules = asking.rulebook.assessment
    if rules is None:
        return
    for rows in year_rows(asking):
        if year in (None, rows.year) and currency in (None, rows.currency):
            yield rows, asking.kept(f"reconciliation {rows.year} {rows.currency}", _reconciled(rows, rules))


def year_rows(asking: Asking) -> list[YearRows]:
    """The recorded assessments of each year and currency with what the scale needs, made once and kept."""
    return asking.kept("year rows", _year_rows)


def _reconciled(rows: YearRows, rules: AssessmentRules) -> Callable[[Asking], Reconciliation]:
    return lambda _: reconcile(rows, rules)


def _year_rows(asking: Asking) -> list[YearRows]:
    amounts: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(dict)
    for row in asking.table("assessments"):
        amounts[row["year"], row["currency"]][row["state"]] = row["amount"]
    totals = {
        (row["year"], row["currency"]): row["amount"]
        for row in asking.table("revenue")
        if row.text("type").lower() == _TOTAL
    }
    spells: dict[str, list[Spell]] = defaultdict(list)
    for row in asking.table("membership"):
        if row["kind"] == "state" and row["status"] == "member":
            spells[row["state"]].append(Spell(row["from"], row["to"], row["from_precision"] or "day"))
    names = {state: printed(state) for state in {*spells, *(s for rows in amounts.values() for s in rows)}}
    return [
        YearRows(year, currency, rows, _rates(asking, year), spells, totals.get((year, currency)), names)
        for (year, currency), rows in sorted(amounts.items())
    ]


def _rates(asking: Asking, year: int) -> dict[str, Decimal]:
    rules = asking.rulebook.assessment
    if rules is None:
        return {}
    try:
        return un_rates(asking, year, rules)
    except ValueError:
        return {}  # no period of the scale holds the year: nothing can be predicted


QUESTION = Question(
    name="reconciliation",
    title=mark("Recorded assessments against the scale"),
    grain=mark("One row per year and State with a row or expected to have one, and one for the year's total."),
    row=Checked,
    parameters=("year", "currency", "status"),
    choices={"status": FINDINGS},
    function=answer,
    delegations=ALL,
)

AGREEMENT = Question(
    name="agreement",
    title=mark("How many recorded assessments agree with the scale"),
    grain=mark("One row per year and currency."),
    row=Agreement,
    parameters=("year", "currency"),
    function=agreement,
    delegations=TOTALS,
)
