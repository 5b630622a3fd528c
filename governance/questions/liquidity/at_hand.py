"""What is at hand on the date: cash, reserves and the spending plan; and what is supposed of payments and spending."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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

    `dated` is the last day of which the balances of all accounts are known: what came in and was planned to be spent
    since then is reckoned with. `recent`: the last balance is of the last two months, so that only the plan since then
    may be missing. `older`: accounts that held money two months before it, of which no later balance is known: they are
    left out. `apart`: the first and the last day of the accounts' last balances, where there is no day of the last two
    months of which all are known: what was held on different days is no sum, and `cash` is not known.
    """

    currency: str
    cash: Decimal | None
    dated: date | None
    recent: bool
    older: int
    apart: tuple[date, date] | None
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
    balances: defaultdict[str, dict[date, Decimal]] = defaultdict(dict)
    for row in sorted(asking.table("cash"), key=lambda row: row.day("dated")):
        if row["currency"] == currency and row.day("dated") <= asking.as_of:
            balances[row.text("account")][row.day("dated")] = row.amount("amount")
    held: dict[str, Reserve] = {}
    for row in sorted(asking.table("reserves"), key=lambda row: row.day("from")):
        if row["currency"] == currency and row.day("from") <= asking.as_of:
            name = row.text("reserve")
            place = row.whole_or_none("order") or (held[name].place if name in held else len(held) + 1)
            held[name] = Reserve(name, row.amount("level"), row.amount_or_none("ceiling"), place)
    last = {account: max(days) for account, days in balances.items()}
    latest = max(last.values(), default=None)
    of_now = {account: days for account, days in balances.items() if latest and last[account] > latest - _OLDEST_CASH}
    older = sum(bool(days[last[account]]) for account, days in balances.items() if account not in of_now)
    is_recent = latest is not None and asking.as_of - latest <= _OLDEST_CASH
    dated, amounts = _on_one_day(of_now.values(), asking.as_of) or (latest, None)
    since = _since(asking, currency, dated, plan) if dated and amounts is not None else None
    cash = None if since is None or amounts is None else sum(amounts, since)
    first = min((last[account] for account in of_now), default=None)
    apart = (first, latest) if is_recent and amounts is None and first and latest else None
    in_order = sorted(held.values(), key=lambda reserve: reserve.place)
    return AtHand(currency, cash, dated, is_recent, older, apart, plan, in_order)


def _on_one_day(accounts: Collection[Mapping[date, Decimal]], as_of: date) -> tuple[date, list[Decimal]] | None:
    """The last day, of the last two months, of which it is known what each account held, and that; None without one.
    An account that was emptied holds nothing until it is said to hold something again."""
    days = sorted({day for balances in accounts for day in balances if as_of - day <= _OLDEST_CASH}, reverse=True)
    for day in days:
        amounts = [_held_on(day, balances) for balances in accounts]
        known = [amount for amount in amounts if amount is not None]
        if len(known) == len(amounts):
            return day, known
    return None


def _held_on(day: date, balances: Mapping[date, Decimal]) -> Decimal | None:
    before = max((of for of in balances if of <= day), default=None)
    if before is None or (before != day and balances[before]):
        return None
    return balances[before]


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
