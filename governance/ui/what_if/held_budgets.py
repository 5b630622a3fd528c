"""What is on record of what a scenario assumes: the budgets held of later years, and the assessments of its base."""

from __future__ import annotations

from governance.questions.growth.growth_figures import BASIS_WORDS
from governance.questions.rows import Row
from governance.ui.parts.numbers import money, money_short
from governance.ui.parts.words import say
from governance.ui.shell.here import Here


def beside(where: Here, years: list[Row], name: str) -> str:
    """That every year after the base is assumed, and which budget is held in fact of the last of them that has one."""
    base, last, currency = years[0].whole("year"), years[-1].whole("year"), years[0].text("currency")
    rows = where.ask("zero_growth", currency=currency).dicts()
    held = [row for row in rows if row.known("amount") and base < row.whole("year") <= last]
    if not held:
        return say(
            "Every year after {base} is assumed, not recorded. The table below has the years of “{name}”.",
            base=base,
            name=name,
        )
    return say(
        "Every year after {base} is assumed, also where a budget is held: the last held is that of {year}, {amount} "
        "({basis}). The table below has the years of “{name}”.",
        base=base,
        name=name,
        year=held[-1]["year"],
        amount=money(held[-1]["amount"], currency),
        basis=say(BASIS_WORDS[held[-1].text("basis")]),
    )


def of_the_year(where: Here, asked: Row, base: int) -> str | None:
    """The budget on record of the year that is asked about, which is assumed otherwise; None of the base year, or where
    none is held or it is the assumed one."""
    year = asked.whole("year")
    rows = where.ask("zero_growth", currency=asked.text("currency")).dicts()
    held = next((row for row in rows if row.whole("year") == year and row.known("amount")), None)
    if held is None or year <= base or held["amount"] == asked["amount"]:
        return None
    return say(
        "This is assumed: the budget on record for {year} is {amount} ({basis}).",
        year=year,
        amount=money_short(held["amount"], asked.text("currency")),
        basis=say(BASIS_WORDS[held.text("basis")]),
    )


def not_assessed(years: list[Row]) -> str:
    """That the table has what rules would assess, in the base year as well, and why that is not what was assessed."""
    return say(
        "What the scenarios' rules would assess, for {base} as well. What the Organization itself assessed for {base} "
        "may differ: by the rounding of rates, or for a part of a year.",
        base=years[0]["year"],
    )
