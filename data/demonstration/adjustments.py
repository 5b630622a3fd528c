"""What changes a debt without money coming in: succession, surplus, waiver, corrections, exchange differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data.demonstration.accounts import Account, Entry
from data.demonstration.cast import PREDECESSOR, SUCCESSOR, SUSPENDED_FIRST
from data.demonstration.receipts import habit_in
from data.demonstration.sessions import council_document
from data.demonstration.setting import Setting, council_opens
from data.demonstration.states import Row, parts
from governance.money import UNIT, apportion, rounded

SURPLUS_CHF = {1999: Decimal(310_000), 2007: Decimal(265_000), 2017: Decimal(420_000)}
"""The surplus credited on 1 January of a year to the Members without arrears, by their contributions."""
WAIVED = (1997, Decimal("0.3"))
"""The year and the share of the arrears that the Council waived for the State first suspended."""
CORRECTIONS_CHF = (
    (date(1993, 3, 16), "XVA", 1993, Decimal(1_840)),
    (date(2005, 9, 6), "XFE", 2005, Decimal(-960)),
    (date(2019, 2, 12), "XHY", 2019, Decimal(2_415)),
)
"""Corrections of an assessed contribution: the day, the State, the year and the amount."""
LARGEST_DIFFERENCE = Decimal("0.005")
"""What an exchange rate and charges may explain, as a share of the year's contribution; the rest is a debt."""
_SUCCESSION = date(1997, 1, 1)
_CONTESTED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Adjustment:
    """An adjustment in francs; positive reduces the debt."""

    dated: date
    state: str
    amount: Decimal
    for_year: int | None
    reason: str


Accounts = dict[str, Account]


def opening_the_year(year: int, accounts: Accounts) -> Iterator[Adjustment]:
    """What is booked on 1 January: the succession, and a surplus credited."""
    if year == _SUCCESSION.year:
        for debt_year, amount in accounts[PREDECESSOR].unpaid(date(year - 1, 12, 31)).items():
            yield Adjustment(_SUCCESSION, PREDECESSOR, amount, debt_year, "succession")
            yield Adjustment(_SUCCESSION, SUCCESSOR, -amount, debt_year, "succession")
    if year in SURPLUS_CHF:
        yield from _surplus(year, accounts)


def _surplus(year: int, accounts: Accounts) -> Iterator[Adjustment]:
    """A surplus by contributions, to those whose earlier years are paid."""
    day = date(year, 1, 1)
    due = {state: account.assessed_for(year) for state, account in accounts.items() if account.assessed_for(year)}
    paid_up = {state: amount for state, amount in due.items() if not accounts[state].arrears(day)}
    for state, amount in apportion(SURPLUS_CHF[year], paid_up, UNIT).items():
        if amount:
            yield Adjustment(day, state, amount, year, "surplus credited")


def corrections(year: int) -> Iterator[Adjustment]:
    """Errors in assessed contributions, found within the year."""
    for dated, state, for_year, amount in CORRECTIONS_CHF:
        if dated.year == year:
            yield Adjustment(dated, state, amount, for_year, "correction")


def closing_the_year(year: int, accounts: Accounts, setting: Setting) -> Iterator[Adjustment]:
    """What is booked at the end of a year: the waiver at the Council, and exchange differences on 31 December."""
    if year == WAIVED[0]:
        day = council_opens(year)
        waived = rounded(accounts[SUSPENDED_FIRST].arrears(day) * WAIVED[1], UNIT)
        yield Adjustment(day, SUSPENDED_FIRST, waived, None, "waiver")
    last_day = date(year, 12, 31)
    if last_day <= setting.today:
        for state, account in accounts.items():
            left = account.outstanding(last_day)
            foreign = habit_in(parts()[state], year, setting).currency != "CHF"
            if foreign and 0 < left <= account.assessed_for(year) * LARGEST_DIFFERENCE:
                yield Adjustment(last_day, state, left, year, "exchange difference")


def post(adjustments: Iterable[Adjustment], accounts: Accounts) -> list[Adjustment]:
    """Post adjustments to the accounts, and return them."""
    posted = list(adjustments)
    for adjustment in posted:
        entry = Entry(adjustment.dated, adjustment.amount, adjustment.for_year)
        accounts[adjustment.state].settled.append(entry)
    return posted


def adjustment_rows(adjustments: Iterable[Adjustment]) -> Iterator[Row]:
    """The adjustments table."""
    for adjustment in adjustments:
        document = council_document(adjustment.dated.year, 6)
        yield vars(adjustment) | {"currency": "CHF", "document": document}


def disputed_rows() -> Iterator[Row]:
    """What a State contested before its assessed contribution was corrected: settled on the day of the correction."""
    for day, state, year, amount in CORRECTIONS_CHF:
        if amount > 0:
            yield {
                "dated": day - _CONTESTED_FOR,
                "state": state,
                "year": year,
                "amount": amount,
                "currency": "CHF",
                "settled": day,
            }
