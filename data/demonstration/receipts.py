"""Receipts: payments made after each State's habit, refunds, and money whose payer is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from data.demonstration.accounts import Account, Entry
from data.demonstration.cast import Part
from data.demonstration.habits import HABITS, Habit, Payment
from data.demonstration.prices import chf_per
from data.demonstration.setting import FIRST_YEAR, Setting, day_between, working_day
from data.demonstration.states import Row
from governance.money import UNIT, rounded

LEAST_PAYMENT_CHF = Decimal(20)
"""Nobody sends less."""
_ONE_IN = 30
"""How rarely a State that may pay twice does."""
_RATE_UNIT = Decimal("0.000001")


@dataclass(frozen=True)
class Receipt:
    """One receipt in francs, with what was paid where that differs; no state: not identified."""

    received: date
    value_date: date
    state: str | None
    amount: Decimal
    paid_amount: Decimal | None = None
    paid_currency: str | None = None
    rate: Decimal | None = None
    charges: Decimal | None = None
    for_year: int | None = None
    note: str | None = None


@dataclass
class Cashier:
    """Takes payments in until today, posts them to the accounts and keeps the receipts."""

    setting: Setting
    receipts: list[Receipt] = field(default_factory=list)
    rates: dict[str, dict[int, Decimal]] = field(init=False)

    def __post_init__(self) -> None:
        self.rates = {currency: chf_per(currency, self.setting) for currency in ("USD", "EUR")}

    def pay_year(self, account: Account, part: Part, year: int) -> None:
        """A State's payments of one year, after the habit that it has in that year."""
        habit = habit_in(part, year, self.setting)
        chance = self.setting.chance("receipts", account.state, year)
        for payment in habit.payments:
            day = working_day(day_between(chance, date(year, *payment.opens), date(year, *payment.closes)))
            amount = _amount(account, habit, payment, day)
            if habit.over_chf and amount > 0:
                amount += chance.randint(0, habit.over_chf)
            if amount >= LEAST_PAYMENT_CHF:
                self.take_in(account, habit, day, amount, chance)

    def take_in(
        self, account: Account, habit: Habit, day: date, amount: Decimal, chance: Random, note: str | None = None
    ) -> None:
        """One payment on its value date; sometimes it is made twice, and the second is refunded."""
        received = _booked(day, chance)
        if received > self.setting.today:
            return
        receipt = self._receipt(account.state, habit, received, day, amount, chance, note)
        self._post(account, receipt)
        refunded = working_day(received + timedelta(days=chance.randint(18, 40)))
        if habit.doubles and chance.randrange(_ONE_IN) == 0 and refunded <= self.setting.today:
            again = Receipt(received, day, account.state, receipt.amount, note="Demonstration: paid twice")
            self._post(account, again)
            back = Receipt(refunded, refunded, account.state, -receipt.amount, note="Demonstration: refund")
            self._post(account, back)

    def _post(self, account: Account, receipt: Receipt) -> None:
        self.receipts.append(receipt)
        account.settled.append(Entry(receipt.value_date, receipt.amount))

    def _receipt(
        self, state: str, habit: Habit, received: date, day: date, amount: Decimal, chance: Random, note: str | None
    ) -> Receipt:
        """The receipt for what the payer means to settle, in the currency in which it pays."""
        for_year = day.year if habit.names_year else None
        if habit.currency == "CHF":
            charges = habit.charges_chf or None
            return Receipt(received, day, state, amount, charges=charges, for_year=for_year, note=note)
        payers_rate = self.rates[habit.currency][day.year]
        paid = rounded(amount / payers_rate)
        # The bank's rate of the day is near the payer's but not equal: hence the exchange differences.
        rate = (payers_rate * chance.randint(99_900, 100_060) / 100_000).quantize(_RATE_UNIT)
        charges = Decimal(chance.randint(8, 25))
        credited = rounded(paid * rate) - charges
        return Receipt(received, day, state, credited, paid, habit.currency, rate, charges, for_year, note)


def habit_in(part: Part, year: int, setting: Setting) -> Habit:
    """The habit that a State has in a year: the last that has begun by then."""
    begun = [(setting.year(since), name) for since, name in part.habits if setting.year(since) <= year]
    return HABITS[max(begun, key=lambda habit: habit[0])[1]] if begun else HABITS["nothing"]


def _amount(account: Account, habit: Habit, payment: Payment, day: date) -> Decimal:
    """What the State pays on a day so that afterwards no more is unpaid than its habit leaves."""
    if payment.share:
        return rounded(account.assessed_for(day.year) * Decimal(payment.share), UNIT)
    left = habit.short_chf + habit.charges_chf
    for years_ago, share in enumerate(payment.leaves):
        left += account.assessed_for(day.year - years_ago) * Decimal(share)
    ahead = account.assessed_for(day.year + 1) * Decimal(payment.ahead)
    return account.outstanding(day) - rounded(left - ahead, UNIT)


def _booked(day: date, chance: Random) -> date:
    """The day on which the bank reports a payment: its value date or up to two days later."""
    return working_day(day + timedelta(days=chance.randint(0, 2)))


def unidentified(setting: Setting) -> Iterator[Receipt]:
    """Two to four receipts a year whose payer is not known; of the older ones half were sent back."""
    for year in range(FIRST_YEAR, setting.today.year + 1):
        chance = setting.chance("unidentified", year)
        for _ in range(chance.randint(2, 4)):
            day = working_day(day_between(chance, date(year, 1, 8), date(year, 12, 20)))
            amount = Decimal(chance.randint(15_000, 380_000)) / 100
            back = working_day(day + timedelta(days=chance.randint(200, 500)))
            if day <= setting.today:
                yield Receipt(day, day, None, amount, note="Demonstration: payer not identified")
            if chance.randrange(2) and back <= setting.today:
                yield Receipt(back, back, None, -amount, note="Demonstration: returned to the sending bank")


def receipt_rows(receipts: Iterable[Receipt]) -> Iterator[Row]:
    """The receipts table, in the order in which the bank reported them and with its references."""
    numbers: Counter[int] = Counter()
    for receipt in sorted(receipts, key=lambda r: (r.received, r.state or "", r.value_date, -r.amount)):
        year = receipt.received.year
        numbers[year] += 1
        reference = f"BK-{year}-{numbers[year]:05d}"
        yield vars(receipt) | {"currency": "CHF", "reference": reference}
