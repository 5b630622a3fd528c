"""What is at hand on the date: cash, reserves and the spending plan; and what is supposed of payments and spending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from governance.money import CENT, apportion, rounded
from governance.questions.declare import Asking
from governance.questions.liquidity.forecasts import forecasts_by_day
from governance.questions.parameters import delays
from governance.rules.liquidity.cash import DayOfCash, Month, Reserve, course, planned_until, spent_by_day
from governance.rules.liquidity.forecast import Band, Supposed

ZERO = Decimal(0)
SUPPOSED = ("late", "cut", "surplus", "returned")
"""The parameters that suppose something else than the habits and the plan."""
RETURNED = ("in_full", "as_collected")
_OLDEST_CASH = timedelta(62)  # two months: an older balance says nothing of today's


@dataclass(frozen=True)
class AtHand:
    """What one currency's accounts hold on the date, with the plan and the reserves; `cash` None: not known.

    `dated` is the day of the last balance: what came in and was planned to be spent since then is reckoned with.
    `recent`: it is of the last two months, so that only the plan since then may be missing.
    `older`: accounts that held money two months before it, of which no later balance is known: they are left out.
    """

    currency: str
    cash: Decimal | None
    dated: date | None
    recent: bool
    older: int
    plan: Mapping[Month, Decimal]
    reserves: Sequence[Reserve]


@dataclass(frozen=True)
class Courses:
    """The cash from the day after the date on, if as much comes in as the band's lines say; with that band."""

    band: Band
    days: Sequence[date]
    least: Sequence[DayOfCash]
    middle: Sequence[DayOfCash]
    most: Sequence[DayOfCash]


def at_hand(asking: Asking, currency: str) -> AtHand:
    """What is held in the currency on the date."""
    plan: dict[Month, Decimal] = {}
    for row in asking.table("spending_plan"):
        if row["currency"] == currency:
            year, month = row.text("month").split("-")[:2]
            plan[int(year), int(month)] = plan.get((int(year), int(month)), ZERO) + row.amount("amount")
    balances: dict[str, tuple[date, Decimal]] = {}
    for row in sorted(asking.table("cash"), key=lambda row: row.day("dated")):
        if row["currency"] == currency and row.day("dated") <= asking.as_of:
            balances[row.text("account")] = row.day("dated"), row.amount("amount")
    held: dict[str, Reserve] = {}
    for row in sorted(asking.table("reserves"), key=lambda row: row.day("from")):
        if row["currency"] == currency and row.day("from") <= asking.as_of:
            name = row.text("reserve")
            place = row.whole_or_none("order") or (held[name].place if name in held else len(held) + 1)
            held[name] = Reserve(name, row.amount("level"), row.amount_or_none("ceiling"), place)
    dated = max((day for day, _ in balances.values()), default=None)
    recent = [amount for day, amount in balances.values() if dated and day > dated - _OLDEST_CASH]
    older = sum(bool(amount) for day, amount in balances.values() if dated and day <= dated - _OLDEST_CASH)
    is_recent = dated is not None and asking.as_of - dated <= _OLDEST_CASH
    since = _since(asking, currency, dated, plan) if dated and is_recent else None
    cash = None if since is None else sum(recent, since)
    in_order = sorted(held.values(), key=lambda reserve: reserve.place)
    return AtHand(currency, cash, dated, is_recent, older, plan, in_order)


def _since(asking: Asking, currency: str, dated: date, plan: Mapping[Month, Decimal]) -> Decimal | None:
    """What came in since the last balance, less what was planned to be spent; None where that was not planned."""
    days = [dated + timedelta(number) for number in range(1, (asking.as_of - dated).days + 1)]
    if not days:
        return ZERO
    if not all((day.year, day.month) in plan for day in days):
        return None
    columns = asking.columns("came_in")
    came_in = (
        amount
        for code, day, amount in zip(*(columns[name] for name in ("currency", "dated", "amount")), strict=True)
        if code == currency and dated < day <= asking.as_of
    )
    return sum(came_in, ZERO) - sum(spent_by_day(plan, days), ZERO)


def courses(asking: Asking, held: AtHand, values: Mapping[str, Any]) -> Courses | None:
    """The cash until the plan or the forecast ends; None where cash, plan or forecast lack."""
    last = planned_until(held.plan, asking.as_of)
    if held.cash is None or last <= asking.as_of:
        return None  # before a forecast is made, which takes longest
    forecast = forecasts_by_day(asking, held.currency).get(held.currency)
    if forecast is None:
        return None
    band = forecast.band(supposing(asking, held.currency, values))
    if band is None:
        return None
    days = [day for day in forecast.days if day <= last]
    kept = 1 - (values["cut"] or ZERO) / 100
    spent = [rounded(amount * kept, CENT) for amount in spent_by_day(held.plan, days)]
    lines = (
        course(held.cash, held.reserves, by_day(line)[: len(days)], spent, days[0])
        for line in (band.low, band.middle, band.high)
    )
    return Courses(band, days, *lines)


def by_day(line: Sequence[Decimal]) -> list[Decimal]:
    """What comes in on each day, of what has come in by its end."""
    return [now - before for before, now in pairwise([ZERO, *line])]


def supposing(asking: Asking, currency: str, values: Mapping[str, Any]) -> Supposed:
    """What is supposed of Members: who pays late, and how much less is owed since surplus is returned.

    Raises Refused for States that are none, or no number of days.
    """
    surplus = values["surplus"] or ZERO
    if surplus and values["returned"] == "as_collected":
        surplus = rounded(surplus * _collected(asking, currency))
    shares = _assessed(asking, currency) if surplus else {}
    less = apportion(surplus, shares, CENT) if any(shares.values()) else {}
    return Supposed(delays(values["late"]), less)


def _assessed(asking: Asking, currency: str) -> dict[str, Decimal]:
    """What each State is assessed for the year of the date."""
    rows = asking.rows("assessed", year=asking.as_of.year, currency=currency)
    return {row.text("state"): row.amount("assessed") for row in rows}


def _collected(asking: Asking, currency: str) -> Decimal:
    """The share of the year's assessments that has come in by the date, from the Members of which that is known; all
    where none were made."""
    rows = [row for row in asking.rows("balances", currency=currency) if row["known"] == "yes"]
    due = {row.text("state"): row.amount("current_year") for row in rows}
    assessed = {state: amount for state, amount in _assessed(asking, currency).items() if state in due}
    whole = sum(assessed.values(), ZERO)
    unpaid = sum((due[state] for state in assessed), ZERO)
    return max(whole - unpaid, ZERO) / whole if whole else Decimal(1)
