"""The story of the money, told year by year: opening balances, contributions, payments, plans, adjustments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from data.demonstration import adjustments, plans
from data.demonstration.accounts import Account, Entry
from data.demonstration.adjustments import Adjustment
from data.demonstration.budgets import assessed
from data.demonstration.plans import Instalment
from data.demonstration.receipts import Cashier, Receipt, unidentified
from data.demonstration.setting import FIRST_YEAR, Setting
from data.demonstration.states import Row, parts
from governance.money import UNIT, rounded

HISTORY_STARTS = date(FIRST_YEAR, 1, 1)

OPENING = (
    ("XDO", 1988, "0.35"),
    ("XDO", 1989, "0.94"),
    ("XTA", 1988, "0.2"),
    ("XTA", 1989, "0.9"),
    ("XJA", 1986, "0.5"),
    ("XJA", 1987, "0.86"),
    ("XJA", 1988, "0.88"),
    ("XJA", 1989, "0.94"),
    ("XHE", 1989, "0.95"),
    ("XMU", 1989, "0.6"),
    ("XEL", 1989, "0.4"),
    ("XYO", 1987, "0.9"),
    ("XYO", 1989, "0.9"),
    ("XTH", 1989, "0.25"),
    ("XSI", 1989, "0.08"),
    ("XCN", 1989, "0.5"),
    ("XGA", 1989, "-0.03"),
)
"""What was outstanding when the history starts: State, year of debt, share of its contribution for 1990."""


@dataclass
class Story:
    """The accounts and all that was booked on them by today."""

    accounts: dict[str, Account]
    receipts: list[Receipt] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    instalments: list[Instalment] = field(default_factory=list)


def tell(setting: Setting) -> Story:
    """The whole story until today."""
    story = Story(_accounts(setting))
    cashier = Cashier(setting, story.receipts)
    for year in range(FIRST_YEAR, setting.today.year + 1):
        _tell_year(year, story, cashier)
    story.receipts.extend(unidentified(setting))
    return story


def _tell_year(year: int, story: Story, cashier: Cashier) -> None:
    """One year: what opens it, payments after habit, plans, what closes it."""
    accounts, setting = story.accounts, cashier.setting
    story.adjustments += adjustments.post(adjustments.opening_the_year(year, accounts), accounts)
    story.adjustments += adjustments.post(adjustments.corrections(year), accounts)
    for state, account in accounts.items():
        cashier.pay_year(account, parts()[state], year)
    for plan in plans.PLANS:
        if plan.agreed(setting).year == year:
            story.instalments += plans.agree(plan, accounts[plan.state], setting)
    for instalment in story.instalments:
        if instalment.kept and instalment.due.year == year:
            plans.pay(instalment, accounts[instalment.state], cashier)
    story.adjustments += adjustments.post(adjustments.closing_the_year(year, accounts, setting), accounts)


def _accounts(setting: Setting) -> dict[str, Account]:
    """The accounts of all that were ever Members, with their contributions and opening balances."""
    members = [part for part in parts().values() if any(spell.status == "member" for spell in part.spells)]
    accounts = {part.state: Account(part.state) for part in members}
    for year, amounts in assessed(setting).items():
        for state, amount in amounts.items():
            accounts[state].assessed[year] = Entry(_due(state, year), amount, year)
    for state, year, amount in _opening_balances(accounts):
        entry = Entry(HISTORY_STARTS, abs(amount), year)
        if amount > 0:
            accounts[state].opening.append(entry)
        else:
            accounts[state].settled.append(Entry(entry.dated, entry.amount))
    return accounts


def _due(state: str, year: int) -> date:
    """When a contribution is due: the later of 1 January and the day of joining."""
    joined = [s.first for s in parts()[state].spells if s.status == "member" and s.first.year == year]
    return max([date(year, 1, 1), *joined])


def _opening_balances(accounts: dict[str, Account]) -> Iterator[tuple[str, int, Decimal]]:
    for state, year, share in OPENING:
        yield state, year, rounded(accounts[state].assessed_for(FIRST_YEAR) * Decimal(share), UNIT)


def opening_rows(story: Story) -> Iterator[Row]:
    """The opening_balances table."""
    for state, year, amount in _opening_balances(story.accounts):
        yield {
            "dated": HISTORY_STARTS,
            "state": state,
            "year": year,
            "amount": amount,
            "currency": "CHF",
            "document": "DEMO/ACCOUNTS/1989",
        }


def coverage_rows(setting: Setting) -> Iterator[Row]:
    """The coverage table: complete from the start of the history to the day on which the story is told.

    Opening balances are complete: whoever has none owed nothing before.
    """
    for table in ("opening_balances", "assessments", "receipts", "adjustments", "council_actions"):
        yield {"covers": table, "from": HISTORY_STARTS, "to": setting.today, "document": "DEMO/ACCOUNTS/1990"}


def instruction_rows() -> Iterator[Row]:
    """The payment_instructions table: accounts that plainly do not exist. No country has the code XX; the third is the
    example of the Swiss Implementation Guidelines for the QR-bill, at an institution that there is not."""
    accounts = (
        ("Assessed contributions, first account", "Fictional Bank (demonstration)", "1", HISTORY_STARTS),
        ("Assessed contributions, second account", "Invented Savings Bank (demonstration)", "2", date(1999, 1, 1)),
    )
    for account, bank, number, valid_from in accounts:
        yield {
            "account": account,
            "bank": bank,
            "iban": f"XX00 DEMO 0000 0000 000{number}",
            "currency": "CHF",
            "reference_rule": "The State's name and the year, for example: ASSESSED 2024",
            "valid_from": valid_from,
            "document": "DEMO/NOTE/1",
        }
    yield {
        "account": "Assessed contributions, with QR bill",
        "bank": "Fictional Swiss Bank (demonstration)",
        "iban": "CH44 3199 9123 0008 8901 2",
        "currency": "CHF",
        "valid_from": date(2020, 10, 1),
        "creditor": "Fictional Organization (demonstration)",
        "street": "Chemin de nulle part",
        "house_number": "0",
        "postcode": "0000",
        "town": "Nulle-Part",
        "country_code": "CH",
        "document": "DEMO/NOTE/1",
    }
