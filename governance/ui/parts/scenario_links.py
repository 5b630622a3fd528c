"""From which years a scenario can start, and the link to the one in which a State joins."""

from __future__ import annotations

from decimal import Decimal

from governance.names import printed
from governance.questions.growth.scenario_paths import ZNG
from governance.ui.parts.words import bare, say
from governance.ui.shell.here import Here
from governance.ui.shell.menu import address


def bases(where: Here) -> dict[str, list[str]]:
    """The years from which a scenario can start, by currency, that of assessment first; empty where none can."""
    years: dict[str, list[str]] = {}
    for row in where.ask("zero_growth").dicts():
        if row.known("amount") and row.whole("year") <= where.as_of.year:
            years.setdefault(row.text("currency"), []).append(str(row.whole("year")))
    home = where.books.rulebook.currency
    codes = sorted(years, key=lambda code: (code != home, code))
    return {code: years[code] for code in codes} if codes and where.ask("newcomers").rows else {}


def last_budget(where: Here, bases: dict[str, list[str]]) -> tuple[int, Decimal] | None:
    """The year and level from which What if starts by itself, in the currency of assessment; None where it has none."""
    home = where.books.rulebook.currency
    held = {(row["currency"], row["year"]): row for row in where.ask("zero_growth").dicts() if row.known("amount")}
    if home not in bases:
        return None
    year = int(bases[home][-1])
    return year, held[home, year].amount("amount")


def of_joining(bases: dict[str, list[str]], state: str) -> str:
    """The address of What if with that State a Member from the first year after the last of `bases`, beside the same
    without it."""
    currency, years = next(iter(bases.items()))
    base, name = int(years[-1]), printed(state)
    names = {"name": say("With {state}", state=name), "name_b": say("Without {state}", state=name)}
    both = {"growth": ZNG, "growth_b": ZNG, **{key: bare(text) for key, text in names.items()}}
    return address("what_if", joins=f"{state}:{base + 1}", base=str(base), currency=currency, compare="", **both)
