"""Who would gain if a sum were shared by the day of payment, and what interest on late payment would come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from governance.access import own_by
from governance.money import CENT, rounded
from governance.questions.accounts.accounts import accounts
from governance.questions.declare import ASSUMED, Asking, Question
from governance.rules.accounts.balance import history_start
from governance.rules.liquidity.incentives import FIRST_PCT, LATER_PCT, late_interest, of_year, shared
from governance.words import mark

POOL = Decimal(100_000)
"""What is shared where no sum is given."""
OF_SUM, OF_INTEREST = "sum", "interest"
"""What is shared: a sum, such as surplus, or the interest that late payment costs."""


@dataclass(frozen=True, slots=True)
class Incentive:
    """How one State paid a year's contribution, by its end or the date: its share of the sum, its interest, and what
    is left of both together (below zero: it loses)."""

    year: int
    state: str
    currency: str
    assessed: Decimal
    unpaid_then: Decimal
    incentive_share: Decimal
    late_interest: Decimal
    gains: Decimal


def answer(asking: Asking, values: Mapping[str, Any]) -> list[Incentive]:
    """One row per State that was assessed for the year, whoever gains most first; none where receipts are not known, or
    not since the year began."""
    year = values["year"] or asking.as_of.year
    money, begins = asking.rulebook.receipts, date(year, 1, 1)
    currencies = sorted({currency for _, currency in accounts(asking) if values["currency"] in (None, currency)})
    known = {(row.text("state"), row.text("currency")) for row in asking.rows("balances") if row["known"] == "yes"}
    rates = values["interest"] or FIRST_PCT, values["interest_later"] or LATER_PCT
    found: list[Incentive] = []
    for currency in currencies:
        paid = [
            one
            for key, account in accounts(asking).items()
            if key[1] == currency and key in known and (history_start(account, asking.as_of) or begins) <= begins
            for one in [of_year(account, year, asking.as_of, money.honours_named_year, money.years_apart)]
            if one is not None
        ]
        due = {one.state: late_interest(one, *rates) for one in paid}
        whole = sum(due.values(), Decimal(0)) if values["shares"] == OF_INTEREST else values["pool"] or POOL
        shares = shared(rounded(whole, CENT), paid)
        for one in paid:
            share, interest = shares.get(one.state, Decimal(0)), due[one.state]
            left = one.spans[-1].unpaid
            found.append(Incentive(year, one.state, currency, one.due, left, share, interest, share - interest))
    return sorted(found, key=lambda row: (row.currency, -row.gains, row.state))


QUESTION = Question(
    name="incentives",
    title=mark("Who would gain from paying early"),
    grain=mark("One row per State that was assessed for the year, and currency."),
    row=Incentive,
    parameters=("year", "currency", "shares", "pool", "interest", "interest_later"),
    delegations=own_by("state"),
    function=answer,
    nature=ASSUMED,
)
