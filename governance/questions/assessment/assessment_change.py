"""How each Member's assessment changed between two years, split by cause; the parts add up to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from governance.problems import Problem, Refused
from governance.questions.assessment.booking_rates import rate_of
from governance.questions.assessment.reconciliation import checked_years
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import year_end
from governance.questions.rows import Cells
from governance.rules.assessment.decomposition import FACTORS, Change, YearFacts, at_one_rate, decomposed
from governance.rules.assessment.reconciliation import Reconciliation, YearRows, members_of, reconcile
from governance.words import mark, say

Years = dict[int, tuple[YearRows, Reconciliation]]


def answer(asking: Asking, values: Mapping[str, object]) -> list[Cells]:
    """One row per State with an amount in either year, in one currency.

    By default the one in which assessments are recorded; that of assessment can be asked for where both years are
    recovered in it. `from` and `to` are by default the last two years with assessments. A State that has no row in one
    of the years, though it was assessed, has no change; all such States together are a line without a State, last, so
    that the lines add up to the change of the sums. Raises Refused for a year without assessments, and where the second
    year does not come after the first.
    """
    found = _years(asking, values)
    if not found:
        return []
    currency, years = found
    first, last = _two_years(values, years)
    facts = {year: _facts(asking, *years[year]) for year in (first, last)}
    rules = asking.rulebook.assessment
    assert rules is not None  # without it no year is checked
    changes = decomposed(
        facts[first],
        facts[last],
        _stated_new_members(asking, currency, first, last),
        on_top=rules.new_member_effect == "on_top",
        averaged=values["method"] == "average",
    )
    known = all(facts[year].booking_rate is not None for year in (first, last))
    state = values["state"]
    rows = [
        _row(first, last, currency, change, known, at_one_rate(change, facts[first], facts[last], rules.whole_unit))
        for change in changes
        if state in (None, change.state)
    ]
    return rows if state else [*rows, *_not_recorded(first, last, currency, changes)]


def _row(first: int, last: int, currency: str, change: Change, rates_known: bool, at_one_rate: Decimal | None) -> Cells:
    parts = change.parts or {}
    told = [None if name == "currency" and not rates_known else parts.get(name) for name in FACTORS]
    ends = (change.other, None, change.change, at_one_rate)
    return (first, last, change.state, currency, change.before, change.after, *told, *ends)


def _not_recorded(first: int, last: int, currency: str, changes: list[Change]) -> list[Cells]:
    """The line of the States that have no row in one of the years, though they were assessed; none without any."""
    missing = [change for change in changes if change.change is None]
    before = sum((change.before or Decimal(0) for change in missing), Decimal(0))
    after = sum((change.after or Decimal(0) for change in missing), Decimal(0))
    parts = (None,) * (len(FACTORS) + 1)
    line = (first, last, None, currency, before, after, *parts, after - before, after - before, None)
    return [line] if missing else []


def _years(asking: Asking, values: Mapping[str, object]) -> tuple[str, Years] | None:
    """The currency, and the years with assessments in it, with what the scale says of them."""
    by_currency: dict[str, Years] = {}
    for rows, checked in checked_years(asking):
        if rows.year <= asking.as_of.year and checked.scale_day is not None:
            by_currency.setdefault(rows.currency, {})[rows.year] = (rows, checked)
    home = asking.rulebook.currency
    recorded = home if home in by_currency else next(iter(by_currency), "")
    recovered = {
        year: pair for year, pair in asking.kept("recovered years", _recovered).items() if year <= asking.as_of.year
    }
    by_currency[home] = {**recovered, **by_currency.get(home, {})}
    wanted = str(values["currency"] or recorded)
    return (wanted, by_currency[wanted]) if by_currency.get(wanted) else None


def _recovered(asking: Asking) -> Years:
    """The years whose amounts are recovered in the currency of assessment, with what the scale says of them."""
    rules, home = asking.rulebook.assessment, asking.rulebook.currency
    amounts: dict[int, dict[str, Decimal]] = {}
    for row in asking.table("recovered_assessments"):
        if row["currency"] == home:
            amounts.setdefault(row["year"], {})[row["state"]] = row["amount"]
    found: Years = {}
    for rows, _ in checked_years(asking):
        if rules and rows.year in amounts and rows.currency != home:
            francs = replace(rows, currency=home, rows=amounts[rows.year], published_total=None)
            found[rows.year] = (francs, reconcile(francs, rules))
    return {year: pair for year, pair in found.items() if pair[1].scale_day is not None}


def _two_years(values: Mapping[str, object], years: Years) -> tuple[int, int]:
    last = int(str(values["to"] or max(years)))
    first = int(str(values["from"] or max((year for year in years if year < last), default=min(years))))
    known = ", ".join(str(year) for year in sorted(years))
    for name, year in (("from", first), ("to", last)):
        if year not in years:
            raise Refused(
                Problem(
                    "no-assessments-of-year",
                    say("No assessments of {year} that a scale explains are held here.", year=year),
                    column=name,
                    value=str(year),
                    suggestion=say("Choose one of: {years}.", years=known),
                )
            )
    if first >= last:
        raise Refused(
            Problem(
                "years-out-of-order",
                say("{last} does not come after {first}.", first=first, last=last),
                column="to",
                value=str(last),
                suggestion=say("Choose an earlier first year or a later second one, of: {years}.", years=known),
            )
        )
    return first, last


def _facts(asking: Asking, rows: YearRows, checked: Reconciliation) -> YearFacts:
    """The year as the decomposition wants it: the Members whose rates the level is divided by, and parts of a year."""
    rules = asking.rulebook.assessment
    assert rules is not None
    assert checked.scale_day is not None  # only years that a scale explains are asked for
    un_rates = {**rules.rates_outside_un_scale, **rows.un_rates}
    members = frozenset(members_of(rows, checked.scale_day) & un_rates.keys())
    parts = {
        found.state: found.ratio
        for found in checked.findings
        if found.finding == "part_year" and found.ratio is not None and found.state in un_rates
    }
    joined = {
        found.state: Decimal(1)
        for found in checked.findings
        if found.finding in ("agrees", "rounding") and found.state not in members and found.state in un_rates
    }
    rate = Decimal(1)
    if rows.currency != asking.rulebook.currency:
        verdict = rate_of(asking, rows)
        return YearFacts(rows.year, rows.rows, un_rates, members, joined | parts, verdict.rate if verdict else None)
    return YearFacts(rows.year, rows.rows, un_rates, members, joined | parts, rate)


def _stated_new_members(asking: Asking, currency: str, first: int, last: int) -> Decimal | None:
    """What documents say that new Members' contributions added to the level after the first year, up to the last.

    None unless a budget of every one of these years is held in the currency.
    """
    added: dict[int, Decimal] = {}
    for row in asking.rows("budget_figures", on=year_end(asking), currency=currency):
        if row["part"] == "administrative" and row["stage"] in ("revised", "approved"):
            added[row["year"]] = row["new_member_contributions"] or added.get(row["year"], Decimal(0))
    years = range(first + 1, last + 1)
    return sum((added[year] for year in years), Decimal(0)) if all(year in added for year in years) else None


QUESTION = Question(
    name="assessment_change",
    title=mark("Each Member's change of assessment between two years, by cause"),
    grain=mark(
        "One row per State assessed in either year, and one for all without a row in one of them; the parts add up to "
        "the change exactly."
    ),
    columns=(
        "first_year",
        "last_year",
        "state",
        "currency",
        "assessed_before",
        "assessed",
        *FACTORS[:-1],
        "currency_effect",
        "other",
        "not_recorded",
        "change",
        "change_at_one_rate",
    ),
    parameters=("from", "to", "state", "currency", "method"),
    own_rows="state",
    function=answer,
)
