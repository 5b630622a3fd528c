"""The paths of a scenario, from text to a value for each year: growth, inflation and the exchange rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from governance.money import rounded
from governance.problems import Problem
from governance.questions.declare import Asking
from governance.questions.growth.growth_figures import Series
from governance.questions.growth.scenario_start import History, exchange_history
from governance.rules.growth.paths import NoSuchPath, path
from governance.rules.growth.scenario import ZNG, ZRG
from governance.words import mark, say

__all__ = ["RECORDED", "REPEATED", "ZNG", "ZRG", "Reading", "exchange_of", "inflation_of", "path_of"]

RECORDED, REPEATED = "recorded", "repeated"
WORDS = {
    "growth": mark("Growth"),
    "inflation": mark("Inflation"),
    "exchange": mark("The exchange rate"),
    "joins": mark("States that join"),
    "leaves": mark("States that leave"),
}


@dataclass
class Reading:
    """What is read so far, and what is wrong with it."""

    asking: Asking
    values: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, rule: str, name: str, message: str, hint: str) -> None:
        value = self.values.get(name)
        self.problems.append(
            Problem(rule, message, column=name, value=None if value is None else str(value), suggestion=hint)
        )


def path_of(
    reading: Reading, name: str, text: str, years: range, words: tuple[str, ...], above: Decimal
) -> dict[int, Any]:
    """The values of a path, numbers above a bound."""
    try:
        found = path(text, years, words)
    except NoSuchPath as error:
        reading.wrong(
            "scenario-path", name, say("{what}: {error}", what=say(WORDS[name]), error=str(error)), _how(words)
        )
        return {}
    for year, value in found.items():
        if isinstance(value, Decimal) and value <= above:
            message = say("{what} of {year} cannot be {value}.", what=say(WORDS[name]), year=year, value=value)
            reading.wrong("scenario-path", name, message, say("It must be above {above}.", above=above))
            return {}
    return found


def _how(words: tuple[str, ...]) -> str:
    if ZNG in words:
        return say(
            "Write zng (zero nominal growth), zrg (zero real growth) or a percentage for all years, and others by "
            "their years, such as {example}.",
            example=f"{ZNG},2027:3.5,2028-2030:{ZRG}",
        )
    return say(
        "Write a value for all years, and others by their years, such as {example}; a value is a number or one of: "
        "{words}.",
        example=f"{words[0]},2027:3.5,2028-2030:1",
        words=", ".join(words),
    )


def inflation_of(reading: Reading, years: range, series: Series | None) -> tuple[str, dict[int, Decimal]]:
    """Inflation by year: numbers, as recorded in these years, or as in as many years before the base again."""
    history = History({year: price.value for year, price in series.years.items()} if series else {})
    text = reading.values["inflation"]
    if not text:
        recorded = all(history.change(year) is not None for year in years)
        text = RECORDED if recorded else str(history.average_change() or 0)
    found = path_of(reading, "inflation", text, years, (RECORDED, REPEATED), Decimal(-100))
    return text, {
        year: _told(reading, "inflation", value, year, years, history.change) for year, value in found.items()
    }


class Exchange(NamedTuple):
    """The exchange rate as it is told, the other currency, the series from which a value was taken, if one was, and the
    rate by year."""

    text: str | None = None
    other: str | None = None
    series: str | None = None
    rates: Mapping[int, Decimal] = {}


def exchange_of(reading: Reading, years: range, currency: str) -> Exchange:
    """The rate by year, the base included; none where no series of rates is held for the currency."""
    given = text = reading.values["exchange"]
    known = exchange_history(reading.asking, currency)
    if known is None:
        if given:
            message = say("No exchange rates of {currency} are held here.", currency=currency)
            reading.wrong("scenario-path", "exchange", message, say("Leave the exchange rate out."))
        return Exchange()
    if not given:
        last = known.rate_in(currency, max((year for year in known.years if year <= years[0]), default=0))
        text = "" if last is None else f"{rounded(last, Decimal('0.0001')):f}"
    if not text:
        return Exchange()
    found = path_of(reading, "exchange", text, years, (RECORDED, REPEATED), Decimal(0))
    told = {
        year: _told(reading, "exchange", value, year, years, lambda y: known.rate_in(currency, y))
        for year, value in found.items()
    }
    recorded = not given or any(isinstance(value, str) for value in found.values())
    return Exchange(text, known.other_than(currency), known.series if recorded else None, told)


def _told(reading: Reading, name: str, value: Any, year: int, years: range, held: Any) -> Decimal:
    """A number, or what history holds for the year, or for the same place among as many years before."""
    if isinstance(value, Decimal):
        return value
    source = year if value == RECORDED else year - len(years)
    found = held(source)
    if found is None:
        message = say(
            "{what} of {year}: nothing is recorded for {source}.", what=say(WORDS[name]), year=year, source=source
        )
        if not any(problem.column == name for problem in reading.problems):
            reading.wrong("scenario-path", name, message, say("Give a number for the years that are not recorded."))
        return Decimal(1)
    return Decimal(found)
