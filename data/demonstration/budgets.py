"""The two parts of the budget, proposed and approved, and what the Members are assessed for the administrative one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.demonstration.cast import SUCCESSOR
from data.demonstration.prices import inflation_pct
from data.demonstration.scale import RATE_UNIT_PCT, Rates, scales, un_rates, un_rates_for
from data.demonstration.sessions import council_document
from data.demonstration.setting import FIRST_YEAR, Setting
from data.demonstration.states import Row, members_on, parts
from governance.money import UNIT, apportion, rounded

FIRST_BUDGET_CHF = Decimal(24_600_000)
FIRST_OPERATIONAL_CHF = Decimal(96_000_000)
_THOUSAND, _HUNDRED_THOUSAND = Decimal(1000), Decimal(100_000)

GROWTH_PCT = {
    year: Decimal(pct)
    for years, pct in (
        ((1991,), "3.0"),
        ((1992, 1993), "2.0"),
        ((2002,), "1.5"),
        ((2003, 2008, 2009), "2.0"),
        ((2010, 2027), "1.0"),
        ((2023,), "9.5"),
        ((2024,), "11.0"),
    )
    for year in years
}
"""Nominal growth that the Council approved, in per cent; every other year has zero nominal growth."""

LEVEL_GROWS_WITH_MEMBERS_SINCE = 2010
"""From this year the contributions of new Members are added to the level; before, they lower the others' amounts."""

PROPOSALS_OUT = (10, 1)
"""The month and day from which next year's proposal is known."""


@dataclass(frozen=True)
class Budget:
    """One year's administrative part of the budget in whole francs, as proposed and as approved."""

    year: int
    proposed_chf: Decimal
    approved_chf: Decimal
    cost_increase_chf: Decimal | None
    new_member_contributions_chf: Decimal | None

    @property
    def growth_policy(self) -> str:
        """The growth policy in the words of the Council."""
        pct = GROWTH_PCT.get(self.year)
        words = f"nominal growth of {pct} per cent" if pct else "zero nominal growth"
        added = "; contributions of new Members added to the level"
        return words + (added if self.new_member_contributions_chf else "")


def budgets(setting: Setting) -> dict[int, Budget]:
    """The administrative budgets by year, up to the last one that the Council has approved."""
    result = {FIRST_YEAR: Budget(FIRST_YEAR, FIRST_BUDGET_CHF + 240_000, FIRST_BUDGET_CHF, None, None)}
    by_year = scales(setting)
    for year in range(FIRST_YEAR + 1, setting.last_assessed_year + 1):
        result[year] = _budget(setting, year, result[year - 1].approved_chf, by_year[year])
    return result


def _budget(setting: Setting, year: int, last_chf: Decimal, rates: Rates) -> Budget:
    """One year's budget from the year before: growth, then the contributions of new Members on top."""
    growth = GROWTH_PCT.get(year, Decimal(0))
    level = _to(_THOUSAND, last_chf * (1 + growth / 100)) if growth else last_chf
    added = _new_member_contributions(year, level, rates)
    costs = cost_increase(setting, year, last_chf)
    return Budget(year, _proposed(year, last_chf, level, costs) + (added or 0), level + (added or 0), costs, added)


def cost_increase(setting: Setting, year: int, last_chf: Decimal) -> Decimal:
    """What prices add to the costs by the Administration's own figure, in francs."""
    return _to(_THOUSAND, last_chf * max(inflation_pct(setting, year), Decimal("0.4")) / 100)


def _proposed(year: int, last_chf: Decimal, level_chf: Decimal, costs_chf: Decimal) -> Decimal:
    """The proposal before new Members: in most years of zero growth nothing more is asked for."""
    if year in GROWTH_PCT or year % 4 == 1:
        return max(last_chf, level_chf) + costs_chf
    return level_chf


def _new_member_contributions(year: int, level_chf: Decimal, rates: Rates) -> Decimal | None:
    """The full-year contributions of those that joined since last 1 January, at which the others' stay the same."""
    before = {part.state for part in members_on(date(year - 1, 1, 1))}
    rate = sum((pct for state, pct in rates.items() if state not in before | {SUCCESSOR}), Decimal(0))
    if year < LEVEL_GROWS_WITH_MEMBERS_SINCE or not rate:
        return None
    return rounded(level_chf * rate / (100 - rate), UNIT)


def assessed(setting: Setting) -> dict[int, dict[str, Decimal]]:
    """Assessed contributions in whole francs by year and State; those who join within a year come on top."""
    by_year = scales(setting)
    un = un_rates(setting)
    amounts = {}
    for year, budget in budgets(setting).items():
        shares = apportion(budget.approved_chf, by_year[year], UNIT)
        base = un_rates_for(un, year)
        of_members = sum((base[state] for state in shares), Decimal(0))
        rates = {state: rounded(100 * rate / of_members, RATE_UNIT_PCT) for state, rate in base.items()}
        amounts[year] = shares | _part_year(setting, budget, rates)
    return amounts


def _part_year(setting: Setting, budget: Budget, rates: Rates) -> dict[str, Decimal]:
    """Of those who join within the year: their full amount by the days from joining to the end of the year."""
    first, last = date(budget.year, 1, 1), date(budget.year, 12, 31)
    amounts = {}
    for part in parts().values():
        for spell in part.spells:
            joined = spell.first
            within = spell.status == "member" and first < joined <= min(last, setting.today)
            if within and spell.precision == "day":
                full_chf = budget.approved_chf * rates[part.state] / 100
                amounts[part.state] = rounded(full_chf * ((last - joined).days + 1) / ((last - first).days + 1), UNIT)
    return amounts


def assessment_rows(setting: Setting) -> Iterator[Row]:
    """The assessments table."""
    by_year = scales(setting)
    for year, amounts in assessed(setting).items():
        for state, amount in amounts.items():
            note = None if state in by_year[year] else "Demonstration: part of a year, from the day of joining"
            document = council_document(year - 1, 4)
            yield {
                "year": year,
                "state": state,
                "amount": amount,
                "currency": "CHF",
                "document": document,
                "note": note,
            }


def operational_chf(setting: Setting) -> dict[int, Decimal]:
    """The operational part of the budget by year in francs, up to the last year with an approved budget."""
    amounts = {FIRST_YEAR: FIRST_OPERATIONAL_CHF}
    for year in range(FIRST_YEAR + 1, setting.last_assessed_year + 1):
        change = Decimal(setting.chance("operational", year).randint(-40, 165)) / 1000
        amounts[year] = _to(_HUNDRED_THOUSAND, amounts[year - 1] * (1 + change))
    return amounts


def budget_rows(setting: Setting) -> Iterator[Row]:
    """The budgets table, with next year's proposal once it is out."""
    approved = budgets(setting)
    for budget in approved.values():
        yield from _stages(budget)
    for year, amount in operational_chf(setting).items():
        proposed = _to(_HUNDRED_THOUSAND, amount * Decimal("0.94"))
        yield _budget_row(year, "operational", "proposed", proposed, {})
        yield _budget_row(year, "operational", "approved", amount, {})
    coming = setting.today.year + 1
    if coming not in approved and setting.today >= date(setting.today.year, *PROPOSALS_OUT):
        last = approved[coming - 1].approved_chf
        costs = cost_increase(setting, coming, last)
        stated: Row = {"growth_policy": "zero real growth", "cost_increase": costs}
        yield _budget_row(coming, "administrative", "proposed", last + costs, stated)


def _stages(budget: Budget) -> Iterator[Row]:
    """The proposed and the approved administrative budget of one year."""
    stated: Row = {
        "cost_increase": budget.cost_increase_chf,
        "new_member_contributions": budget.new_member_contributions_chf,
    }
    yield _budget_row(budget.year, "administrative", "proposed", budget.proposed_chf, stated)
    policy: Row = {"growth_policy": budget.growth_policy}
    yield _budget_row(budget.year, "administrative", "approved", budget.approved_chf, stated | policy)


def _budget_row(year: int, part: str, stage: str, amount: Decimal, stated: Row) -> Row:
    paper = 3 if stage == "proposed" else 21
    row: Row = {"year": year, "part": part, "stage": stage, "amount": amount, "currency": "CHF"}
    return row | stated | {"document": council_document(year - 1, paper)}


def _to(step: Decimal, value: Decimal) -> Decimal:
    """The value to the nearest multiple of a step above one, as budgets are proposed in round sums."""
    return rounded(value / step, UNIT) * step
