"""How long the money lasts: cash by month with the reserves, the first day below zero, and the payments that decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.access import TOTALS, own_by
from governance.money import share
from governance.questions.declare import EXPECTED, Asking, Question
from governance.questions.liquidity.at_hand import RETURNED, SUPPOSED, AtHand, Courses, at_hand, by_day, courses
from governance.questions.liquidity.forecasts import can_forecast, forecasts_by_day, month_ends
from governance.rules.liquidity.cash import DayOfCash, course, drawn_from, first_below_zero, months_of, planned_until
from governance.rules.liquidity.forecast import MemberForecast
from governance.wording import in_words
from governance.words import count, joined, mark, say

ZERO = Decimal(0)
DECIDING = 5
"""So many payments are named."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long one currency's cash lasts. None: not known, and `because` says what is missing.

    The days below zero suppose that as much comes in as is expected; `below_zero_at_least_on` that it is as little as
    in one of ten cases, with all reserves drawn. `lowest_with_reserves` is the least of cash and reserves together at
    the end of any day from the date on.
    """

    currency: str
    cash_dated: date | None
    cash_at_hand: Decimal | None
    in_reserves: Decimal | None
    months_of_cash: Decimal | None
    months_with_reserves: Decimal | None
    planned_until: date | None
    below_zero_on: date | None
    below_zero_with_reserves_on: date | None
    below_zero_at_least_on: date | None
    lowest_on: date | None
    lowest: Decimal | None
    lowest_with_reserves_on: date | None
    lowest_with_reserves: Decimal | None
    because: str | None


@dataclass(frozen=True, slots=True)
class MonthOfCash:
    """The date, or the end of a month after it if as much comes in as is expected: cash alone, what the reserves hold
    (None: none are known), and all that is at hand, as a band. After the date nothing of it is a fact."""

    day: date
    currency: str
    expected_amount: Decimal
    spent_by_then: Decimal
    cash_at_hand: Decimal
    in_reserves: Decimal | None
    at_hand_least: Decimal
    at_hand: Decimal
    at_hand_most: Decimal


@dataclass(frozen=True, slots=True)
class ReserveUse:
    """What one reserve holds on the date or at the end of a month, and the first day on which it is drawn on."""

    day: date
    currency: str
    reserve: str
    order: int
    held: Decimal
    drawn_on: date | None


@dataclass(frozen=True, slots=True)
class Deciding:
    """A State whose payments decide the year: what is expected of it within twelve months, when, how many months of
    spending that is, and the first day below zero, without and with reserves, if it does not come."""

    place: int
    state: str
    currency: str
    expected_amount: Decimal
    share_pct: Decimal | None
    usual_day: date | None
    months_worth: Decimal | None
    below_zero_on: date | None
    below_zero_with_reserves_on: date | None


def lasting(asking: Asking, values: Mapping[str, Any]) -> list[Lasting]:
    """One row per currency of which cash, a plan or a forecast is held, that of the rulebook first; of a currency that
    is asked for, also where nothing is held."""
    return [_lasting(asking, currency, values) for currency in _currencies(asking, values)]


def _currencies(asking: Asking, values: Mapping[str, Any]) -> list[str]:
    home = asking.rulebook.currency
    held = {row.text("currency") for name in ("cash", "spending_plan") for row in asking.table(name, ("currency",))}
    return [values["currency"]] if values["currency"] else [home, *sorted(held - {home})]


def _lasting(asking: Asking, currency: str, values: Mapping[str, Any]) -> Lasting:
    held = at_hand(asking, currency)
    found = courses(asking, held, values)
    reserves = _in_reserves(held)
    plan = {month: amount * (1 - (values["cut"] or ZERO) / 100) for month, amount in held.plan.items()}
    last = planned_until(held.plan, asking.as_of)
    lowest = min(found.middle, key=lambda day: day.without_reserves) if found else None
    together = [(asking.as_of, held.cash + (reserves or ZERO))] if found and held.cash is not None else []
    together += [(day.day, _all(day)) for day in found.middle] if found else []
    lowest_together = min(together, key=lambda day: day[1], default=(None, None))
    return Lasting(
        currency=currency,
        cash_dated=held.dated,
        cash_at_hand=held.cash,
        in_reserves=reserves,
        months_of_cash=None if held.cash is None else months_of(held.cash, plan, asking.as_of),
        months_with_reserves=None
        if held.cash is None or reserves is None
        else months_of(held.cash + reserves, plan, asking.as_of),
        planned_until=last if last > asking.as_of else None,
        below_zero_on=first_below_zero(found.middle, with_reserves=False) if found else None,
        below_zero_with_reserves_on=first_below_zero(found.middle, with_reserves=True) if found else None,
        below_zero_at_least_on=first_below_zero(found.least, with_reserves=True) if found else None,
        lowest_on=lowest.day if lowest else None,
        lowest=lowest.without_reserves if lowest else None,
        lowest_with_reserves_on=lowest_together[0],
        lowest_with_reserves=lowest_together[1],
        because=_because(asking, held),
    )


def _in_reserves(held: AtHand) -> Decimal | None:
    """What all reserves hold; None where none are known."""
    return sum((reserve.level for reserve in held.reserves), ZERO) if held.reserves else None


def _because(asking: Asking, held: AtHand) -> str | None:
    """What is missing, in words; None where all is there."""
    unplanned = planned_until(held.plan, asking.as_of) == asking.as_of
    found = [
        (not held.recent, say("No cash balance of the last two months is held here: hand in the table “Cash”.")),
        (
            held.apart is not None,
            say(
                "The last cash balances are of different days, from {first} to {last}: hand in the table “Cash” with "
                "what each account held on one day.",
                first=in_words(held.apart[0]) if held.apart else "",
                last=in_words(held.apart[1]) if held.apart else "",
            ),
        ),
        (
            held.recent and held.cash is None and held.apart is None,
            say("What was planned since the last cash balance is not held here: hand in the table “Spending plan”."),
        ),
        (
            held.recent and held.older > 0,
            count(
                "Of {number} account the last balance is two months older than of the others: it is left out.",
                "Of {number} accounts the last balance is two months older than of the others: they are left out.",
                held.older,
            ),
        ),
        (unplanned, say("No spending is planned for the coming days: hand in the table “Spending plan”.")),
        (not held.reserves, say("No reserves are held here: hand in the table “Reserves”.")),
        (
            not can_forecast(asking, held.currency),
            say("Receipts are not known over enough years: what Members will pay is not forecast."),
        ),
    ]
    return joined(" ", [words for lacks, words in found if lacks]) or None


def by_month(asking: Asking, values: Mapping[str, Any]) -> list[MonthOfCash]:
    """One row for the date and each month's end and currency, until the plan or the forecast ends."""
    rows: list[MonthOfCash] = []
    for currency in _currencies(asking, values):
        held = at_hand(asking, currency)
        found = courses(asking, held, values)
        if found is None or held.cash is None:
            continue
        spent, reserves = ZERO, _in_reserves(held)
        whole = held.cash + (reserves or ZERO)
        rows.append(MonthOfCash(asking.as_of, currency, ZERO, ZERO, held.cash, reserves, whole, whole, whole))
        ends = set(month_ends(found.days))
        for place, (least, middle, most) in enumerate(zip(found.least, found.middle, found.most, strict=True)):
            spent += middle.spent
            if middle.day in ends:
                rows.append(
                    MonthOfCash(
                        day=middle.day,
                        currency=currency,
                        expected_amount=found.band.middle[place],
                        spent_by_then=spent,
                        cash_at_hand=middle.cash,
                        in_reserves=sum(middle.reserves.values(), ZERO) if held.reserves else None,
                        at_hand_least=_all(least),
                        at_hand=_all(middle),
                        at_hand_most=_all(most),
                    )
                )
    return rows


def _all(day: DayOfCash) -> Decimal:
    return day.cash + sum(day.reserves.values(), ZERO)


def reserves(asking: Asking, values: Mapping[str, Any]) -> list[ReserveUse]:
    """One row for the date and each month's end, by currency and reserve, in the order of their use."""
    rows: list[ReserveUse] = []
    for currency in _currencies(asking, values):
        held = at_hand(asking, currency)
        found = courses(asking, held, values)
        if found is None:
            continue
        ends = set(month_ends(found.days))
        drawn = {reserve.name: drawn_from(found.middle, reserve) for reserve in held.reserves}
        rows += [
            ReserveUse(asking.as_of, currency, reserve.name, reserve.place, reserve.level, drawn[reserve.name])
            for reserve in held.reserves
        ]
        rows += [
            ReserveUse(day.day, currency, reserve.name, reserve.place, day.reserves[reserve.name], drawn[reserve.name])
            for day in found.middle
            if day.day in ends
            for reserve in held.reserves
        ]
    return rows


def deciding(asking: Asking, values: Mapping[str, Any]) -> list[Deciding]:
    """One row for each of the States of which most is expected, by currency."""
    rows: list[Deciding] = []
    for currency, forecast in forecasts_by_day(asking, values["currency"]).items():
        members = sorted(forecast.members(), key=lambda one: -one.band.middle[-1])
        whole = sum((member.band.middle[-1] for member in members), ZERO)
        held = at_hand(asking, currency)
        found = courses(asking, held, dict.fromkeys(SUPPOSED))
        named = (member for member in members[:DECIDING] if member.band.middle[-1])
        for place, member in enumerate(named, start=1):
            line = member.band.middle
            without = _without(held, found, member)
            rows.append(
                Deciding(
                    place=place,
                    state=member.state,
                    currency=currency,
                    expected_amount=line[-1],
                    share_pct=share(line[-1], whole),
                    usual_day=None if member.band.half is None else forecast.days[member.band.half],
                    months_worth=months_of(line[-1], held.plan, asking.as_of),
                    below_zero_on=first_below_zero(without, with_reserves=False),
                    below_zero_with_reserves_on=first_below_zero(without, with_reserves=True),
                )
            )
    return rows


def _without(held: AtHand, found: Courses | None, member: MemberForecast) -> Sequence[DayOfCash]:
    """The cash if a Member pays nothing of what is expected of it."""
    if found is None or held.cash is None:
        return ()
    less = by_day(member.band.middle)
    came_in = [day.came_in - less[place] for place, day in enumerate(found.middle)]
    return course(held.cash, held.reserves, came_in, [day.spent for day in found.middle], found.days[0])


_PARAMETERS = ("currency", *SUPPOSED)

LASTING = Question(
    name="months_of_cash",
    title=mark("How long the cash lasts"),
    grain=mark("One row per currency."),
    row=Lasting,
    parameters=_PARAMETERS,
    delegations=TOTALS,
    choices={"returned": RETURNED},
    function=lasting,
    nature=EXPECTED,
)

LIQUIDITY = Question(
    name="liquidity",
    title=mark("Cash and reserves to come"),
    grain=mark("One row for the date and each month's end within twelve months, by currency."),
    row=MonthOfCash,
    parameters=_PARAMETERS,
    delegations=TOTALS,
    choices={"returned": RETURNED},
    function=by_month,
    nature=EXPECTED,
)

RESERVE_USE = Question(
    name="reserve_use",
    title=mark("Which reserve is drawn on when"),
    grain=mark("One row for the date and each month's end within twelve months, by currency and reserve."),
    row=ReserveUse,
    parameters=_PARAMETERS,
    delegations=TOTALS,
    choices={"returned": RETURNED},
    function=reserves,
    nature=EXPECTED,
)

DECIDING_PAYMENTS = Question(
    name="deciding_payments",
    title=mark("The payments that decide the year"),
    grain=mark("One row for each of the five States of which most is expected within twelve months, and currency."),
    row=Deciding,
    parameters=("currency",),
    delegations=own_by("state"),
    function=deciding,
    nature=EXPECTED,
)
