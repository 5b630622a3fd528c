"""Who may have paid: proposals with their reasons for money that came in without a State, and never more than that.

No article says who paid; these are the signs by which finance offices tell: a reference of our own, the account from
which a State paid before, its name, an amount that it owes. A person confirms or changes each (decision 14).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from governance.rules.accounts.references import state_of_bill
from governance.wording import in_words
from governance.words import count, paragraph, say

OUR_REFERENCE, TAKES_BACK, SAME_ACCOUNT, NAMED, NAMED_IN_TEXT, AMOUNT = 100, 80, 60, 40, 25, 20
"""What each sign weighs: one above a hundred halves says it alone, names and amounts must come together."""
STRONG = 60
"""From which weight a proposal is strong, where no other State's comes near."""
_APART = 35
"""By how much the first must lie before the second to be strong."""
_SHARED_BY = 3
"""An amount that more States owe tells nothing."""
_TAKEN_BACK_WITHIN = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that came in, or was taken back (a negative amount), and what the bank said of it."""

    day: date
    amount: Decimal
    currency: str
    payer: str = ""
    account: str = ""
    text: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """An amount that a State owes or announced, in words."""

    state: str
    because: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt of a State that is known."""

    state: str
    day: date
    reference: str


@dataclass(frozen=True)
class Signs:
    """What is known: how often each State's receipts came from an account; what is owed, by currency and amount; the
    receipts in force, by the same; the States that a text names; and the States that there are."""

    states: frozenset[str]
    accounts: Mapping[str, Counter[str]] = field(default_factory=dict)
    owed: Mapping[tuple[str, Decimal], Sequence[Owed]] = field(default_factory=dict)
    receipts: Mapping[tuple[str, Decimal], Sequence[Receipt]] = field(default_factory=dict)
    named: Callable[[str], Sequence[str]] = lambda _: ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A State that may have paid, how much speaks for it, and why."""

    state: str
    weight: int
    strength: str
    because: str


def proposals(credit: Credit, signs: Signs) -> tuple[Proposal, ...]:
    """The States that may have paid, the likeliest first. Strong is the first where enough speaks for it and nothing
    much for another."""
    weights: Counter[str] = Counter()
    reasons: dict[str, list[str]] = {}

    def speaks(state: str, weight: int, because: str) -> None:
        if state in signs.states:
            weights[state] += weight
            reasons.setdefault(state, []).append(because)

    _by_reference(credit, speaks)
    _by_account(credit, signs, speaks)
    _by_name(credit, signs, speaks)
    _by_amount(credit, signs, speaks)
    ranked = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
    second = ranked[1][1] if len(ranked) > 1 else 0
    return tuple(
        Proposal(
            state,
            weight,
            "strong" if place == 0 and weight >= STRONG and weight - second >= _APART else "possible",
            paragraph(*reasons[state]),
        )
        for place, (state, weight) in enumerate(ranked)
    )


Speaks = Callable[[str, int, str], None]


def _by_reference(credit: Credit, speaks: Speaks) -> None:
    if state := state_of_bill(credit.reference):
        speaks(state, OUR_REFERENCE, say("The reference is that of our bill to this State."))


def _by_account(credit: Credit, signs: Signs, speaks: Speaks) -> None:
    """An account from which several States paid, a correspondent bank's, says less of each."""
    seen = signs.accounts.get(credit.account, Counter()) if credit.account else Counter()
    for state, times in seen.items():
        because = count(
            "{number} receipt of this State came from the same account.",
            "{number} receipts of this State came from the same account.",
            times,
        )
        speaks(state, SAME_ACCOUNT if len(seen) == 1 else SAME_ACCOUNT // 2, because)


def _by_name(credit: Credit, signs: Signs, speaks: Speaks) -> None:
    in_name = list(signs.named(credit.payer)) if credit.payer else []
    for state in in_name:
        speaks(state, NAMED, say("The payer’s name says so."))
    for state in signs.named(credit.text) if credit.text else ():
        if state not in in_name:
            speaks(state, NAMED_IN_TEXT, say("The text of the payment says so."))


def _by_amount(credit: Credit, signs: Signs, speaks: Speaks) -> None:
    owed = signs.owed.get((credit.currency, credit.amount), ())
    if len({one.state for one in owed}) <= _SHARED_BY:
        for state in dict.fromkeys(one.state for one in owed):
            speaks(state, AMOUNT, next(one.because for one in owed if one.state == state))
    if credit.amount < 0:
        for receipt in signs.receipts.get((credit.currency, -credit.amount), ()):
            if timedelta(0) <= credit.day - receipt.day <= _TAKEN_BACK_WITHIN:
                values = {"reference": receipt.reference or "–", "day": in_words(receipt.day)}
                speaks(receipt.state, TAKES_BACK, say("It takes back the receipt {reference} of {day}.", **values))
