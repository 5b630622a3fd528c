"""What a scenario starts from: the Members of the base year, the scales, and the paths that history took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.money import rounded
from governance.names import recognise
from governance.questions.assessment.apportionment import members_of, un_scales
from governance.questions.declare import Asking
from governance.questions.growth.growth_figures import rates_held
from governance.rules.assessment.apportionment import AssessmentRules, scale_period
from governance.rules.funding.conversion import Quoted, one_series
from governance.rules.growth.scenario import Start

Rate = Decimal
Rates = Mapping[str, Rate]
YEARS_OF_AVERAGE = 10
"""Where no inflation is assumed, that of so many years up to the last recorded one, on average."""

_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class History:
    """A series by year, and how it changed against the year before, in per cent."""

    values: Mapping[int, Decimal]

    def change(self, year: int) -> Decimal | None:
        """The change of a year; None where one of the two years is not held."""
        now, before = self.values.get(year), self.values.get(year - 1)
        return None if now is None or before is None else 100 * (now / before - 1)

    def average_change(self) -> Decimal | None:
        """The average yearly change of the last years held, to a tenth of a per cent."""
        changes = [change for year in sorted(self.values) if (change := self.change(year)) is not None]
        last = changes[-YEARS_OF_AVERAGE:]
        return rounded(sum(last, Decimal(0)) / len(last), _TENTH) if last else None


def start(asking: Asking, base: int, rules: AssessmentRules) -> Start:
    """The Members of the base year, and for each year the scale that it uses; after the last scale, that one.

    A Member that a scale does not list (a successor, say) has the rate of the next one that does.

    Kept for the base years asked for last: none of it depends on the date.
    """
    return asking.kept("start of a scenario", lambda of: _start(of, base, rules), base)


def _start(asking: Asking, base: int, rules: AssessmentRules) -> Start:
    first, joined = members_of(asking, base)
    listed = un_scales(asking)
    members = {*first, *joined} - rules.rates_outside_un_scale.keys()
    scales = {period: {**_not_listed(members, period, listed), **rates} for period, rates in listed.items()}

    def un_rates(year: int) -> Rates:
        last = max(scales)
        return scales[scale_period(scales, min(year, last[1] + rules.scale_lag_years), rules)]

    return Start(frozenset(first), joined, un_rates, rules)


def _not_listed(members: set[str], period: tuple[int, int], listed: Mapping[tuple[int, int], Rates]) -> Rates:
    """Members that a scale does not list, each with its rate in the next scale that does, else in the last before."""
    later = [listed[other] for other in sorted(listed) if other > period]
    earlier = [listed[other] for other in sorted(listed, reverse=True) if other < period]
    found: dict[str, Rate] = {}
    for state in members - listed[period].keys():
        rate = next((rates[state] for rates in (*later, *earlier) if state in rates), None)
        if rate is not None:
            found[state] = rate
    return found


def scales_held(asking: Asking) -> bool:
    """Whether there is any United Nations scale to assess by."""
    return bool(un_scales(asking))


def exchange_history(asking: Asking, currency: str) -> Quoted | None:
    """The series of exchange rates of the currency that holds most years; kept.

    A series says its currencies in its name, "CHF per USD": the only place where a name decides.
    """
    return asking.kept("exchange rates", lambda of: one_series(rates_held(of), currency), currency)


def newcomers(asking: Asking, base: int, rules: AssessmentRules) -> dict[str, str | None]:
    """The States with a United Nations rate that could join after the base year, and whether they were observers at
    its end; those that were come first. Real States that the rules name do not join fictional ones."""
    known = start(asking, base, rules)
    members = known.members | known.joined.keys()
    worlds = {recognise(state).fictional for state in members}
    named = {state for state in rules.rates_outside_un_scale if recognise(state).fictional in worlds}
    rates = known.un_rates(base).keys() | named
    observers = [row["state"] for row in asking.rows("members", on=date(base, 12, 31), status="observer")]
    first = [state for state in observers if state in rates and state not in members]
    others = sorted(rates - members - set(first))
    return dict.fromkeys(first, "observer") | dict.fromkeys(others)
