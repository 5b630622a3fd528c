"""How each Member's assessment changed between two years, split by cause; the parts add up to the change exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from governance.access import ALL
from governance.money import share
from governance.problems import Problem, Refused
from governance.questions.assessment.booking_rates import rate_of
from governance.questions.assessment.reconciliation import checked_years
from governance.questions.declare import Asking, Question
from governance.questions.growth.growth_figures import year_end
from governance.rules.assessment.decomposition import (
    Change,
    YearFacts,
    at_one_rate,
    decomposed,
    pays_the_same,
)
from governance.rules.assessment.reconciliation import Reconciliation, YearRows, members_of, reconcile
from governance.words import mark, say

Years = dict[int, tuple[YearRows, Reconciliation]]


@dataclass(frozen=True, slots=True)
class ChangeByCause:
    """A State's change, split; None is what is not known. Without a State: all that have no row in one of the years.

    `asked_change` is that of what the State is asked for: without the exchange rate's part, where that is known.
    `pays` says what it means for the State: more, less, or the same (but for rounding, unless the amounts are those
    that States are asked for); `explained` whether any cause makes it, and not an error of the rows.
    """

    first_year: int
    last_year: int
    state: str | None
    currency: str
    assessed_before: Decimal | None
    assessed: Decimal | None
    budget_level: Decimal | None
    scale: Decimal | None
    membership: Decimal | None
    new_members: Decimal | None
    part_year: Decimal | None
    currency_effect: Decimal | None
    other: Decimal | None
    not_recorded: Decimal | None
    change: Decimal | None
    change_at_one_rate: Decimal | None
    asked_change: Decimal | None
    asked_change_pct: Decimal | None
    pays: str | None
    explained: str | None


def answer(asking: Asking, values: Mapping[str, Any]) -> list[ChangeByCause]:
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
    currency, exact, years = found
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
    split = [change for change in changes if change.change is not None]
    level = Decimal(0) if exact else sum((change.before or Decimal(0) for change in split), Decimal(0))
    known = all(facts[year].booking_rate is not None for year in (first, last))
    rows = [
        _row(
            first,
            last,
            currency,
            change,
            known,
            at_one_rate(change, facts[first], facts[last], rules.whole_unit),
            level,
        )
        for change in changes
        if values["state"] in (None, change.state)
    ]
    return rows if values["state"] else [*rows, *_not_recorded(first, last, currency, changes)]


def _row(
    first: int, last: int, currency: str, found: Change, rates_known: bool, one_rate: Decimal | None, level: Decimal
) -> ChangeByCause:
    """`level`: the sum of the first year's amounts, by which rounding is told from a change; 0 where nothing is
    rounded."""
    parts = found.parts or {}
    asked = found.change if one_rate is None else one_rate
    before = found.before or Decimal(0)
    same = asked is not None and (pays_the_same(asked, before, level) if level else not asked)
    told = not found.change or any(parts.values())
    return ChangeByCause(
        first_year=first,
        last_year=last,
        state=found.state,
        currency=currency,
        assessed_before=found.before,
        assessed=found.after,
        budget_level=parts.get("budget_level"),
        scale=parts.get("scale"),
        membership=parts.get("membership"),
        new_members=parts.get("new_members"),
        part_year=parts.get("part_year"),
        currency_effect=parts.get("currency") if rates_known else None,
        other=found.other,
        not_recorded=None,
        change=found.change,
        change_at_one_rate=one_rate,
        asked_change=asked,
        asked_change_pct=None if asked is None else share(asked, before),
        pays=None if asked is None else "the same" if same else "more" if asked > 0 else "less",
        explained=None if found.change is None else "yes" if told else "no",
    )


def _not_recorded(first: int, last: int, currency: str, changes: list[Change]) -> list[ChangeByCause]:
    """The line of the States that have no row in one of the years, though they were assessed; none without any."""
    missing = [change for change in changes if change.change is None]
    before = sum((change.before or Decimal(0) for change in missing), Decimal(0))
    after = sum((change.after or Decimal(0) for change in missing), Decimal(0))
    line = replace(
        _row(first, last, currency, Change("", before, after, None, None, None), False, None, before),
        state=None,
        not_recorded=after - before,
        change=after - before,
    )
    return [line] if missing else []


def _years(asking: Asking, values: Mapping[str, Any]) -> tuple[str, bool, Years] | None:
    """The currency, whether its amounts are those that States were asked for, and the years with assessments in it,
    with what the scale says of them."""
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
    wanted = values["currency"] or recorded
    return (wanted, wanted == recorded == home, by_currency[wanted]) if by_currency.get(wanted) else None


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


def _two_years(values: Mapping[str, Any], years: Years) -> tuple[int, int]:
    last = values["to"] or max(years)
    first = values["from"] or max((year for year in years if year < last), default=min(years))
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
    row=ChangeByCause,
    parameters=("from", "to", "state", "currency", "method"),
    function=answer,
    delegations=ALL,
)
